import { CANCEL_SYMBOL, password, text } from "@clack/prompts";
import { InvalidInputError, RefusedError } from "../core/model/errors";
import { variableOf } from "../tenant/environment";
import type { KeyPair } from "../tenant/gateway";
import { cleanLine } from "../text/clean.mjs";
import { canAsk } from "./passphrase";

/** Where the integration's own key may stand in the environment. */
export const KEYS = { publicKey: variableOf("integrationPublicKey"), privateKey: variableOf("integrationPrivateKey") };

/**
 * The integration's own key from the environment, `undefined` where there is none.
 * @throws InvalidInputError where only half of it is given
 */
export function givenKey(): KeyPair | undefined {
  const publicKey = process.env[KEYS.publicKey];
  const privateKey = process.env[KEYS.privateKey];
  if (publicKey && privateKey) return { publicKey, privateKey };
  if (!publicKey && !privateKey) return undefined;
  throw new InvalidInputError("Half of a key pair", [
    { path: publicKey ? KEYS.privateKey : KEYS.publicKey, message: "not set, but the other one is" },
  ]);
}

/**
 * Asks for the integration's own key on the terminal; it is kept nowhere.
 * @throws RefusedError where nobody can be asked, or the user ended it
 */
export async function askOwnKey(member: string): Promise<KeyPair> {
  if (!canAsk())
    throw new RefusedError(`--own-key asks on a terminal; elsewhere set ${KEYS.publicKey} and ${KEYS.privateKey}.`);
  const required = (typed: string | undefined) => (typed?.trim() ? undefined : "It can't be blank");
  const output = process.stderr;
  const publicKey = await text({ message: `Public key of ${cleanLine(member)}`, validate: required, output });
  if (publicKey === CANCEL_SYMBOL) throw new RefusedError("No key was given.");
  const privateKey = await password({ message: "Private key; it is kept nowhere", validate: required, output });
  if (privateKey === CANCEL_SYMBOL) throw new RefusedError("No key was given.");
  return { publicKey: String(publicKey).trim(), privateKey: String(privateKey).trim() };
}
