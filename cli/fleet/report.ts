import { Command, Option } from "commander";
import { InvalidInputError, RefusedError } from "../../core/model/errors";
import { nearest, suggest } from "../../core/profile/match";
import type { Journal, Run } from "../../fleet/model/run";
import { isAllExact, reportFleet, reportView, toHtml, toJson, toMarkdown, toText } from "../../fleet/report";
import { newestRun } from "../../fleet/run/resume";
import { wrapHelp } from "../helpText";
import { print, printDocument, printJson, printNotice } from "../print";
import { writeText } from "../writeText";
import { type OpenFleet, openFleet, type SelectionFlags, selectionOptions } from "./selection";

const FORMATS = ["text", "markdown", "json"] as const;

interface Flags extends SelectionFlags {
  readonly format: (typeof FORMATS)[number];
  readonly json?: true;
  readonly html?: string;
  readonly run?: string;
}

/** `cwroles fleet report`: who complies, and what tenants that don't have in common. */
export const reportCommand = (): Command =>
  selectionOptions(new Command("report"))
    .description(
      [
        "Adds up the last result of each tenant, whatever run it is from: totals by profile and group, what tenants have",
        "beyond what is asked or lack, why some failed, and what changed since the run before. Makes no request.",
      ].join(" "),
    )
    .addOption(new Option("--format <format>", "how to print it").choices(FORMATS).default("text"))
    .option("--json", "the same as --format json")
    .option("--html <file>", "also write it as one self-contained page")
    .option("--run <id>", "the results of this run alone")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet report --html report.html                       a page to search and filter",
        "  cwroles fleet report --group au --format markdown             for a chat or a pull request",
        "  cwroles fleet report --run 20261122T043000Z-drift-3f9c --json",
        "",
        "Exit codes: 0 every tenant is exact, 2 some aren't, 1 failed.",
      ]),
    )
    .action(report);

async function report({ format, json, html, run, ...selection }: Flags): Promise<void> {
  const opened = await openFleet(selection);
  const view = await viewOf(opened, run, selection.file).finally(opened.close);
  if (html !== undefined) writeText(html, toHtml(view).trimEnd(), true);
  if (json || format === "json") printJson(toJson(view));
  else if (format === "markdown") printDocument(toMarkdown(view));
  else print(toText(view));
  if (!isAllExact(view)) process.exitCode = 2;
}

/** @param requested the id of the run that alone is reported */
async function viewOf({ fleet, journal, tenants }: OpenFleet, requested: string | undefined, file: string) {
  const run = await chosenRun(journal, requested, file);
  const begun = new Set(run.waves.flat());
  const reported = requested === undefined ? tenants : tenants.filter(({ name }) => begun.has(name));
  const names = reported.map(({ name }) => name);
  const results = await (requested === undefined ? journal.latest({ tenants: names }) : journal.results(run.id));
  const before = await journal.latest({ tenants: names, before: run.id });
  return reportView(reportFleet(fleet.name, reported), results, before, { now: new Date(), run });
}

/**
 * @throws RefusedError where there is no run
 * @throws InvalidInputError for an id that none has, with the nearest
 */
async function chosenRun(journal: Journal, requested: string | undefined, file: string): Promise<Run> {
  if (requested === undefined) {
    const last = await newestRun(journal, printNotice);
    if (last) return last;
    throw new RefusedError(
      `No tenant of ${file} was looked at yet. Do it by reads alone, without the engine: cwroles fleet drift`,
    );
  }
  const run = await journal.run(requested);
  if (run) return run;
  const message = `there is no "${requested}"; ${suggest(nearest(requested, await journal.runs()))}`;
  throw new InvalidInputError("Which run?", [{ path: "--run", message }]);
}
