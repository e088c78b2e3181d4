import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LevelMode } from "../../core/model/capability";
import { type Sandbox, startSandbox } from "../../sandbox";
import { applyLevels, findOrCreateRole, observe } from "../../tenant/apply/role";
import { documented } from "../helpers/documented";
import { levelsOf } from "../helpers/rows";
import { gatewayTo } from "../helpers/sites";
import { grantsOf } from "../helpers/tenant";

// Tenants that refuse PATCH in one of the ways that are known, and may take PUT.

const WANTED = documented["wise-sync"];
const SETTING = "/settings/\\d+$";

let sandbox: Sandbox;
let roles = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.clearFaults();
  sandbox.clearRequests();
});
afterAll(() => sandbox.close());

async function bring(mode: LevelMode) {
  const gateway = gatewayTo(sandbox.url);
  const name = `Role ${++roles}`;
  const { role } = await findOrCreateRole(gateway, name);
  const desired = { name, levels: levelsOf(WANTED), unlisted: "exact" } as const;
  const reporter = { progress: () => {}, warn: () => {} };
  return { name, ...(await applyLevels(gateway, await observe(gateway, role), desired, mode, reporter)) };
}

const levelWrites = (method: string) =>
  sandbox.requests().filter((request) => request.method === method && /\/settings\/\d+$/.test(request.path)).length;

describe("a tenant that refuses PATCH", () => {
  test.each([404, 405, 501])("with %s gets the levels by PUT, and keeps all else of its rows", async (status) => {
    sandbox.fault({ method: "PATCH", path: SETTING, status });
    const rowsBefore = sandbox.tenant.roles().length;
    const { name, remaining: left, capability, role } = await bring("auto");
    expect(left).toEqual([]);
    expect(capability).toEqual({ levels: "can", evidence: "PUT of 17 settings was accepted" });
    expect(grantsOf(sandbox, name)).toEqual(WANTED);
    expect(role.settings.map((row) => `${row.module} › ${row.function}`)).toEqual(
      (await gatewayTo(sandbox.url).functions()).map((row) => `${row.module} › ${row.function}`),
    );
    expect([levelWrites("PATCH"), levelWrites("PUT")]).toEqual([1, 17]);
    expect(sandbox.tenant.roles()).toHaveLength(rowsBefore + 1);
  });

  test("for want of a permission isn't asked by PUT, which takes the same one", async () => {
    sandbox.fault({ method: "PATCH", path: SETTING, status: 403 });
    const { remaining: left, capability } = await bring("auto");
    expect(left).toHaveLength(WANTED.length);
    expect(capability.levels).toBe("cannot");
    expect([levelWrites("PATCH"), levelWrites("PUT")]).toEqual([1, 0]);
  });

  test.each([
    [405, "auto"],
    [403, "api"],
  ] as const)("with %s, and PUT as well, is left after one of each where levels is %s", async (status, mode) => {
    sandbox.fault({ method: "PATCH", path: SETTING, status });
    sandbox.fault({ method: "PUT", path: SETTING, status: 405 });
    const { name, remaining: left, capability } = await bring(mode);
    expect(left).toHaveLength(WANTED.length);
    expect(capability.evidence).toMatch(/PATCH .* answered 40[35].*; PUT .* answered 405/);
    expect([levelWrites("PATCH"), levelWrites("PUT")]).toEqual([1, 1]);
    expect(grantsOf(sandbox, name)).toEqual([]);
  });
});

test("rows of a role can be written after another role was read: a stack has several, side by side", async () => {
  const gateway = gatewayTo(sandbox.url);
  const [one, other] = ["Side", "By side"];
  const { role } = await findOrCreateRole(gateway, one);
  const [row] = await gateway.settings(role.id);
  await gateway.settings((await findOrCreateRole(gateway, other)).role.id);
  await gateway.setLevels(role.id, row?.id ?? 0, { inquire: "All" }, "PATCH");
  expect(sandbox.tenant.level(one, row?.module ?? "", row?.function ?? "", "inquire")).toBe("All");
});
