import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type CompanyOptions, defaultSeed, startSandbox } from "../../sandbox";
import { type Answer, API, basic, CLIENT_ID, caller, useSandbox } from "./sandboxApi";

const COMPANIES: CompanyOptions[] = [
  { id: "Acme", name: "Acme IT" },
  { id: "globex", settings: "read-only", keys: { publicKey: "globex-public", privateKey: "globex-private" } },
  { id: "initech", settings: "false-200", version: "2019.2", faults: { faults: [{ path: /members/i, status: 503 }] } },
];
const KEYS: Readonly<Record<string, readonly [string, string]>> = { globex: ["globex-public", "globex-private"] };

const site = useSandbox({ companies: COMPANIES, settings: "writable" });
afterEach(() => site.sandbox.clearRequests());

const signed = (company: string, [publicKey, privateKey] = KEYS[company] ?? ["public", "private"]) => ({
  authorization: basic(company, publicKey ?? "", privateKey ?? ""),
});

/** A request with the keys of a company. */
const as = (company: string, method: string, resource: string, body?: unknown): Promise<Answer> =>
  site.call(method, resource, body, signed(company));

const info = (company: string) => as(company, "GET", "/system/info");
const roles = (company: string) =>
  site.sandbox
    .company(company)
    .tenant.roles()
    .map(({ name }) => name);
const control = (where: string, init: RequestInit = {}) => fetch(`${site.sandbox.url}/__sandbox${where}`, init);

describe("companies of one sandbox", () => {
  test("have tenants of their own, though they start from the same seed", async () => {
    const { id } = (await as("Acme", "POST", "/system/securityroles", { name: "Only Acme" })).body;
    const [row] = (await as("Acme", "GET", "/system/securityRoles/2/settings")).body;
    const patch = [{ op: "replace", path: "addLevel", value: "My" }];
    expect((await as("Acme", "PATCH", `/system/securityRoles/2/settings/${row.id}`, patch)).status).toBe(200);
    expect(roles("Acme")).toContain("Only Acme");
    expect(roles("globex")).not.toContain("Only Acme");
    const read = async (company: string) =>
      (await as(company, "GET", `/system/securityRoles/2/settings/${row.id}`)).body.addLevel;
    expect([await read("Acme"), await read("globex"), await read("initech")]).toEqual(["My", "None", "None"]);
    expect((await as("globex", "GET", `/system/securityroles/${id}`)).status).toBe(404);
    expect((await as("globex", "POST", "/system/securityroles", { name: "Only Globex" })).body.id).toBe(id);
    await as("Acme", "DELETE", `/system/securityroles/${id}`);
    expect(roles("globex")).toContain("Only Globex");
  });

  test("set levels each in its own way, and run each its own release", async () => {
    const write = (company: string) =>
      as(company, "PATCH", "/system/securityRoles/2/settings/100", [{ op: "replace", path: "editLevel", value: "My" }]);
    const level = (company: string) => {
      const { tenant } = site.sandbox.company(company);
      return tenant.level("Service Technician", "Companies", "Configuration - Display Passwords", "edit");
    };
    const [row] = (await as("Acme", "GET", "/system/securityRoles/2/settings?conditions=id=100")).body;
    expect(row.moduleFunctionName).toBe("Configuration - Display Passwords");
    expect((await write("globex")).status).toBe(405);
    const accepted = await write("initech");
    expect([accepted.status, accepted.body.editLevel]).toEqual([200, "None"]);
    expect((await write("Acme")).body.editLevel).toBe("My");
    expect([level("Acme"), level("globex"), level("initech")]).toEqual(["My", "None", "None"]);
    expect((await info("Acme")).body.version).toMatch(/^v2025\.1\./);
    expect((await info("initech")).body.version).toMatch(/^v2019\.2\./);
    expect((await as("Acme", "GET", "/project/securityRoles/info")).status).toBe(200);
    expect((await as("initech", "GET", "/project/securityRoles/info")).status).toBe(404);
  });

  test("know their own keys only", async () => {
    const status = async (company: string, keys: [string, string]) =>
      (await site.call("GET", "/system/info", undefined, signed(company, keys))).status;
    expect(await status("globex", ["globex-public", "globex-private"])).toBe(200);
    expect(await status("globex", ["public", "private"])).toBe(401);
    expect(await status("Acme", ["globex-public", "globex-private"])).toBe(401);
    expect(await status("Acme", ["public", "private"])).toBe(200);
    expect(await status("globex", ["rmm-public", "rmm-private"])).toBe(200);
    const token = (await as("Acme", "POST", "/system/members/GPatel/tokens", {})).body;
    expect(await status("Acme", [token.publicKey, token.privateKey])).toBe(200);
    expect(await status("initech", [token.publicKey, token.privateKey])).toBe(401);
  });

  test("are found in any case; one that isn't here is refused", async () => {
    expect((await info("ACME")).status).toBe(200);
    expect((await info("umbrella")).status).toBe(401);
    const companyInfo = async (id: string) => {
      const response = await fetch(`${site.sandbox.url}/login/companyinfo/${id}`);
      return { status: response.status, body: (await response.json()) as object };
    };
    expect(await companyInfo("aCME")).toMatchObject({
      status: 200,
      body: { CompanyID: "Acme", CompanyName: "Acme IT" },
    });
    expect(await companyInfo("INITECH")).toMatchObject({ body: { CompanyID: "initech", VersionCode: "v2019.2" } });
    expect(await companyInfo("umbrella")).toEqual({ status: 200, body: null });
    expect(site.sandbox.company("ACME").tenant.companyId).toBe("Acme");
    expect(() => site.sandbox.company("umbrella")).toThrow("umbrella");
    expect(site.sandbox.tenant.companyId).toBe("Acme");
  });

  test("have logs of their own beside that of all", async () => {
    const before = Date.now();
    await info("acme");
    await info("globex");
    await info("umbrella");
    await fetch(`${site.sandbox.url}/login/companyinfo/globex`);
    await fetch(`${site.sandbox.url}${API}/system/info`);
    const named = site.sandbox.requests().map(({ company }) => company);
    expect(named).toEqual(["Acme", "globex", undefined, "globex", undefined]);
    const ofGlobex = site.sandbox.company("globex").requests();
    expect(ofGlobex.map(({ path: requested }) => requested)).toEqual([
      `${API}/system/info`,
      "/login/companyinfo/globex",
    ]);
    for (const { at } of site.sandbox.requests()) {
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
    site.sandbox.company("globex").clearRequests();
    expect(site.sandbox.company("globex").requests()).toEqual([]);
    expect(site.sandbox.company("acme").requests()).toHaveLength(1);
    site.sandbox.clearRequests();
    expect(site.sandbox.company("acme").requests()).toEqual([]);
  });

  test("are steered over HTTP one by one", async () => {
    await info("acme");
    await info("globex");
    const log = (await (await control("/companies/ACME/requests")).json()) as object[];
    expect(log).toEqual([expect.objectContaining({ company: "Acme", path: `${API}/system/info` })]);
    const headers = { "content-type": "application/json" };
    await control("/companies/globex/faults", { method: "POST", headers, body: '{"status":418}' });
    expect([(await info("globex")).status, (await info("acme")).status]).toEqual([418, 200]);
    await control("/companies/globex/faults", { method: "DELETE" });
    expect((await info("globex")).status).toBe(200);
    expect((await control("/companies/umbrella/requests")).status).toBe(404);
  });
});

describe("faults", () => {
  test("of a company meet its requests alone, those of the sandbox all", async () => {
    const { sandbox } = site;
    const statuses = async () => [(await info("acme")).status, (await info("globex")).status];
    expect((await as("initech", "GET", "/system/members")).status).toBe(503);
    expect((await as("acme", "GET", "/system/members")).status).toBe(200);
    sandbox.company("acme").fault({ status: 500 });
    expect(await statuses()).toEqual([500, 200]);
    sandbox.fault({ status: 502, path: "info" });
    expect(await statuses()).toEqual([502, 502]);
    sandbox.clearFaults();
    expect(await statuses()).toEqual([200, 200]);
    expect((await as("initech", "GET", "/system/members")).status).toBe(200);
  });

  test("that the sandbox starts with are counted for each company, unless it has its own", async () => {
    const companies = [{ id: "a" }, { id: "b" }, { id: "c", faults: { faults: [] } }];
    const sandbox = await startSandbox({ companies, faults: { faults: [{ nth: 1, status: 500 }] } });
    const call = caller(sandbox.url);
    const statuses: number[] = [];
    for (const id of ["a", "b", "c", "a", "b"]) {
      statuses.push((await call("GET", "/system/info", undefined, signed(id))).status);
    }
    await sandbox.close();
    expect(statuses).toEqual([500, 500, 200, 200, 200]);
  });
});

test("the cloud names the codebase of each company's release, and routes no other's", async () => {
  const companies = [{ id: "new" }, { id: "old", version: "2024.2" }];
  const sandbox = await startSandbox({ companies, cloudHost: "api-na.myconnectwise.net" });
  const codebase = async (id: string) =>
    ((await (await fetch(`${sandbox.url}/login/companyinfo/${id}`)).json()) as { Codebase: string }).Codebase;
  expect([await codebase("new"), await codebase("old")]).toEqual(["v2025_1/", "v2024_2/"]);
  const headers = { ...signed("old"), clientId: CLIENT_ID };
  const status = async (first: string) =>
    (await fetch(`${sandbox.url}/${first}/apis/3.0/system/info`, { headers })).status;
  expect([await status("v2024_2"), await status("v2025_1")]).toEqual([200, 404]);
  await sandbox.close();
});

describe("companies that can't be hosted", () => {
  const seed = defaultSeed();

  test("are named, all at once", async () => {
    const [member] = seed.members;
    if (!member) throw new Error("The default seed has no member.");
    const companies = [
      { id: "acme" },
      { id: "ACME" },
      { id: "lost", seed: { ...seed, members: [{ ...member, role: "Nobody's" }] } },
      { id: "keyless", seed: { ...seed, members: [] }, keys: { publicKey: "a", privateKey: "b" } },
    ];
    await expect(startSandbox({ companies })).rejects.toThrow(
      /^Company ACME.*\n.*Company lost.*Nobody's.*\n.*keyless/s,
    );
  });

  test("are none", async () => {
    await expect(startSandbox({ companies: [] })).rejects.toThrow("at least one company");
  });
});

describe("a state file of several companies", () => {
  const fileIn = () => path.join(mkdtempSync(path.join(tmpdir(), "companies-")), "tenants.json");
  const both = [{ id: "acme" }, { id: "globex" }];

  test("keeps each over a restart", async () => {
    const stateFile = fileIn();
    const first = await startSandbox({ companies: both, stateFile });
    first.company("acme").tenant.addRole("Of Acme");
    first.company("globex").tenant.addRole("Of Globex");
    await first.close();
    const second = await startSandbox({ companies: [{ id: "initech" }, ...both.toReversed()], stateFile });
    const names = (id: string) =>
      second
        .company(id)
        .tenant.roles()
        .map(({ name }) => name);
    expect([names("acme").at(-1), names("globex").at(-1)]).toEqual(["Of Acme", "Of Globex"]);
    expect(names("initech")).toEqual(seedRoles);
    await second.close();
  });

  test("takes the file of a single company", async () => {
    const stateFile = fileIn();
    const first = await startSandbox({ stateFile });
    first.tenant.addRole("Kept");
    await first.close();
    const second = await startSandbox({ companies: [{ id: "globex" }, { id: "SANDBOX" }], stateFile });
    expect(second.company("sandbox").tenant.roles().at(-1)?.name).toBe("Kept");
    expect(
      second
        .company("globex")
        .tenant.roles()
        .map(({ name }) => name),
    ).toEqual(seedRoles);
    await second.close();
  });

  test("is not opened by a sandbox that would lose one of them", async () => {
    const stateFile = fileIn();
    const first = await startSandbox({ companies: both, stateFile });
    first.company("acme").tenant.addRole("Kept");
    await first.close();
    await expect(startSandbox({ stateFile })).rejects.toThrow(/tenants\.json.*acme, globex/);
    await expect(startSandbox({ companies: [{ id: "acme" }], stateFile })).rejects.toThrow(/globex/);
  });

  const seedRoles = defaultSeed().roles.map(({ name }) => name);
});

test("a thousand companies answer, each with its own tenant and its whole log", async () => {
  const companies = Array.from({ length: 1000 }, (_, number) => ({ id: `tenant-${number}` }));
  const sandbox = await startSandbox({ companies });
  const call = caller(sandbox.url);
  const ask = async ({ id }: { id: string }) => {
    sandbox.company(id).tenant.addRole(`Role of ${id}`);
    const names = (await call("GET", "/system/securityroles?pageSize=1000", undefined, signed(id))).body;
    const rows = (await call("GET", "/system/securityRoles/2/settings?pageSize=1000", undefined, signed(id))).body;
    return [names.at(-1).name, names.length, rows.length];
  };
  const answers: unknown[] = [];
  for (let start = 0; start < companies.length; start += 20) {
    answers.push(...(await Promise.all(companies.slice(start, start + 20).map(ask))));
  }
  const [[, roleCount, rowCount]] = answers as [[string, number, number]];
  expect(answers).toEqual(companies.map(({ id }) => [`Role of ${id}`, roleCount, rowCount]));
  expect(new Set(companies.map(({ id }) => sandbox.company(id).requests().length))).toEqual(new Set([2]));
  await sandbox.close();
});
