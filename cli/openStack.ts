import { readStack, type Stack } from "../project/stack";
import { variableOf } from "../tenant/environment";

const CONNECTION = "connectwise:";

/**
 * A stack of the working directory. Secrets that no variable of the environment gives are decrypted by the engine; where it
 * can't, `decryptionProblem` says why.
 * @throws InvalidInputError as {@link readStack}
 */
export async function openStack(name: string | undefined): Promise<Stack> {
  const folder = process.cwd();
  const stack = readStack(folder, name);
  if (stack.name === undefined || stack.encryptedKeys.every(isGiven)) return stack;
  // Loaded only where it is needed.
  const { decryptConfig } = await import("../engine/stack.mjs");
  try {
    return stack.decrypted({ values: await decryptConfig({ folder }, stack.name) });
  } catch (error) {
    return stack.decrypted({ problem: (error as Error).message });
  }
}

const isGiven = (key: string): boolean =>
  key.startsWith(CONNECTION) && Boolean(process.env[variableOf(key.slice(CONNECTION.length))]);
