import querystring from "node:querystring";

/** What of an address is a secret, in its query as in front of its host. */
const SECRETS = ["password", "sslpassword"];

/** An address of a PostgreSQL, and what only its drivers may see of it. */
export interface DatabaseAddress {
  /** Without any secret. */
  readonly url: URL;
  readonly password: string | undefined;
  /** Whether it had a passphrase for a key, too. */
  readonly hasPassphrase: boolean;
}

/**
 * Takes the secrets out of `postgres://user:password@host/database?password=…&sslpassword=…`. Where it has two passwords, the one of
 * the query counts, as both drivers have it.
 */
export function splitSecrets(written: string): DatabaseAddress {
  const url = new URL(written.replace(/^postgresql:/, "postgres:"));
  const password = url.searchParams.getAll("password").at(-1) || querystring.unescape(url.password) || undefined;
  const hasPassphrase = url.searchParams.has("sslpassword");
  url.password = "";
  for (const name of SECRETS) url.searchParams.delete(name);
  return { url, password, hasPassphrase };
}

/** `postgres://fleet@db:5432/fleet`: for people. */
export const shownAddress = ({ protocol, username, host, pathname }: URL): string =>
  `${protocol}//${username && `${username}@`}${host}${pathname}`;
