import { InvalidInputError } from "../../core/model/errors";
import type { Journal, Run } from "../model/run";

/**
 * The newest run that can be read.
 * @param onDamaged told of each that was skipped, in a line
 */
export async function newestRun(journal: Journal, onDamaged: (message: string) => void): Promise<Run | undefined> {
  for (const id of await journal.runs()) {
    const run = await readable(journal, id, onDamaged);
    if (run) return run;
  }
  return undefined;
}

/** A run, if its journal can be read. */
export async function readable(
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
