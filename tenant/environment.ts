import { InvalidInputError } from "../core/model/errors";
import { isLoopback, parseSite } from "./client/site";

/** `companyId` → `CONNECTWISE_COMPANY_ID` */
export const variableOf = (key: string): string =>
  `CONNECTWISE_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** What a person can do where the engine can't decrypt a key of the connection. */
export const howToDecrypt = (key: string): string =>
  `Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, or run pulumi login, as for pulumi up; or give the key itself in ${variableOf(key)}`;

/** Whether a private key in plain text is a mistake: the sandbox's own isn't a secret. */
export function isPlainKeyRisky(site: string | undefined): boolean {
  try {
    return site === undefined || !isLoopback(parseSite(site).origin);
  } catch (error) {
    if (error instanceof InvalidInputError) return true;
    throw error;
  }
}
