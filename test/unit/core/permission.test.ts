import { describe, expect, test } from "vitest";
import { everyVerb, isNone, NONE, rowsOf, tableOf } from "../../../core/model/permission";

describe("a row grants nothing", () => {
  test("when every verb is None or lacking", () => {
    expect(isNone(NONE)).toBe(true);
    expect(isNone({ ...NONE, add: null })).toBe(true);
  });

  test("but not when one verb has a level, known or not", () => {
    expect(isNone({ ...NONE, inquire: "My" })).toBe(false);
    expect(isNone({ ...NONE, inquire: "Mine" })).toBe(false);
  });
});

describe("a table", () => {
  const table = { System: { Security: everyVerb("All") }, Companies: { Notes: NONE, Contacts: NONE } };

  test("comes back from its rows in the same order", () => {
    const again = tableOf(rowsOf(table));
    expect(again).toEqual(table);
    expect([...rowsOf(again)].map((row) => row.function)).toEqual(["Security", "Notes", "Contacts"]);
  });

  test("keeps the last of two rows of one name", () => {
    const row = (level: string) => ({ module: "System", function: "Security", row: level });
    expect(tableOf([row("My"), row("All")])).toEqual({ System: { Security: "All" } });
  });

  test("holds any name as its own, those of JavaScript's objects too", () => {
    const rows = [
      { module: "constructor", function: "name", row: "All" },
      { module: "__proto__", function: "polluted", row: "All" },
    ];
    expect([...rowsOf(tableOf(rows))]).toEqual(rows);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
