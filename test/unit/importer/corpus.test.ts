import { afterAll, describe, expect, test } from "vitest";
import { importArticle } from "../../../importer";
import { useFolder } from "../../helpers/folder";
import type { Layout } from "../../helpers/importPages/html";
import { type Judged, judge, type Verdict } from "../../helpers/importPages/judge";
import { LAYOUTS } from "../../helpers/importPages/layouts";
import { type Phrase, pageWith } from "../../helpers/importPages/page";
import { CONDITIONS, PLAIN_PHRASES } from "../../helpers/importPages/phrases";

const folder = useFolder();

const tally: Record<Verdict, number> = { right: 0, marked: 0, wrong: 0, missed: 0 };

/** Each layout has a share of the phrases, and each phrase is in several layouts: all of all would take a minute. */
const SHARES = 6;

/** How the rows of a layout's pages came out, one page for each phrase. */
async function judgePages(
  name: string,
  print: Layout,
  phrases: Readonly<Record<string, Phrase>>,
): Promise<(Judged & { page: string })[]> {
  const share = LAYOUTS.findIndex(([layout]) => layout === name) % SHARES;
  const judged: (Judged & { page: string })[] = [];
  for (const [index, [said, phrase]] of Object.entries(phrases).entries()) {
    if (index % SHARES !== share && process.env.WHOLE_CORPUS === undefined) continue;
    const parts = pageWith(phrase);
    const draft = await importArticle(folder.write(name, print(parts)));
    judged.push(...judge(parts, draft).map((row) => ({ page: said, ...row })));
  }
  return judged;
}

const show = ({ page, row }: { page: string; row: string }) => `${page}: ${row}`;

afterAll(() => {
  const total = Object.values(tally).reduce((sum, count) => sum + count, 0);
  const shares = Object.entries(tally).map(
    ([verdict, count]) => `${verdict} ${count} (${((100 * count) / total).toFixed(1)} %)`,
  );
  console.info(
    `${LAYOUTS.length} layouts × ${Object.keys({ ...CONDITIONS, ...PLAIN_PHRASES }).length} phrases, ${total} rows: ${shares.join(", ")}`,
  );
});

describe("no row is certain that a careful reader would doubt, and none is lost", () => {
  test.each(LAYOUTS)("%s", async (name, print) => {
    const judged = await judgePages(name, print, CONDITIONS);
    for (const { verdict } of judged) tally[verdict] += 1;
    const of = (verdict: Verdict) => judged.filter((row) => row.verdict === verdict).map(show);
    expect({ wrong: of("wrong"), missed: of("missed") }).toEqual({ wrong: [], missed: [] });
  });
});

describe("every row is certain that nobody would doubt", () => {
  test.each(LAYOUTS)("%s", async (name, print) => {
    const judged = await judgePages(name, print, PLAIN_PHRASES);
    for (const { verdict } of judged) tally[verdict] += 1;
    expect(judged.filter(({ verdict }) => verdict !== "right").map(show)).toEqual([]);
  });
});
