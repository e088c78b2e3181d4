import { expect, test } from "vitest";
import { isAtMost } from "../../../core/model/version";

test.each([
  ["2019.2", "2019.2", true],
  ["2019.1", "2019.2", true],
  ["2018.6", "2019.2", true],
  ["2019.3", "2019.2", false],
  ["2019.10", "2019.2", false],
  ["2020.1", "2019.2", false],
  ["2019", "2019.2", true],
  ["unknown", "2019.2", false],
])("%s is at most %s: %s", (version, limit, expected) => {
  expect(isAtMost(version, limit)).toBe(expected);
});
