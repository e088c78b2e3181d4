import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf } from "../helpers/tenant";

const ROLE = "Integration Sync";

describe("kill -9 of pulumi up at any moment, then pulumi up", { timeout: 180_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  beforeEach(async () => {
    sandbox = await startSandbox();
    project = await Project.create(connectionTo(sandbox));
  }, 120_000);

  afterEach(async () => {
    await sandbox.close();
    project.remove();
  });

  test.each([
    ["the role was created", (paths: string[]) => paths.some((path) => /POST .*securityroles$/.test(path))],
    ["some levels were written", (paths: string[]) => paths.filter((path) => path.startsWith("PATCH")).length >= 9],
    ["the member was created", (paths: string[]) => paths.some((path) => /POST .*apiMembers$/.test(path))],
  ])("after %s", async (_, reached) => {
    await killWhen(() => reached(sandbox.requests().map(({ method, path }) => `${method} ${path}`)));
    // The lock is the engine's own: it says so itself, with this command.
    expect((await project.up()).output).toContain("pulumi cancel");
    await project.pulumi(["cancel", "--yes"]);
    const { code, output } = await project.up();
    expect(output, output).toContain("unchanged");
    expect(code, output).toBe(0);
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["kaseya-quote-manager"]);
    expect(sandbox.tenant.roles().filter(({ name }) => name === ROLE)).toHaveLength(1);
    expect(sandbox.tenant.members().filter(({ identifier }) => identifier === "integration")).toHaveLength(1);
    expect(await project.outputs()).toMatchObject({ exact: true });
  });

  /** Kills the engine and all it started, the moment a request shows how far it is. */
  async function killWhen(reached: () => boolean): Promise<void> {
    const { child, outcome } = project.start(["up", "--yes", "--skip-preview"]);
    let ended = false;
    void outcome.finally(() => {
      ended = true;
    });
    while (!reached() && !ended) await sleep(1);
    expect(ended, "pulumi ended before it could be killed").toBe(false);
    if (child.pid) process.kill(-child.pid, "SIGKILL");
    await outcome;
  }
});
