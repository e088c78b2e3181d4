import { expect, test } from "vitest";
import type { Cell } from "../../../core/model/level";
import { isBroadened } from "../../../core/model/permission";

type Case = [what: string, before: Cell, after: Cell];

test.each<Case>([
  ["a step from None to My", "None", "My"],
  ["a step from None to All", "None", "All"],
  ["a step from My to All", "My", "All"],
  ["a level on a verb that the row lacked", null, "My"],
  ["a word that nobody knows, after None", "None", "Mine"],
  ["a word that nobody knows, even after All", "All", "Mine"],
  ["a level after a word that nobody knows", "Mine", "My"],
  ["All after a word that nobody knows", "Mine", "All"],
  ["one unknown word after another", "Mine", "Theirs"],
])("broadening is %s", (_what, before, after) => {
  expect(isBroadened(before, after)).toBe(true);
});

test.each<Case>([
  ["the same level", "My", "My"],
  ["the same unknown word", "Mine", "Mine"],
  ["a step from All to My", "All", "My"],
  ["a step from My to None", "My", "None"],
  ["None after a word that nobody knows", "Mine", "None"],
  ["a verb that the row loses", "All", null],
  ["None on a verb that the row lacked", null, "None"],
])("broadening is not %s", (_what, before, after) => {
  expect(isBroadened(before, after)).toBe(false);
});
