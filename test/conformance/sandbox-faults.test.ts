import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Fault, readFaults, startSandbox } from "../../sandbox";
import { API, basic, CLIENT_ID, caller, useSandbox } from "./sandboxApi";

const site = useSandbox();
afterEach(() => site.sandbox.clearFaults());

const info = () => site.call("GET", "/system/info");
const create = (name: string) => site.call("POST", "/system/securityroles", { name });
const names = () => site.sandbox.tenant.roles().map(({ name }) => name);

/** The answer as it is on the wire, whatever it is. */
const raw = (resource: string) =>
  fetch(`${site.sandbox.url}${API}${resource}`, {
    headers: { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID },
  });

const statuses = async (count: number) => {
  const answers: number[] = [];
  for (let n = 0; n < count; n++) answers.push((await info()).status);
  return answers;
};

describe("which requests", () => {
  test("the nth that matches method and path", async () => {
    site.sandbox.fault({ method: "get", path: "SYSTEM/INFO$", nth: 2, status: 500 });
    expect((await site.call("GET", "/system/locations")).status).toBe(200);
    expect(await statuses(3)).toEqual([200, 500, 200]);
  });

  test("a share of them, the same for the same seed", async () => {
    const draw = async (seed: number) => {
      const plan = { seed, faults: [{ probability: 0.5, status: 503 }] };
      await control("DELETE");
      await control("POST", plan);
      return (await statuses(24)).map((status) => status === 503);
    };
    const first = await draw(7);
    expect(new Set(first)).toEqual(new Set([true, false]));
    expect(await draw(7)).toEqual(first);
    expect(await draw(8)).not.toEqual(first);
  });

  test("those beyond a rate a minute, until the minute is over", async () => {
    let now = new Date("2026-01-01T00:00:00Z");
    const limited = await startSandbox({ now: () => now });
    const call = caller(limited.url);
    const get = async () => {
      const { status, headers } = await call("GET", "/system/info");
      return [status, headers.get("retry-after")];
    };
    limited.fault({ perMinute: 2 });
    expect([await get(), await get()]).toEqual([
      [200, null],
      [200, null],
    ]);
    now = new Date("2026-01-01T00:00:18Z");
    expect(await get()).toEqual([429, "42"]);
    now = new Date("2026-01-01T00:01:00Z");
    expect(await get()).toEqual([200, null]);
    await limited.close();
  });

  test("of several faults that meet a request, the first answers and all delay", async () => {
    site.sandbox.fault({ latency: 60 });
    site.sandbox.fault({ status: 500, latency: 60 });
    site.sandbox.fault({ status: 503 });
    const before = performance.now();
    expect((await info()).status).toBe(500);
    expect(performance.now() - before).toBeGreaterThan(110);
  });
});

describe("what happens", () => {
  test("a status with Retry-After and a body", async () => {
    site.sandbox.fault({ status: 429, retryAfter: 3, body: { code: "Slow" } });
    const { status, headers, body } = await info();
    expect([status, headers.get("retry-after"), body]).toEqual([429, "3", { code: "Slow" }]);
  });

  test("too many requests are refused in the service's words", async () => {
    site.sandbox.fault({ status: 429, retryAfter: 3 });
    expect((await info()).body).toEqual({
      error: "ConnectWiseAPI",
      message: "Too many requests. Please try again in 3 seconds.",
    });
  });

  test("a reset before the work leaves nothing done; after it, only the answer is lost", async () => {
    site.sandbox.clearRequests();
    site.sandbox.fault({ method: "POST", nth: 1, reset: "before" });
    site.sandbox.fault({ method: "POST", nth: 2, reset: "after" });
    await expect(create("Never")).rejects.toThrow();
    await expect(create("Unheard")).rejects.toThrow();
    expect(names()).not.toContain("Never");
    expect(names()).toContain("Unheard");
    expect(site.sandbox.requests().map(({ status }) => status)).toEqual([0, 0]);
  });

  test("JSON cut in the middle, the work done", async () => {
    site.sandbox.fault({ method: "POST", answer: "truncated" });
    await expect(create("Half told")).rejects.toThrow(SyntaxError);
    expect(names()).toContain("Half told");
  });

  test("a page instead of JSON, with 200 or another status, the work not done", async () => {
    site.sandbox.fault({ nth: 1, answer: "html" });
    site.sandbox.fault({ nth: 2, answer: "html", status: 502 });
    for (const status of [200, 502]) {
      const answer = await raw("/system/info");
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
      expect(await answer.text()).toMatch(/^<!doctype html>/i);
    }
  });
});

function control(method: string, body?: unknown) {
  const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return fetch(`${site.sandbox.url}/__sandbox/faults`, { method, ...(body === undefined ? {} : json) });
}

describe("/__sandbox/faults", () => {
  test("takes faults, tells what they met, and drops them", async () => {
    const answer = await control("POST", [{ path: "info", status: 500 }, { latency: 1 }]);
    expect(answer.status).toBe(201);
    await info();
    expect(await (await control("GET")).json()).toEqual([
      { path: "info", status: 500, matched: 1, met: 1 },
      { latency: 1, matched: 1, met: 1 },
    ]);
    expect((await control("DELETE")).status).toBe(204);
    expect((await info()).status).toBe(200);
  });

  test("tells every problem by its key and takes none of the faults", async () => {
    const answer = await control("POST", { faults: [{ status: 99 }, { path: "(", status: 500 }, { nth: 1 }] });
    expect(answer.status).toBe(400);
    const { problems } = (await answer.json()) as { problems: { key: string }[] };
    expect(problems.map(({ key }) => key)).toEqual(["faults[0].status", "faults[1].path", "faults[2].status"]);
    expect(await (await control("GET")).json()).toEqual([]);
  });
});

describe("a fault that makes no sense is refused", () => {
  test.each<[Fault, string]>([
    [{ nth: 1 }, "says nothing of what happens"],
    [{ reset: "after", status: 500 }, "reset"],
    [{ answer: "truncated", status: 500 }, "status"],
    [{ retryAfter: 3, latency: 1 }, "retryAfter"],
    [{ body: {}, reset: "before" }, "body"],
  ])("%j", (fault, reported) => {
    expect(() => site.sandbox.fault(fault)).toThrow(reported);
  });
});

describe("a file of faults", () => {
  const file = (text: string) => {
    const name = path.join(mkdtempSync(path.join(tmpdir(), "faults-")), "faults.yaml");
    writeFileSync(name, text);
    return name;
  };

  test("is in force from the start", async () => {
    const faults = readFaults(file("faults: [{ nth: 1, status: 500 }]"));
    const sandbox = await startSandbox({ faults });
    const call = caller(sandbox.url);
    expect((await call("GET", "/system/info")).status).toBe(500);
    expect((await call("GET", "/system/info")).status).toBe(200);
    await sandbox.close();
  });

  test("with mistakes is refused with its name and every key", () => {
    const name = file("faults: [{ nth: 0, status: 500 }, { stauts: 500 }]");
    expect(() => readFaults(name)).toThrow(name);
    expect(() => readFaults(name)).toThrow(/stauts.*at faults\[1\].*at faults\[0\]\.nth/s);
    expect(() => readFaults(file("faults: ["))).toThrow("is not YAML");
  });
});
