import { afterAll, expect, test } from "vitest";
import { LEVELS, type Level, VERBS } from "../../../core/model/level";
import { isBroadened, type Permission } from "../../../core/model/permission";
import { type Draft, importArticle } from "../../../importer";
import { useFolder } from "../../helpers/folder";
import { SAVED_PAGES } from "../../helpers/importPages/asSaved";
import type { Verdict } from "../../helpers/importPages/judge";
import { LATER_PAGES } from "../../helpers/importPages/laterPages";
import { PAGES_OF_SENTENCES } from "../../helpers/importPages/ofSentences";
import type { SavedPage } from "../../helpers/importPages/savedPage";
import { TRANSLATED_PAGES } from "../../helpers/importPages/translated";

const folder = useFolder();

interface Transcribed {
  readonly module: string;
  readonly function: string;
  readonly levels: Permission;
  readonly customize: readonly string[];
  readonly isDoubtful: boolean;
}

const levelOf = (letter = ""): Level => LEVELS.find((level) => level.startsWith(letter)) ?? "None";

const transcribed = ({ rows }: SavedPage): Transcribed[] =>
  rows.split("\n").map((line) => {
    const [module = "", name = "", letters = "", ...more] = line.split(" | ");
    const levels = Object.fromEntries(VERBS.map((verb, index) => [verb, levelOf(letters[index])]));
    const customize = more.filter((cell) => cell !== "?").flatMap((cell) => cell.split("; "));
    return {
      module,
      function: name,
      levels: levels as unknown as Permission,
      customize,
      isDoubtful: more.includes("?"),
    };
  });

const grantsOf = ({ grants, features, variants }: Draft) => [
  ...grants,
  ...[...features, ...variants].flatMap((part) => part.grants),
];

/** How a row came out: see `Verdict`; a doubt that a careful reader has is right, and one that is lacking is wrong. */
function judge(row: Transcribed, draft: Draft): Verdict {
  const grant = grantsOf(draft).find((one) => one.module === row.module && one.function === row.function);
  if (!grant) return "missed";
  const isCertain = grant.doubts.length === 0;
  if (VERBS.some((verb) => isBroadened(row.levels[verb], grant.levels[verb]))) return "wrong";
  const isNarrower = VERBS.some((verb) => isBroadened(grant.levels[verb], row.levels[verb]));
  const lacksEntry = row.customize.some((entry) => !grant.customize.includes(entry));
  if (isCertain) return isNarrower || lacksEntry || row.isDoubtful ? "wrong" : "right";
  return row.isDoubtful && !lacksEntry ? "right" : "marked";
}

const score: Record<string, Record<Verdict, number>> = {};

afterAll(() => {
  const lines = Object.entries(score).map(
    ([layout, { right, marked, wrong, missed }]) =>
      `${[right, marked, wrong, missed].map((count) => String(count).padStart(6)).join(" ")}  ${layout}`,
  );
  console.info([" right marked  wrong missed", ...lines].join("\n"));
});

const PAGES = [...SAVED_PAGES, ...PAGES_OF_SENTENCES, ...TRANSLATED_PAGES, ...LATER_PAGES];

test.each(PAGES.map((page) => [page.layout, page] as const))("%s", async (layout, page) => {
  const draft = await importArticle(folder.write(`page.${page.ending}`, page.text));
  const rows = transcribed(page);
  const verdicts = rows.map((row) => ({ row: `${row.module} › ${row.function}`, verdict: judge(row, draft) }));
  const count = (verdict: Verdict) => verdicts.filter((one) => one.verdict === verdict).length;
  score[layout] = { right: count("right"), marked: count("marked"), wrong: count("wrong"), missed: count("missed") };
  const extra = grantsOf(draft).filter(
    (one) => !rows.some((row) => row.module === one.module && row.function === one.function),
  );
  expect({ wrong: verdicts.filter(({ verdict }) => verdict === "wrong"), extra }).toEqual({ wrong: [], extra: [] });
});

test("all that isn't understood is told, though the page stands on one line", async () => {
  const row = (name: string) => `<tr><td>${name}<td>?<td>?<td>?<td>?`;
  const table = `<table><caption>Project<tr><th>Function<th>Add<th>Edit<th>Delete<th>Inquire${row("Project Phase")}${row("Project Notes")}</table>`;
  const { notUnderstood } = await importArticle(folder.write("line.html", table));
  expect(notUnderstood.map(({ text }) => text)).toEqual([
    "Project Phase | ? | ? | ? | ?",
    "Project Notes | ? | ? | ? | ?",
  ]);
});

test("few rows are missed, and few marked that nobody would doubt", () => {
  const sum = (verdict: Verdict) => Object.values(score).reduce((total, counts) => total + counts[verdict], 0);
  const all = sum("right") + sum("marked") + sum("wrong") + sum("missed");
  expect(all).toBeGreaterThan(40);
  expect(sum("missed") / all).toBeLessThanOrEqual(0.05);
  expect(sum("marked") / all).toBeLessThanOrEqual(0.15);
});
