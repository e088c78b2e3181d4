/** Numbered folders of profiles before and after a change, with the whole comment and JSON that a review makes of them. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { toJson, toMarkdown } from "../../../review";
import { reviewSnapshots } from "../../../review/review";
import type { Snapshot } from "../../../review/sourceSnapshot";
import { folderOf } from "../../helpers/profileFolders";

const CASES = path.resolve(__dirname, "../../cases/review");
const TODAY = "2026-06-30";

test.each(readdirSync(CASES))("%s", async (name) => {
  const folder = path.join(CASES, name);
  const library = libraryOf(folder);
  const view = await reviewSnapshots({
    title: name,
    before: end(folder, "base"),
    tip: end(folder, "base"),
    after: end(folder, "head"),
    changedFiles: [],
    today: TODAY,
    readers: [],
    ...(library && { library }),
  });
  const results = { "expected.md": toMarkdown(view), "expected.json": JSON.stringify(toJson(view), null, 2) };
  const unexpected = Object.entries(results).filter(
    ([file, text]) => !isExpected(path.join(folder, file), `${text}\n`),
  );
  expect(unexpected.map(([file]) => `${file}.actual`)).toEqual([]);
});

/** One end of a change; the exclusions of the earlier one stand in former-exclusions.yaml. */
const end = (folder: string, side: "base" | "head"): Snapshot => ({
  prefix: `${side}:`,
  list: async (at) => (at ? readdirSync(path.join(folder, side)).map((file) => `${side}/${file}`) : []),
  read: async (file) => {
    const isFormer = file === "review-exclusions.yaml" && side === "base";
    const at = path.join(folder, isFormer ? "former-exclusions.yaml" : file);
    return existsSync(at) ? readFileSync(at, "utf8") : undefined;
  },
});

/** The profiles that a case's package brings along, if it has any. */
function libraryOf(folder: string) {
  const library = path.join(folder, "library");
  if (!existsSync(library)) return undefined;
  const files = readdirSync(library).map((file) => [
    path.basename(file, ".yaml"),
    readFileSync(path.join(library, file), "utf8"),
  ]);
  return folderOf("library", Object.fromEntries(files));
}

/** What isn't as expected stays beside it, to be looked at and, where it is right, to be taken over. */
function isExpected(file: string, actual: string): boolean {
  const actualFile = `${file}.actual`;
  rmSync(actualFile, { force: true });
  if (existsSync(file) && readFileSync(file, "utf8") === actual) return true;
  writeFileSync(actualFile, actual);
  return false;
}
