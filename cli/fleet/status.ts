import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import { nearest, suggest } from "../../core/profile/match";
import type { TenantResult } from "../../fleet/model/result";
import type { Journal, Run } from "../../fleet/model/run";
import { newestRun, readRunOrWarn } from "../../fleet/run/resume";
import { byOutcome, countsOf, countWords, wordFor } from "../../fleet/summary/words";
import { plural } from "../../pages/text";
import { print, printJson, printNotice } from "../print";
import { notBegun } from "./run";
import { type JournalFlags, journalOptions, openJournal } from "./selection";

interface Flags extends JournalFlags {
  readonly run?: string;
  readonly follow?: true;
  readonly json?: true;
}

const FOLLOW_MS = 2000;
/** Runs listed besides the one that is told in full. */
const LISTED = 10;

/** `cwroles fleet status`: how far the last run is, and which there were before. */
export const statusCommand = (): Command =>
  journalOptions(new Command("status"))
    .option("--run <id>", "another run than the last one")
    .option("--follow", "show it again every two seconds, until the run has ended")
    .option("--json", "print the run and its results as JSON")
    .addHelpText("after", "\nExit codes: 0 done, 1 the run doesn't exist or can't be read, or there was none.")
    .action(status);

async function status({ run: requested, follow, json, ...flags }: Flags): Promise<void> {
  const { journal, close } = await openJournal(flags);
  const { id } = await chosen(journal, requested);
  for (;;) {
    const run = await chosen(journal, id);
    const results = await journal.results(run.id);
    if (json) printJson({ ...run, results: [...results.values()], notBegun: notBegun(run, results) });
    else print(describeRun(run, results));
    if (!json && !follow && requested === undefined) print(await describeFormer(journal, id));
    if (!follow || run.end) break;
    await sleep(FOLLOW_MS);
  }
  await close();
}

/**
 * The run of that id, or the newest one that can be read.
 * @throws InvalidInputError for an id that no run has, with the nearest; where it can't be read; where there was none at all
 */
async function chosen(journal: Journal, requested: string | undefined): Promise<Run> {
  const problem = (message: string) => new InvalidInputError("Which run?", [{ path: "--run", message }]);
  const run = await (requested === undefined ? newestRun(journal, damaged) : journal.run(requested));
  if (run) return run;
  if (requested === undefined) throw problem("this fleet has had none; begin with: cwroles fleet preview");
  throw problem(`there is no "${requested}"; ${suggest(nearest(requested, await journal.runs()))}`);
}

function damaged(message: string): void {
  printNotice(message);
  process.exitCode = 1;
}

/** `20261122T043000Z-up-3f9c21, by ann: 143 of 1,000 tenants, in wave 2 of 3`, and each that isn't exact. */
function describeRun(run: Run, results: ReadonlyMap<string, TenantResult>): string[] {
  const total = run.waves.flat().length;
  const wave = run.waves.findIndex((names) => names.some((name) => !results.has(name)));
  const sorted = [...results.values()].sort(byOutcome);
  return [
    `${run.id}, by ${run.startedBy}${run.resumes ? `, goes on with ${run.resumes}` : ""}`,
    `${results.size.toLocaleString("en")} of ${plural(total, "tenant")}: ${countWords(countsOf(sorted), run.command) || "none is done yet"}`,
    endOf(run, wave),
    ...sorted.filter(({ outcome }) => outcome !== "exact" && outcome !== "removed").map(rowOf),
  ];
}

function endOf({ end, waves }: Run, wave: number): string {
  if (end) return end.how === "finished" ? `Finished ${end.at}` : `Stopped ${end.at}: ${end.reason}`;
  return `Not finished: on wave ${wave + 1} of ${waves.length}, or it was killed; then: cwroles fleet up --resume`;
}

const rowOf = ({ tenant, outcome, command, failure }: TenantResult): string =>
  `  ${tenant}: ${wordFor(outcome, command)}${failure ? `: ${failure.message.split("\n", 1)[0]}` : ""}`;

/** @param last the run that was told in full */
async function describeFormer(journal: Journal, last: string): Promise<string[]> {
  const ids = (await journal.runs()).filter((id) => id < last);
  if (ids.length === 0) return [""];
  const runs = await Promise.all(ids.slice(0, LISTED).map((id) => readRunOrWarn(journal, id, damaged)));
  const lines = runs
    .filter((run) => run !== undefined)
    .map(({ id, end, startedBy }) => `  ${id}  ${end?.how ?? "not finished"}  by ${startedBy}`);
  return ["", "Before:", ...lines, ...(ids.length > LISTED ? [`  and ${ids.length - LISTED} more`] : [])];
}
