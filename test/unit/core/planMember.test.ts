import { describe, expect, test } from "vitest";
import type { DesiredMember, ObservedMember } from "../../../core/model/member";
import { describe as message } from "../../../core/plan/change";
import { plan } from "../../../core/plan/plan";

const DESIRED: DesiredMember = {
  identifier: "integration",
  name: "Integration Sync",
  securityRole: 7,
  defaultLocation: 2,
  defaultDepartment: 3,
  inactiveFlag: false,
};

const OBSERVED: ObservedMember = {
  id: 40,
  identifier: "integration",
  licenseClass: "A",
  securityRole: 7,
  defaultLocation: 2,
  defaultDepartment: 3,
  inactiveFlag: false,
  securityRoleName: null,
  locationName: "Main Office",
  businessUnitName: "Service",
};

const changes = (member: ObservedMember | undefined) =>
  plan({ member }, { member: DESIRED }, { levels: "unknown", evidence: "" }).changes;

describe("a member", () => {
  test("that is as desired needs nothing", () => {
    expect(changes(OBSERVED)).toEqual([]);
  });

  test("that isn't there yet is created with every field", () => {
    expect(changes(undefined)).toMatchObject([{ kind: "create", identifier: "integration" }]);
    expect(changes(undefined).map(message)).toEqual([
      'create the member "integration": security role blank → 7, location blank → 2, business unit blank → 3',
    ]);
  });

  test.each<[Partial<ObservedMember>, string]>([
    [{ securityRole: 9 }, "security role 9 → 7"],
    [{ defaultLocation: null }, "location blank → 2"],
    [{ defaultDepartment: 1 }, "business unit 1 → 3"],
    [{ inactiveFlag: true }, "inactive true → false"],
    [{ securityRole: null, inactiveFlag: true }, "security role blank → 7, inactive true → false"],
  ])("with %o is updated in just that", (difference, expected) => {
    const planned = changes({ ...OBSERVED, ...difference });
    expect(planned).toMatchObject([{ subject: "member", kind: "update" }]);
    expect(planned.map(message)).toEqual([`update the member "integration": ${expected}`]);
  });

  test("comes after the role", () => {
    const role = { name: "Integration Sync", levels: {}, unlisted: "exact" } as const;
    const planned = plan({}, { role, member: DESIRED }, { levels: "unknown", evidence: "" });
    expect(planned.changes.map(({ subject }) => subject)).toEqual(["role", "member"]);
  });
});
