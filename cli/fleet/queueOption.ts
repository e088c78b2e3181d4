import { Option } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import type { Fleet } from "../../fleet/model/fleet";
import { splitSecrets } from "../../fleet/queue/address";
import type { FleetQueue } from "../../fleet/queue/queue";
import { resolveReference } from "../../fleet/tenant/references";
import { printNotice } from "../print";

const VARIABLE = "CWROLES_QUEUE";

/** A command line can be read by other users of the machine: hence the variable, and references. */
export const queueOption = (): Option =>
  new Option(
    "--queue <url>",
    "postgres://user:password@host/database, or where that is, as env:NAME, file:PATH or command:LINE",
  ).env(VARIABLE);

/**
 * The queue of a fleet.
 * @throws InvalidInputError or UnreachableError, neither with the password
 */
export async function openQueue(
  written: string | undefined,
  { name, folder }: Pick<Fleet, "name" | "folder">,
  options?: { isWorker: boolean },
): Promise<FleetQueue> {
  if (!written)
    throw new InvalidInputError("No queue", [{ path: "--queue", message: `give it, or set ${VARIABLE}; see --help` }]);
  hidePassword(written);
  const { FleetQueue } = await import("../../fleet/queue/queue.js");
  const queue = await FleetQueue.open(await resolveReference(written, folder), name, options);
  for (const notice of queue.connection.notices) printNotice(notice);
  return queue;
}

/** A title takes the place of the command line, where the system has them in one place. */
function hidePassword(written: string): void {
  const isOnCommandLine = process.argv.some((argument) => argument.endsWith(written));
  if (!isOnCommandLine || !URL.canParse(written) || splitSecrets(written).password === undefined) return;
  process.title = "cwroles fleet";
  printNotice(
    `The command line has the queue's password, and other users of this machine can read it: set ${VARIABLE}, or write --queue env:NAME or file:PATH.`,
  );
}
