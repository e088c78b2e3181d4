import { expect, test } from "vitest";
import { compareLevels } from "../../../core/plan/plan";
import { levelsOf } from "../../helpers/rows";

const A = levelsOf([
  "Companies › Contacts: All None None All",
  "Companies › Notes: My My My My",
  "Finance › Invoicing: None None None All",
  "Sales › Reports: All All All All",
]);
const B = levelsOf([
  "Companies › Contacts: All None None All",
  "Companies › Notes: All None My My",
  "Sales › Reports: None None None None",
  "System › Security: None None None My",
]);

test("tables differ in what one of them grants alone, and in the levels of what both grant", () => {
  const found = compareLevels(A, B).map(({ module, function: name, grantedIn, broader }) => ({
    row: `${module} › ${name}`,
    grantedIn,
    broader,
  }));
  expect(found).toEqual([
    { row: "Companies › Notes", grantedIn: "both", broader: { a: ["edit"], b: ["add"] } },
    { row: "Finance › Invoicing", grantedIn: "a", broader: { a: ["inquire"], b: [] } },
    { row: "Sales › Reports", grantedIn: "a", broader: { a: ["add", "edit", "delete", "inquire"], b: [] } },
    { row: "System › Security", grantedIn: "b", broader: { a: [], b: ["inquire"] } },
  ]);
});

test("a row of None is no difference from no row", () => {
  expect(compareLevels(levelsOf(["Sales › Reports: None None None None"]), {})).toEqual([]);
  expect(compareLevels({}, levelsOf(["Sales › Reports: None None None None"]))).toEqual([]);
});

test("a table doesn't differ from itself", () => {
  expect(compareLevels(A, A)).toEqual([]);
});
