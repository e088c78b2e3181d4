import { InvalidInputError, RefusedError } from "../../core/model/errors";
import { type Command, commandOf } from "../model/command";
import type { Journal, Run } from "../model/run";
import { runId } from "./newRun";

/**
 * A run for what the last one of a command left: tenants that weren't begun, or failed, in their waves, as they were reviewed.
 * @returns `undefined` where nothing is left
 * @throws RefusedError where there was none
 */
export async function resumeRun(journal: Journal, command: Command, now = new Date()): Promise<Run | undefined> {
  const last = await lastOf(journal, command);
  if (!last) throw new RefusedError(`There was no fleet ${command} to go on with. Begin one without --resume.`);
  const results = await journal.results(last.id);
  const isLeft = (tenant: string) => (results.get(tenant)?.outcome ?? "failed") === "failed";
  const waves = last.waves.map((wave) => wave.filter(isLeft)).filter((wave) => wave.length > 0);
  const { end: _, ...run } = last;
  return waves.length > 0
    ? { ...run, id: runId(command, now), startedAt: now.toISOString(), waves, resumes: last.id }
    : undefined;
}

/** @throws InvalidInputError where it can't be read: an earlier one isn't what is meant */
async function lastOf(journal: Journal, command: Command): Promise<Run | undefined> {
  for (const id of await journal.runs()) {
    const run = commandOf(id) === command ? await journal.run(id) : undefined;
    if (run) return run;
  }
  return undefined;
}

/**
 * The newest run that can be read.
 * @param onDamaged told of each that was skipped, in a line
 */
export async function newestRun(journal: Journal, onDamaged: (message: string) => void): Promise<Run | undefined> {
  for (const id of await journal.runs()) {
    const run = await readRunOrWarn(journal, id, onDamaged);
    if (run) return run;
  }
  return undefined;
}

/** A run, if its journal can be read. */
export async function readRunOrWarn(
  journal: Journal,
  id: string,
  onDamaged: (message: string) => void,
): Promise<Run | undefined> {
  try {
    return await journal.run(id);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    onDamaged(error.message);
    return undefined;
  }
}
