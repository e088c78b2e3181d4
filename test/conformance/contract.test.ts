/** What is assumed of the service, asked of the sandbox: nothing differs, nothing leaks, and nothing that was made stays. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { assumptions } from "../../contract/assumptions";
import { type Checked, type CheckOptions, checkContract } from "../../contract/contract";
import { contractFile } from "../../contract/report/file";
import { defaultSeed, type Sandbox, type Seed, startSandbox } from "../../sandbox";
import { cwroles } from "../helpers/cli";
import { useFolder } from "../helpers/folder";
import { gatewayTo } from "../helpers/sites";

const folder = useFolder();
const open: Sandbox[] = [];
/** A time that tells of seconds, and of a fraction of one. */
const now = () => new Date("2026-11-30T09:30:17.123Z");
const start = async (options: Parameters<typeof startSandbox>[0] = {}) => {
  const sandbox = await startSandbox({ now, ...options });
  open.push(sandbox);
  return sandbox;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const some = (...ids: string[]) => assumptions().filter(({ id }) => ids.includes(id));
const check = (sandbox: Sandbox, options: CheckOptions = {}, chosen = assumptions()) =>
  checkContract(gatewayTo(sandbox.url), chosen, options);
const idsWith = ({ findings }: Checked, result: string) =>
  findings.filter((finding) => finding.result === result).map(({ id }) => id);
const rolesOf = (sandbox: Sandbox) => sandbox.tenant.roles().map(({ name }) => name);
const methodsTo = (sandbox: Sandbox) => new Set(sandbox.requests().map(({ method }) => method));

/** What the sandbox's own tenant shows too little of. */
const TOO_LITTLE = [
  ...["wrongCodebase", "eitherCodebase", "rateLimit", "plainHttp", "lockout", "forbidden", "pageSizeAboveMax"],
  ...["unsetFlag", "customizeItemShape", "linkShape", "standardNoteShape"],
  ...["personaShape", "emptyReference", "missingCells", "guards", "tokens", "roleInUse"],
];

describe("the sandbox", () => {
  test("behaves as is assumed, as far as reads can tell, and gets nothing but reads", async () => {
    const sandbox = await start();
    const checked = await check(sandbox);
    expect(idsWith(checked, "differs")).toEqual([]);
    const byWrites = assumptions().filter((one) => ["writes", "member"].includes(one.check));
    expect(idsWith(checked, "open").sort()).toEqual([...TOO_LITTLE, ...byWrites.map(({ id }) => id)].sort());
    expect([...methodsTo(sandbox)].sort()).toEqual(["GET", "HEAD", "OPTIONS"]);
    expect(checked.sent.writes).toBe(0);
  });

  test.each(["writable", "read-only", "false-200"] as const)(
    "%s: writes do what is assumed, and nothing stays",
    async (settings) => {
      const sandbox = await start({ settings });
      const before = rolesOf(sandbox);
      const told: string[] = [];
      const checked = await check(sandbox, { write: true, member: true, report: (message) => told.push(message) });
      expect(idsWith(checked, "differs")).toEqual([]);
      expect(checked.findings.find(({ id }) => id === "settings")).toMatchObject({ result: "holds", answer: settings });
      const byRows = settings === "writable" ? [] : ["settingAnswer", "settingWord", "patchReadOnly"];
      expect(idsWith(checked, "open").sort()).toEqual([...TOO_LITTLE, ...byRows].sort());
      expect(rolesOf(sandbox)).toEqual(before);
      const made = sandbox.tenant.members().filter(({ identifier }) => identifier.startsWith("cwrdelme"));
      expect(made).toMatchObject([{ inactive: true, role: null }]);
      expect(told).toEqual([expect.stringContaining(`${made[0]?.identifier} stays`)]);
    },
  );

  test("answers a later run by the member that an earlier one left", async () => {
    const sandbox = await start();
    const chosen = some("memberMade", "patchReference");
    await check(sandbox, { write: true, member: true }, chosen);
    const again = await check(sandbox, { write: true, member: true }, chosen);
    expect(again.findings).toMatchObject([
      { id: "memberMade", result: "open", evidence: ["an earlier run's member is used again"] },
      { id: "patchReference", result: "holds" },
    ]);
    expect(sandbox.tenant.members().filter(({ identifier }) => identifier.startsWith("cwrdelme"))).toHaveLength(1);
  });
});

test.each(["times", "timeZones", "rateHeaders", "redirects"])("%s is answered where it is asked alone", async (id) => {
  const { findings, sent } = await check(await start(), {}, some(id));
  expect(findings).toMatchObject([{ id, result: "holds" }]);
  expect(sent.requests).toBeLessThan(10);
});

test("a key that lacks a function tells how that is refused, asked alone", async () => {
  const gateway = gatewayTo((await start()).url, { publicKey: "rmm-public", privateKey: "rmm-private" });
  const { findings } = await checkContract(gateway, some("forbidden"));
  expect(findings).toMatchObject([{ id: "forbidden", result: "holds" }]);
});

describe("a tenant that behaves otherwise", () => {
  test.each([
    ["exact names", { quirks: { names: "exact" } }, "names", "exact"],
    ["compression", { quirks: { compression: "gzip" } }, "compression", "gzip"],
    ["times", { quirks: { times: "milliseconds" } }, "times", "milliseconds"],
    ["sub-paths without effect", { quirks: { subPaths: "ignored" } }, "subPaths", "ignored"],
  ] as const)("is told from the others: %s", async (_, options, id, answer) => {
    const chosen = some(id, "roleMade", "roleShown");
    const { findings } = await check(await start(options), { write: true, member: true }, chosen);
    expect(findings.find((finding) => finding.id === id)).toMatchObject({ result: "differs", answer });
  });

  test("a refusal that passes, and an answer that is lost, leave an assumption open", async () => {
    const sandbox = await start();
    sandbox.fault({ path: "/system/locations", status: 503 });
    const { findings } = await check(sandbox, {}, some("locationShape", "roleShape"));
    expect(findings).toMatchObject([
      { id: "roleShape", result: "holds" },
      { id: "locationShape", result: "open", evidence: ["the tenant is busy (503)"] },
    ]);
  });
});

describe("what was made", () => {
  test("is taken away where the answer that made it was lost", async () => {
    const sandbox = await start();
    const before = rolesOf(sandbox);
    sandbox.fault({ method: "POST", path: /securityroles/i, nth: 1, reset: "after" });
    const { findings } = await check(sandbox, { write: true }, some("roleMade"));
    expect(findings).toMatchObject([{ id: "roleMade", result: "open", evidence: ["the answer was lost"] }]);
    expect(rolesOf(sandbox)).toEqual(before);
  });

  test("is taken away where somebody ends it, and nothing more is asked", async () => {
    const sandbox = await start();
    const before = rolesOf(sandbox);
    const stop = new AbortController();
    const onProgress = (done: number) => done === 2 && stop.abort();
    const chosen = some("roleMade", "duplicateName", "longName", "roleDeleted");
    const run = check(sandbox, { write: true, stop: stop.signal, onProgress }, chosen);
    await expect(run).rejects.toThrow("Interrupted: there is no result.");
    expect(rolesOf(sandbox)).toEqual(before);
    expect(sandbox.requests().filter(({ method }) => method === "POST")).toHaveLength(2);
  });

  test("is told where it can't be taken away, and the next run deletes what is certainly an earlier one's", async () => {
    const sandbox = await start();
    const before = rolesOf(sandbox);
    const told: string[] = [];
    const options = { write: true, report: (message: string) => told.push(message) };
    sandbox.fault({ method: "DELETE", status: 500 });
    await check(sandbox, options, some("roleMade"));
    const [left = ""] = rolesOf(sandbox).filter((name) => !before.includes(name));
    expect(told).toEqual([`The role "${left}" is still there: delete it in System > Security Roles.`]);
    sandbox.clearFaults();
    sandbox.tenant.addRole("Delete me: cwroles 0a0b0c");
    sandbox.tenant.setLevel("Delete me: cwroles 0a0b0c", "System", "Security", "inquire", "All");
    sandbox.tenant.addRole("Delete me: cwroles people");
    told.length = 0;
    await check(sandbox, options, some("roleMade"));
    expect(told).toEqual([
      `An earlier run left the role "${left}". It is deleted.`,
      expect.stringContaining('The role "Delete me: cwroles 0a0b0c" looks like one of an earlier run'),
    ]);
    expect(rolesOf(sandbox)).toEqual([...before, "Delete me: cwroles 0a0b0c", "Delete me: cwroles people"]);
  });
});

test("no name, key or address of a tenant gets into a result, however they are called", async () => {
  const names = ["in", "Role", 'Desk\'s "own"', "Ünïcödé 日本", "name", "403", "\u202eevil", "Jane.Doe@acme.example"];
  const role = (name: string, index: number): Seed["roles"][number] => ({
    ...{ name, admin: false, inactive: index % 3 === 2, customize: ["Service / Kim's board"] },
    levels: { System: { "Kim's own screen": { inquire: { word: "Grzegorz" } }, Security: { add: null } } },
  });
  const seed: Seed = {
    ...defaultSeed(),
    company: { id: "kowalczyk", name: "Kowalczyk & Daughters" },
    functions: { rename: {}, without: {}, add: { System: ["Kim's own screen"], "Kim & Co": ["Board"] } },
    roles: [{ name: "Bosses", admin: true, inactive: false, customize: [], levels: {} }, ...names.map(role)],
    members: names.map((name, index) => ({
      ...{ identifier: `Grzegorz${index}`, firstName: `Véra "${name}"`, lastName: "O'Hara: née", inactive: false },
      ...{ licenseClass: "A", role: index === 0 ? "Bosses" : name, email: `vera${index}@kowalczyk.example` },
      keys: index === 0 ? [{ publicKey: "Qx7publicQx7", privateKey: "Zz9privateZz9" }] : [],
    })),
  };
  const sandbox = await start({ seed });
  sandbox.fault({
    path: "/system/departments",
    status: 400,
    body: '{"code":"Zz9privateZz9","message":"Véra of Kowalczyk"}',
  });
  const keys = { companyId: "kowalczyk", publicKey: "Qx7publicQx7", privateKey: "Zz9privateZz9" };
  const clientId = "5f1e6e6c-9d43-4c6e-a1c6-0d0a5d9f3b11";
  const gateway = gatewayTo(sandbox.url, { ...keys, clientId });
  const checked = await checkContract(gateway, assumptions(), { write: true, member: true });
  const text = JSON.stringify(contractFile(checked, "2026-11-30"));
  expect(idsWith(checked, "differs").length).toBeGreaterThan(2);
  const secret =
    /kowalczyk|grzegorz|kim|véra|vera\d|\bhara\b|desk|日本|ünï|evil|jane|\bdoe\b|acme|bosses|qx7|zz9|127\.0\.0\.1|5f1e6e6c|@/i;
  expect(secret.exec(text)?.[0]).toBeUndefined();
  expect(text).not.toContain(new URL(sandbox.url).port);
}, 60_000);

test("cwroles contract tells it in words and as JSON, with its exit codes", async () => {
  const sandbox = await start({ quirks: { names: "blanks-count" } });
  const env = { CONNECTWISE_PRIVATE_KEY: "private" };
  const tenant = ["--site", sandbox.url, "--company-id", "sandbox", "--public-key", "public"];
  const ids = ["--client-id", "00000000-0000-0000-0000-000000000000"];
  const args = ["contract", ...tenant, ...ids, "--only", "names,pageSizeAboveMax,contains"];
  const words = await cwroles([...args, "--output", "result.json"], folder.path, env);
  expect(words.code).toBe(2);
  expect(words.stdout).toContain("The tenant runs 2025.1. Of 3 assumptions 1 hold, 1 differs, 1 open.");
  expect(words.stdout).toContain("seen: case doesn't count, blanks at the end do; in other case found");
  expect(words.stdout).toContain("pageSizeAboveMax: no list has more than 1,000");
  const json = await cwroles([...args, "--json"], folder.path, env);
  const written = readFileSync(path.join(folder.path, "result.json"), "utf8");
  expect(JSON.parse(json.stdout)).toEqual(JSON.parse(written));
  expect(JSON.parse(written)).toMatchObject({ format: 1, release: "2025.1" });
  const slips = await cwroles(["contract", "--only", "nmaes", "--member"], folder.path, env);
  expect(slips.code).toBe(1);
  expect(slips.stderr).toContain("--only: nmaes is no assumption; did you mean names or noKey or times?");
  expect(slips.stderr).toContain("--member: goes with --write");
});
