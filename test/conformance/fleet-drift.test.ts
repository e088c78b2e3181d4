import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { todayUtc } from "../../fleet/accept/days";
import { fileJournal } from "../../fleet/journal/file";
import type { TenantResult } from "../../fleet/model/result";
import { newRun } from "../../fleet/run/newRun";
import { type Sandbox, startSandbox } from "../../sandbox";
import { cwroles } from "../helpers/cli";
import { exactSeed, FLEET_KEYS, fleetFolder, ROLE } from "../helpers/fleetFolder";
import { assignment, levels, result } from "../helpers/fleetResults";

// Each test starts several processes, beside those of other files.
vi.setConfig({ testTimeout: 90_000 });

const IDS = ["exact", "drifted", "accepted", "changed", "waiting"];
const REFERENCES = { ...FLEET_KEYS, CW_WRONG: "wrong-key-4711" };
const CLI = path.resolve(__dirname, "../../bin/cwroles.js");

let sandbox: Sandbox;
let cloud: Sandbox;
let files: ReturnType<typeof fleetFolder>;

beforeEach(async () => {
  const seed = exactSeed();
  const mode = (id: string) => (id === "waiting" ? "read-only" : "writable");
  sandbox = await startSandbox({ companies: IDS.map((id) => ({ id, seed, settings: mode(id) })) });
  cloud = await startSandbox({ cloudHost: "api-na.myconnectwise.net" });
  const hosted = Object.fromEntries(IDS.map((id) => [id, {}]));
  const unreachable = { site: "http://127.0.0.1:1" };
  const keys = { companyId: "sandbox", site: cloud.url, codebase: "v2025_1", privateKey: "env:CW_WRONG" };
  files = fleetFolder({ site: sandbox.url, tenants: { ...hosted, unreachable, keys } });
});

afterEach(async () => {
  files.remove();
  await Promise.all([sandbox.close(), cloud.close()]);
});

const fleet = (...args: string[]) => cwroles(["fleet", ...args], files.folder, REFERENCES);
const hosted = ["--tenant", ...IDS];

const setInquire = (tenant: string, level: "None" | "My" | "All") =>
  sandbox.company(tenant).tenant.setLevel(ROLE, "Finance", "Invoicing", "inquire", level);

const inAYear = `${Number(todayUtc().slice(0, 4)) + 1}-01-01`;
const accept = (tenant: string, ...args: string[]) =>
  fleet(
    ...["accept", tenant, "--profile", "wise-sync", "--function", "Finance / Invoicing", "--until", inAYear],
    ...["--reason", "Reads its own invoices", "--by", "J. Doe", ...args],
  );

/** The lines of `--json`, by event. */
function eventsOf(stdout: string) {
  const events = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const results: TenantResult[] = events.filter(({ event }) => event === "result");
  return { results: new Map(results.map((one) => [one.tenant, one])), summary: events.at(-1) };
}

const invoicing = (found: TenantResult | undefined) =>
  found?.assignments[0]?.changes.flatMap((change) => (change.subject === "levels" ? change.cells : []));

describe("a key goes only where it was meant to go", () => {
  const drifting = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    cwroles(["fleet", "drift", "--tenant", "exact", ...args], files.folder, { ...REFERENCES, ...env });
  const setDefault = (from: string, to: string) => {
    const text = readFileSync(files.file, "utf8");
    expect(text).toContain(from);
    writeFileSync(files.file, text.replace(from, to));
  };

  test("in CI not to a host that only the file names", async () => {
    setDefault(`site: ${sandbox.url}`, "site: https://evil.example");
    const { code, stdout } = await drifting({ CI: "true" });
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringContaining("this runs in CI, where keys are sent"),
    });
  });

  test("not to another site than before, unless that is confirmed", async () => {
    setDefault(`site: ${sandbox.url}`, "site: https://evil.invalid");
    const known = { reference: "env:CW_PRIVATE", origin: "https://psa.invalid" };
    mkdirSync(path.join(files.folder, ".fleet"), { recursive: true });
    writeFileSync(path.join(files.folder, ".fleet/sites.jsonl"), `${JSON.stringify(known)}\n`);
    const { code, stdout } = await drifting({});
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringContaining("went to https://psa.invalid so far"),
    });
    expect((await drifting({}, "--confirm-site", "evil.invalid")).stdout).toContain("evil.invalid");
  });

  test("by a command only where commands may run, and by a variable only as it is named", async () => {
    const print = `command:${process.execPath} -p "'private'"`;
    setDefault("privateKey: env:CW_PRIVATE", `privateKey: ${JSON.stringify(print)}`);
    expect((await drifting({})).stdout).toContain("commands of the fleet's file run only with --allow-commands");
    expect((await drifting({}, "--allow-commands")).code).toBe(0);
    setDefault("publicKey: env:CW_PUBLIC", "publicKey: env:ACME_PUBLIC");
    const own = { ACME_PUBLIC: "public" };
    expect((await drifting(own, "--allow-commands")).stdout).toContain("allow others with --env-prefix");
    expect((await drifting(own, "--allow-commands", "--env-prefix", "ACME_")).code).toBe(0);
  });
});

describe("cwroles fleet drift", () => {
  test("tells each tenant's own state, whatever happens to the others", async () => {
    for (const tenant of ["drifted", "accepted", "changed"]) setInquire(tenant, "My");
    setInquire("waiting", "None");
    await recordUp("waiting");
    expect((await fleet("drift", ...hosted)).code).toBe(2);
    for (const tenant of ["accepted", "changed"]) expect((await accept(tenant)).stderr).toBe("");
    setInquire("changed", "None");

    const { code, stdout, stderr } = await fleet("drift", "--json");
    expect(code).toBe(1);
    const { results, summary } = eventsOf(stdout);
    const outcomes = Object.fromEntries([...results].map(([tenant, { outcome }]) => [tenant, outcome]));
    expect(outcomes).toEqual({
      ...{ exact: "exact", accepted: "exact", drifted: "drifted", changed: "drifted", waiting: "waiting" },
      ...{ unreachable: "failed", keys: "failed" },
    });
    expect(invoicing(results.get("drifted"))).toEqual([{ verb: "inquire", before: "My", after: "All" }]);
    expect(invoicing(results.get("changed"))).toEqual([{ verb: "inquire", before: "None", after: "All" }]);
    expect(results.get("changed")?.assignments[0]?.notes).toEqual([
      "The acceptance of Finance › Invoicing Inquire My doesn't cover None, which the tenant has now.",
    ]);
    expect(results.get("accepted")?.assignments[0]?.accepted).toMatchObject([{ verb: "inquire", by: "J. Doe" }]);
    expect(results.get("unreachable")?.failure?.message).toMatch(/^No answer from http:\/\/127\.0\.0\.1:1 \(.*\)\. \S/);
    expect(results.get("keys")?.failure?.message).toMatch(/answered 404.*wrong company id or key pair/s);
    expect(summary).toMatchObject({
      event: "summary",
      counts: { exact: 2, drifted: 2, waiting: 1, failed: 2 },
      writes: 0,
    });
    expect(summary.requests).toBe([...results.values()].reduce((sum, { requests }) => sum + requests, 0));
    expect(stdout + stderr + everythingIn(path.join(files.folder, ".fleet"))).not.toContain("wrong-key-4711");
  });

  test("takes eight reads a tenant, and writes nothing", async () => {
    expect(await fleet("drift", ...hosted)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^5 tenants in [\d.]+ s: 5 exact\.\n40 requests to the tenants, no write\.\n$/),
    });
    const requests = sandbox.requests();
    expect(requests).toHaveLength(40);
    expect(requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("shows a row for what isn't exact; --verbose one for all", async () => {
    setInquire("drifted", "My");
    const brief = await fleet("drift", ...hosted);
    expect(brief.stdout).toMatch(
      /^drifted {2}drifted\n {11}wise-sync: Finance › Invoicing: Inquire My → All\n\n5 tenants/,
    );
    const { stdout } = await fleet("drift", ...hosted, "--verbose");
    expect(stdout.match(/^\w+ +exact$/gm)).toHaveLength(4);
  });

  test("shows a role and a member that are gone, and no caution where others hold the role", async () => {
    const { tenant } = sandbox.company("drifted");
    tenant.setMember("CLi", { role: ROLE });
    expect((await fleet("drift", "--tenant", "drifted")).code).toBe(0);
    tenant.renameRole(ROLE, "Another");
    const { code, stdout } = await fleet("drift", "--tenant", "drifted", "--verbose");
    expect(code).toBe(2);
    expect(stdout).toContain(`create the security role "${ROLE}"`);
    expect(stdout).toContain(`update the member "integration": security role Another → ${ROLE}`);
  });

  test("says that a webhook wasn't told, without its address, and ends as it would have", async () => {
    setInquire("drifted", "My");
    const hook = { ...REFERENCES, CW_HOOK: "http://127.0.0.1:1/hooks/very-secret" };
    const args = ["fleet", "drift", ...hosted, "--notify", "slack:env:CW_HOOK"];
    const { code, stdout, stderr } = await cwroles(args, files.folder, hook);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^slack:env:CW_HOOK wasn't told: no answer/m);
    expect(stdout + stderr).not.toContain("very-secret");
  });

  test("stops before any tenant is touched where the accepted deviations or a webhook can't be used", async () => {
    const both = await fleet("drift", "--notify", "slack:env:NOT_SET_ANYWHERE");
    expect(both).toMatchObject({ code: 1, stdout: "" });
    expect(both.stderr).toContain("NOT_SET_ANYWHERE");
    writeFileSync(path.join(files.folder, "accepted.yaml"), "- { tenant: exacte }\n");
    const { code, stderr } = await fleet("drift");
    expect(code).toBe(1);
    expect(stderr).toMatch(/accepted\.yaml:1:\d+: 0\.profile: required, but missing/);
    expect(sandbox.requests()).toEqual([]);
  });

  test("keeps what was read when it is interrupted, and goes on with the rest", async () => {
    sandbox.fault({ latency: 100 });
    const args = [CLI, "fleet", "drift", ...hosted, "--concurrency", "1", "--json"];
    const child = spawn(process.execPath, args, { cwd: files.folder, env: { ...process.env, ...REFERENCES } });
    let stdout = "";
    child.stdout.on("data", (chunk) => {
      if (!stdout.includes('"event":"result"') && String(chunk).includes('"event":"result"')) child.kill("SIGINT");
      stdout += String(chunk);
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(1);
    const { results, summary } = eventsOf(stdout);
    expect(results.size).toBeGreaterThan(0);
    expect(results.size).toBeLessThan(5);
    expect(summary).toMatchObject({ end: { how: "stopped", reason: "it was interrupted" } });
    sandbox.clearFaults();
    const rest = eventsOf((await fleet("drift", "--resume", "--json")).stdout).results;
    expect([...results.keys(), ...rest.keys()].sort()).toEqual([...IDS].sort());
    expect(await fleet("drift", "--resume")).toMatchObject({
      ...{ code: 0, stdout: "" },
      stderr: expect.stringContaining("every tenant was read"),
    });
  });
});

describe("cwroles fleet accept", () => {
  test("lists what is accepted", async () => {
    expect((await fleet("accept")).stdout).toBe("No deviation is accepted.\n");
    setInquire("accepted", "My");
    await fleet("drift", "--tenant", "accepted");
    expect((await accept("accepted")).stdout).toContain("level: My");
    expect((await fleet("accept")).stdout).toBe(
      `${inAYear}  accepted  wise-sync  Finance › Invoicing Inquire My  (J. Doe: Reads its own invoices)\n`,
    );
    expect(JSON.parse((await fleet("accept", "--json")).stdout)).toMatchObject([{ tenant: "accepted", level: "My" }]);
  });

  test("refuses what isn't a difference, what was never read, and what is accepted already", async () => {
    expect((await accept("accepted")).stderr).toContain("cwroles fleet drift --tenant accepted");
    await fleet("drift", "--tenant", "accepted");
    expect(await accept("accepted")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no level of wise-sync differs on accepted"),
    });
    setInquire("accepted", "My");
    await fleet("drift", "--tenant", "accepted");
    await accept("accepted", "--verb", "inquire");
    expect(await accept("accepted")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`My is accepted there until ${inAYear} (J. Doe: Reads its own invoices)`),
    });
  });

  test("tells everything that is missing or wrong at once", async () => {
    const { code, stderr } = await fleet("accept", "acepted", "--until", "2020-01-01", "--function", "Invoicing");
    expect(code).toBe(1);
    for (const problem of [
      "--profile: needed",
      "--reason: needed",
      "--until: 2020-01-01 is over",
      "--function: write it like 'Finance / Invoicing'",
    ])
      expect(stderr).toContain(problem);
    const named = await accept("acepted");
    expect(named.stderr).toContain('the fleet has no tenant "acepted"; did you mean accepted?');
  });
});

/** What `fleet up` leaves of a tenant whose API refuses levels. */
async function recordUp(tenant: string): Promise<void> {
  const journal = fileJournal(path.join(files.folder, ".fleet"));
  const run = newRun("up", "acme", [tenant], { maxFailures: 1 });
  const left = assignment([levels("Finance › Invoicing", { inquire: "None → All" })], { outcome: "waiting" });
  await journal.begin(run);
  await journal.record(result(tenant, { run: run.id, command: "up", outcome: "waiting", assignments: [left] }));
}

/** The text of every file of a folder. */
const everythingIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
