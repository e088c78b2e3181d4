import pg from "pg";
import { InvalidInputError, UnreachableError } from "../../core/model/errors";

/** One PostgreSQL for jobs, runs, results and the engine's state. */
export interface Connection {
  readonly config: pg.ClientConfig;
  /** `postgres://fleet@db:5432/fleet`: without the password, for people. */
  readonly shown: string;
  /** The engine's variables for its state. Its messages repeat the URL: hence the password in one of its own. */
  readonly backend: Readonly<Record<string, string>>;
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`.
 * @throws InvalidInputError that doesn't repeat it
 */
export function connectionOf(url: string): Connection {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2)
    throw unusable("isn't postgres://user@host/database");
  const password = decodeURIComponent(parsed.password);
  const bare = new URL(url.replace(/^postgresql:/, "postgres:"));
  bare.password = "";
  return {
    config: { connectionString: url, keepAlive: true, connectionTimeoutMillis: 15_000, application_name: "cwroles" },
    shown: `${bare.protocol}//${bare.username && `${bare.username}@`}${bare.host}${bare.pathname}`,
    backend: {
      PULUMI_BACKEND_URL: bare.href,
      // With 4 and more at once, which is the default, `stack ls` waits for ever for its own connections (CLI 3.230.0).
      PULUMI_DIY_BACKEND_PARALLEL: "2",
      ...(password && { PGPASSWORD: password }),
    },
  };
}

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
    throw new UnreachableError(shown, code ?? message, { nextStep: "Is PostgreSQL running there?" });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @param max connections at once */
export function openPool({ config }: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max });
  // An idle connection that breaks is replaced; one in use tells its user.
  pool.on("error", () => undefined);
  return pool;
}

const unusable = (message: string) => new InvalidInputError("The queue can't be used", [{ path: "--queue", message }]);
