import { statSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import { parseProfile } from "../../core/profile/parse";
import {
  allGrants,
  count,
  type Draft,
  draftYaml,
  importArticle,
  importCopied,
  isCertain,
  STANDARD_INPUT,
  summaryOf,
} from "../../importer";
import { print, printDocument, printJson, printNotice } from "../print";
import { writeText } from "../writeText";
import { clipboardHtml } from "./clipboard";

interface Flags {
  id?: string;
  vendor?: string;
  sourceUrl?: string;
  output?: string;
  force?: true;
  clipboard?: true;
  json?: true;
}

/** `cwroles profiles import` */
export const importCommand = (): Command =>
  new Command("import")
    .argument("[article]", "the vendor's page, saved as .html, .docx, .md, .csv or .txt; - is standard input")
    .description(
      [
        "Read a vendor's list of permissions into a draft of a profile.",
        "What isn't certain is marked: an ambiguity on its row, or a comment with its line. Nothing is guessed: of two",
        "readings the narrower is taken, what only some need becomes a feature, and what the page rules out is None.",
      ].join(" "),
    )
    .option("--id <id>", "the profile's id; by default from the article's file name")
    .option("--vendor <name>", "whose integration it is")
    .option("--clipboard", "read what was copied in a browser, instead of a file")
    .option("--source-url <url>", "the page's address; by default the one that the file or the clipboard names")
    .option("--output <file>", "write the draft to this file instead of stdout")
    .option("--force", "overwrite the file")
    .option("--json", "print what was read as JSON, with the draft's text")
    .addHelpText("after", HELP)
    .action(async (file: string | undefined, flags: Flags) => {
      const { article, draft } = await readFrom(file, flags);
      if (flags.json && !hasFound(draft)) {
        printJson({ ...draft, certain: false, valid: false });
        printNotice(`No function of a security role with a level was found in ${article}.`);
        process.exitCode = 1;
        return;
      }
      assertFound(draft, article);
      const yaml = draftYaml(draft, headOf(draft, article, flags));
      const { problems } = parseProfile(yaml, `${idOf(article, flags)}.yaml`);
      if (flags.output !== undefined) {
        writeText(flags.output, yaml.trimEnd(), flags.force === true);
        print(`Wrote ${flags.output}`);
      }
      if (flags.json) printJson({ ...draft, certain: isCertain(draft), valid: problems.length === 0, yaml });
      else if (flags.output === undefined) printDocument(yaml.trimEnd());
      printNotice(`${summaryOf(draft)}, ${count(draft.skipped, "line")} skipped.`);
      if (draft.grants.length === 0 && allGrants(draft).length > 0)
        printNotice(
          "No row holds for every tenant: what was read stands under features or in comments. Move rows to permissions, or write them there.",
        );
      for (const { path: key, message } of problems) printNotice(`The draft isn't complete: ${key}: ${message}`);
      process.exitCode = isCertain(draft) ? 0 : 2;
    });

/** The draft, and what messages call that which it was read from. */
async function readFrom(file: string | undefined, { clipboard }: Flags): Promise<{ article: string; draft: Draft }> {
  if ((file === undefined) === (clipboard === undefined)) {
    const message = "name the saved page, - for standard input, or give --clipboard";
    throw new InvalidInputError("There is nothing to import", [{ path: "", message }]);
  }
  if (file === undefined) return { article: "clipboard", draft: importCopied(clipboardHtml()) };
  return { article: file === STANDARD_INPUT ? "stdin" : file, draft: await importArticle(file) };
}

const HELP = `
Exit codes: 0 all was read with certainty, 1 nothing was found or the article can't be read, 2 something is marked for a person.

Examples:
  cwroles profiles import permissions.html --vendor "Example Inc." --output profiles/example.yaml
  curl https://vendor.example/permissions | cwroles profiles import - --id example --vendor "Example Inc."
  cwroles profiles import --clipboard --id example --vendor "Example Inc."
  cwroles profiles import copied.txt --vendor "Example Inc." --source-url https://vendor.example/permissions`;

function headOf(draft: Draft, article: string, flags: Flags) {
  const id = idOf(article, flags);
  const url = flags.sourceUrl ?? draft.url;
  if (url !== undefined && !URL.canParse(url)) {
    const message = `"${url}" is no address such as https://vendor.example/permissions`;
    throw new InvalidInputError("The draft can't be made", [{ path: "--source-url", message }]);
  }
  return {
    id,
    ...(flags.output !== undefined && flags.output !== STANDARD_INPUT && { file: flags.output }),
    ...(flags.vendor !== undefined && { vendor: flags.vendor }),
    ...(url !== undefined && { url }),
    title: draft.title ?? id,
    retrieved: readOn(article).toISOString().slice(0, "2026-01-31".length),
  };
}

/** When a file was saved; what comes from elsewhere is read now. */
const readOn = (article: string): Date => statSync(article, { throwIfNoEntry: false })?.mtime ?? new Date();

/** `My Page (1).html` → `my-page-1` */
const idOf = (article: string, { id }: Flags): string =>
  id ??
  path
    .parse(article)
    .name.toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

const hasFound = ({ grants, features, variants, unmatched }: Draft): boolean =>
  grants.length + features.length + variants.length + unmatched.length > 0;

function assertFound(draft: Draft, article: string): void {
  if (hasFound(draft)) return;
  const { notUnderstood, notices } = draft;
  const doubts = notUnderstood.map(({ line, section, text }) => ({
    path: "",
    file: article,
    line,
    message: `not understood${section ? `, under “${section}”` : ""}: ${text}`,
  }));
  const message = "no function of a security role with a level was found in it";
  const others = notices.map(({ line, text }) => ({ path: "", file: article, line, message: text }));
  throw new InvalidInputError("There is nothing to import", [
    { path: "", file: article, message },
    ...doubts,
    ...others,
  ]);
}
