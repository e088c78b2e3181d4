import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../core/model/errors";
import type { Sandbox } from "../../sandbox";
import { rateLimiterFor } from "../../tenant/client/rateLimiter";
import { diagnose, on, useServers } from "../helpers/doctor";
import { gatewayTo } from "../helpers/sites";

const SPACING = 100;
/** Clocks are read to the millisecond. */
const TOLERANCE = 5;
const RATE = { requestsPerMinute: String(60_000 / SPACING) };

const servers = useServers();

/** How many requests came before their turn, where the first one's is a spacing after `since`. */
function early(sandbox: Sandbox, since: number): number {
  const starts = sandbox
    .requests()
    .map(({ at }) => at - since)
    .sort((a, b) => a - b);
  return starts.filter((start, index) => start < (index + 1) * SPACING - TOLERANCE).length;
}

describe("requests a minute", () => {
  test("hold for requests that come together, their retries, and another key pair", async () => {
    const sandbox = await servers.sandbox();
    sandbox.fault({ nth: 3, status: 429, retryAfter: 0 });
    sandbox.fault({ nth: 5, status: 503 });
    const since = Date.now();
    const gateway = gatewayTo(sandbox.url, RATE);
    const other = gateway.withKeys({ publicKey: "rmm-public", privateKey: "rmm-private" });
    await Promise.all([...Array.from({ length: 8 }, () => gateway.roles()), other.mySecurity(), other.mySecurity()]);
    expect(sandbox.requests().map(({ status }) => status)).toEqual(expect.arrayContaining([200, 429, 503]));
    expect(sandbox.requests()).toHaveLength(12);
    expect(early(sandbox, since)).toBe(0);
  });

  test("are one tenant's, not another's", async () => {
    const sandbox = await servers.sandbox({ companies: [{ id: "acme" }, { id: "globex" }] });
    const since = Date.now();
    const gateways = ["acme", "ACME", "globex"].map((companyId) => gatewayTo(sandbox.url, { companyId, ...RATE }));
    await Promise.all(gateways.flatMap((gateway) => [gateway.roles(), gateway.roles(), gateway.roles()]));
    const { requests } = sandbox.company("acme");
    expect(requests()).toHaveLength(6);
    expect(early({ ...sandbox, requests }, since)).toBe(0);
    expect(sandbox.company("globex").requests()).toHaveLength(3);
    // In one line with the others it would come after all six of them.
    expect(sandbox.requests().findIndex(({ company }) => company === "globex")).toBeLessThan(6);
  });

  test("are not limited unless the configuration says so", async () => {
    const sandbox = await servers.sandbox();
    const since = Date.now();
    const gateway = gatewayTo(sandbox.url);
    await Promise.all(Array.from({ length: 100 }, () => gateway.roles()));
    expect(early(sandbox, since)).toBeGreaterThan(0);
  });

  test("hold for the doctor's checks by the keys", async () => {
    const sandbox = await servers.sandbox();
    const since = Date.now();
    const { problems } = await diagnose(on(sandbox.url, { CONNECTWISE_REQUESTS_PER_MINUTE: RATE.requestsPerMinute }));
    expect(problems).toEqual([]);
    const signed = sandbox.requests().filter(({ path }) => path.includes("/apis/"));
    expect(signed.length).toBeGreaterThan(1);
    expect(early({ ...sandbox, requests: () => signed }, since)).toBe(0);
  });

  test.each(["0", "60001", "1.5", "-1", "many", ""])("of %j are refused, by the doctor too", async (written) => {
    expect(() => gatewayTo("http://127.0.0.1:1", { requestsPerMinute: written })).toThrow(InvalidInputError);
    const { findings } = await diagnose(on("http://127.0.0.1:1", { CONNECTWISE_REQUESTS_PER_MINUTE: written }));
    expect(findings.configuration?.detail).toMatch(/requestsPerMinute.*from 1 to 60000/);
  });
});

test("a process that was busy doesn't catch up by a burst", async () => {
  // So long that what a busy machine adds between a turn and its time is short beside it.
  const spacing = 400;
  const keys = { codebase: "v4_6_release", publicKey: "", privateKey: "", clientId: "" };
  const turn = rateLimiterFor({
    ...keys,
    origin: "http://busy",
    companyId: "busy",
    requestsPerMinute: 60_000 / spacing,
  });
  const taken: number[] = [];
  const pairs = Array.from({ length: 5 }, () => turn().then(() => taken.push(performance.now())));
  await pairs[1];
  const until = performance.now() + 2 * spacing;
  while (performance.now() < until);
  await Promise.all(pairs);
  const gaps = taken.slice(1).map((time, index) => time - (taken[index] ?? 0));
  expect(gaps.filter((gap) => gap < spacing / 2)).toEqual([]);
});
