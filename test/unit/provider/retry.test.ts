import { describe, expect, test } from "vitest";
import { type Attempt, MAX_ATTEMPTS, retryDelay } from "../../../provider/client/retry";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const delayOf = (attempt: Partial<Attempt>) =>
  retryDelay({ method: "GET", number: 1, status: 500, now: NOW, random: 1, ...attempt });

const LOST = undefined;
const STATUSES = [LOST, 200, 302, 400, 401, 403, 404, 405, 409, 415, 429, 500, 501, 502, 503, 504];
const AGAIN = [LOST, 429, 500, 502, 503, 504];

describe.each(["GET", "PUT", "PATCH", "DELETE"])("%s", (method) => {
  test.each(STATUSES)("after %s is repeated only where that may help", (status) => {
    expect(delayOf({ method, status }) !== undefined).toBe(AGAIN.includes(status));
  });
});

test.each(STATUSES)("POST after %s is repeated only where it had no effect", (status) => {
  expect(delayOf({ method: "POST", status }) !== undefined).toBe(status === 429);
});

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
    expect(delayOf({ status: 429, retryAfter })).toBe(expected);
  });

  test("is never for an attempt too many, whatever Retry-After says", () => {
    expect(delayOf({ number: MAX_ATTEMPTS, status: 429, retryAfter: "1" })).toBeUndefined();
  });
});
