/** A profile that extends another one asks for what a fleet's layer of the same changes would, whichever features are chosen. */
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { LEVELS, VERBS } from "../../../core/model/level";
import { type LevelTable, rowsOf, tableOf } from "../../../core/model/permission";
import type { Grant, Profile } from "../../../core/model/profile";
import { withFeatures } from "../../../core/profile/choose";
import { indexProfile } from "../../../core/profile/names";
import { levelsOf, parseProfile } from "../../../core/profile/parse";
import { effectiveProfile } from "../../../fleet/file/effective";
import { findProfile } from "../../../project/profiles";

/** Of the base's permissions, its variant, its feature, and of none of them. */
const FUNCTIONS = [
  { module: "Companies", function: "Contacts" },
  { module: "Companies", function: "Team Members" },
  { module: "Finance", function: "Accounting Interface" },
  { module: "Finance", function: "Invoicing" },
  { module: "Sales", function: "Opportunity" },
];
const base = findProfile("wise-sync", path.resolve(__dirname, "../../../profiles"));
const named = indexProfile(base);
const isGranted = (name: (typeof FUNCTIONS)[number]) => named.find(name).isOwn;

const levels = fc
  .record(Object.fromEntries(VERBS.map((verb) => [verb, fc.constantFrom(...LEVELS)])), { requiredKeys: [] })
  .filter((given) => Object.keys(given).length > 0);
const said = fc.tuple(
  ...FUNCTIONS.map((name) =>
    isGranted(name)
      ? fc.oneof(fc.constant(undefined), fc.constant("out" as const), levels)
      : // None of what isn't granted is refused, as taking it out is.
        fc.oneof(
          fc.constant(undefined),
          levels.filter((given) => Object.values(given).some((level) => level !== "None")),
        ),
  ),
);

/** One and the same change, as a profile's file and as a layer of a fleet. */
function changes(all: readonly unknown[]) {
  const rows = FUNCTIONS.flatMap((name, index) => (all[index] === undefined ? [] : [{ ...name, row: all[index] }]));
  const out = rows.filter(({ row }) => row === "out");
  const set = tableOf(rows.filter(({ row }) => row !== "out").map((entry) => ({ ...entry, row: entry.row as object })));
  const permissions = tableOf([...rowsOf(set)].map((entry) => ({ ...entry, row: { ...entry.row, why: "Ours" } })));
  const without = tableOf(out.map((entry) => ({ ...entry, row: "Ours" })));
  return {
    file: stringify({ extends: base.id, name: "Ours", why: "Ours", permissions, without }),
    layer: {
      levels: set,
      without: Object.fromEntries(Object.entries(without).map(([module, names]) => [module, Object.keys(names)])),
    },
  };
}

const cells = (grants: LevelTable<Grant>) =>
  [...rowsOf(levelsOf(grants))].map(({ row, ...name }) => JSON.stringify({ ...name, ...row })).sort();
const asked = ({ grants, variants }: Profile) => [cells(grants), variants.map((variant) => cells(variant.grants))];

test("by the same changes, both ask for the same", () => {
  fc.assert(
    fc.property(said, fc.constantFrom([], ["later-revision"]), (all, features) => {
      const { file, layer } = changes(all);
      const { profile, problems } = parseProfile(file, "ours.yaml", () => ({
        ...{ profile: base, problems: [], unknownNames: [], origin: "library" },
      }));
      expect(problems).toEqual([]);
      const entry = { label: "group au", keys: [], entry: layer };
      expect(asked(withFeatures(profile as Profile, features))).toEqual(
        asked(effectiveProfile(named, features, [entry]).profile),
      );
    }),
    { numRuns: 300 },
  );
});
