/** Two random profiles: what a review reports of each cell is what a plain comparison of that cell says. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { View } from "../../../review";
import type { Row } from "../../../review/view";
import { reviewed } from "../../helpers/reviews";

type Level = "None" | "My" | "All";
type Grants = Record<string, Record<string, Partial<Record<string, Level | string[]>>>>;
interface RandomProfile {
  unlisted: "exact" | "keep";
  permissions: Grants;
}

const VERBS = ["add", "edit", "delete", "inquire"];
const NAMES = {
  Companies: ["Contacts", "Notes", "Tracks"],
  System: ["Security", "Table Setup"],
  "Home Made": ["Thing", "Thing | other"],
  constructor: ["name", "toString"],
};

const level = fc.constantFrom<Level>("None", "My", "All");
const grant = fc.record(
  {
    add: level,
    edit: level,
    delete: level,
    inquire: level,
    customize: fc.uniqueArray(fc.constantFrom("A / B", "C / D", "E / F"), { minLength: 1 }),
  },
  { requiredKeys: ["inquire"] },
);
const functionsOf = (names: readonly string[]) =>
  fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, grant]))));
const permissions = fc
  .uniqueArray(fc.constantFrom(...Object.entries(NAMES)), { minLength: 1, selector: ([module]) => module })
  .chain((modules) => fc.record(Object.fromEntries(modules.map(([module, names]) => [module, functionsOf(names)]))));
const randomProfile: fc.Arbitrary<RandomProfile> = fc.record({
  unlisted: fc.constantFrom("exact", "keep"),
  permissions,
});

const fileOf = (random: RandomProfile) =>
  stringify({
    name: "Sync",
    vendor: "Vendor",
    source: { url: "https://vendor.example", title: "Page", retrieved: "2026" },
    why: "Listed",
    ...random,
  });

/** Every object has a `constructor`; a profile's only where it names one. */
function rowIn({ permissions }: RandomProfile, module: string, name: string) {
  const functions = Object.hasOwn(permissions, module) ? permissions[module] : undefined;
  return functions && Object.hasOwn(functions, name) ? functions[name] : undefined;
}

/** The guaranteed and the greatest level of a cell, as numbers; a function that is left to the tenant has any. */
function boundsOf(random: RandomProfile, module: string, name: string, verb: string) {
  const row = rowIn(random, module, name);
  if (!row && random.unlisted === "keep") return { least: -1, most: 2 };
  const number = ["None", "My", "All"].indexOf(String(row?.[verb] ?? "None"));
  return { least: number, most: number };
}

type Bounds = ReturnType<typeof boundsOf>;
function expectedDirection(before: Bounds, after: Bounds): string {
  if (before.least === after.least && before.most === after.most) return "unchanged";
  const isMorePossible = after.most > before.most;
  // Out of the tenant's hands, and granted at least something now.
  const isGrantedNow = before.least === -1 && after.least > 0;
  return isMorePossible || isGrantedNow ? "broadened" : "narrowed";
}

const rowsOf = ({ subjects: [subject] }: Pick<View, "subjects">): readonly Row[] => subject?.tables[0]?.rows ?? [];

test("each cell goes where a plain comparison says", async () => {
  await fc.assert(
    fc.asyncProperty(randomProfile, randomProfile, async (before, after) => {
      const view = await reviewed(fileOf(before), fileOf(after));
      for (const [module, names] of Object.entries(NAMES))
        for (const name of names) {
          const row = rowsOf(view).find((found) => found.module === module && found.function === name);
          const isNamed = [before, after].some((random) => rowIn(random, module, name) !== undefined);
          expect(row !== undefined).toBe(isNamed);
          for (const verb of VERBS) {
            const expected = expectedDirection(
              boundsOf(before, module, name, verb),
              boundsOf(after, module, name, verb),
            );
            if (row) expect([name, verb, row.cells[verb as "add"].direction]).toEqual([name, verb, expected]);
          }
          const entries = (random: RandomProfile) => (rowIn(random, module, name)?.customize ?? []) as string[];
          const added = entries(after).filter((entry) => !entries(before).includes(entry));
          if (row) expect(row.customize.added).toEqual(added);
        }
    }),
    { numRuns: 150 },
  );
});

test("no change is reported between a profile and itself in another order, and the digest stays", async () => {
  await fc.assert(
    fc.asyncProperty(randomProfile, async (random) => {
      const reversed = Object.fromEntries(
        Object.entries(random.permissions)
          .reverse()
          .map(([module, functions]) => [module, Object.fromEntries(Object.entries(functions).reverse())]),
      );
      const [subject] = (await reviewed(fileOf(random), fileOf({ ...random, permissions: reversed }))).subjects;
      expect(subject?.tables[0]?.changed).toEqual([]);
      expect(subject?.digest.after).toBe(subject?.digest.before);
    }),
    { numRuns: 50 },
  );
});

test("the digest changes exactly where a level, an entry or what is kept does", async () => {
  await fc.assert(
    fc.asyncProperty(randomProfile, randomProfile, async (before, after) => {
      const view = await reviewed(fileOf(before), fileOf(after));
      const [subject] = view.subjects;
      const isSame = rowsOf(view).every(({ direction }) => direction === "unchanged");
      const isKeptSame = before.unlisted === after.unlisted;
      expect(subject?.digest.after === subject?.digest.before).toBe(isSame && isKeptSame);
    }),
    { numRuns: 150 },
  );
});
