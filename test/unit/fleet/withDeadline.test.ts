/** A run ends, whatever work on a tenant does, and whatever becomes of its journal. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Fleet, FleetTenant } from "../../../fleet/model/fleet";
import type { TenantResult } from "../../../fleet/model/result";
import type { Journal } from "../../../fleet/model/run";
import { execute, type Work } from "../../../fleet/run/execute";
import { newRun } from "../../../fleet/run/newRun";
import { withDeadline } from "../../../fleet/run/withDeadline";
import { result } from "../../helpers/fleetResults";

const RUN = newRun("up", "acme", ["a", "b"], { maxFailures: 1 });
const TENANT = { name: "a" } as FleetTenant;
const never: Work = () => new Promise(() => {});
const failsWhenEnded: Work = async ({ name }, _, signal) => {
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  return result(name, { outcome: "failed", failure: { code: "cancelled", message: "Cancelled: GET /x" }, requests: 7 });
};

describe("work on a tenant", () => {
  test("that is over its deadline fails with it, and with what it was at", async () => {
    const { failure, requests } = await withDeadline(failsWhenEnded, { deadlineMs: 20 })(TENANT, RUN, quiet());
    expect(failure?.code).toBe("deadline");
    expect(failure?.message).toMatch(/^It wasn't done within 0\.02 s.* fleet up --resume, or .*\nCancelled: GET \/x$/);
    expect(requests).toBe(7);
  });

  test("that was done in time is as it was, also where it failed", async () => {
    const failed = result("a", { outcome: "failed", failure: { code: "engine", message: "no" } });
    expect(await withDeadline(async () => failed, { deadlineMs: 1000 })(TENANT, RUN, quiet())).toBe(failed);
  });

  test("that doesn't end when it is interrupted is given up", async () => {
    const given: string[] = [];
    // Longer than this test may take.
    const work = withDeadline(never, { deadlineMs: 600_000, onGivenUp: (tenant) => given.push(tenant) });
    const { tenant, outcome, failure } = await work(TENANT, RUN, AbortSignal.timeout(10));
    expect([tenant, outcome, failure?.code, given]).toEqual(["a", "failed", "interrupted", ["a"]]);
    expect(failure?.message).toMatch(/interrupted while it was running/);
  });
});

describe("a run", () => {
  const fleet = { name: "acme", folder: ".", tenants: ["a", "b"].map((name) => ({ name })) } as unknown as Fleet;
  const journalOf = (given: Partial<Journal>): Journal =>
    ({
      results: async () => new Map(),
      record: async () => undefined,
      finish: async () => undefined,
      ...given,
    }) as unknown as Journal;
  const go = async (journal: Journal, work: Work, signals: Partial<Record<"stop" | "abort", AbortSignal>> = {}) => {
    const reported: TenantResult[] = [];
    const onResult = (one: TenantResult) => void reported.push(one);
    const [stop, abort] = [signals.stop ?? quiet(), signals.abort ?? quiet()];
    const end = await execute(RUN, { fleet, journal, work, concurrency: 1, stop, abort, onResult });
    return { end, told: reported.map(({ tenant, outcome }) => [tenant, outcome]) };
  };
  const exact: Work = async ({ name }) => result(name);
  const full = () => Promise.reject(new Error("ENOSPC: no space left on device, write"));

  test("of which nothing can be kept begins no more, and ends with why", async () => {
    const { end, told: reported } = await go(journalOf({ record: full, finish: full }), exact);
    expect(end).toMatchObject({ how: "stopped", reason: expect.stringContaining("ENOSPC: no space left on device") });
    expect(reported).toEqual([["a", "exact"]]);
  });

  test("whose end can't be kept isn't called finished", async () => {
    const { end, told: reported } = await go(journalOf({ finish: full }), exact);
    expect([end.how, reported.length]).toEqual(["stopped", 2]);
  });

  test("that was interrupted twice has a result of each tenant that was begun", async () => {
    const stop = AbortSignal.timeout(5);
    const { end, told: reported } = await go(journalOf({}), withDeadline(failsWhenEnded, { deadlineMs: 60_000 }), {
      stop,
      abort: AbortSignal.timeout(20),
    });
    expect(end).toMatchObject({ how: "stopped", reason: "it was interrupted" });
    expect(reported).toEqual([["a", "failed"]]);
  });

  test("whose last tenants were interrupted isn't finished, either", async () => {
    const slow: Work = async ({ name }) => {
      await sleep(30);
      return result(name, { outcome: "failed", failure: { code: "interrupted", message: "" } });
    };
    expect((await go(journalOf({}), slow, { abort: AbortSignal.timeout(40) })).end.how).toBe("stopped");
  });
});

/** A signal that nobody aborts. */
const quiet = () => new AbortController().signal;
