import { describe, expect, test } from "vitest";
import type { ObservedMember } from "../../../core/model/member";
import type { Unlisted } from "../../../core/model/role";
import { checkCustomize, checkKey, checkLevels, checkMember, checkRole } from "../../../tenant/apply/verify";
import { levelsOf, roleOf } from "../../helpers/rows";

const desired = (lines: readonly string[], unlisted: Unlisted = "exact") => ({
  name: "Sync",
  levels: levelsOf(lines),
  unlisted,
});
const levels = (has: readonly string[], asks: readonly string[], unlisted?: Unlisted, functions = has) =>
  checkLevels("effective levels", roleOf("Sync", has).settings, {
    ...desired(asks, unlisted),
    functions: roleOf("Sync", functions).settings,
  });

describe("levels", () => {
  test("are verified where each is as the profile asks", () => {
    const check = levels(["Sales › Reports: All None None My"], ["Sales › Reports: All None None My"]);
    expect(check).toMatchObject({ verdict: "verified", differences: [] });
  });

  test("of functions that the answer leaves out are unverified, never right", () => {
    const shown = ["Sales › Reports: All None None My"];
    const check = levels(shown, shown, "exact", [...shown, "System › Security: None None None None"]);
    expect(check).toMatchObject({
      verdict: "unverified",
      says: expect.stringContaining("shows 1 of the tenant's 2 functions"),
    });
  });

  test("differ cell by cell, whether too broad or too narrow", () => {
    const check = levels(
      ["Sales › Reports: All None None My", "System › Security: None All None None"],
      ["Sales › Reports: None None None All"],
    );
    expect(check.verdict).toBe("different");
    expect(check.differences).toEqual([
      "Sales › Reports has Add All, the profile asks None",
      "Sales › Reports has Inquire My, the profile asks All",
      "System › Security has Edit All, the profile asks None",
    ]);
  });

  test("differ where they are no level at all", () => {
    const check = levels(["Sales › Reports: Mine None None None"], []);
    expect(check.differences).toEqual(["Sales › Reports has Add Mine, the profile asks None"]);
  });

  test("that the profile keeps aren't compared, and nobody says they are", () => {
    const check = levels(["Sales › Reports: All All All All"], [], "keep");
    expect(check).toMatchObject({ verdict: "verified", says: expect.stringContaining("that the profile names") });
  });

  test("that the tenant's row lacks are told, and are no difference", () => {
    const check = levels(["Sales › Reports: - None None None"], ["Sales › Reports: All None None None"]);
    expect(check.verdict).toBe("verified");
    expect(check.notes).toEqual([expect.stringContaining("has no Add level")]);
  });
});

describe("Customize entries", () => {
  const requested = [{ module: "System", function: "Table Setup", entries: ["Invoicing / Tax Code"] }];

  test.each(["Invoicing / Tax Code", "InvoicingTaxCode", "invoicing_tax-code"])("are seen as %s", (entry) => {
    expect(checkCustomize(requested, [{ list: "SystemTableSetup", entry }])).toMatchObject({
      verdict: "verified",
      notes: [],
    });
  });

  test.each([
    ["a part of it", "SystemTableSetup", "Tax Code"],
    ["more than it", "SystemTableSetup", "Invoicing / Tax Code Xref"],
    ["another list's", "SystemReports", "Invoicing / Tax Code"],
    ["nothing", "", ""],
  ])("aren't seen in %s", (_, list, entry) => {
    const check = checkCustomize(requested, [{ list, entry }]);
    expect(check.verdict).toBe("different");
    expect(check.differences).toEqual(["System Table Setup doesn't show Invoicing / Tax Code"]);
  });

  test("in another script than Latin are told apart", () => {
    const lists = [{ module: "System", function: "Table Setup", entries: ["税率 / 一"] }];
    expect(checkCustomize(lists, [{ list: "SystemTableSetup", entry: "税率 / 二" }]).verdict).toBe("different");
  });

  test("beyond the profile are a note", () => {
    const check = checkCustomize([], [{ list: "SystemTableSetup", entry: "Service / Board" }]);
    expect(check.verdict).toBe("verified");
    expect(check.notes).toEqual(["SystemTableSetup also allows Service / Board, which the profile doesn't ask for"]);
  });
});

describe("a key", () => {
  test.each([
    ["INTEGRATION", "verified"],
    ["RMMBridge", "different"],
    [undefined, "unverified"],
  ])("of %s is %s", (caller, verdict) => {
    expect(checkKey(caller, "integration").verdict).toBe(verdict);
  });
});

describe("a role", () => {
  const role = { id: 7, name: "Sync", adminFlag: false, inactiveFlag: false };

  test.each([
    ["that is there", role, "verified"],
    ["that isn't there", undefined, "different"],
    ["of administrators", { ...role, adminFlag: true }, "different"],
    ["that is inactive", { ...role, inactiveFlag: true }, "different"],
  ])("%s", (_, found, verdict) => {
    expect(checkRole("Sync", found).verdict).toBe(verdict);
  });
});

describe("a member", () => {
  const role = { id: 7, name: "Sync", adminFlag: false, inactiveFlag: false };
  const place = { location: { id: 1, name: "Lyon" }, businessUnit: { id: 2, name: "Helpdesk" } };
  const member: ObservedMember = {
    id: 3,
    identifier: "integration",
    licenseClass: "A",
    securityRole: 7,
    securityRoleName: "Sync",
    defaultLocation: 1,
    locationName: "Lyon",
    defaultDepartment: 2,
    businessUnitName: "Helpdesk",
    inactiveFlag: false,
  };
  const differing = (observed: Partial<ObservedMember>) =>
    checkMember({ ...member, ...observed }, { role, place }).filter(({ verdict }) => verdict === "different");

  test("that is as asked is verified in each respect", () => {
    expect(checkMember(member, { role, place }).map(({ what, verdict }) => `${what} ${verdict}`)).toEqual([
      "member's role verified",
      "location verified",
      "business unit verified",
      "member verified",
    ]);
  });

  test.each<[string, Partial<ObservedMember>, string]>([
    ["another role", { securityRole: 8, securityRoleName: "Admin" }, "integration has Admin, not Sync"],
    ["no location", { defaultLocation: null, locationName: null }, "integration has none, not Lyon"],
    [
      "another business unit",
      { defaultDepartment: 9, businessUnitName: "Sales" },
      "integration has Sales, not Helpdesk",
    ],
    ["no access", { inactiveFlag: true }, "integration is inactive"],
  ])("with %s differs in that alone", (_, observed, says) => {
    expect(differing(observed).map((check) => check.says)).toEqual([says]);
  });

  test("isn't compared with what nobody knows", () => {
    const checks = checkMember(member, { role: undefined, place: undefined });
    expect(checks.map(({ what }) => what)).toEqual(["member"]);
  });
});
