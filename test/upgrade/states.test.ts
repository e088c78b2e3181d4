import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf, setByHand, writesTo } from "../helpers/tenant";

const ROLE = "Integration Sync";
const MEMBER = "integration";
const BRIDGE = "RMMBridge";
const WISE_SYNC = { "connectwise-roles:profile": "wise-sync" };
const ADOPTED = { ...WISE_SYNC, "connectwise-roles:member": BRIDGE };

describe("a state of an earlier version, by the real pulumi", { timeout: 180_000 }, () => {
  let sandbox: Sandbox;
  const projects: Project[] = [];

  beforeEach(async () => {
    sandbox = await startSandbox();
  });

  afterEach(async () => {
    await sandbox.close();
    for (const project of projects.splice(0)) project.remove();
  });

  const open = async (config: Record<string, unknown> = {}) => {
    const project = await Project.create({ ...connectionTo(sandbox), ...config });
    projects.push(project);
    return project;
  };

  /** A project whose stack has a recorded state of this sandbox. */
  async function recorded(name: string, config: Record<string, unknown> = {}): Promise<Project> {
    const project = await open(config);
    const text = readFileSync(path.join(__dirname, "states", `${name}.json`), "utf8");
    const file = path.join(project.directory, "state.json");
    writeFileSync(file, text.replaceAll("http://127.0.0.1:8973", sandbox.url));
    await project.engine.run(["stack", "import", "--file", file]);
    sandbox.clearRequests();
    return project;
  }

  test("goes on without a replacement or a write, and records its tenant", async () => {
    await (await open()).up();
    const project = await recorded("created");
    const { code, output } = await project.up();
    expect(code, output).toBe(0);
    expect(output).toContain("its state, of an earlier version, doesn't say which tenant it belongs to");
    expect(writesTo(sandbox)).toEqual([]);
    expect((await project.resources()).find(({ type }) => type.endsWith("SecurityRole"))?.inputs).toMatchObject({
      tenant: `sandbox at ${sandbox.url}`,
      stack: "connectwise-roles/test",
    });
    expect((await project.up("--refresh", "--expect-no-changes")).code).toBe(0);
    expect((await project.destroy()).code).toBe(0);
    expect(sandbox.tenant.roles().map(({ name }) => name)).not.toContain(ROLE);
    expect(sandbox.tenant.member(MEMBER).inactive).toBe(true);
  });

  test("of a role and a member alone gets their verification, and nothing else", async () => {
    await (await open()).up();
    const project = await recorded("without-verification");
    const { code, output } = await project.up();
    expect(code, output).toBe(0);
    expect(output).toMatch(/1 created\n\s*3 unchanged/);
    expect(writesTo(sandbox)).toEqual([]);
    expect((await project.up("--refresh", "--expect-no-changes")).code).toBe(0);
  });

  test("whose role alone was made, since its levels are left, gets the member before anybody is asked", async () => {
    await sandbox.close();
    sandbox = await startSandbox({ settings: "read-only" });
    sandbox.tenant.addRole(ROLE);
    const project = await recorded("waiting", WISE_SYNC);
    const { code, output } = await project.up();
    expect(code, output).not.toBe(0);
    expect(output).toContain(`"${ROLE}" isn't exact yet: 17 of 97 rows are left`);
    expect(sandbox.tenant.member(MEMBER)).toMatchObject({ role: ROLE, location: "Main Office" });
    expect(writesTo(sandbox).map(({ method }) => method)).toEqual(["PATCH", "POST"]);
    setByHand(sandbox, ROLE, documented["wise-sync"]);
    const again = await project.up();
    expect(again.code, again.output).toBe(0);
    expect(await project.outputs()).toMatchObject({ exact: true, levelsWrittenBy: "administrator" });
  });

  test("of what was taken over gives it back, also without an up in between", async () => {
    sandbox.tenant.addRole(ROLE);
    sandbox.tenant.setLevel(ROLE, "Sales", "Opportunity", "inquire", "My");
    const before = { role: sandbox.tenant.levels(ROLE), member: sandbox.tenant.member(BRIDGE) };
    await (await open(ADOPTED)).up();
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
    const project = await recorded("adopted", ADOPTED);
    const { code, output } = await project.destroy();
    expect(code, output).toBe(0);
    expect({ role: sandbox.tenant.levels(ROLE), member: sandbox.tenant.member(BRIDGE) }).toEqual(before);
  });

  test("that isn't exact yet is finished", async () => {
    sandbox.tenant.addRole(ROLE);
    const project = await recorded("unfinished", WISE_SYNC);
    const { code, output } = await project.up();
    expect(code, output).toBe(0);
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
    expect((await project.destroy()).code).toBe(0);
    expect(sandbox.tenant.roles().map(({ name }) => name)).not.toContain(ROLE);
  });

  test.each(["up", "destroy"] as const)("changes nothing where its ids are somebody else's: %s", async (command) => {
    sandbox.tenant.addRole("Customer Portal");
    const before = { roles: sandbox.tenant.roles(), members: sandbox.tenant.members() };
    const project = await recorded("created");
    const { code, output } = await project[command]();
    expect(code, output).not.toBe(0);
    expect(output).toMatch(/The (security role|member) ".*" \(id \d+\) (is called|is gone)/);
    expect(writesTo(sandbox)).toEqual([]);
    expect({ roles: sandbox.tenant.roles(), members: sandbox.tenant.members() }).toEqual(before);
  });
});
