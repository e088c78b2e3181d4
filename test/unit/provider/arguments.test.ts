/** What a resource's check says of arguments that no type has kept out. */
import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { expect, test } from "vitest";
import { memberLifecycle } from "../../../provider/lifecycle/member";
import { securityRole } from "../../../provider/lifecycle/securityRole";
import { MemoryGateway, MemoryTenant } from "../../helpers/memoryGateway";
import { memoryConnection, runConnection } from "../../helpers/runConnection";

const connection = runConnection(memoryConnection(new MemoryGateway(new MemoryTenant(), "writable")));
const reporter = { progress: () => {}, warn: () => {} };
const reasons = async (lifecycle: typeof securityRole | ReturnType<typeof memberLifecycle>, args: object) =>
  (await lifecycle.check(() => connection, {}, args, reporter)).failures?.map(({ reason }) => reason);

const UNKNOWN = "isn't known in a preview; give a plain value here, or an output of a stack that is there already";

test("a role without a name and levels is told what they are", async () => {
  expect(await reasons(securityRole, {})).toEqual([
    "name: a role needs a name",
    'levels: levels by module and function, such as those of profile("wise-sync")',
  ]);
});

test("a level that there isn't is told", async () => {
  const levels = { Finance: { Invoicing: { add: "Alll", edit: "None", delete: "None" }, Agreements: "All" } };
  expect(await reasons(securityRole, { name: "Sync", levels })).toEqual([
    "levels.Finance.Invoicing.add: one of None, My, All",
    "levels.Finance.Invoicing.inquire: one of None, My, All",
    "levels.Finance.Agreements: a level for each of add, edit, delete, inquire",
  ]);
});

test("an output that a preview doesn't know is told as such", async () => {
  expect(await reasons(securityRole, { name: unknownValue, levels: unknownValue })).toEqual([
    `name: ${UNKNOWN}`,
    `levels: ${UNKNOWN}`,
  ]);
  const member = { identifier: "sync", location: unknownValue, businessUnit: unknownValue, name: unknownValue };
  expect(await reasons(memberLifecycle("api"), { ...member, securityRole: unknownValue })).toEqual([
    `location: ${UNKNOWN}`,
    `businessUnit: ${UNKNOWN}`,
    `name: ${UNKNOWN}`,
  ]);
});

test("a role of another tenant is refused", async () => {
  const member = { identifier: "sync", securityRole: 7, location: "Main Office", businessUnit: "Sales" };
  const roleTenants = ["globex at https://psa.example.com"];
  expect(await reasons(memberLifecycle("api"), { ...member, roleTenants })).toEqual([
    "securityRole: a role of globex at https://psa.example.com, and this is for acme at https://psa.example.com; give both the same provider",
  ]);
});
