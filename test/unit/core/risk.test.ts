/** What is risky to grant, by the rules that come with the project. */
import { describe, expect, test } from "vitest";
import { catalogue } from "../../../core/profile/catalogue";
import { defaultRisks } from "../../../review/risks";

const rankOf = (module: string, name: string, cells: object) =>
  defaultRisks().of({ module, function: name }, cells)?.rank;

describe("high is", () => {
  test.each([
    ["to delete anyone's records", "Companies", "Notes", { delete: "All" }],
    ["to change roles, members or the set-up", "System", "Security", { edit: "My" }],
    ["to make members", "System", "Member Maintenance", { add: "All" }],
    ["to log in as an integrator", "System", "Integrator Login", { inquire: "All" }],
    ["to see passwords", "Companies", "Configuration - Display Passwords", { inquire: "My" }],
    ["to change many records at once", "System", "Mass Maintenance", { edit: "All" }],
    ["to change what customers are billed", "Finance", "Invoicing", { edit: "My" }],
  ])("%s", (_name, module, name, cells) => {
    expect(rankOf(module, name, cells)).toBe("high");
  });
});

describe("not high is", () => {
  test.each([
    ["to read finances", "Finance", "Invoicing", { inquire: "All" }, "medium"],
    ["to read a module's reports", "Service Desk", "Reports", { inquire: "All" }, "medium"],
    ["to change anyone's records", "Companies", "Notes", { edit: "All" }, "medium"],
    ["to delete one's own records", "Companies", "Notes", { delete: "My" }, "medium"],
    ["to change one's own records", "Companies", "Notes", { edit: "My", add: "My" }, "low"],
    ["to read records", "Companies", "Notes", { inquire: "All" }, "low"],
    ["nothing", "Companies", "Notes", { inquire: "None", add: null }, undefined],
  ])("%s", (_name, module, name, cells, rank) => {
    expect(rankOf(module, name, cells)).toBe(rank);
  });
});

test("a tenant's or a vendor's spelling of a name counts as the catalogue's", () => {
  expect(rankOf("companies", "Configuration – display passwords", { inquire: "All" })).toBe("high");
  expect(rankOf("System", "Table Setup (Customize)", { add: "All" })).toBe("high");
});

test("a word that is no level counts as All", () => {
  expect(rankOf("Companies", "Notes", { delete: "Mine" })).toBe("high");
});

test("every grant has a rank and a reason, the particular one before the general one", () => {
  for (const name of catalogue)
    for (const verb of ["add", "edit", "delete", "inquire"])
      for (const level of ["My", "All"])
        expect(defaultRisks().of(name, { [verb]: level })?.reason).toMatch(/^[A-Z].{10}/);
  expect(defaultRisks().of({ module: "System", function: "Security" }, { delete: "All" })?.reason).toMatch(/roles/);
});
