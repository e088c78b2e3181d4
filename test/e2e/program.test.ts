/** Programs of other people, which have this package as a dependency. */
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { connectionTo, Project } from "../helpers/project";
import { writesTo } from "../helpers/tenant";

describe("a program of somebody else's, by the real pulumi", { timeout: 180_000 }, () => {
  let sandboxes: Sandbox[];
  let project: Project;

  beforeEach(async () => {
    sandboxes = await Promise.all([startSandbox(), startSandbox()]);
  });

  afterEach(async () => {
    for (const sandbox of sandboxes) await sandbox.close();
    project.remove();
  });

  const write = (program: string) => {
    writeFileSync(path.join(project.directory, "Pulumi.yaml"), "name: connectwise-roles\nruntime: nodejs\n");
    writeFileSync(path.join(project.directory, "index.ts"), program);
  };
  const roleNames = () => sandboxes.map(({ tenant }) => tenant.roles().map(({ name }) => name));

  test("works on two tenants, each by a provider of its own, and mixes up nothing", async () => {
    project = await Project.create({});
    const [one, two] = sandboxes.map(({ url }) => url);
    write(`
import { ApiMember, Provider, profile, SecurityRole } from "connectwise-roles";
const keys = { companyId: "sandbox", publicKey: "public", privateKey: "private", clientId: "00000000-0000-0000-0000-000000000000" };
for (const [name, site] of [["one", "${one}"], ["two", "${two}"]] as const) {
  const provider = new Provider(name, { site, ...keys });
  const role = new SecurityRole(name, { name: \`Sync \${name}\`, ...profile("wise-sync") }, { provider });
  new ApiMember(name, { identifier: name, securityRole: role.id, location: "Main Office", businessUnit: "Professional Services" }, { provider });
}
`);
    const up = await project.up();
    expect(up.code, up.output).toBe(0);
    const [first, second] = roleNames();
    expect(first).toContain("Sync one");
    expect(first).not.toContain("Sync two");
    expect(second).toContain("Sync two");
    expect(second).not.toContain("Sync one");
    const resources = await project.resources();
    expect(resources.filter(({ type }) => type === "pulumi:providers:pulumi-nodejs")).toHaveLength(2);
    expect(JSON.stringify(resources)).not.toMatch(/[:[]"private"/);
    for (const sandbox of sandboxes) sandbox.clearRequests();
    expect((await project.up("--refresh", "--expect-no-changes")).code).toBe(0);
    expect(sandboxes.flatMap(writesTo)).toEqual([]);
    expect((await project.destroy()).code).toBe(0);
    expect(
      roleNames()
        .flat()
        .filter((name) => name.startsWith("Sync")),
    ).toEqual([]);
  });

  test("that gives one tenant's role to another's member, or has it verified there, is refused before any write", async () => {
    project = await Project.create({});
    const [one, two] = sandboxes.map(({ url }) => url);
    const program = (resource: string) => `
import { ApiMember, Provider, profile, RoleVerification, SecurityRole } from "connectwise-roles";
const keys = { companyId: "sandbox", publicKey: "public", privateKey: "private", clientId: "00000000-0000-0000-0000-000000000000" };
const provider = new Provider("one", { site: "${one}", ...keys });
const other = new Provider("two", { site: "${two}", ...keys });
const role = new SecurityRole("role", { name: "Sync", ...profile("wise-sync") }, { provider });
const place = { location: "Main Office", businessUnit: "Professional Services" };
${resource}
export const used = [ApiMember, RoleVerification, place, other].length;
`;
    const said = `a role of sandbox at ${one}, and this is for sandbox at ${two}; give both the same provider`;
    write(
      program(
        'new ApiMember("member", { identifier: "sync", securityRole: role.id.apply(Number), ...place }, { provider: other });',
      ),
    );
    const preview = await project.preview();
    expect(preview.code, preview.output).not.toBe(0);
    expect(preview.output).toContain(`securityRole: ${said}`);
    const up = await project.up();
    expect(up.output).toContain(`securityRole: ${said}`);
    expect(sandboxes.flatMap(writesTo).filter(({ path }) => path.endsWith("/system/apiMembers"))).toEqual([]);
    write(program('new RoleVerification("verification", { roles: [role] }, { provider: other });'));
    expect((await project.up()).output).toContain(`roles: ${said}`);
    write(program('new RoleVerification("verification", { roles: [role] }, { provider });'));
    const same = await project.up();
    expect(same.code, same.output).toBe(0);
  });

  test("is that of a clone, too, which finds the package by its own name", async () => {
    const [sandbox] = sandboxes as [Sandbox];
    project = await Project.create(connectionTo(sandbox));
    const repository = path.resolve(__dirname, "../..");
    for (const name of ["bin", "dist"]) symlinkSync(path.join(repository, name), path.join(project.directory, name));
    copyFileSync(path.join(repository, "package.json"), path.join(project.directory, "package.json"));
    const { code, output } = await project.preview();
    expect(code, output).toBe(0);
    expect(output).toContain("4 to create");
  });

  test("lies below the project, and finds the profiles of the project", async () => {
    const [sandbox] = sandboxes as [Sandbox];
    project = await Project.create({ ...connectionTo(sandbox), "connectwise-roles:profile": "ours" });
    const at = (...parts: string[]) => path.join(project.directory, ...parts);
    rmSync(at("profiles"), { recursive: true });
    for (const folder of ["src", "profiles"]) mkdirSync(at(folder));
    writeFileSync(at("profiles/ours.yaml"), "extends: wise-sync\nname: Ours\nwhy: As it is\n");
    copyFileSync(at("index.ts"), at("src/index.ts"));
    project.edit("Pulumi.yaml", (text) => text.replace("main: index.ts", "main: src/"));
    const { code, output } = await project.preview();
    expect(code, output).toBe(0);
    expect(output).toContain("4 to create");
  });

  test("is told to adopt by name where it wants to import", async () => {
    const [sandbox] = sandboxes as [Sandbox];
    project = await Project.create(connectionTo(sandbox));
    project.edit("index.ts", (text) =>
      text.replace('force: config.get("force"),\n}', 'force: config.get("force"),\n}, { import: "5" }'),
    );
    const { code, output } = await project.preview();
    expect(code).not.toBe(0);
    expect(output).toContain('role can\'t be imported by id: leave the option "import" out.');
    expect(output).not.toContain("TypeError");
    expect(sandbox.requests()).toEqual([]);
  });
});
