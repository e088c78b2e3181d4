/** What of a stack's state a copy gets, and what destroy has to give back of it. */
import type { Deployment } from "@pulumi/pulumi/automation";
import { describe, expect, test } from "vitest";
import { NONE } from "../../../core/model/permission";
import { findLeftovers } from "../../../rehearsal/leftovers";
import { hasObjects, namesIn, stateForCopy } from "../../../rehearsal/state";
import { isEmpty } from "../../../snapshot/diff";
import type { Snapshot, SnapshotMember } from "../../../snapshot/model";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const PROVIDER = {
  urn: "urn:pulumi:acme::roles::pulumi:providers:pulumi-nodejs::default",
  type: "pulumi:providers:pulumi-nodejs",
  inputs: { "connectwise:companyId": "acme", "connectwise:privateKey": SECRET },
  outputs: { "connectwise:companyId": "acme", "connectwise:privateKey": SECRET },
};
const resource = (type: string, id: number, rest: object) => ({
  ...{ urn: `urn:pulumi:acme::roles::pulumi-nodejs:dynamic/connectwise:${type}::one`, id: String(id) },
  ...{ type: `pulumi-nodejs:dynamic/connectwise:${type}`, ...rest },
});
const stateOf = (...resources: object[]): Deployment => ({
  version: 3,
  deployment: { secrets_providers: { type: "passphrase" }, resources: [PROVIDER, ...resources] },
});

describe("a state for a copy", () => {
  test("has the objects, and no secret", () => {
    const role = resource("SecurityRole", 9, {
      inputs: { name: "Sync", members: ["jdoe"] },
      outputs: { created: true },
    });
    const copied = stateForCopy(stateOf(role));
    expect(copied?.deployment).toEqual({
      resources: [
        {
          ...PROVIDER,
          ...{ inputs: { "connectwise:companyId": "acme" }, outputs: { "connectwise:companyId": "acme" } },
        },
        role,
      ],
    });
    expect(hasObjects(copied)).toBe(true);
    expect(hasObjects(stateOf())).toBe(false);
    expect(namesIn(stateOf(role, resource("Member", 4, { inputs: { identifier: "asmith" } })))).toEqual([
      "jdoe",
      "asmith",
    ]);
  });

  test("has no private key, though the stack's file has it in plain text", () => {
    const plain = { "connectwise:privateKey": "the-real-secret", "connectwise:site": "psa.example" };
    const provider = { ...PROVIDER, inputs: plain, outputs: plain };
    const copied = stateForCopy({ version: 3, deployment: { resources: [provider] } });
    expect(JSON.stringify(copied)).not.toContain("the-real-secret");
    expect(JSON.stringify(copied)).toContain("psa.example");
  });

  test("isn't made where a secret is in a role or member: it couldn't be left out", () => {
    expect(stateForCopy(stateOf(resource("SecurityRole", 9, { inputs: { name: SECRET } })))).toBeUndefined();
  });
});

describe("what destroy gives back", () => {
  const row = (cells: object) => ({ id: 0, module: "Finance", function: "Invoicing", cells: { ...NONE, ...cells } });
  const role = (id: number, name: string, cells: object) => ({
    ...{ id, name, adminFlag: false, inactiveFlag: false, settings: [row(cells)] },
  });
  const member = (id: number, identifier: string, rest: Partial<SnapshotMember> = {}): SnapshotMember => ({
    ...{ id, identifier, firstName: "", lastName: "", licenseClass: "A", inactiveFlag: false },
    ...{ securityRole: null, defaultLocation: null, defaultDepartment: null, ...rest },
  });
  const tenant = (roles: Snapshot["roles"], members: Snapshot["members"]): Snapshot => ({
    ...{ companyId: "acme", businessUnits: [], locations: [], roles, members },
    functions: [{ module: "Finance", function: "Invoicing", lacks: [] }],
  });

  test("is all of it where the tenant is as it was, but for a new member that stays, inactive", () => {
    const before = tenant([role(1, "Desk", { inquire: "All" })], [member(1, "rmm")]);
    const after = tenant([...before.roles], [...before.members, member(2, "sync", { inactiveFlag: true })]);
    const { left, staying } = findLeftovers(before, undefined, after);
    expect(isEmpty(left)).toBe(true);
    expect(staying).toEqual(["sync"]);
  });

  test("isn't where a level is another one, or a new member is still active", () => {
    const before = tenant([role(1, "Desk", { inquire: "All" })], []);
    const { left, staying } = findLeftovers(before, undefined, tenant([role(1, "Desk", {})], [member(2, "sync")]));
    expect(left.roles).toMatchObject([{ name: "Desk", fate: "changed" }]);
    expect(left.members).toMatchObject([{ identifier: "sync", fate: "new" }]);
    expect(staying).toEqual([]);
  });

  test("of a stack with a state is what was there before its first run", () => {
    const made = [role(9, "Sync", { inquire: "All" }), role(1, "Desk", { inquire: "All", add: "My" })];
    const before = tenant(made, [member(2, "sync", { securityRole: 9 }), member(3, "old", { securityRole: 9 })]);
    const state = stateOf(
      resource("SecurityRole", 9, { outputs: { created: true, name: "Sync" } }),
      resource("SecurityRole", 1, {
        outputs: { created: false, name: "Desk", before: { Finance: { Invoicing: "None/None/None/My" } } },
      }),
      resource("ApiMember", 2, { outputs: { created: true } }),
      resource("Member", 3, { outputs: { created: false, before: { securityRole: 1, securityRoleName: "Desk" } } }),
    );
    const after = tenant(
      [role(1, "Desk", { inquire: "My" })],
      [member(2, "sync", { inactiveFlag: true }), member(3, "old", { securityRole: 1 })],
    );
    const found = findLeftovers(before, state, after);
    expect(found.staying).toEqual(["sync"]);
    expect(isEmpty(found.left)).toBe(true);
    expect(isEmpty(findLeftovers(before, state, before).left)).toBe(false);
  });
});
