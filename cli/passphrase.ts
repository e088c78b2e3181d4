import { CANCEL_SYMBOL, password } from "@clack/prompts";
import { RefusedError } from "../core/model/errors";

/** Whether somebody can be asked; stdout may lead elsewhere. */
export const canAsk = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY);

/** The passphrase that a stack's secrets are encrypted with. @throws RefusedError where the user ended it */
export async function askPassphrase(stack: string): Promise<string> {
  const typed = await password({ message: `The passphrase of the stack ${stack}`, output: process.stderr });
  if (typed === CANCEL_SYMBOL) throw new RefusedError("No passphrase was given.");
  return typed as string;
}
