/** A profile of one's own that builds on one of the library, by the real pulumi. */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf, writesTo } from "../helpers/tenant";

const OWN = `name: Wise-Sync at Acme
extends: wise-sync
why: Agreed with finance
permissions:
  Finance:
    Invoicing: { delete: None, why: Voids are done by hand }
  Project:
    Project Team: { inquire: My, why: Shows who works on it }
without:
  Companies:
    Contacts: Another product syncs them
`;

describe("a profile that extends one of the library, by the real pulumi", { timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  const write = (text: string) => writeFileSync(path.join(project.directory, "profiles/acme.yaml"), text);

  beforeAll(async () => {
    sandbox = await startSandbox();
    project = await Project.create({ ...connectionTo(sandbox), "connectwise-roles:profile": "acme" });
    // Nothing but the project's own profile: the other one comes from the package.
    rmSync(path.join(project.directory, "profiles/wise-sync.yaml"));
    write(OWN);
  }, 120_000);

  afterAll(async () => {
    await sandbox?.close();
    project?.remove();
  });

  test("gives the role the other's levels but for what it says", async () => {
    const { code, output } = await project.up();
    expect(code, output).toBe(0);
    const expected = (documented["wise-sync"] ?? [])
      .filter((line) => !line.startsWith("Companies › Contacts"))
      .map((line) => (line.startsWith("Finance › Invoicing") ? "Finance › Invoicing: None All None All" : line));
    expect(grantsOf(sandbox, "Integration Sync").sort()).toEqual(
      [...expected, "Project › Project Team: None None None My"].sort(),
    );
  });

  test("one level changed in it is one line of the preview, and one write", async () => {
    write(OWN.replace("inquire: My", "inquire: All"));
    const { output } = await project.preview("--diff");
    expect(output).toMatch(/inquire: "My" => "All"/);
    sandbox.clearRequests();
    expect((await project.up()).code).toBe(0);
    expect(writesTo(sandbox)).toHaveLength(1);
  });
});
