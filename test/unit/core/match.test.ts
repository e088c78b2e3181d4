import { describe, expect, test } from "vitest";
import { rowsOf, tableOf } from "../../../core/model/permission";
import { unseen } from "../../../core/profile/catalogue";
import { nearest, resolveLevels, suggest } from "../../../core/profile/match";

const names = (...rows: string[]) =>
  rows.map((row) => {
    const [module = "", name = ""] = row.split(" › ");
    return { module, function: name };
  });

const TENANT = names(
  "Companies › Contacts",
  "Companies › Configuration - Display Passwords",
  "Companies › UserCentric",
  "Finance › Reports",
  "Procurement › Purchase Orders",
  "Project › Project Ticket- Dependencies",
  "Service Desk › Service Tickets",
  "Service Desk › Service Tickets - Finance",
  "System › Table Setup",
  "Time & Expense › Reports",
  "Time & Expense › Time Entry",
);

const resolve = (wanted: string[], tenant = TENANT) => {
  const table = tableOf(names(...wanted).map((name) => ({ ...name, row: "All" })));
  const { levels, problems } = resolveLevels(table, tenant);
  const found = [...rowsOf(levels)].map((row) => `${row.module} › ${row.function}`);
  return { found, problems: problems.map(({ message }) => message) };
};

describe("a function is found", () => {
  test.each([
    ["by its exact name", "Companies › Contacts", "Companies › Contacts"],
    ["in another case", "COMPANIES › contacts", "Companies › Contacts"],
    ["with more space", "Service  Desk ›  Service   Tickets ", "Service Desk › Service Tickets"],
    ["with spaces that don't break", "Service\u00a0Desk › Service\u00a0Tickets", "Service Desk › Service Tickets"],
    ["with a blank of no width", "Service Desk › Service Tickets\u200b", "Service Desk › Service Tickets"],
    [
      "with a soft hyphen and a direction mark",
      "\u200eService Desk › Service Tick\u00adets",
      "Service Desk › Service Tickets",
    ],
    ["with an en dash", "Service Desk › Service Tickets – Finance", "Service Desk › Service Tickets - Finance"],
    ["with an em dash", "Service Desk › Service Tickets—Finance", "Service Desk › Service Tickets - Finance"],
    ["with half a space", "Service Desk › Service Tickets- Finance", "Service Desk › Service Tickets - Finance"],
    ["with and for &", "Time and Expense › Reports", "Time & Expense › Reports"],
    ["in the singular", "Companies › Contact", "Companies › Contacts"],
    ["in the plural", "Time & Expense › Time Entries", "Time & Expense › Time Entry"],
    ["by an alias", "Companies › User Scenarios", "Companies › UserCentric"],
    ["by an alias, the other way round", "System › Table Setup (Customize)", "System › Table Setup"],
    [
      "by plural and dash at once",
      "Service Desk › Service Ticket- Finance",
      "Service Desk › Service Tickets - Finance",
    ],
    [
      "by an alias in another kind of dash",
      "Project › Project Ticket – Dependancies",
      "Project › Project Ticket- Dependencies",
    ],
    ["with & and no space", "Time&Expense › Reports", "Time & Expense › Reports"],
  ])("%s", (_how, wanted, found) => {
    expect(resolve([wanted])).toEqual({ found: [found], problems: [] });
  });

  test("by its own name, where the tenant has an alias of it too", () => {
    const tenant = names("Time & Expense › Expense Report", "Time & Expense › Expense Report Entry");
    expect(resolve(["Time & Expense › Expense Report"], tenant).found).toEqual(["Time & Expense › Expense Report"]);
  });

  test("exactly, where another one differs only in case", () => {
    const tenant = names("System › API Reports", "System › Api Reports");
    expect(resolve(["System › Api Reports"], tenant)).toEqual({ found: ["System › Api Reports"], problems: [] });
  });

  test("with its level, in the tenant's spelling", () => {
    const { levels } = resolveLevels({ "time AND expense": { reports: "My" } }, TENANT);
    expect(levels).toEqual({ "Time & Expense": { Reports: "My" } });
  });
});

describe("a function is not found", () => {
  test.each([
    ["Companies › Contcts", 'there is no function "Contcts" in Companies; did you mean Contacts?'],
    ["Companies › Service Boards", 'there is no function "Service Boards" in Companies; no name there comes near'],
    [
      "Companies › Purchase Orders",
      'there is no function "Purchase Orders" in Companies; did you mean "Procurement › Purchase Orders"?',
    ],
    [
      "Companies › Reports",
      'there is no function "Reports" in Companies; did you mean "Finance › Reports" or "Time & Expense › Reports"?',
    ],
    ["Service › Service Tickets", 'there is no module "Service"; did you mean Service Desk?'],
    ["Warehouse › Bins", 'there is no module "Warehouse"; no name there comes near'],
  ])("%s", (wanted, problem) => {
    expect(resolve([wanted])).toEqual({ found: [], problems: [problem] });
  });

  test("where two rows fit: nothing is guessed", () => {
    const tenant = names("System › API Reports", "System › Api Reports");
    expect(resolve(["System › api reports"], tenant).problems).toEqual([
      'fits 2 functions: "System › API Reports", "System › Api Reports"',
    ]);
  });

  test("where the tenant has two rows of that very name", () => {
    const tenant = names("System › Reports", "System › Reports");
    expect(resolve(["System › Reports"], tenant).problems).toEqual([expect.stringContaining("fits 2 functions")]);
  });

  test("a second time, in another spelling", () => {
    expect(resolve(["Companies › Contacts", "companies › CONTACTS"])).toEqual({
      found: ["Companies › Contacts"],
      problems: ['"Companies › Contacts" is named twice'],
    });
  });

  test("and each is told, with its place", () => {
    const { problems } = resolveLevels({ Companies: { Contcts: 1 }, Compnies: { Notes: 2 } }, TENANT);
    expect(problems).toMatchObject([
      { module: "Companies", function: "Contcts", path: "Companies › Contcts" },
      { module: "Compnies", function: "Notes", path: "Compnies › Notes" },
    ]);
  });
});

test("the functions that the catalogue hasn't seen are those that no vendor's table names, in whatever spelling", () => {
  const tenant = names(
    "Time and Expense › Time Entries",
    "Companies › User Scenarios",
    "Companies › Invoicing",
    "Robots › Time Entry",
    "Project › Project Ticket- Dependencies",
  );
  expect(unseen(tenant)).toEqual(names("Companies › Invoicing", "Robots › Time Entry"));
});

describe("the nearest names", () => {
  test("are at most three, nearest first", () => {
    expect(nearest("edti", ["add", "edit", "delete", "edits", "edges"])).toEqual(["edit", "edits", "add"]);
  });

  test("are those that a name is a part of, or has as a part, where none is a slip of the pen", () => {
    expect(nearest("Tickets", ["Close Service Tickets", "Security"])).toEqual(["Close Service Tickets"]);
    expect(nearest("Setup (Customize)", ["Security", "Setup"])).toEqual(["Setup"]);
  });

  test("are none where nothing is near", () => {
    expect(nearest("inquire", ["add", "edit"])).toEqual([]);
  });

  test("read as a question", () => {
    expect(suggest(["Contacts", "Contracts"])).toBe("did you mean Contacts or Contracts?");
    expect(suggest([])).toBe("no name there comes near");
  });
});

test("two functions of a tenant that look the same are told by what they differ in, and found as they are spelt", () => {
  const tenant = names("Sales › Notes", "Sales › Notes\u200b", "Sales › Zu\u0308ge");
  expect(resolve(["Sales › notes"], tenant).problems).toEqual([
    'fits 2 functions: "Sales › Notes", "Sales › Notes\u200b" (U+200B after "Notes")',
  ]);
  expect(resolve(["Sales › Notes\u200b"], tenant).found).toEqual(["Sales › Notes\u200b"]);
  expect(resolve(["Sales › Züge"], tenant).found).toEqual(["Sales › Zu\u0308ge"]);
});

test("no name is said to be near to itself", () => {
  expect(nearest("wise-sync\u200b", ["wise-sync"])).toEqual(['wise-sync without U+200B after "wise-sync"']);
  expect(nearest("wise  sync", ["wise sync"])).toEqual(['wise sync without 2 blanks after "wise"']);
  expect(nearest("wise-sync", ["wise-sync\u00ad"])).toEqual(['wise-sync\u00ad with U+00AD after "wise-sync"']);
});
