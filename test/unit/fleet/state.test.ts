import type { Deployment } from "@pulumi/pulumi/automation";
import { describe, expect, test } from "vitest";
import type { Assignment } from "../../../fleet/model/fleet";
import { isInterrupted, removesOf } from "../../../fleet/run/state";

const asked = (role: string, member: string) => ({ role, member }) as Assignment;
const stateOf = (deployment: object): Deployment => ({ version: 3, deployment });
const resource = (kind: string, inputs: object) => ({
  urn: `urn:pulumi:contoso::acme::pulumi-nodejs:dynamic/connectwise:${kind}::wise-sync`,
  type: `pulumi-nodejs:dynamic/connectwise:${kind}`,
  inputs,
});

describe("what a stack lets go of", () => {
  const state = stateOf({
    resources: [
      { urn: "urn:pulumi:contoso::acme::pulumi:pulumi:Stack::acme-contoso", type: "pulumi:pulumi:Stack" },
      resource("SecurityRole", { name: "Integration Sync" }),
      resource("ApiMember", { identifier: "integration" }),
    ],
  });

  test("nothing that is still asked for, in any case of the member's id", () => {
    expect(removesOf(state, [asked("Integration Sync", "Integration")])).toEqual([]);
  });

  test("roles and members that nothing asks for", () => {
    expect(removesOf(state, [])).toEqual(['the member "integration"', 'the security role "Integration Sync"']);
  });

  test("a role under another name: the API can't rename it", () => {
    expect(removesOf(state, [asked("Wise-Sync", "integration")])).toEqual(['the security role "Integration Sync"']);
  });

  test("nothing where there is no stack", () => {
    expect(removesOf(undefined, [])).toEqual([]);
  });
});

describe("an interrupted stack", () => {
  test("has operations of which nobody knows what came", () => {
    expect(isInterrupted(stateOf({ pending_operations: [{ type: "creating" }] }))).toBe(true);
  });

  test("is not one without any", () => {
    expect(isInterrupted(stateOf({ resources: [] }))).toBe(false);
    expect(isInterrupted(undefined)).toBe(false);
  });
});
