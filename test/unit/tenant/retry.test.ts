import { describe, expect, test } from "vitest";
import { type Attempt, MAX_ATTEMPTS, retryDelay } from "../../../tenant/client/retry";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const delayOf = (attempt: Partial<Attempt>) =>
  retryDelay({ number: 1, elapsed: 0, now: NOW, random: 1, within: 180_000, ...attempt });

describe("the wait", () => {
  test("doubles from one attempt to the next, and ends with the last", () => {
    const waits = [1, 2, 3, 4, 5].map((number) => delayOf({ number }));
    expect(waits).toEqual([250, 500, 1000, 2000, undefined]);
    expect(MAX_ATTEMPTS).toBe(5);
  });

  test("is spread over its upper half", () => {
    expect(delayOf({ random: 0 })).toBe(125);
    expect(delayOf({ random: 0.5 })).toBe(187.5);
  });

  test.each([
    ["seconds", "7", 7000],
    ["no seconds", "0", 0],
    ["fewer than none", "-3", 0],
    ["a date", "Sat, 21 Nov 2026 12:00:09 GMT", 9000],
    ["a date gone by", "Sat, 21 Nov 2026 11:00:00 GMT", 0],
    ["a minute", "60", 60_000],
    ["more than a minute: that is for people to decide", "61", undefined],
    ["a date tomorrow", "Sun, 22 Nov 2026 12:00:00 GMT", undefined],
    ["what can't be read", "soon", 250],
    ["nothing", "", 250],
  ])("is what Retry-After asks for: %s", (_what, retryAfter, expected) => {
    expect(delayOf({ retryAfter })).toBe(expected);
  });

  test.each([
    ["begins within the time that all attempts have", 179_000, 1000],
    ["isn't for one that would begin after it", 179_500, undefined],
  ])("%s", (_what, elapsed, expected) => {
    expect(delayOf({ elapsed, retryAfter: "1" })).toBe(expected);
  });

  test("is never for an attempt too many, whatever Retry-After says", () => {
    expect(delayOf({ number: MAX_ATTEMPTS, retryAfter: "1" })).toBeUndefined();
  });
});
