/** `cwroles fleet checklist`: the tenants that wait for an administrator, as lists and as one page that follows them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { LiveState } from "../../checklist/live/state";
import { fileJournal } from "../../fleet/journal/file";
import { newRun } from "../../fleet/run/newRun";
import { type Sandbox, startSandbox } from "../../sandbox";
import { boxesIn } from "../helpers/administrator";
import { cwroles } from "../helpers/cli";
import { exactSeed, FLEET_KEYS, fleetFolder, ROLE } from "../helpers/fleetFolder";
import { assignment, levels, result } from "../helpers/fleetResults";

const PROGRAM = path.resolve(__dirname, "../../bin/cwroles.js");
const TENANTS = ["exact", "contoso", "fabrikam"];
/** What is left on those that wait. */
const LEFT = {
  contoso: levels("Finance › Invoicing", { inquire: "None → All" }),
  fabrikam: levels("Companies › Contacts", { inquire: "My → All" }),
};

let sandbox: Sandbox;
let files: ReturnType<typeof fleetFolder>;

beforeAll(async () => {
  const seed = exactSeed();
  sandbox = await startSandbox({ companies: TENANTS.map((id) => ({ id, seed, settings: "read-only" as const })) });
  files = fleetFolder({ site: sandbox.url, tenants: Object.fromEntries(TENANTS.map((id) => [id, {}])) });
  const journal = fileJournal(path.join(files.folder, ".fleet"));
  const run = newRun("up", "acme", TENANTS, { maxFailures: 1 });
  await journal.begin(run);
  await journal.record(result("exact", { run: run.id, command: "up" }));
  for (const [name, change] of Object.entries(LEFT)) {
    const waiting = assignment([{ ...change, kind: "manual" }], { outcome: "waiting" });
    await journal.record(result(name, { run: run.id, command: "up", outcome: "waiting", assignments: [waiting] }));
  }
});
afterAll(async () => {
  files.remove();
  await sandbox.close();
});

beforeEach(() => {
  setLevel("contoso", "Finance", "Invoicing", "None");
  setLevel("fabrikam", "Companies", "Contacts", "My");
  for (const id of TENANTS) sandbox.company(id).clearRequests();
});

const setLevel = (tenant: string, module: string, name: string, level: "None" | "My" | "All") =>
  sandbox.company(tenant).tenant.setLevel(ROLE, module, name, "inquire", level);

const environment = () => ({ ...FLEET_KEYS, CWROLES_CACHE: files.folder });
const fleet = (...args: string[]) => cwroles(["fleet", "checklist", ...args], files.folder, environment());

test("lists what is left on each tenant that waits, without a request", async () => {
  const { code, stdout } = await fleet();
  expect(boxesIn(stdout).filter((line) => !line.includes("Customize") && !line.includes("key pair"))).toEqual([
    "Finance › Invoicing: Inquire None → All",
    "Companies › Contacts: Inquire My → All",
  ]);
  expect(stdout).toContain(`The role "${ROLE}" on fabrikam, `);
  expect(sandbox.requests()).toEqual([]);
  expect(code).toBe(2);
});

test("knows every form, and only the tenants that are meant", async () => {
  const [json, none] = await Promise.all([fleet("--json", "--tenant", "contoso"), fleet("--tenant", "exact")]);
  const views = JSON.parse(json.stdout);
  expect(views).toHaveLength(1);
  expect(views[0]).toMatchObject({ role: ROLE, effort: { cells: 1, entries: 2, keyPairs: 1 } });
  expect(none).toMatchObject({ code: 0, stdout: "Nobody waits for an administrator.\n" });
});

test("--live follows all of them on one page, one list of levels at a time, and ends when all are right", async () => {
  const child = spawn(process.execPath, [PROGRAM, "fleet", "checklist", "--live"], {
    cwd: files.folder,
    env: { ...process.env, ...environment() },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = once(child, "close");
  const address = () => /http:\/\/127\.0\.0\.1:\d+\/\S{32}\//.exec(output)?.[0];
  while (!address()) await Promise.race([once(child.stdout, "data"), ended.then(() => Promise.reject(output))]);
  const state = async () => (await (await fetch(`${address()}state`)).json()) as LiveState;
  const first = await state();
  expect(first).toMatchObject({ words: "0 of 2 functions as asked", items: [{ isThere: true }, { isThere: true }] });
  expect(await (await fetch(String(address()))).text()).toContain("2 roles wait for an administrator");
  setLevel("contoso", "Finance", "Invoicing", "All");
  await expect.poll(async () => (await state()).words, { timeout: 60_000 }).toBe("1 of 2 functions as asked");
  setLevel("fabrikam", "Companies", "Contacts", "All");
  const [code] = await ended;
  expect(output).toContain("All 2 functions as asked");
  expect(code).toBe(0);
  expect(sandbox.company("exact").requests()).toEqual([]);
});
