import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEVELS, VERBS } from "../../../core/model/level";
import { isBroadened } from "../../../core/model/permission";
import { catalogue } from "../../../core/profile/catalogue";
import { importArticle } from "../../../importer";
import { allGrants } from "../../../importer/draft";
import { useFolder } from "../../helpers/folder";
import { HTML_LAYOUTS } from "../../helpers/importPages/html";
import { LAYOUTS } from "../../helpers/importPages/layouts";
import { LOSSY_LAYOUTS } from "../../helpers/importPages/lossy";
import type { PageRow, Part } from "../../helpers/importPages/page";
import { CONDITIONS, PLAIN_PHRASES } from "../../helpers/importPages/phrases";

const folder = useFolder();

const level = fc.constantFrom(...LEVELS);
const levels = fc
  .record({ add: level, edit: level, delete: level, inquire: level })
  .filter((given) => VERBS.some((verb) => given[verb] !== "None"));

/** Rows of a part, each function once; the parts of a page may name the same ones. */
const rows: fc.Arbitrary<PageRow[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...catalogue.slice(0, 30)), levels), {
    minLength: 1,
    maxLength: 6,
    selector: ([{ module, function: name }]) => `${module}/${name}`,
  })
  .map((found) => found.map(([{ module, function: name }, given]) => ({ module, name, levels: given })));

const phrase = fc.constantFrom(...Object.values({ ...CONDITIONS, ...PLAIN_PHRASES }));
/** The first part is for all: what a page says of all its rows together is what it is about, and sets none of them apart. */
const parts: fc.Arbitrary<Part[]> = fc
  .tuple(
    fc.record({ phrase: fc.constantFrom(...Object.values(PLAIN_PHRASES)), rows }),
    fc.array(fc.record({ phrase, rows }), { maxLength: 3 }),
  )
  .map(([first, others]) => [first, ...others]);

/** What a page grants in the parts that aren't for nobody; `meaning` picks one kind of them. */
const listed = (page: readonly Part[], meaning?: string) =>
  page
    .filter(({ phrase: { meaning: of } }) => (meaning ? of === meaning : of !== "nobody"))
    .flatMap((part) => part.rows);

interface Grant {
  readonly module: string;
  readonly function: string;
  readonly levels: PageRow["levels"];
}

/** The levels that are granted and that none of the rows has. */
const beyond = (grants: readonly Grant[], page: readonly PageRow[]): string[] =>
  grants.flatMap((grant) => {
    const same = page.filter(({ module, name }) => module === grant.module && name === grant.function);
    return VERBS.filter(
      (verb) => grant.levels[verb] !== "None" && same.every((row) => isBroadened(row.levels[verb], grant.levels[verb])),
    ).map((verb) => `${grant.module} › ${grant.function}: ${verb} ${grant.levels[verb]}`);
  });

describe("a draft never has more than its page", () => {
  test.each(LAYOUTS)("%s", async (name, print) => {
    await fc.assert(
      fc.asyncProperty(parts, async (page) => {
        const { grants, features, variants } = await importArticle(folder.write(name, print(page)));
        const all = [...grants, ...[...features, ...variants].flatMap((part) => part.grants)];
        const certain = grants.filter(({ doubts }) => doubts.length === 0);
        expect({
          beyondThePage: beyond(all, listed(page)),
          certainBeyondWhatIsForAll: beyond(certain, listed(page, "all")),
        }).toEqual({ beyondThePage: [], certainBeyondWhatIsForAll: [] });
      }),
      { numRuns: 6 },
    );
  });

  test.each(Object.entries(LOSSY_LAYOUTS))("though a level may have lost its verb: %s", async (name, print) => {
    const [plain = CONDITIONS.optional] = Object.values(PLAIN_PHRASES);
    await fc.assert(
      fc.asyncProperty(rows, async (page) => {
        const draft = await importArticle(folder.write(name, print([{ phrase: plain, rows: page }] as Part[])));
        expect(beyond(allGrants(draft), page)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("a cell that a page gives as None isn't granted, whatever other rows say of it", async () => {
    const cell = fc.record({ first: levels, second: levels });
    await fc.assert(
      fc.asyncProperty(
        cell,
        fc.constantFrom("heading above a table", "a column of its own"),
        async ({ first, second }, layout) => {
          const [plain = CONDITIONS.optional] = Object.values(PLAIN_PHRASES);
          const row = { module: "Companies", name: "Contacts" };
          const page = [first, second].map((given) => ({ phrase: plain, rows: [{ ...row, levels: given }] })) as Part[];
          const { grants } = await importArticle(folder.write("none.html", HTML_LAYOUTS[layout]?.(page) ?? ""));
          const [grant] = grants;
          for (const verb of VERBS)
            if (first[verb] === "None" || second[verb] === "None") expect(grant?.levels[verb]).toBe("None");
          const isSame = VERBS.every((verb) => first[verb] === second[verb]);
          expect(grant?.doubts.length === 0).toBe(isSame);
        },
      ),
      { numRuns: 30 },
    );
  });
});
