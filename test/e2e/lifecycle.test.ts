import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf, writesTo } from "../helpers/tenant";

describe("the life of a role and its member, by the real pulumi", { timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  beforeAll(async () => {
    sandbox = await startSandbox();
    project = await Project.create(connectionTo(sandbox));
  }, 120_000);

  afterAll(async () => {
    await sandbox?.close();
    project?.remove();
  });

  test("a preview shows each level and writes nothing", async () => {
    const { output, code } = await project.preview("--diff");
    expect(output).toContain("Service Tickets - Dependencies");
    expect(output).toContain("doesn't get linked to its opportunity or ticket");
    expect(code).toBe(0);
    expect(writesTo(sandbox)).toEqual([]);
  });

  test("up creates the role with exactly the documented levels, and its member", async () => {
    const { output, code } = await project.up();
    expect(output).toContain("4 created");
    expect(code).toBe(0);
    expect(grantsOf(sandbox, "Integration Sync")).toEqual(documented["kaseya-quote-manager"]);
    expect(sandbox.tenant.member("integration")).toMatchObject({
      role: "Integration Sync",
      location: "Main Office",
      businessUnit: "Professional Services",
      inactive: false,
    });
    expect(await project.outputs()).toMatchObject({
      roleName: "Integration Sync",
      exact: true,
      rows: Object.values(sandbox.tenant.levels("Integration Sync")).flatMap(Object.keys).length,
      location: "Main Office",
      businessUnit: "Professional Services",
    });
  });

  test("the create cost no more requests than it needs", () => {
    const of = (method: string, path: RegExp) =>
      sandbox.requests().filter((request) => request.method === method && path.test(request.path)).length;
    expect(of("GET", /securityroles\?/i)).toBe(1);
    expect(of("POST", /securityroles$/i)).toBe(1);
    expect(of("GET", /securityRoles\/\d+\/settings(\?|$)/i)).toBe(2);
    expect(of("GET", /settings\/\d+$/)).toBe(1);
    expect(of("PATCH", /settings\/\d+$/)).toBe(26);
    expect(of("POST", /apiMembers$/)).toBe(1);
    expect(of("GET", /apiMembers/)).toBe(2);
  });

  test("a second up changes nothing and sends no write", async () => {
    sandbox.clearRequests();
    const { output } = await project.up("--expect-no-changes");
    expect(output).toContain("4 unchanged");
    expect(writesTo(sandbox)).toEqual([]);
  });

  test("a profile that lost most of its functions stops at the preview, with the counts", async () => {
    const file = path.join(project.directory, "profiles/kaseya-quote-manager.yaml");
    const whole = readFileSync(file, "utf8");
    project.edit("profiles/kaseya-quote-manager.yaml", (text) =>
      text.replace(/^permissions:\n[\s\S]*?(?=^\S|(?![\s\S]))/m, "permissions:\n  Companies:\n    Contacts: All\n"),
    );
    const { output, code } = await project.preview();
    writeFileSync(file, whole);
    expect(output).toMatch(/"Integration Sync" would lose 25 of the 26 functions that it was granted/);
    expect(code).not.toBe(0);
  });

  test("one level changed in the profile is one line of the preview and one write", async () => {
    project.edit("profiles/kaseya-quote-manager.yaml", (text) =>
      text
        .replace("    Contacts: All\n", "    Contacts: { all: All, why: Reads contacts }\n")
        .replace("    Notes: All\n", "    Notes: { add: All, edit: My, delete: All, inquire: All }\n"),
    );
    const preview = await project.preview("--diff");
    expect(preview.output).toMatch(/Notes[\s\S]*edit\s*: "All" => "My"/);
    expect(preview.output.match(/=>/g)).toHaveLength(1);
    sandbox.clearRequests();
    await project.up();
    expect(writesTo(sandbox)).toHaveLength(1);
    expect(sandbox.tenant.level("Integration Sync", "Companies", "Notes", "edit")).toBe("My");
  });

  test("a function taken out of the profile shows each level that goes", async () => {
    project.edit("profiles/kaseya-quote-manager.yaml", (text) => text.replace("    My Account: All\n", ""));
    const preview = await project.preview("--diff");
    expect(preview.output).toMatch(/My Account[\s\S]*inquire: "All" => "None"/);
    await project.up();
    expect(sandbox.tenant.levels("Integration Sync").System?.["My Account"]?.inquire).toBe("None");
    expect((await project.up("--expect-no-changes")).output).toContain("4 unchanged");
  });

  test("drift is shown cell by cell, fails --expect-no-changes, and one write mends it", async () => {
    sandbox.tenant.setLevel("Integration Sync", "Companies", "Contacts", "delete", "None");
    const drift = await project.preview("--refresh", "--diff");
    expect(drift.output).toMatch(/Companies[\s\S]*Contacts[\s\S]*delete\s*: "None" => "All"/);
    expect((await project.preview("--refresh", "--expect-no-changes")).code).not.toBe(0);
    sandbox.clearRequests();
    const { code } = await project.up("--refresh");
    expect(code).toBe(0);
    expect(writesTo(sandbox)).toHaveLength(1);
    expect(sandbox.tenant.level("Integration Sync", "Companies", "Contacts", "delete")).toBe("All");
  });

  test("a level granted on a function that the profile doesn't name is drift too", async () => {
    sandbox.tenant.setLevel("Integration Sync", "Finance", "Invoicing", "add", "All");
    const drift = await project.preview("--refresh", "--diff");
    expect(drift.output).toMatch(/Finance[\s\S]*Invoicing[\s\S]*add\s*: "All" => "None"/);
    await project.up("--refresh");
    expect(sandbox.tenant.level("Integration Sync", "Finance", "Invoicing", "add")).toBe("None");
    expect((await project.preview("--refresh", "--expect-no-changes")).code).toBe(0);
  });

  test("a member moved by hand is put back", async () => {
    sandbox.tenant.setMember("integration", { location: "Sydney", businessUnit: "Admin" });
    const drift = await project.preview("--refresh", "--diff");
    expect(drift.output).toMatch(/location\s*: "Sydney" => "Main Office"/);
    await project.up("--refresh");
    expect(sandbox.tenant.member("integration")).toMatchObject({
      location: "Main Office",
      businessUnit: "Professional Services",
    });
  });

  test("the state is small, names no secret and no path", async () => {
    const [role] = (await project.resources()).filter(({ type }) => type.endsWith("SecurityRole"));
    const shell = String(role?.inputs.__provider);
    expect(shell.length).toBeLessThanOrEqual(2500);
    expect(shell).not.toContain(project.directory);
    expect(shell).not.toContain("private");
    expect(JSON.stringify(role)).not.toContain("privateKey");
  });

  test("an edit of the lifecycle's code changes no resource", async () => {
    project.editPackage("dist/lifecycle.js", (text) => `${text}\nexports.unused = 1;\n`);
    const { output } = await project.preview("--diff", "--expect-no-changes");
    expect(output).toContain("4 unchanged");
  });

  test("a rename makes the new role first, moves the member, and deletes the old role last", async () => {
    project.configure({ ...connectionTo(sandbox), "connectwise-roles:role": "Quote Sync" });
    sandbox.clearRequests();
    const { code } = await project.up();
    expect(code).toBe(0);
    const names = sandbox.tenant.roles().map(({ name }) => name);
    expect(names).toContain("Quote Sync");
    expect(names).not.toContain("Integration Sync");
    expect(sandbox.tenant.member("integration").role).toBe("Quote Sync");
    expect(writesTo(sandbox).map(({ method }) => method)).toEqual([
      "POST",
      ...Array(25).fill("PATCH"),
      "PATCH",
      "DELETE",
    ]);
  });

  test("destroy deletes the role it made, and makes the member inactive", async () => {
    const { code } = await project.destroy();
    expect(code).toBe(0);
    expect(sandbox.tenant.roles().map(({ name }) => name)).not.toContain("Quote Sync");
    expect(sandbox.tenant.member("integration").inactive).toBe(true);
  });
});
