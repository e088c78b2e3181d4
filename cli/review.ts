import { Command, InvalidArgumentError, Option } from "commander";
import {
  APPROVALS,
  type Approval,
  DEFAULT_LENGTH,
  needsApproval,
  reviewRefs,
  toHtml,
  toJson,
  toMarkdown,
  toText,
  type View,
} from "../review";
import { print, printJson } from "./print";
import { writeText } from "./writeText";

const FORMATS = ["text", "markdown", "json"] as const;

interface Flags {
  base: string;
  head?: string;
  format: (typeof FORMATS)[number];
  json?: true;
  html?: string;
  maxLength: number;
  requireApproval: Approval;
}

/** `cwroles review`: what a change of the profiles does to permissions. */
export const reviewCommand = (): Command =>
  new Command("review")
    .description(
      [
        "Compares all profiles of two git refs, function by function and verb by verb, without a tenant or credentials:",
        "what is broadened or narrowed, how risky that is, and the vendor's page behind it. Works on the folder profiles",
        "of the working directory, and on review-exclusions.yaml beside it, if there is one.",
      ].join("\n"),
    )
    .requiredOption("--base <ref>", "branch, tag or commit to compare with")
    .option("--head <ref>", "branch, tag or commit to review (default: the working tree)")
    .addOption(new Option("--format <format>", "how to print it").choices(FORMATS).default("text"))
    .option("--json", "the same as --format json")
    .option("--html <file>", "also write it as one self-contained page")
    .option("--max-length <characters>", "longest comment that --format markdown makes", parseLength, DEFAULT_LENGTH)
    .addOption(
      new Option("--require-approval <mode>", "exit with 2 on a broadening that isn't excluded, or on any change")
        .choices(APPROVALS)
        .default("never"),
    )
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npx cwroles review --base main                                     what is not committed yet, too",
        "  npx cwroles review --base v1.0 --head v1.1 --html review.html      two releases, as a page",
        "  npx cwroles review --base origin/main --format markdown            a comment for a pull request",
        "  npx cwroles review --base origin/main --require-approval broadening",
        "",
        "Exit codes: 0 done, 1 failed or a profile can't be read, 2 approval is required.",
      ].join("\n"),
    )
    .action(review);

async function review({ base, head, format, json, html, maxLength, requireApproval }: Flags): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const view = await reviewRefs({ project: process.cwd(), base, ...(head !== undefined && { head }), today });
  if (html !== undefined) writeText(html, toHtml(view).trimEnd(), true);
  show(view, json ? "json" : format, maxLength);
  if (view.subjects.some(({ status }) => status === "unreadable")) process.exitCode = 1;
  else if (needsApproval(view, requireApproval)) {
    process.stderr.write(`Approval is required: ${view.summary}\n`);
    process.exitCode = 2;
  }
}

function show(view: View, format: Flags["format"], maxLength: number): void {
  if (format === "json") printJson(toJson(view));
  else print(format === "markdown" ? toMarkdown(view, maxLength) : toText(view));
}

function parseLength(text: string): number {
  const length = Number(text);
  if (Number.isSafeInteger(length) && length > 0) return length;
  throw new InvalidArgumentError("It must be a number of characters, such as 65000.");
}
