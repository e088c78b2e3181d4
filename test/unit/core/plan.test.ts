import { describe, expect, test } from "vitest";
import type { Capability } from "../../../core/model/capability";
import { type Cells, NONE } from "../../../core/model/permission";
import type { RoleSetting, Unlisted } from "../../../core/model/role";
import { describe as message } from "../../../core/plan/change";
import { compareObserved, plan } from "../../../core/plan/plan";
import { levelsOf, roleOf } from "../../helpers/rows";

const ROLE = "Integration Sync";
const can: Capability = { levels: "can", evidence: "PATCH was accepted" };
const cannot: Capability = { levels: "cannot", evidence: "PATCH answered 405" };

/** The plan's changes as people read them. */
function changes(observed: string[] | undefined, desired: string[], unlisted: Unlisted = "exact") {
  const role = observed && roleOf(ROLE, observed);
  const planned = plan({ role }, { role: { name: ROLE, levels: levelsOf(desired), unlisted } }, can);
  return planned.changes.map(message);
}

describe("a role", () => {
  const GRANTED = ["Companies › Contacts: All All All All", "System › Security: None None None None"];

  test("that is as desired needs nothing", () => {
    expect(changes(GRANTED, ["Companies › Contacts: All All All All"])).toEqual([]);
    expect(changes(GRANTED, GRANTED)).toEqual([]);
  });

  test("that isn't there yet is created, then gets the levels that grant something", () => {
    const desired = ["Companies › Contacts: All None None My", "System › Security: None None None None"];
    expect(changes(undefined, desired)).toEqual([
      'create the security role "Integration Sync"',
      "Companies › Contacts: Add None → All, Inquire None → My",
    ]);
  });

  test("loses a level that the profile doesn't name", () => {
    expect(changes(["Companies › Contacts: All All All All", "System › Security: None None None My"], GRANTED)).toEqual(
      ["System › Security: Inquire My → None"],
    );
  });

  test("is exact: functions that the profile doesn't name go to None", () => {
    expect(changes(GRANTED, [])).toEqual([
      "Companies › Contacts: Add All → None, Edit All → None, Delete All → None, Inquire All → None",
    ]);
  });

  test("keeps them when asked to, but sets those that are named exactly", () => {
    const observed = ["Companies › Contacts: All All All All", "Companies › Notes: All All All All"];
    const desired = ["Companies › Notes: None None None All"];
    expect(changes(observed, desired, "keep")).toEqual([
      "Companies › Notes: Add All → None, Edit All → None, Delete All → None",
    ]);
    expect(changes(observed, [], "keep")).toEqual([]);
  });

  test("shows a word that nobody knows as it is", () => {
    expect(changes(["Companies › Notes: Mine None None None"], [])).toEqual(["Companies › Notes: Add Mine → None"]);
    expect(changes(["Companies › Notes: Mine None None None"], ["Companies › Notes: All None None None"])).toEqual([
      "Companies › Notes: Add Mine → All",
    ]);
  });

  test("is planned in the web client's order of rows and verbs, whatever order the tenant's rows come in", () => {
    const rows = [
      "Companies › Contacts",
      "Companies › Notes",
      "System › Security",
      "Time and Expense › Reports",
      "Our Own › Screen",
    ];
    const observed = [...rows].reverse().map((row) => `${row}: None None None None`);
    const desired = rows.map((row) => `${row}: None None All My`);
    expect(changes(observed, desired)).toEqual(rows.map((row) => `${row}: Delete None → All, Inquire None → My`));
  });

  test("lacks a row that is asked for: that is a difference, not silence", () => {
    const desired = ["Companies › Contacts: All All All All", "Companies › Surveys: None None None All"];
    expect(changes(GRANTED, desired)).toEqual(["Companies › Surveys: Inquire None → All"]);
    expect(changes(GRANTED, desired, "keep")).toEqual(["Companies › Surveys: Inquire None → All"]);
    expect(changes(GRANTED, [...GRANTED, "Companies › Surveys: None None None None"])).toEqual([]);
  });

  test("names the setting of each row, and nothing else than what differs", () => {
    const role = roleOf(ROLE, GRANTED);
    const desired = {
      name: ROLE,
      levels: levelsOf(["Companies › Contacts: All All All My"]),
      unlisted: "exact",
    } as const;
    expect(plan({ role }, { role: desired }, can)).toEqual({
      changes: [
        {
          subject: "levels",
          kind: "update",
          module: "Companies",
          function: "Contacts",
          setting: 1,
          cells: [{ verb: "inquire", before: "All", after: "My" }],
        },
      ],
      notes: [],
    });
  });
});

describe("a cell that the tenant's row lacks", () => {
  const plans = (desired: string) => {
    const role = roleOf(ROLE, ["Companies › Reports: - - - None"]);
    return plan({ role }, { role: { name: ROLE, levels: levelsOf([desired]), unlisted: "exact" } }, can);
  };

  test("is no difference, but a note says that its level can't be set", () => {
    const { changes, notes } = plans("Companies › Reports: All None None All");
    expect(changes.map(message)).toEqual(["Companies › Reports: Inquire None → All"]);
    expect(notes).toEqual([
      "Companies › Reports has no Add level in this tenant: the All that is asked for can't be set",
    ]);
  });

  test("is as good as None", () => {
    expect(plans("Companies › Reports: None None None None")).toEqual({ changes: [], notes: [] });
  });
});

describe("whether the tenant takes levels", () => {
  const kinds = (capability: Capability) => {
    const role = roleOf(ROLE, ["Companies › Contacts: None None None None"]);
    const levels = levelsOf(["Companies › Contacts: All All All All"]);
    return plan({ role }, { role: { name: ROLE, levels, unlisted: "exact" } }, capability).changes.map(
      ({ kind }) => kind,
    );
  };

  test("makes a change one for the API or one for an administrator", () => {
    expect(kinds(can)).toEqual(["update"]);
    expect(kinds({ levels: "unknown", evidence: "" })).toEqual(["update"]);
    expect(kinds(cannot)).toEqual(["manual"]);
  });

  test("doesn't change who creates the role", () => {
    const levels = levelsOf(["Companies › Contacts: All All All All"]);
    const { changes } = plan({}, { role: { name: ROLE, levels, unlisted: "exact" } }, cannot);
    expect(changes.map(({ subject, kind }) => `${kind} ${subject}`)).toEqual(["create role", "manual levels"]);
  });
});

test("nothing is desired, nothing is planned", () => {
  expect(plan({ role: roleOf(ROLE, ["System › Security: All All All All"]) }, {}, can)).toEqual({
    changes: [],
    notes: [],
  });
});

describe("two looks at a role", () => {
  const row = (module: string, name: string, cells: Partial<Cells>): RoleSetting => ({
    ...{ id: 1, module, function: name, cells: { ...NONE, ...cells } },
  });

  test("differ cell by cell, in words, in levels that a row got or lost, and in rows that only one has", () => {
    const before = [
      row("System", "Security", { add: null, edit: "My" }),
      row("Finance", "Invoicing", { inquire: "All" }),
    ];
    const after = [
      row("System", "Security", { add: "Own", edit: null, delete: "None" }),
      row("Finance", "Agreements", { add: "All" }),
    ];
    expect(compareObserved(before, after)).toEqual([
      { module: "Finance", function: "Agreements", cells: [{ verb: "add", before: "None", after: "All" }] },
      { module: "Finance", function: "Invoicing", cells: [{ verb: "inquire", before: "All", after: "None" }] },
      {
        ...{ module: "System", function: "Security" },
        cells: [
          { verb: "add", before: null, after: "Own" },
          { verb: "edit", before: "My", after: null },
        ],
      },
    ]);
    expect(compareObserved(after, after)).toEqual([]);
  });
});
