import { afterAll, beforeAll } from "vitest";
import { type Postgres, startPostgres } from "./postgresServer";

/** One PostgreSQL for the tests of a file. */
export function usePostgres() {
  const used = {} as { postgres: Postgres };
  beforeAll(async () => {
    used.postgres = await startPostgres();
  });
  afterAll(() => used.postgres?.stop());
  return used;
}
