import { Command } from "commander";
import { RefusedError } from "../../core/model/errors";
import { print } from "../print";
import { type JournalFlags, journalOptions, openJournal } from "./selection";

/** `cwroles fleet cancel`: no further tenant of a run begins, whichever worker is at it. */
export const cancelCommand = (): Command =>
  journalOptions(new Command("cancel"))
    .description(
      "No further tenant of the run begins; those in hand are finished. What is left: cwroles fleet up --resume.\nA run without a queue is stopped by Ctrl-C where it runs.",
    )
    .argument("[run]", "its id (default: the last run)")
    .addHelpText("after", "\nExit codes: 0 it is stopped, 1 it had ended, or there is none.")
    .action(cancel);

async function cancel(requested: string | undefined, flags: JournalFlags): Promise<void> {
  const { queue, journal, close } = await openJournal(flags);
  try {
    const run = requested ?? (await journal.runs())[0];
    if (!queue) throw new RefusedError("Without --queue a run is stopped by Ctrl-C where it runs.");
    if (run === undefined) throw new RefusedError("This fleet has had no run.");
    if (!(await queue.cancel(run, "it was cancelled")))
      throw new RefusedError(`${run} isn't open: see cwroles fleet status`);
    print(`${run} is stopped; its workers finish their current tenants.`);
  } finally {
    await close();
  }
}
