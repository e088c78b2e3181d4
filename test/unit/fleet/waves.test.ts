import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../fleet/model/result";
import { advance } from "../../../fleet/run/advance";
import { newRun, wavesOf } from "../../../fleet/run/newRun";
import { result } from "../../helpers/fleetResults";

const names = (count: number) => Array.from({ length: count }, (_, index) => `tenant-${index}`);

describe("waves", () => {
  test("the canaries go first, then the rest by shares", () => {
    expect(wavesOf(names(23), { canary: 3, waves: [10, 50, 100] }).map(({ length }) => length)).toEqual([3, 2, 8, 10]);
  });

  test("without any of it, all tenants are one wave", () => {
    expect(wavesOf(names(3), {})).toEqual([names(3)]);
  });

  test("a wave for which nobody is left isn't one", () => {
    expect(wavesOf(names(1), { canary: 5, waves: [50, 100] })).toEqual([names(1)]);
  });

  test.each([[[50]], [[50, 10, 100]], [[100, 100]], [[]]])("%j isn't growing to 100", (waves) => {
    expect(() => wavesOf(names(3), { waves })).toThrow("--waves");
  });

  test("every tenant is in exactly one wave, in order", () => {
    const shares = fc.uniqueArray(fc.integer({ min: 1, max: 99 })).map((some) => [...some.sort((a, b) => a - b), 100]);
    fc.assert(
      fc.property(fc.nat(60), fc.nat(10), shares, (count, canary, waves) => {
        expect(wavesOf(names(count), { canary, waves }).flat()).toEqual(names(count));
      }),
    );
  });
});

describe("what may begin", () => {
  const run = newRun("up", "acme", names(10), { canary: 2, waves: [50, 100], maxFailures: 0.25 });
  const observed = (outcomes: readonly Outcome[], failure = { code: "unreachable", message: "No answer" }) =>
    new Map(
      outcomes.map((outcome, index) => [
        `tenant-${index}`,
        result(`tenant-${index}`, { outcome, ...(outcome === "failed" && { failure }) }),
      ]),
    );
  const exact = (count: number): Outcome[] => Array.from({ length: count }, () => "exact");

  test("first the canaries alone", () => {
    expect(advance(run, new Map())).toEqual({ kind: "go", tenants: ["tenant-0", "tenant-1"] });
  });

  test("the next wave only when every tenant of the last is done", () => {
    expect(advance(run, observed(exact(1)))).toEqual({ kind: "go", tenants: ["tenant-1"] });
    expect(advance(run, observed(exact(2)))).toMatchObject({
      tenants: ["tenant-2", "tenant-3", "tenant-4", "tenant-5"],
    });
  });

  test("nothing after a wave of which more than the share failed", () => {
    expect(advance(run, observed(["exact", "failed"]))).toEqual({
      kind: "end",
      end: { how: "stopped", reason: "1 of the 2 tenants of wave 1 failed, more than 25 %" },
    });
  });

  test("as many failures as the share allows stop nothing", () => {
    expect(advance(run, observed([...exact(2), "failed", ...exact(3)]))).toMatchObject({ kind: "go" });
    expect(advance(run, observed([...exact(2), "failed", "failed"]))).toMatchObject({ kind: "end" });
  });

  test("tenants that wait for an administrator aren't failures", () => {
    expect(advance(run, observed(["waiting", "waiting"]))).toMatchObject({ kind: "go" });
  });

  test("a tenant that would be granted more than was reviewed stops all, however small its share", () => {
    const broader = { code: "not-reviewed", message: "More", broadens: true as const };
    const results = new Map([
      ...observed(exact(2)),
      ["tenant-2", result("tenant-2", { outcome: "failed", failure: broader })],
    ]);
    expect(advance(run, results)).toEqual({
      kind: "end",
      end: { how: "stopped", reason: "tenant-2 of wave 2 would be granted more than was reviewed" },
    });
  });

  test("the run is finished when all are done, whatever came of the last wave", () => {
    const last: Outcome[] = [...exact(6), "failed", "failed", "failed", "failed"];
    expect(advance(run, observed(last))).toEqual({ kind: "end", end: { how: "finished" } });
  });

  test("one tenant by itself that fails is a finished run", () => {
    const alone = newRun("up", "acme", ["tenant-0"], { maxFailures: 0.1 });
    expect(advance(alone, observed(["failed"]))).toMatchObject({ end: { how: "finished" } });
  });
});
