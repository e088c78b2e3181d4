import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf, writesTo } from "../helpers/tenant";

const ROLE = "Integration Sync";
const MEMBER = "integration";

describe("what a stack knows by an id, by the real pulumi", { timeout: 180_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  async function begin(options: Parameters<typeof startSandbox>[0] = {}, config: Record<string, unknown> = {}) {
    sandbox = await startSandbox(options);
    project = await Project.create({ ...connectionTo(sandbox), ...config });
  }

  afterEach(async () => {
    await sandbox.close();
    project.remove();
  });

  const roles = () => sandbox.tenant.roles().map(({ name }) => name);
  const renamedInProgram = () =>
    project.edit("index.ts", (text) =>
      text
        .replace('new SecurityRole("role"', 'new SecurityRole("integrationRole"')
        .replace('new ApiMember("member"', 'new ApiMember("integrationMember"'),
    );

  test("is nothing to another tenant: no command asks it, and the message names both and says what to do", async () => {
    await begin({ companies: ["contoso", "fabrikam"].map((id) => ({ id })) });
    const on = (companyId: string, more: Record<string, unknown> = {}) =>
      project.configure({ ...connectionTo(sandbox), "connectwise:companyId": companyId, ...more });
    on("contoso");
    expect((await project.up()).code).toBe(0);
    on("fabrikam");
    for (const run of [project.preview, project.up, project.destroy]) {
      const { code, output } = await run();
      expect(code, output).not.toBe(0);
      expect(output).toContain(
        `belongs to the tenant contoso at ${sandbox.url}, but its connection leads to fabrikam at`,
      );
      expect(output).toContain("pulumi stack init fabrikam");
      expect(output).not.toMatch(/^\s+at .*\(/m);
    }
    expect(sandbox.company("fabrikam").requests()).toEqual([]);
    on("contoso");
    const refreshed = await project.refresh();
    expect(refreshed.code).not.toBe(0);
    expect(refreshed.output).toContain("use the connection of the last pulumi up, even of one that was refused");
    expect((await project.up("--expect-no-changes")).code).toBe(0);
    expect((await project.up("--refresh", "--expect-no-changes")).code).toBe(0);
    // The same tenant under a new id: what is known by id and name is looked for there, and isn't.
    on("fabrikam", { "connectwise:movedFrom": `contoso at ${sandbox.url}` });
    const moved = await project.up();
    expect(moved.code, moved.output).not.toBe(0);
    expect(moved.output).toContain("is gone");
    expect(
      sandbox
        .company("fabrikam")
        .requests()
        .filter(({ method }) => method !== "GET"),
    ).toEqual([]);
  });

  test("stays where only the program calls it otherwise, and goes with the last that has it", async () => {
    await begin();
    expect((await project.up()).code).toBe(0);
    const before = { role: grantsOf(sandbox, ROLE), member: sandbox.tenant.member(MEMBER) };
    renamedInProgram();
    const renamed = await project.up();
    expect(renamed.code, renamed.output).toBe(0);
    expect(renamed.output).toContain("stays as it is: another resource of this stack has it now");
    expect({ role: grantsOf(sandbox, ROLE), member: sandbox.tenant.member(MEMBER) }).toEqual(before);
    expect((await project.up("--expect-no-changes")).code).toBe(0);
    expect((await project.destroy()).code).toBe(0);
    expect(roles()).not.toContain(ROLE);
    expect(sandbox.tenant.member(MEMBER).inactive).toBe(true);
  });

  test("is left to another stack that took it over, which lets go of it in the end", async () => {
    await begin();
    await project.pulumi(["stack", "init", "other"]);
    project.configure({ ...connectionTo(sandbox) }, "other");
    const on = (stack: string) => ["--stack", stack];
    expect((await project.up(...on("test"))).code).toBe(0);
    expect((await project.up(...on("other"))).code).toBe(0);
    const destroyed = await project.destroy(...on("test"));
    expect(destroyed.code, destroyed.output).toBe(0);
    expect(destroyed.output).toContain('the stack "connectwise-roles/other" has taken it over');
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["kaseya-quote-manager"]);
    expect(sandbox.tenant.member(MEMBER)).toMatchObject({ role: ROLE, inactive: false });
    expect((await project.up(...on("other"), "--refresh", "--expect-no-changes")).code).toBe(0);
    expect((await project.destroy(...on("other"))).code).toBe(0);
    expect(roles()).not.toContain(ROLE);
    expect(sandbox.tenant.member(MEMBER).inactive).toBe(true);
  });

  test("is left alone once somebody renamed it, without a twin, until the configuration follows", async () => {
    await begin();
    expect((await project.up()).code).toBe(0);
    sandbox.tenant.renameRole(ROLE, "Sync");
    sandbox.clearRequests();
    for (const flags of [[], ["--refresh"]]) {
      const { code, output } = await project.up(...flags);
      expect(code, output).not.toBe(0);
      expect(output).toContain('is called "Sync" in the tenant now, and is left as it is. Rename it back in');
    }
    const destroyed = await project.destroy();
    expect(destroyed.code).not.toBe(0);
    expect(roles()).toContain("Sync");
    expect(roles()).not.toContain(ROLE);
    project.configure({ ...connectionTo(sandbox), "connectwise-roles:role": "Sync" });
    const { code, output } = await project.up();
    expect(code, output).toBe(0);
    expect(output).toContain('"Sync" was there before');
    expect(grantsOf(sandbox, "Sync")).toEqual(documented["kaseya-quote-manager"]);
    expect(sandbox.tenant.member(MEMBER)).toMatchObject({ role: "Sync", inactive: false });
  });

  test("by destroy --run-program, too, is deleted and made inactive", async () => {
    await begin();
    expect((await project.up()).code).toBe(0);
    const { code, output } = await project.destroy("--run-program");
    expect(code, output).toBe(0);
    expect(roles()).not.toContain(ROLE);
    expect(sandbox.tenant.member(MEMBER).inactive).toBe(true);
  });
});

describe("kill -9 while a role or member is taken over, then the documented recovery, then destroy", {
  timeout: 180_000,
}, () => {
  const BRIDGE = "RMMBridge";

  test.each([
    ["some of the role's rows are written", /^PATCH .*settings/, 5],
    ["the member is written to", /^PATCH .*apiMembers/, 1],
  ])("gives back what was there before: %s", async (_, request, times) => {
    const sandbox = await startSandbox();
    sandbox.tenant.addRole(ROLE);
    sandbox.tenant.setLevel(ROLE, "Sales", "Opportunity", "inquire", "My");
    sandbox.tenant.setMember(BRIDGE, { inactive: true });
    const before = { role: sandbox.tenant.levels(ROLE), member: sandbox.tenant.member(BRIDGE) };
    const project = await Project.create({ ...connectionTo(sandbox), "connectwise-roles:member": BRIDGE });
    try {
      await killed(
        sandbox,
        project,
        (requestCount) => requestCount.filter((line) => request.test(line)).length >= times,
      );
      await project.pulumi(["cancel", "--yes"]);
      const { code, output } = await project.up("--refresh");
      expect(code, output).toBe(0);
      expect(grantsOf(sandbox, ROLE)).toEqual(documented["kaseya-quote-manager"]);
      const destroyed = await project.destroy();
      expect(destroyed.code, destroyed.output).toBe(0);
      expect({ role: sandbox.tenant.levels(ROLE), member: sandbox.tenant.member(BRIDGE) }).toEqual(before);
    } finally {
      await sandbox.close();
      project.remove();
    }
  });

  test("what a killed run had just made goes with destroy, and a killed update isn't called unchanged", async () => {
    const sandbox = await startSandbox();
    const project = await Project.create(connectionTo(sandbox));
    try {
      await killed(sandbox, project, (requestCount) =>
        requestCount.some((line) => /^POST .*securityroles$/.test(line)),
      );
      await project.pulumi(["cancel", "--yes"]);
      expect((await project.up("--refresh")).code).toBe(0);
      const profile = "profiles/kaseya-quote-manager.yaml";
      project.edit(profile, (text) => text.replaceAll(": All", ": My"));
      sandbox.clearRequests();
      await killed(
        sandbox,
        project,
        (requestCount) => requestCount.filter((line) => line.startsWith("PATCH")).length >= 3,
      );
      await project.pulumi(["cancel", "--yes"]);
      project.edit(profile, (text) => text.replaceAll(": My", ": All"));
      // Even without --refresh.
      expect((await project.up()).code).toBe(0);
      expect(writesTo(sandbox).length).toBeGreaterThan(3);
      expect(grantsOf(sandbox, ROLE)).toEqual(documented["kaseya-quote-manager"]);
      expect((await project.destroy()).code).toBe(0);
      expect(sandbox.tenant.roles().map(({ name }) => name)).not.toContain(ROLE);
    } finally {
      await sandbox.close();
      project.remove();
    }
  });
});

/** Kills the engine and all it started in the middle of an update, once its requests show how far it is. */
async function killed(sandbox: Sandbox, project: Project, reached: (requestCount: string[]) => boolean): Promise<void> {
  const { child, outcome } = project.start(["up", "--yes", "--skip-preview"]);
  const requestCount = () => sandbox.requests().map(({ method, path }) => `${method} ${path}`);
  while (child.exitCode === null && !reached(requestCount())) await sleep(1);
  expect(child.exitCode, "pulumi ended before it could be killed").toBeNull();
  if (child.pid) process.kill(-child.pid, "SIGKILL");
  await outcome;
}
