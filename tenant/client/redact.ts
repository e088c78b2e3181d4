import type { Credentials } from "./credentials";

/** A text without the private key, however the tenant repeats it. */
export function redact(text: string, { companyId, publicKey, privateKey }: Credentials): string {
  const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString("base64");
  return [privateKey, basic].reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);
}
