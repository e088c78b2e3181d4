import type { Deployment } from "@pulumi/pulumi/automation";
import { describe, expect, test } from "vitest";
import type { Assignment, FleetTenant } from "../../../fleet/model/fleet";
import type { Run } from "../../../fleet/model/run";
import {
  assertAsBegun,
  assertOwnCode,
  assertOwnState,
  isInterrupted,
  pendingCreations,
  removesOf,
} from "../../../fleet/run/state";
import { shellOf } from "../../../provider/shellText";

const requested = (id: string, role: string, member: string, memberKind: "api" | "full" = "api") =>
  ({ profile: { id }, role, member, memberKind }) as Assignment;
const stateOf = (deployment: object): Deployment => ({ version: 3, deployment });
const resource = (kind: string, id: string, inputs: object, more: object = {}) => ({
  urn: `urn:pulumi:contoso::acme::pulumi-nodejs:dynamic/connectwise:${kind}::${id}`,
  type: `pulumi-nodejs:dynamic/connectwise:${kind}`,
  inputs,
  outputs: inputs,
  ...more,
});
const STACK = { urn: "urn:pulumi:contoso::acme::pulumi:pulumi:Stack::acme-contoso", type: "pulumi:pulumi:Stack" };
const OLD_ROLE = 'the security role "Integration Sync" of wise-sync';
const OLD_MEMBER = 'the member "integration" of wise-sync';

describe("what the engine deletes or replaces", () => {
  const own = [
    resource("SecurityRole", "wise-sync", { name: "Integration Sync" }),
    resource("ApiMember", "wise-sync", { identifier: "integration" }),
  ];
  const state = stateOf({ resources: [STACK, ...own] });

  test("nothing that is still asked for, in any case of the member's id", () => {
    expect(removesOf(state, [requested("wise-sync", "Integration Sync", "Integration")])).toEqual([]);
  });

  test("roles and members of a profile that was taken out", () => {
    expect(removesOf(state, [])).toEqual([OLD_MEMBER, OLD_ROLE]);
  });

  test("both, where another profile is asked for under the same names", () => {
    expect(removesOf(state, [requested("other", "Integration Sync", "integration")])).toEqual([OLD_MEMBER, OLD_ROLE]);
  });

  test("a role or a member under another name: the API can't rename them", () => {
    expect(removesOf(state, [requested("wise-sync", "Wise-Sync", "integration")])).toEqual([OLD_ROLE]);
    expect(removesOf(state, [requested("wise-sync", "Integration Sync", "other")])).toEqual([OLD_MEMBER]);
  });

  test("a member of the other kind", () => {
    expect(removesOf(state, [requested("wise-sync", "Integration Sync", "integration", "full")])).toEqual([OLD_MEMBER]);
  });

  test("both roles of two profiles that swap names", () => {
    const two = stateOf({
      resources: [resource("SecurityRole", "a", { name: "One" }), resource("SecurityRole", "b", { name: "Two" })],
    });
    expect(removesOf(two, [requested("a", "Two", "m"), requested("b", "One", "n")])).toEqual([
      'the security role "One" of a',
      'the security role "Two" of b',
    ]);
  });

  test("what a former run replaced and didn't delete yet", () => {
    const pending = stateOf({
      resources: [...own, resource("SecurityRole", "wise-sync", { name: "Old" }, { delete: true })],
    });
    expect(removesOf(pending, [requested("wise-sync", "Integration Sync", "integration")])).toEqual([
      'the security role "Old" of wise-sync',
    ]);
  });

  test("nothing where there is no stack", () => {
    expect(removesOf(undefined, [])).toEqual([]);
  });
});

describe("a state", () => {
  const target = { origin: "https://api-na.myconnectwise.net", companyId: "contoso" };
  const tenant = { name: "contoso" } as FleetTenant;
  const of = (text: string | undefined) => {
    const name = "Integration Sync";
    return stateOf({ resources: [STACK, resource("SecurityRole", "a", { name, ...(text && { tenant: text }) })] });
  };
  const assertOwn = (text: string | undefined, movedFrom?: typeof target) =>
    assertOwnState(of(text), { tenant, target, movedFrom });

  test("of this tenant, in any case of its company id, and of an earlier version is its own", () => {
    for (const text of ["Contoso at https://api-na.myconnectwise.net", undefined]) assertOwn(text);
    assertOwnState(undefined, { tenant, target, movedFrom: undefined });
  });

  test.each([
    "fabrikam at https://api-na.myconnectwise.net",
    "contoso at https://api-eu.myconnectwise.net",
    "nobody knows",
  ])("of %s isn't", (text) => {
    expect(() => assertOwn(text)).toThrow(
      expect.objectContaining({ code: "other-tenant", message: expect.stringContaining(`movedFrom: ${text}`) }),
    );
  });

  test("of where the tenant was moved from is its own, too", () => {
    const movedFrom = { origin: "https://old.example", companyId: "contoso" };
    assertOwn("contoso at https://old.example", movedFrom);
    expect(() => assertOwn("other at https://old.example", movedFrom)).toThrow(/belongs to the tenant other at/);
  });
});

describe("the code in a state", () => {
  const planted = "exports.handler = () => require('node:child_process').execSync('id')";
  const state = (type: string, __provider?: unknown, key = "inputs") =>
    stateOf({
      resources: [
        { urn: `urn::x::${type}::wise-sync`, type, ...(__provider !== undefined && { [key]: { __provider } }) },
      ],
    });
  const PROVIDER_TYPE = "pulumi:providers:pulumi-nodejs";
  const provider = (inputs: object) =>
    stateOf({ resources: [{ urn: `urn::x::${PROVIDER_TYPE}::default`, type: PROVIDER_TYPE, inputs }] });
  const ROLE_TYPE = "pulumi-nodejs:dynamic/connectwise:SecurityRole";

  test("is run where it is this package's", () => {
    for (const kind of ["securityRole", "apiMember", "member"] as const)
      assertOwnCode(state(ROLE_TYPE, shellOf(kind)), "acme");
    assertOwnCode(state("pulumi:pulumi:Stack"), "acme");
    assertOwnCode(provider({ "connectwise:site": "psa.acme.example" }), "acme");
    assertOwnCode(undefined, "acme");
  });

  test.each([
    ["other code", state(ROLE_TYPE, planted)],
    ["other code in the outputs", state(ROLE_TYPE, planted, "outputs")],
    ["code that can't be read", state(ROLE_TYPE, { ciphertext: "x" })],
    ["a resource of another kind", state("command:local:Command")],
    ["a program of the provider from elsewhere", provider({ pluginDownloadURL: "https://evil.example" })],
    ["the same within", provider({ __internal: { pluginDownloadURL: "https://evil.example" } })],
    [
      "a type other than the engine takes it for",
      stateOf({ resources: [{ urn: "urn::x::pulumi:providers:evil::a", type: "pulumi:pulumi:Stack" }] }),
    ],
    ["another dynamic resource", state("pulumi-nodejs:dynamic:Resource", shellOf("member"))],
    [
      "an operation that was interrupted",
      stateOf({
        pending_operations: [
          { type: "creating", resource: { urn: "u", type: ROLE_TYPE, inputs: { __provider: planted } } },
        ],
      }),
    ],
  ])("isn't where it is %s", (_, found) => {
    expect(() => assertOwnCode(found, "acme")).toThrow(
      /The state of the stack "acme" holds code that isn't this package's, at u.*nothing is run/,
    );
  });
});

describe("a run", () => {
  const run = { id: "1", command: "up", targets: { a: { origin: "https://psa.example", companyId: "a" } } } as const;
  const tenant = (companyId: string) => ({ name: "a", site: "psa.example", companyId }) as FleetTenant;

  test("is for the tenants that it was asked for", () => {
    assertAsBegun(run as unknown as Run, tenant("A"));
    expect(() => assertAsBegun(run as unknown as Run, tenant("b"))).toThrow(
      /^a was a at https:\/\/psa\.example when the run 1 was asked for, and is b at https:\/\/psa\.example/,
    );
  });

  test("of an earlier version doesn't say so", () => {
    assertAsBegun({ id: "1", command: "up" } as Run, tenant("b"));
  });
});

describe("an interrupted stack", () => {
  test("may lack what was being made", () => {
    const role = resource("SecurityRole", "wise-sync", { name: "Integration Sync" });
    const pending_operations = [
      { type: "creating", resource: role },
      { type: "deleting", resource: resource("ApiMember", "wise-sync", { identifier: "integration" }) },
      { type: "creating", resource: STACK },
    ];
    expect(pendingCreations(stateOf({ pending_operations }))).toEqual([OLD_ROLE]);
    expect(pendingCreations(undefined)).toEqual([]);
  });

  test("has operations of which nobody knows what came", () => {
    expect(isInterrupted(stateOf({ pending_operations: [{ type: "creating" }] }))).toBe(true);
  });

  test("is not one without any", () => {
    expect(isInterrupted(stateOf({ resources: [] }))).toBe(false);
    expect(isInterrupted(undefined)).toBe(false);
  });
});
