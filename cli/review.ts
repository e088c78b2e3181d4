import { Command, InvalidArgumentError, Option } from "commander";
import { desiredByFleets } from "../fleet/review";
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
import { wrapHelp } from "./helpText";
import { printDocument, printJson, printNotice } from "./print";
import { writeText } from "./writeText";

const FORMATS = ["text", "markdown", "json"] as const;

interface Flags {
  base: string;
  head?: string;
  twoDot?: true;
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
        "Says what a change does to permissions, without a tenant or credentials: what profiles grant, function by function",
        "and verb by verb, what is broadened or narrowed, how risky that is, and the vendor's page behind it; which tenants,",
        "roles, members and keys stacks (Pulumi.*.yaml) and fleets (fleet.yaml, accepted.yaml) name; and code that changes.",
        "Works on the working directory, and on review-exclusions.yaml in it, if there is one.",
      ].join(" "),
    )
    .requiredOption(
      "--base <ref>",
      "branch, tag or commit that the change will be merged into; compared from where the change left it",
    )
    .option("--head <ref>", "branch, tag or commit to review (default: the working tree)")
    .option("--two-dot", "compare with the base as it is now, which shows what it got since in reverse")
    .addOption(new Option("--format <format>", "how to print it").choices(FORMATS).default("text"))
    .option("--json", "the same as --format json")
    .option("--html <file>", "also write it as one self-contained page")
    .option("--max-length <characters>", "longest comment that --format markdown makes", parseLength, DEFAULT_LENGTH)
    .addOption(
      new Option(
        "--require-approval <mode>",
        "exit with 2 on what calls for an approval (a broadening that isn't excluded, another address or key, most of a role taken away), or on any change",
      )
        .choices(APPROVALS)
        .default("never"),
    )
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  npx cwroles review --base main                                     what is not committed yet, too",
        "  npx cwroles review --base v1.0 --head v1.1 --html review.html      two releases, as a page",
        "  npx cwroles review --base origin/main --format markdown            a comment for a pull request",
        "  npx cwroles review --base origin/main --require-approval broadening",
        "",
        "Exit codes: 0 done, 1 failed or a file can't be read, 2 approval is required.",
      ]),
    )
    .action(review);

async function review({ base, head, twoDot, format, json, html, maxLength, requireApproval }: Flags): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const refs = { project: process.cwd(), base, ...(head !== undefined && { head }), ...(twoDot && { twoDot }) };
  const view = await reviewRefs({ ...refs, today, readers: [desiredByFleets] });
  if (html !== undefined) writeText(html, toHtml(view).trimEnd(), true);
  show(view, json ? "json" : format, maxLength);
  if (view.subjects.some(({ status }) => status === "unreadable")) process.exitCode = 1;
  else if (needsApproval(view, requireApproval)) {
    printNotice(`Approval is required: ${view.summary}`);
    process.exitCode = 2;
  }
}

function show(view: View, format: Flags["format"], maxLength: number): void {
  if (format === "json") printJson(toJson(view));
  else if (format === "markdown") printDocument(toMarkdown(view, maxLength));
  else printDocument(toText(view));
}

function parseLength(text: string): number {
  const length = Number(text);
  if (Number.isSafeInteger(length) && length > 0) return length;
  throw new InvalidArgumentError("It must be a number of characters, such as 65000.");
}
