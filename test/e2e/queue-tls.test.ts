/** A queue by TLS: its own driver and the engine's, which reads addresses in another way. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../engine/command.mjs";
import { ensureEngine } from "../../engine/engine.mjs";
import { assertAnswers, connectionOf } from "../../fleet/queue/connection";
import { certificateFor } from "../../sandbox/http/tls";
import { useFolder } from "../helpers/folder";
import { type Postgres, startPostgres } from "../helpers/postgresServer";

const folder = useFolder();
let postgres: Postgres;
let trusted: string;

beforeAll(async () => {
  const { key, cert, ca } = await certificateFor(["127.0.0.1"]);
  postgres = await startPostgres({ key, cert });
  trusted = `sslmode=verify-full&sslrootcert=${folder.write("ca.pem", ca)}`;
}, 60_000);
afterAll(() => postgres?.stop());

/** What the engine says when it lists the stacks there. */
async function listed(query: string): Promise<string> {
  const { pulumi, env } = await ensureEngine({ isQuiet: true });
  const { backend } = connectionOf(`${postgres.url}?${query}`);
  const home = { PULUMI_HOME: folder.path, PULUMI_CONFIG_PASSPHRASE: "" };
  return run(pulumi, ["stack", "ls", "--all", "--json", "--non-interactive"], {
    cwd: folder.path,
    env: { ...env, ...home, ...backend },
  }).catch(String);
}

test("is asked by both where its CA is named", { timeout: 60_000 }, async () => {
  await assertAnswers(connectionOf(`${postgres.url}?${trusted}`));
  expect(JSON.parse(await listed(trusted))).toEqual([]);
});

test("is asked by neither where its certificate isn't trusted, or without TLS", { timeout: 60_000 }, async () => {
  const untrusted = assertAnswers(connectionOf(`${postgres.url}?sslmode=verify-full`));
  await expect(untrusted).rejects.toThrow("name the file of its CA in the address, as sslrootcert=FILE");
  expect(await listed("sslmode=verify-full")).toMatch(/certificate signed by unknown authority/);
  await expect(assertAnswers(connectionOf(postgres.url))).rejects.toThrow("no encryption");
});
