import { readStack, type Stack } from "../project/stack";
import { variableOf } from "../tenant/environment";

const CONNECTION = "connectwise:";

/**
 * A stack of the working directory. Secrets that no variable of the environment gives are decrypted by the engine, on a terminal
 * with a passphrase that is asked for; where it can't, `decryptionProblem` says why.
 * @throws InvalidInputError as {@link readStack}
 */
export async function openStack(name: string | undefined): Promise<Stack> {
  const folder = process.cwd();
  const stack = readStack(folder, name);
  if (stack.name === undefined || stack.encryptedKeys.every(isGiven)) return stack;
  try {
    return stack.decrypted({ values: await decrypt(folder, stack.name) });
  } catch (error) {
    return stack.decrypted({ problem: (error as Error).message });
  }
}

async function decrypt(folder: string, stack: string): Promise<Record<string, string>> {
  // Loaded only where it is needed.
  const { decryptConfig, isPassphraseMissing } = await import("../engine/stack.mjs");
  try {
    return await decryptConfig({ folder }, stack);
  } catch (error) {
    if (!isPassphraseMissing(error)) throw error;
    const { askPassphrase, canAsk } = await import("./passphrase.js");
    if (!canAsk()) throw error;
    return decryptConfig({ folder, env: { PULUMI_CONFIG_PASSPHRASE: await askPassphrase(stack) } }, stack);
  }
}

const isGiven = (key: string): boolean =>
  key.startsWith(CONNECTION) && Boolean(process.env[variableOf(key.slice(CONNECTION.length))]);
