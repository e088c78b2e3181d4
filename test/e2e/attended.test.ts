/** The real `pulumi up` waits while an administrator works off what the real `cwroles checklist` prints. */
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { boxesIn, workOff } from "../helpers/administrator";
import { useBrowser } from "../helpers/browser";
import { cwroles } from "../helpers/cli";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf, writesTo } from "../helpers/tenant";

const ROLE = "Integration Sync";
const browser = useBrowser({ scripts: false });

describe("a tenant whose API sets no levels", { timeout: 180_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  beforeEach(async () => {
    sandbox = await startSandbox({ settings: "read-only" });
    project = await Project.create({
      ...connectionTo(sandbox),
      "connectwise-roles:profile": "wise-sync",
      // Longer than the test may take: a run that ends doesn't end because its time is over.
      "connectwise:wait": "10m",
    });
  }, 120_000);

  afterEach(async () => {
    await sandbox.close();
    project.remove();
  });

  /** Starts `pulumi up`, and comes back when it waits for an administrator. */
  async function upUntilItWaits() {
    const run = project.start(["up", "--yes", "--skip-preview"]);
    let output = "";
    let ended = false;
    run.child.stdout.on("data", (chunk) => (output += chunk));
    void run.outcome.finally(() => {
      ended = true;
    });
    while (!output.includes("Waiting up to") && !ended)
      await Promise.race([once(run.child.stdout, "data"), run.outcome]);
    expect(ended, output).toBe(false);
    return run;
  }

  const checklist = () => cwroles(["checklist"], project.directory);

  test("the run goes on by itself, once the checklist is worked off", async () => {
    const { outcome } = await upUntilItWaits();
    // One reader, not two.
    const live = await cwroles(["checklist", "--live"], project.directory);
    expect(live.stdout, live.stderr).toMatch(/shows it already, and reads it: http:\/\/127\.0\.0\.1:\d+\//);
    const left = await checklist();
    expect(left.code, left.stderr).toBe(2);
    await workOff(browser.page, sandbox.url, ROLE, boxesIn(left.stdout));
    const { code, output } = await outcome;
    expect(code, output).toBe(0);
    expect(output).toContain("17 of 17 rows done");
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
    expect(await project.outputs()).toMatchObject({ exact: true, levelsWrittenBy: "administrator" });
    expect(sandbox.tenant.member("integration")).toMatchObject({ role: ROLE, location: "Main Office" });
    sandbox.clearRequests();
    expect((await project.up("--expect-no-changes")).code).toBe(0);
    expect((await project.preview("--refresh", "--expect-no-changes")).code).toBe(0);
    expect(writesTo(sandbox)).toEqual([]);
  });

  test("Ctrl-C ends the wait with the list; a later run goes on where it stopped", async () => {
    const { child, outcome } = await upUntilItWaits();
    child.kill("SIGINT");
    const { code, output } = await outcome;
    expect(code).not.toBe(0);
    expect(output).toContain("Finance › Invoicing: Edit None → All, Delete None → All, Inquire None → All");
    expect((await project.resources()).map(({ type }) => type)).toContainEqual(expect.stringContaining("SecurityRole"));
    expect(sandbox.tenant.member("integration")).toMatchObject({ role: ROLE, inactive: false });
    await workOff(browser.page, sandbox.url, ROLE, boxesIn((await checklist()).stdout));
    const again = await project.up();
    expect(again.code, again.output).toBe(0);
    expect(await project.outputs()).toMatchObject({ exact: true, levelsWrittenBy: "administrator" });
    expect(sandbox.tenant.member("integration")).toMatchObject({ role: ROLE, inactive: false });
    expect(sandbox.tenant.roles().filter(({ name }) => name === ROLE)).toHaveLength(1);
  });
});
