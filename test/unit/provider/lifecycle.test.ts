import { beforeEach, describe, expect, test, vi } from "vitest";
import { TenantError } from "../../../core/model/errors";
import { everyVerb, type LevelTable, NONE } from "../../../core/model/permission";
import { memberLifecycle } from "../../../provider/lifecycle/member";
import type { RunConnection } from "../../../provider/lifecycle/runConnection";
import { securityRole } from "../../../provider/lifecycle/securityRole";
import { relevantRows } from "../../../provider/lifecycle/securityRole.state";
import { MemoryGateway, MemoryTenant } from "../../helpers/memoryGateway";
import { roleOf } from "../../helpers/rows";
import { memoryConnection, runConnection } from "../../helpers/runConnection";

const ROLE = "Integration Sync";
const ALL = everyVerb("All");

let tenant: MemoryTenant;
let gateway: MemoryGateway;
let connection: RunConnection;
let reported: string[];
const reporter = { progress: () => {}, warn: (message: string) => void reported.push(message) };

beforeEach(() => {
  tenant = new MemoryTenant();
  gateway = new MemoryGateway(tenant, "writable");
  connection = runConnection(memoryConnection(gateway));
  reported = [];
});

/** The engine starts a process for each run: what resources of an earlier one have taken over is no longer known. */
const nextRun = () => void connection.taken.clear();

const args = (levels: LevelTable, more: object = {}) => ({ name: ROLE, levels, ...more });

async function check(olds: object, news: object) {
  const { inputs, failures } = await securityRole.check(() => connection, olds, news, reporter);
  if (!inputs) throw new Error(JSON.stringify(failures));
  return inputs;
}

/** The role as a first run makes it. */
async function made(levels: LevelTable, more: object = {}) {
  const inputs = await check({}, args(levels, more));
  const { id, outs } = await securityRole.create(connection, inputs, reporter);
  return { id: Number(id), inputs, state: outs };
}

describe("a role", () => {
  test("of the same name in another case is the same role", async () => {
    const { id, state, inputs } = await made({ Companies: { Contacts: ALL } });
    const news = await check(inputs, args({ Companies: { Contacts: ALL } }, { name: ROLE.toUpperCase() }));
    expect(await securityRole.diff(connection, id, state, news, reporter)).toEqual({
      changes: [],
      isStale: false,
      replaces: [],
    });
    const adopted = { ...state, name: ROLE.toLowerCase() };
    const read = await securityRole.read(connection, id, adopted, reporter);
    expect(read?.inputs.name).toBe(ROLE.toLowerCase());
  });

  test("that was renamed by hand is told of before it is replaced", async () => {
    const { id, state } = await made({ Companies: { Contacts: ALL } });
    const role = tenant.all.roles.find((candidate) => candidate.id === id);
    Object.assign(role ?? {}, { name: "Renamed" });
    const read = await securityRole.read(connection, id, state, reporter);
    expect(read?.inputs.name).toBe("Renamed");
    expect(reported.join()).toContain(
      `The security role "${ROLE}" (id ${id}) is called "Renamed" in the tenant now, and is left as it is.`,
    );
  });

  test("that became one of administrators is no longer written to", async () => {
    const { id, state, inputs } = await made({ Companies: { Contacts: ALL } });
    Object.assign(tenant.all.roles.find((role) => role.id === id) ?? {}, { adminFlag: true });
    const writes = gateway.writes;
    const news = await check(inputs, args({ Companies: { Notes: ALL } }));
    await expect(securityRole.update(connection, id, state, news, reporter)).rejects.toThrow("one of administrators");
    const adopted = { ...state, created: false, before: {} };
    nextRun();
    await expect(securityRole.delete(connection, id, adopted, reporter)).rejects.toThrow("one of administrators");
    expect(gateway.writes).toBe(writes);
  });

  test("that the member of the key holds by now may be widened, but not narrowed", async () => {
    const { id, state, inputs } = await made({ Companies: { Contacts: ALL } });
    const place = { defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
    tenant.addMember("api", tenant.caller, { securityRole: id, ...place });
    const wider = await check(inputs, args({ Companies: { Contacts: ALL, Notes: ALL } }));
    const after = await securityRole.update(connection, id, state, wider, reporter);
    expect(tenant.levels(ROLE).Companies?.Notes).toEqual(ALL);
    const narrower = await check(wider, args({ Companies: { Notes: ALL } }));
    const writes = gateway.writes;
    await expect(securityRole.update(connection, id, after, narrower, reporter)).rejects.toThrow(
      `${tenant.caller}, whose key is in use, holds the security role "${ROLE}" now`,
    );
    const adopted = { ...after, created: false, before: {} };
    nextRun();
    await expect(securityRole.delete(connection, id, adopted, reporter)).rejects.toThrow("whose key is in use");
    expect(gateway.writes).toBe(writes);
  });

  test("is asked once in a run whether it takes levels", async () => {
    gateway = new MemoryGateway(tenant, "false-200");
    connection = { ...connection, gateway };
    const failed = await made({ Companies: { Contacts: ALL } }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ properties: { levelsWrittenBy: "administrator", exact: false } });
    await expect(made({ Companies: { Contacts: ALL } }, { name: "Another" })).rejects.toThrow("isn't exact yet");
    expect(gateway.writes).toBe(1);
  });

  test("whose verifying read fails is recorded as written, and the next run says so", async () => {
    connection = { ...connection, requestCount: () => ({ requests: 0, writes: gateway.writes }) };
    const rows = gateway.settings;
    const settings = vi.spyOn(gateway, "settings");
    settings
      .mockImplementationOnce(rows)
      .mockImplementationOnce(rows)
      .mockRejectedValueOnce(new TenantError({ method: "GET", path: "/settings", status: 403 }));
    const failed = (await made({ Companies: { Contacts: ALL } }).catch((error: unknown) => error)) as {
      id: string;
      properties: never;
    };
    expect(failed.properties).toMatchObject({ levelsWrittenBy: "api" });
    settings.mockRestore();
    const inputs = await check({}, args({ Companies: { Contacts: ALL } }));
    const after = await securityRole.update(connection, Number(failed.id), failed.properties, inputs, reporter);
    expect(after).toMatchObject({ exact: true, levelsWrittenBy: "api" });
  });

  test("with a function named like a property of every object shows no difference that isn't there", async () => {
    const { levels } = await check({}, args({ Companies: { Contacts: ALL } }));
    expect(relevantRows(roleOf(ROLE, ["System › constructor: - None None None"]), levels, "exact")).toEqual({});
  });

  test("is refused where the tenant's version can't be compared with a variant's", async () => {
    vi.spyOn(gateway, "version").mockResolvedValue("Development");
    const variants = [{ upTo: "2019.2", levels: { Companies: { Notes: ALL } } }];
    await expect(check({}, args({ Companies: { Contacts: ALL } }, { variants }))).rejects.toThrow(
      'The tenant calls its version \\"Development\\"',
    );
  });

  test("of a state that says nothing of who wrote its levels is read as it is", async () => {
    const { id, state } = await made({ Companies: { Contacts: ALL } });
    const { levelsWrittenBy, levelsEvidence, ...earlier } = state;
    expect([levelsWrittenBy, levelsEvidence]).toEqual(["api", "PATCH of 1 settings was accepted"]);
    const read = await securityRole.read(connection, id, earlier as typeof state, reporter);
    expect(read?.props).not.toHaveProperty("levelsWrittenBy");
    expect((await securityRole.read(connection, id, state, reporter))?.props).toMatchObject({ levelsWrittenBy });
  });

  test("that is gone says so", async () => {
    const { id, state, inputs } = await made({ Companies: { Contacts: ALL } });
    await gateway.deleteRole(id);
    await expect(securityRole.update(connection, id, state, inputs, reporter)).rejects.toThrow("pulumi up --refresh");
    expect(await securityRole.read(connection, id, state, reporter)).toBeUndefined();
  });

  test("that is there is taken over aloud", async () => {
    tenant.addRole(ROLE);
    await made({ Companies: { Contacts: ALL } });
    expect(reported).toEqual([expect.stringMatching(/was there before: it is taken over, 1 of its rows change/)]);
  });

  test("made by somebody between look-up and POST is taken over by the same rules", async () => {
    const look = gateway.findRoles;
    gateway.findRoles = vi.fn(look).mockResolvedValueOnce([]);
    const holder = {
      securityRole: tenant.addRole(ROLE),
      defaultLocation: 1,
      defaultDepartment: 1,
      inactiveFlag: false,
    };
    tenant.addMember("full", "CLi", holder);
    vi.spyOn(gateway, "createRole").mockRejectedValue(inUse());
    await expect(made({ Companies: { Contacts: ALL } })).rejects.toThrow("CLi holds it too.");
  });
});

describe("a function that is no longer named", () => {
  const BOTH = { Companies: { Contacts: ALL, Notes: ALL } };
  const ONE = { Companies: { Contacts: ALL } };

  test("is shown as None where the role is exact", async () => {
    const { id, state, inputs } = await made(BOTH);
    const news = await check(inputs, args(ONE));
    expect(news.levels.Companies?.Notes).toEqual(NONE);
    expect((await securityRole.diff(connection, id, state, news, reporter)).changes).toHaveLength(1);
  });

  test("stops before most of what the last run granted is taken away, however the role looks by now", async () => {
    const names = ["Contacts", "Notes", "Tracks", "Surveys", "Reports", "Configurations"];
    const of = (count: number) => ({ Companies: Object.fromEntries(names.slice(0, count).map((name) => [name, ALL])) });
    const { id, state, inputs } = await made(of(6));
    const diff = async (count: number, more: object = {}, from = state) =>
      securityRole.diff(connection, id, from, await check(inputs, args(of(count), more)), reporter);
    await expect(diff(1)).rejects.toThrow(
      /^"Integration Sync" would lose 5 of the 6 functions that it was granted, more than 50 %: .*set force to its name/,
    );
    expect((await diff(2)).changes).toHaveLength(4);
    expect((await diff(1, { force: ROLE })).changes).toHaveLength(5);
    expect((await diff(1, { unlisted: "keep" })).isStale).toBe(true);
    const read = await securityRole.read(connection, id, state, reporter);
    expect(read?.props.granted).toBe(6);
    expect(read?.inputs).not.toHaveProperty("granted");
    const { granted: _, ...earlier } = state;
    expect((await diff(1, {}, earlier)).changes).toHaveLength(5);
  });

  test("is told of and let go where others are kept", async () => {
    const { id, state, inputs } = await made(BOTH, { unlisted: "keep" });
    const news = await check(inputs, args(ONE, { unlisted: "keep" }));
    expect(await securityRole.diff(connection, id, state, news, reporter)).toMatchObject({
      changes: [],
      isStale: true,
    });
    expect(reported).toEqual(["Companies › Notes: no longer named, kept as it is"]);
    const after = await securityRole.update(connection, id, state, news, reporter);
    expect(tenant.levels(ROLE).Companies?.Notes).toEqual(ALL);
    tenant.setLevel(ROLE, "Companies", "Notes", "add", "None");
    const read = await securityRole.read(connection, id, after, reporter);
    expect(read?.inputs.levels).toEqual(news.levels);
    expect(read?.props.exact).toBe(true);
  });

  test("is told of when nothing else is kept any longer", async () => {
    const { id, state, inputs } = await made(ONE, { unlisted: "keep" });
    await securityRole.diff(connection, id, state, await check(inputs, args(ONE)), reporter);
    expect(reported).toEqual([expect.stringContaining("every function that the profile doesn't name is set to None")]);
  });
});

describe("the variant for a version", () => {
  const variants = [
    { upTo: "2026.1", levels: { Companies: { Notes: ALL } }, customize: ["System > A"] },
    { upTo: "2025.1", levels: { Companies: { Tracks: ALL } }, customize: [] },
    { upTo: "2024.1", levels: { Companies: { Surveys: ALL } } },
  ];

  test("is the tightest that covers it, with its own Customize entries", async () => {
    const inputs = await check({}, args({ Companies: { Contacts: ALL } }, { variants, customize: ["System > B"] }));
    expect(inputs).toMatchObject({ variant: "up to 2025.1", levels: { Companies: { Tracks: ALL } } });
    expect(reported).toEqual([]);
  });

  test("is none for a newer one", async () => {
    const newer = { variants: variants.slice(2), customize: ["System > B"] };
    const inputs = await check({}, args({ Companies: { Contacts: ALL } }, newer));
    expect(inputs.variant).toBeUndefined();
    expect(reported).toEqual([expect.stringContaining("allow System > B")]);
  });
});

describe("a member", () => {
  const lifecycle = memberLifecycle("api");
  const news = () => ({
    identifier: "integration",
    securityRole: tenant.roles().find(({ name }) => name === ROLE)?.id ?? tenant.addRole(ROLE),
    location: "Main Office",
    businessUnit: "Sales",
  });

  async function ready() {
    const { inputs } = await lifecycle.check(() => connection, {}, news(), reporter);
    if (!inputs) throw new Error("the arguments are right");
    return inputs;
  }

  test("of the same identifier in another case is the same member", async () => {
    const inputs = await ready();
    const { id, outs } = await lifecycle.create(connection, inputs, reporter);
    const other = { ...inputs, identifier: "INTEGRATION" };
    expect((await lifecycle.diff(connection, Number(id), outs, other, reporter)).replaces).toEqual([]);
  });

  test("that is an administrator isn't taken over", async () => {
    const fields = { securityRole: tenant.addRole("Admin", true), defaultLocation: 1, defaultDepartment: 1 };
    tenant.addMember("api", "integration", { ...fields, inactiveFlag: false });
    await expect(lifecycle.create(connection, await ready(), reporter)).rejects.toThrow(
      'The member "integration" is an administrator (security role "Admin")',
    );
  });

  test("gets all but its former role back where that is gone", async () => {
    const former = { securityRole: tenant.addRole("Former"), defaultLocation: 2, defaultDepartment: 1 };
    tenant.addMember("api", "integration", { ...former, inactiveFlag: false });
    const { id, outs } = await lifecycle.create(connection, await ready(), reporter);
    await gateway.deleteRole(former.securityRole);
    nextRun();
    await expect(lifecycle.delete(connection, Number(id), outs, reporter)).rejects.toThrow("former security role");
    expect(tenant.member("integration")).toMatchObject({ role: ROLE, location: "Tampa" });
  });

  test("gets no role of its stack that the run left out", async () => {
    const stack = "psa-roles/acme";
    await made({ Companies: { Contacts: ALL } }, { stack });
    connection.verdicts.clear();
    const { inputs } = await lifecycle.check(() => connection, {}, { ...news(), stack }, reporter);
    if (!inputs) throw new Error("the arguments are right");
    await expect(lifecycle.create(connection, inputs, reporter)).rejects.toThrow("this run didn't look at it");
    expect(tenant.all.members).toEqual([]);
  });

  test("that was made but can't be verified is kept as made by this stack", async () => {
    const inputs = await ready();
    vi.spyOn(gateway, "member").mockResolvedValueOnce(undefined);
    const failed = lifecycle.create(connection, inputs, reporter);
    await expect(failed).rejects.toMatchObject({ properties: { created: true, identifier: "integration" } });
  });

  test("that is there is taken over aloud", async () => {
    const fields = { securityRole: null, defaultLocation: 2, defaultDepartment: 1, inactiveFlag: true };
    tenant.addMember("api", "integration", fields);
    const { outs } = await lifecycle.create(connection, await ready(), reporter);
    expect(outs).toMatchObject({ created: false, before: fields });
    expect(reported).toEqual([expect.stringContaining("was there before, inactive: it is taken over")]);
  });
});

const inUse = () =>
  new TenantError({ method: "POST", path: "/system/securityroles", status: 400, fieldCodes: ["ObjectExists"] });
