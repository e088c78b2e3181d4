/** No tenant of a fleet holds the others, or the command, whatever its socket does. */
import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fileJournal } from "../../fleet/journal/file";
import type { TenantResult } from "../../fleet/model/result";
import { type Sandbox, startSandbox } from "../../sandbox";
import { exactSeed, FLEET_KEYS, fleetFolder } from "../helpers/fleetFolder";

vi.setConfig({ testTimeout: 90_000 });

const CLI = path.resolve(__dirname, "../../bin/cwroles.js");
const GOOD = ["acme", "contoso", "fabrikam"];

let sandbox: Sandbox;
let hostile: Server;
let hook: Server;
let files: ReturnType<typeof fleetFolder>;
/** Requests to the tenant that hangs, and what the webhook was told. */
let hanging = 0;
let reported: string[] = [];

beforeEach(async () => {
  [hanging, reported] = [0, []];
  sandbox = await startSandbox({ companies: GOOD.map((id) => ({ id, seed: exactSeed() })) });
  hostile = createServer((request, response) => {
    response.on("error", () => undefined);
    hanging++;
    if (!request.headers.authorization?.startsWith(basic("trickles"))) return;
    response.writeHead(200, { "content-type": "application/json" });
    const ticker = setInterval(() => response.write(" "), 100);
    response.on("close", () => clearInterval(ticker));
  });
  hook = createServer((request, response) => {
    request.setEncoding("utf8").on("data", (text) => reported.push(text));
    request.on("end", () => response.end());
  });
  for (const server of [hostile, hook]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const site = urlOf(hostile);
  files = fleetFolder({
    site: sandbox.url,
    tenants: { trickles: { site }, hangs: { site }, ...Object.fromEntries(GOOD.map((id) => [id, {}])) },
  });
});

afterEach(async () => {
  files.remove();
  for (const server of [hostile, hook]) {
    server.closeAllConnections();
    server.close();
  }
  await sandbox.close();
});

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const basic = (company: string) => `Basic ${Buffer.from(`${company}+`).toString("base64").slice(0, 8)}`;

/** A command at work: what it said so far, and how it ends. */
function launch(...args: string[]) {
  const own = Object.entries(process.env).filter(([name]) => !/^(CONNECTWISE|PULUMI)_/.test(name));
  const env = { ...Object.fromEntries(own), ...FLEET_KEYS, CW_HOOK: `${urlOf(hook)}/hook` };
  const child = spawn(process.execPath, [CLI, "fleet", ...args], { cwd: files.folder, env });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].on("data", (chunk) => {
      said[stream] += String(chunk);
    });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, said, ended };
}

const eventsOf = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const codesOf = (stdout: string) =>
  Object.fromEntries(
    eventsOf(stdout).flatMap((one: TenantResult & { event: string }) =>
      one.event === "result" ? [[one.tenant, one.failure?.code ?? one.outcome]] : [],
    ),
  );
const exact = Object.fromEntries(GOOD.map((id) => [id, "exact"]));

describe("a tenant that never ends its answer", () => {
  test("fails at its deadline with the next step; the others are done, one at a time", async () => {
    const begun = performance.now();
    const { said, ended } = launch("drift", "--deadline", "5s", "--concurrency", "1", "--json");
    expect(await ended, said.stderr).toBe(1);
    expect(performance.now() - begun).toBeLessThan(60_000);
    expect(codesOf(said.stdout)).toEqual({ ...exact, trickles: "deadline", hangs: "deadline" });
    const failure = eventsOf(said.stdout).find(({ event, tenant }) => event === "result" && tenant === "hangs").failure;
    expect(failure.message).toMatch(
      /^It wasn't done within 5 s, and was ended\. .*--resume, or .* --deadline\.\n.*GET \//,
    );
    expect(eventsOf(said.stdout).at(-1)).toMatchObject({ event: "summary", end: { how: "finished" }, notBegun: [] });
  });

  test("doesn't hold a command that is told twice to end: it sums up, keeps its journal, notifies", async () => {
    const { child, said, ended } = launch("drift", "--concurrency", "3", "--json", "--notify", "json:env:CW_HOOK");
    await vi.waitFor(
      () => expect([hanging > 0, said.stdout.match(/"event":"result"/g)?.length]).toEqual([true, 3]),
      30_000,
    );
    child.kill("SIGTERM");
    await vi.waitFor(() => expect(said.stderr).toContain("no further tenant is begun"), 30_000);
    child.kill("SIGTERM");
    // The tenants that hang would hold it for longer than this test may take.
    expect(await ended).toBe(1);
    expect(codesOf(said.stdout)).toEqual({ ...exact, trickles: "interrupted", hangs: "interrupted" });
    expect(eventsOf(said.stdout).at(-1)).toMatchObject({
      ...{ event: "summary", counts: { exact: 3, failed: 2 }, notBegun: [] },
      end: { how: "stopped", reason: "it was interrupted" },
    });
    expect(JSON.parse(reported.join(""))).toMatchObject({
      facts: expect.arrayContaining([expect.stringContaining("early")]),
    });
    const journal = fileJournal(path.join(files.folder, ".fleet"));
    const [run = ""] = await journal.runs();
    expect((await journal.run(run))?.end).toMatchObject({ how: "stopped" });
    expect((await journal.results(run)).size).toBe(5);
  });
});

test.each(["0s", "10", "2h", "ten minutes"])("a deadline of %s is none", async (written) => {
  const { said, ended } = launch("drift", "--deadline", written);
  expect(await ended).toBe(1);
  expect(said.stderr).toContain("A time up to 90m is needed, such as 10m.");
});
