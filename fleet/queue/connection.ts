import pg from "pg";
import { InvalidInputError, UnreachableError } from "../../core/model/errors";
import { type DatabaseAddress, shownAddress, splitSecrets } from "./address";
import { type Encryption, encryptionOf } from "./encryption";

/** One PostgreSQL for jobs, runs, results and the engine's state. */
export interface Connection {
  readonly config: pg.ClientConfig;
  /** `postgres://fleet@db:5432/fleet`: without the password, for people. */
  readonly shown: string;
  /** The engine's variables for its state. Its messages repeat the URL: hence the password in one of its own. */
  readonly backend: Readonly<Record<string, string>>;
  /** What is unsafe or left out, for people. */
  readonly notices: readonly string[];
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`.
 * @throws InvalidInputError that doesn't repeat it
 */
export function connectionOf(written: string, environment: NodeJS.ProcessEnv = process.env): Connection {
  const parsed = URL.canParse(written) ? new URL(written) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2)
    throw unusable("isn't postgres://user@host/database");
  const { address, encryption } = attempt(() => {
    const split = splitSecrets(written);
    return { address: split, encryption: encryptionOf(split.url, environment) };
  });
  if (encryption.mode !== "disable" && environment.NODE_TLS_REJECT_UNAUTHORIZED === "0")
    throw unusable("NODE_TLS_REJECT_UNAUTHORIZED is 0: anybody could pose as the database. Unset it");
  const shown = shownAddress(address.url);
  const config = { connectionString: driverUrl(address, encryption), ...SETTINGS };
  // Files of certificates are read right away.
  attempt(() => new pg.Client(config));
  return { config, shown, backend: backendOf(address, encryption), notices: noticesOf(shown, address, encryption) };
}

const SETTINGS = { keepAlive: true, connectionTimeoutMillis: 15_000, application_name: "cwroles" };

/** What the drivers say of an address names a key or a file of it, never a secret. */
function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unusable((error as Error).message);
  }
}

/** A query's password needs no host to stand behind. */
function driverUrl({ url, password }: DatabaseAddress, { mode }: Encryption): string {
  const whole = new URL(url);
  whole.searchParams.delete("ssl");
  whole.searchParams.set("sslmode", mode);
  if (password !== undefined) whole.searchParams.set("password", password);
  return whole.href;
}

/** The engine's driver hands what it doesn't know to the server, which refuses that. */
const NODE_ONLY = ["ssl", "uselibpqcompat"];

function backendOf({ url, password }: DatabaseAddress, { mode }: Encryption): Record<string, string> {
  const bare = new URL(url);
  for (const name of NODE_ONLY) bare.searchParams.delete(name);
  bare.searchParams.set("sslmode", mode);
  return {
    PULUMI_BACKEND_URL: bare.href,
    // With 4 and more at once, which is the default, `stack ls` waits for ever for its own connections (CLI 3.230.0).
    PULUMI_DIY_BACKEND_PARALLEL: "2",
    ...(password !== undefined && { PGPASSWORD: password }),
  };
}

const noticesOf = (shown: string, { hasPassphrase }: DatabaseAddress, { notice }: Encryption): string[] => [
  ...(notice === undefined ? [] : [`The connection to ${shown} isn't encrypted, by ${notice}`]),
  ...(hasPassphrase ? ["sslpassword is left out: the file of sslkey has to be one without a passphrase."] : []),
];

/**
 * A first connection, to tell early and clearly what is wrong with it.
 * @throws UnreachableError when nothing answers; InvalidInputError with what PostgreSQL says
 */
export async function assertAnswers({ config, shown }: Connection): Promise<void> {
  const client = new pg.Client(config);
  try {
    await client.connect();
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw unusable(error.message);
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnreachableError(shown, code ?? message, { nextStep: howToReach(code ?? message) });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function howToReach(reason: string): string {
  if (/does not support SSL/.test(reason))
    return "It offers no TLS, so nothing was sent. To connect without TLS, add sslmode=disable to the address.";
  if (reason === "ERR_TLS_CERT_ALTNAME_INVALID")
    return "Its certificate is for another host name: write the host as the certificate has it.";
  if (/CERT|UNABLE_TO_VERIFY|SELF_SIGNED/.test(reason))
    return "Its certificate isn't trusted here: name the file of its CA in the address, as sslrootcert=FILE.";
  return "Is PostgreSQL running there?";
}

/** @param max connections at once */
export function openPool({ config }: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max });
  // An idle connection that breaks is replaced; one in use tells its user.
  pool.on("error", () => undefined);
  return pool;
}

const unusable = (message: string) => new InvalidInputError("The queue can't be used", [{ path: "--queue", message }]);
