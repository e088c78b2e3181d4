import { InvalidInputError } from "../core/model/errors";
import { isLoopback, parseSite } from "./client/site";

/** `companyId` → `CONNECTWISE_COMPANY_ID` */
export const variableOf = (key: string): string =>
  `CONNECTWISE_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Whether a private key in plain text is a mistake: the sandbox's own isn't a secret. */
export function isPlainKeyRisky(site: string | undefined): boolean {
  try {
    return site === undefined || !isLoopback(parseSite(site).origin);
  } catch (error) {
    if (error instanceof InvalidInputError) return true;
    throw error;
  }
}
