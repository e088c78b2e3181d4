import { describe, expect, test } from "vitest";
import { Progress } from "../../../checklist/live/progress";
import { pollInterval } from "../../../tenant/apply/polling";
import { levelsOf, roleOf } from "../../helpers/rows";

const desired = {
  name: "Sync",
  levels: levelsOf(["Finance › Invoicing: None All All All", "Companies › Contacts: None None None All"]),
  unlisted: "exact",
} as const;
const role = (...rows: string[]) => roleOf("Sync", rows);

const INVOICING = "Finance › Invoicing: None None None None";
const CONTACTS = "Companies › Contacts: None None None None";
const SURVEYS = "Companies › Surveys: None None None None";

const follow = () => new Progress(desired, role(INVOICING, CONTACTS, SURVEYS));

const shown = (progress: Progress) =>
  progress
    .rows()
    .map(({ function: name, state, cells }) => [name, state, ...cells.map((cell) => `${cell.verb} ${cell.state}`)]);

describe("the progress of a role", () => {
  test("has every level that differs at first, in the order of the web client", () => {
    expect(shown(follow())).toEqual([
      ["Contacts", "left", "inquire left"],
      ["Invoicing", "left", "edit left", "delete left", "inquire left"],
    ]);
  });

  test("ticks each level by itself", () => {
    const progress = follow();
    expect(progress.show(role("Finance › Invoicing: None All None None", CONTACTS, SURVEYS))).toBe(true);
    expect(shown(progress)[1]).toEqual(["Invoicing", "left", "edit done", "delete left", "inquire left"]);
    expect(progress.isRight).toBe(false);
  });

  test("says what is neither as it was nor as asked", () => {
    const progress = follow();
    progress.show(role("Finance › Invoicing: None My All All", CONTACTS, SURVEYS));
    expect(shown(progress)[1]).toEqual(["Invoicing", "wrong", "edit wrong", "delete done", "inquire done"]);
  });

  test("adds what was right and no longer is: a level of a listed function, and another function", () => {
    const progress = follow();
    progress.show(role(INVOICING, "Companies › Contacts: All None None All", "Companies › Surveys: None None My None"));
    expect(shown(progress)).toEqual([
      ["Contacts", "wrong", "inquire done", "add wrong"],
      ["Surveys", "wrong", "delete wrong"],
      ["Invoicing", "left", "edit left", "delete left", "inquire left"],
    ]);
    expect(progress.rows().map(({ isExtra }) => isExtra)).toEqual([false, true, false]);
  });

  test("keeps what was put right, and is right only when all is", () => {
    const progress = follow();
    progress.show(role(INVOICING, CONTACTS, "Companies › Surveys: None None My None"));
    progress.show(role("Finance › Invoicing: None All All All", "Companies › Contacts: None None None All", SURVEYS));
    expect(progress.rows().map(({ state }) => state)).toEqual(["done", "done", "done"]);
    expect(progress.isRight).toBe(true);
  });

  test("tells a read that shows nothing new from one that does", () => {
    const progress = follow();
    expect(progress.show(role(INVOICING, CONTACTS, SURVEYS))).toBe(false);
    expect(progress.show(undefined)).toBe(true);
    expect(progress.isRight).toBe(false);
  });

  test("a role that isn't there is not right, even where nothing is asked of it", () => {
    const progress = new Progress({ ...desired, levels: {} }, undefined);
    expect(progress.isRight).toBe(false);
    progress.show(role(SURVEYS));
    expect(progress.isRight).toBe(true);
  });
});

test("reads are slower the longer nothing changes, and never slower than every 15 s", () => {
  expect([0, 119, 120, 300, 900, 36_000].map((seconds) => pollInterval(seconds * 1000) / 1000)).toEqual([
    3, 3, 6, 10, 15, 15,
  ]);
});
