import { describe, expect, it } from "vitest";
import { formatDuration } from "../../../engine/progress.mjs";

describe("elapsed time", () => {
  it.each([
    [40, "0.0 s"],
    [9_940, "9.9 s"],
    [9_960, "10 s"],
    [59_400, "59 s"],
    [59_600, "1 min 00 s"],
    [185_000, "3 min 05 s"],
  ])("%i ms reads %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
