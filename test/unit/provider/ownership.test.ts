import { beforeEach, describe, expect, test, vi } from "vitest";
import { TenantError } from "../../../core/model/errors";
import { everyVerb, NONE } from "../../../core/model/permission";
import { memberLifecycle } from "../../../provider/lifecycle/member";
import type { RunConnection } from "../../../provider/lifecycle/runConnection";
import { securityRole } from "../../../provider/lifecycle/securityRole";
import { MemoryClaims } from "../../helpers/memoryClaims";
import { MemoryGateway, MemoryTenant } from "../../helpers/memoryGateway";
import { memoryConnection, runConnection } from "../../helpers/runConnection";

const ROLE = "Integration Sync";
const MEMBER = "integration";
const ALL = everyVerb("All");
const STACK = "roles/dev";

let tenant: MemoryTenant;
let gateway: MemoryGateway;
let claims: MemoryClaims;
let reported: string[];
const reporter = { progress: () => {}, warn: (message: string) => void reported.push(message) };

beforeEach(() => {
  tenant = new MemoryTenant();
  gateway = new MemoryGateway(tenant, "writable");
  claims = new MemoryClaims();
  reported = [];
});

/** A run: a process of its own, that knows what was kept. */
const run = (): RunConnection => runConnection(memoryConnection(gateway), claims);

const levels = { Companies: { Contacts: ALL } };

async function roleInputs() {
  const args = { name: ROLE, levels, members: [MEMBER], stack: STACK };
  const { inputs, failures } = await securityRole.check(run, {}, args, reporter);
  if (!inputs) throw new Error(JSON.stringify(failures));
  return inputs;
}

async function makeRole() {
  const { id, outs } = await securityRole.create(run(), await roleInputs(), reporter);
  return { id: Number(id), state: outs };
}

const member = memberLifecycle("api");

async function memberInputs() {
  const role = tenant.all.roles.find(({ name }) => name === ROLE)?.id ?? tenant.addRole(ROLE);
  const args = { identifier: MEMBER, securityRole: role, location: "Main Office", businessUnit: "Sales", stack: STACK };
  const { inputs, failures } = await member.check(run, {}, args, reporter);
  if (!inputs) throw new Error(JSON.stringify(failures));
  return inputs;
}

/** The POST fails, and somebody else makes one of the name. */
function madeBySomebody(make: () => void): void {
  vi.spyOn(gateway, "createRole").mockImplementation(async (name) => {
    make();
    const [object] = await gateway.findRoles(name);
    if (!object) throw new Error("nobody made it");
    return { object, isCertain: false };
  });
}

describe("a role found after a POST whose answer is lost", () => {
  test("is this stack's own where it grants nothing and nobody holds it", async () => {
    madeBySomebody(() => tenant.addRole(ROLE));
    expect((await makeRole()).state).toMatchObject({ created: true });
    expect(reported).toEqual([]);
  });

  test("is somebody else's where it grants anything: taken over, and never deleted", async () => {
    madeBySomebody(() => {
      tenant.addRole(ROLE);
      tenant.setLevel(ROLE, "Companies", "Notes", "inquire", "My");
    });
    const { id, state } = await makeRole();
    expect(state).toMatchObject({ created: false });
    expect(reported.join()).toContain("was there before: it is taken over");
    await securityRole.delete(run(), id, state, reporter);
    expect(tenant.levels(ROLE).Companies).toMatchObject({ Notes: { ...NONE, inquire: "My" }, Contacts: NONE });
  });

  test("is somebody else's where anybody holds it: the rules of adopt apply", async () => {
    madeBySomebody(() => {
      const securityRole = tenant.addRole(ROLE);
      const place = { defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
      tenant.addMember("full", "CLi", { securityRole, ...place });
    });
    await expect(makeRole()).rejects.toThrow("CLi holds it too");
    expect(gateway.writes).toBe(0);
  });
});

describe("a member found after a POST whose answer is lost", () => {
  const foundAfterwards = (fields: object) =>
    vi.spyOn(gateway, "createMember").mockImplementation(async (kind, desired) => {
      tenant.addMember(kind, desired.identifier, { ...desired, ...fields });
      const object = await gateway.findMember(kind, desired.identifier);
      if (!object) throw new Error("nobody made it");
      return { object, isCertain: false };
    });

  test("is this stack's own where it has just what was asked for", async () => {
    foundAfterwards({});
    expect((await member.create(run(), await memberInputs(), reporter)).outs).toMatchObject({ created: true });
  });

  test("is somebody else's where it has anything else", async () => {
    foundAfterwards({ securityRole: tenant.addRole("Desk"), inactiveFlag: true });
    const { outs } = await member.create(run(), await memberInputs(), reporter);
    expect(outs).toMatchObject({ created: false, before: { inactiveFlag: true } });
  });
});

test("a member isn't taken over where the tenant doesn't say whose key is in use", async () => {
  const fields = { securityRole: null, defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
  tenant.addMember("api", MEMBER, fields);
  vi.spyOn(gateway, "caller").mockResolvedValue(undefined);
  await expect(member.create(run(), await memberInputs(), reporter)).rejects.toThrow(
    "the tenant doesn't say whose key is in use",
  );
  expect(await gateway.findMember("api", MEMBER)).toMatchObject(fields);
});

test("a member whose role is gone by the time it is made is told so", async () => {
  const inputs = await memberInputs();
  await gateway.deleteRole(inputs.securityRole);
  const refusal = new TenantError({ method: "POST", path: "/system/apiMembers", status: 400 });
  vi.spyOn(gateway, "createMember").mockRejectedValue(refusal);
  await expect(member.create(run(), inputs, reporter)).rejects.toThrow(
    "isn't there any more. Run pulumi up --refresh.",
  );
});

test("a deletion counts once a read shows it", async () => {
  const { id, state } = await makeRole();
  const remove = vi.spyOn(gateway, "deleteRole").mockResolvedValue();
  await expect(securityRole.delete(run(), id, state, reporter)).rejects.toThrow("a read still shows it");
  remove.mockRestore();
  await securityRole.delete(run(), id, state, reporter);
  expect(tenant.all.roles.map(({ name }) => name)).not.toContain(ROLE);
});

test("a role that somebody else holds isn't deleted", async () => {
  const { id, state } = await makeRole();
  const place = { defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
  tenant.addMember("full", "CLi", { securityRole: id, ...place });
  await expect(securityRole.delete(run(), id, state, reporter)).rejects.toThrow("CLi holds it, too");
  expect(tenant.all.roles.map(({ name }) => name)).toContain(ROLE);
});

test("a member whose former role is gone stays inactive, until somebody gives it another role", async () => {
  const former = { securityRole: tenant.addRole("Former"), defaultLocation: 2, defaultDepartment: 1 };
  tenant.addMember("api", MEMBER, { ...former, inactiveFlag: false });
  const { id, outs } = await member.create(run(), await memberInputs(), reporter);
  await gateway.deleteRole(former.securityRole);
  await gateway.updateMember("api", Number(id), { inactiveFlag: true });
  await expect(member.delete(run(), Number(id), outs, reporter)).rejects.toThrow("but it stays inactive");
  expect(tenant.member(MEMBER)).toMatchObject({ inactive: true });
  await gateway.updateMember("api", Number(id), { securityRole: tenant.addRole("New") });
  const refreshed = await member.read(run(), Number(id), outs, reporter);
  await member.delete(run(), Number(id), refreshed?.props ?? outs, reporter);
  expect(tenant.member(MEMBER)).toMatchObject({ role: "New", location: "Tampa" });
});

describe("what can't be kept", () => {
  test("is told in full ahead of the first write", async () => {
    tenant.addRole(ROLE);
    tenant.setLevel(ROLE, "Companies", "Notes", "inquire", "My");
    vi.spyOn(claims, "write").mockImplementation(async () => {
      expect(gateway.writes).toBe(0);
      throw Object.assign(new Error("denied"), { code: "EACCES" });
    });
    await makeRole().catch(() => undefined);
    expect(reported.join("\n")).toContain(`the security role "${ROLE}" can't be kept in memory (EACCES)`);
    expect(reported.join("\n")).toContain('What it was before: {"Companies":{"Notes":"None/None/None/My"}}');
  });
});
