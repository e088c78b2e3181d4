import type { Pool } from "pg";
import type { Claim, ClaimedObject, ClaimStore } from "./claim";

const TABLE = `
  create schema if not exists cwroles;
  create table if not exists cwroles.claims (
    origin text not null,
    company text not null,
    kind text not null,
    name text not null,
    stack text not null,
    claim json not null,
    primary key (origin, company, kind, name, stack)
  );
`;

const TIMEOUT_MS = 15_000;

/** Claims in the PostgreSQL that holds the engine's state, so that every worker of a fleet finds them. */
export class PostgresClaims implements ClaimStore {
  readonly place: string;
  #pool: Promise<Pool> | undefined;

  /** @param url the password comes with it, or from PGPASSWORD */
  constructor(private readonly url: string) {
    const { host, pathname } = new URL(url);
    this.place = `postgres://${host}${pathname}`;
  }

  async read(object: ClaimedObject): Promise<readonly Claim[]> {
    const found = await this.#query<{ claim: Claim }>(`select claim from cwroles.claims where ${OF_OBJECT}`, [
      ...keyOf(object),
    ]);
    return found.map(({ claim }) => claim);
  }

  async write(claim: Claim): Promise<void> {
    await this.#query(
      `insert into cwroles.claims (origin, company, kind, name, stack, claim) values ($1, $2, $3, $4, $5, $6)
       on conflict (origin, company, kind, name, stack) do update set claim = excluded.claim`,
      [...keyOf(claim.object), claim.stack, JSON.stringify(claim)],
    );
  }

  async remove(object: ClaimedObject, stack: string): Promise<void> {
    await this.#query(`delete from cwroles.claims where ${OF_OBJECT} and stack = $5`, [...keyOf(object), stack]);
  }

  async #query<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    this.#pool ??= this.#open();
    const pool = await this.#pool;
    return (await pool.query({ text, values: [...values] })).rows as Row[];
  }

  /** PostgreSQL lets only one of several processes make what isn't there: a lock has them wait for each other. */
  async #open(): Promise<Pool> {
    const { Pool } = await import("pg").then(({ default: pg }) => pg);
    const limits = { connectionTimeoutMillis: TIMEOUT_MS, statement_timeout: TIMEOUT_MS, query_timeout: TIMEOUT_MS };
    const pool = new Pool({ connectionString: this.url, max: 1, allowExitOnIdle: true, ...limits });
    // An idle connection that breaks is replaced; one in use tells its user.
    pool.on("error", () => undefined);
    await pool.query(
      `begin; select pg_advisory_xact_lock(hashtextextended('cwroles preparation', 0)); ${TABLE} commit;`,
    );
    return pool;
  }
}

const OF_OBJECT = "origin = $1 and company = $2 and kind = $3 and name = $4";

const keyOf = ({ tenant, kind, name }: ClaimedObject) => [
  tenant.origin,
  tenant.companyId.toLowerCase(),
  kind,
  name.toLowerCase(),
];
