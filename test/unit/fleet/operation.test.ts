import type { EngineEvent } from "@pulumi/pulumi/automation";
import { describe, expect, test } from "vitest";
import { Operation } from "../../../fleet/run/operation";
import { describeRequests, parseRequests } from "../../../tenant/client/requestCount";

const says = (message: string, severity: "info" | "error" = "info", urn?: string): EngineEvent => ({
  sequence: 0,
  timestamp: 0,
  diagnosticEvent: { message, severity, color: "never", ...(urn && { urn }) },
});

describe("what the engine says", () => {
  test("requests of its providers are added up, each counting from nothing", () => {
    const operation = new Operation();
    operation.onEvent(says(`So far ${describeRequests({ requests: 3, writes: 0 })}`));
    operation.onEvent(says(`So far ${describeRequests({ requests: 7, writes: 2 })}`));
    operation.next();
    operation.onEvent(says(`So far ${describeRequests({ requests: 1, writes: 1 })}`));
    expect(operation.sent).toEqual({ requests: 8, writes: 3 });
  });

  test("errors keep the resource they are about, and lose the engine's marks for colours", () => {
    const operation = new Operation();
    operation.onEvent(says("<{%fg 1%}>no such location<{%reset%}>", "error", "urn:pulumi:a::b::type::wise-sync"));
    operation.onEvent(says("update failed", "error", "urn:pulumi:a::b::pulumi:pulumi:Stack::b-a"));
    expect(operation.errors).toEqual([{ resource: "wise-sync", message: "no such location" }]);
  });

  test("errors lose the engine's heading and bullets, so that the first line says what went wrong", () => {
    const operation = new Operation();
    operation.onEvent(says("2 errors occurred:\n\t* no such location\n\t* no such unit\n\n", "error"));
    expect(operation.errors.map(({ message }) => message)).toEqual(["no such location\nno such unit"]);
  });

  test("a failed check is told without what the engine puts ahead of it", () => {
    const operation = new Operation();
    const ahead = "pulumi-nodejs:dynamic/connectwise:SecurityRole resource 'wise-sync' has a problem: ";
    operation.onEvent(says(`${ahead}Sales: there is no function\n`, "error", "urn:pulumi:a::b::type::wise-sync"));
    expect(operation.errors).toEqual([{ resource: "wise-sync", message: "Sales: there is no function" }]);
  });

  test("what stays on the tenant, or can't be kept, is noted once", () => {
    const operation = new Operation();
    const stays = 'The security role "A" (id 9) stays as it is: another resource of this stack has it now.';
    const renamed = 'The member "b" (id 3) is called "c" in the tenant now, and is left as it is. Rename it back.';
    for (const message of [`${stays}\n`, `${stays}\n`, renamed, "So far 3 requests"]) operation.onEvent(says(message));
    expect(operation.notes).toEqual([stays, renamed]);
  });

  test("the closing remark counts where nothing else was said", () => {
    const operation = new Operation();
    operation.onEvent(says("update failed", "error"));
    expect(operation.errors).toEqual([{ resource: undefined, message: "update failed" }]);
  });
});

test.each([
  { requests: 0, writes: 0 },
  { requests: 1, writes: 1 },
  { requests: 37, writes: 18 },
])("what was sent is read as it is told: %j", (requestCount) => {
  expect(parseRequests(describeRequests(requestCount))).toEqual(requestCount);
});

describe("what the engine deletes or replaces", () => {
  const begins = (op: string, inputs: object): EngineEvent =>
    ({
      ...{ sequence: 0, timestamp: 0 },
      resourcePreEvent: {
        metadata: {
          op,
          old: {
            urn: "urn:pulumi:contoso::acme::pulumi-nodejs:dynamic/connectwise:SecurityRole::wise-sync",
            type: "pulumi-nodejs:dynamic/connectwise:SecurityRole",
            ...{ inputs, outputs: inputs },
          },
        },
      },
    }) as unknown as EngineEvent;

  test("is told once, in the words of a plan", () => {
    const operation = new Operation();
    for (const op of ["create-replacement", "replace", "delete-replaced"])
      operation.onEvent(begins(op, { name: "Old" }));
    operation.onEvent(begins("update", { name: "Kept" }));
    expect(operation.removed).toEqual(['the security role "Old" of wise-sync']);
  });

  test("doesn't count what a refresh before found gone", () => {
    const operation = new Operation();
    operation.onEvent(begins("delete", { name: "Gone" }));
    operation.next();
    expect(operation.removed).toEqual([]);
  });
});
