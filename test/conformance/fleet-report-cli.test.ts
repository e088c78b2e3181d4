/** `cwroles fleet report` from a fleet's file and the journal of its runs: every format, exit codes, no request. */

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { loadFleet } from "../../fleet/file/load";
import { fileJournal } from "../../fleet/journal/file";
import type { TenantResult } from "../../fleet/model/result";
import { desiredDigest } from "../../fleet/tenant/read";
import { cwroles } from "../helpers/cli";
import { FLEET_KEYS, fleetFolder } from "../helpers/fleetFolder";
import { assignment, levels, result } from "../helpers/fleetResults";

/** Nothing listens there: a report that asked a tenant would fail. */
const SITE = "http://127.0.0.1:9";
const fleets: ReturnType<typeof fleetFolder>[] = [];
afterAll(() => fleets.forEach(({ remove }) => void remove()));

const [FIRST, SECOND] = ["20261121T040000Z-drift-aaaaaa", "20261122T040000Z-drift-bbbbbb"];
const INVOICING = levels("Finance › Invoicing", { delete: "All → None" });

function newFleet() {
  const made = fleetFolder({ site: SITE, tenants: { a: {}, b: { tags: ["pilot"] } } });
  fleets.push(made);
  return made;
}

/** What a drift run saw, as the journal keeps it. */
async function recordRun(folder: string, id: string, results: readonly TenantResult[]) {
  const journal = fileJournal(path.join(folder, ".fleet"));
  const desired = new Map(
    loadFleet(path.join(folder, "fleet.yaml")).tenants.map((one) => [one.name, desiredDigest(one)]),
  );
  const names = results.map(({ tenant }) => tenant);
  await journal.begin({
    id,
    command: "drift",
    fleet: "acme",
    startedAt: AT,
    startedBy: "ann",
    waves: [names],
    maxFailures: 1,
  });
  for (const each of results)
    await journal.record({ ...each, run: id, at: AT, desired: desired.get(each.tenant) ?? "" });
  await journal.finish(id, { at: AT, how: "finished" });
}

const AT = new Date().toISOString();
const exact = (name: string) => result(name, { assignments: [assignment()] });
const drifted = (name: string) => result(name, { outcome: "drifted", assignments: [assignment([INVOICING])] });

describe("a fleet that was looked at twice", () => {
  let folder: string;
  const report = (...flags: string[]) => cwroles(["fleet", "report", ...flags], folder);

  beforeEach(async () => {
    ({ folder } = newFleet());
    await recordRun(folder, FIRST, [exact("a"), drifted("b")]);
    await recordRun(folder, SECOND, [drifted("a")]);
  });

  test("is told by the last result of each tenant, with what changed since the run before; exit code 2", async () => {
    const { code, stdout, stderr } = await report();
    expect([code, stderr]).toEqual([2, ""]);
    expect(stdout).toContain("2 tenants: 2 drifted.\nBroader than asked: +1 function to All in 2 tenants.");
    expect(stdout).toContain(
      "Since the last run\n  wise-sync: newly drifted (1 tenant: a)\n  New: wise-sync: Finance › Invoicing",
    );
  });

  test("in every format, and as a page", async () => {
    const json = JSON.parse((await report("--json", "--html", "report.html")).stdout);
    expect([json.format, json.totals.drifted, json.since.moved]).toEqual([
      1,
      2,
      [{ profiles: ["wise-sync"], move: "drifted", tenants: ["a"] }],
    ]);
    expect(readFileSync(path.join(folder, "report.html"), "utf8")).toContain('<b>b</b> <i class="tag">pilot</i>');
    const markdown = (await report("--format", "markdown")).stdout;
    expect(markdown).toContain("### Fleet acme\n\n**2 tenants: 2 drifted.**");
  });

  test("of one run only its own tenants count, compared with what was known before it", async () => {
    const { code, stdout } = await report("--run", FIRST);
    expect(code).toBe(2);
    expect(stdout).toContain("2 tenants: 1 exact, 1 drifted.");
    expect(stdout).not.toContain("Since the last run");
    expect((await report("--run", SECOND)).stdout).toContain("1 tenant: 1 drifted.");
  });

  test("of a selection only its tenants count", async () => {
    expect((await report("--tenant", "a*")).stdout).toContain("1 tenant: 1 drifted.");
    expect((await report("--tag", "pilot")).stdout).toContain("Since the last run\n  Nothing changed.");
  });

  test("a run that isn't there is named, with the nearest", async () => {
    const { code, stderr } = await report("--run", `${FIRST}x`);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`there is no "${FIRST}x"; did you mean ${FIRST}?`)]);
  });
});

test("where all are exact the exit code is 0", async () => {
  const { folder } = newFleet();
  await recordRun(folder, FIRST, [exact("a"), exact("b")]);
  const { code, stdout } = await cwroles(["fleet", "report"], folder);
  expect([code, stdout]).toEqual([0, expect.stringContaining("2 tenants: 2 exact.")]);
});

test("a fleet without any run says so, and what to do", async () => {
  const { code, stdout, stderr } = await cwroles(["fleet", "report"], newFleet().folder);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    "No tenant of fleet.yaml was looked at yet. Do it by reads alone, without the engine: cwroles fleet drift\n",
  );
});

test("a run whose file a full disk cut off is named in a line; the others are shown", async () => {
  const { folder } = newFleet();
  await recordRun(folder, FIRST, [exact("a"), drifted("b")]);
  await recordRun(folder, SECOND, [drifted("a")]);
  writeFileSync(path.join(folder, ".fleet", "runs", SECOND, "run.json"), '{"id":"2026');
  const damage = new RegExp(
    `^What was asked of a run can't be read: .*${SECOND}/run\\.json: is damaged\\. Delete this file.*\n$`,
  );
  const status = await cwroles(["fleet", "status"], folder);
  expect(status).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(damage),
    stdout: expect.stringContaining(FIRST),
  });
  const report = await cwroles(["fleet", "report"], folder);
  expect(report).toMatchObject({ code: 2, stderr: expect.stringMatching(damage) });
  const resumed = await cwroles(["fleet", "drift", "--resume"], folder, FLEET_KEYS);
  expect(resumed).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(damage) });
});
