/** A profile of one's own that extends one of this package's, by the real `pulumi`: as a file, then in the program. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf, writesTo } from "../helpers/tenant";

const ROLE = "Integration Sync";
const OURS = `extends: wise-sync
name: Our Wise-Sync
why: We sync no expenses
permissions:
  Finance:
    Invoicing: { delete: My, why: Only own payments are reversed }
  Sales:
    Opportunity: { inquire: All, why: Our reports name the opportunity }
without:
  Service Desk:
    Service Tickets: Only needed to sync expenses
`;
const DEFINED = `profile({
    id: "ours-in-code",
    extends: "ours",
    name: "Ours in code",
    why: "One tenant reads less",
    permissions: { Sales: { Opportunity: { inquire: "My", why: "Only its own" } } },
  })`;

const asked = (opportunity: string) =>
  [
    ...documented["wise-sync"]
      .filter((line) => !line.startsWith("Service Desk › Service Tickets:"))
      .map((line) => (line.startsWith("Finance › Invoicing:") ? "Finance › Invoicing: None All My All" : line)),
    `Sales › Opportunity: None None None ${opportunity}`,
  ].sort();

describe("a profile that extends wise-sync", { timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  beforeAll(async () => {
    sandbox = await startSandbox();
    project = await Project.create({ ...connectionTo(sandbox), "connectwise-roles:profile": "ours" });
    const profiles = path.join(project.directory, "profiles");
    rmSync(profiles, { recursive: true });
    mkdirSync(profiles);
    writeFileSync(path.join(profiles, "ours.yaml"), OURS);
  }, 120_000);

  afterAll(async () => {
    await sandbox?.close();
    project?.remove();
  });

  test("is previewed and set up as wise-sync with exactly its changes", async () => {
    const { output } = await project.preview("--diff");
    expect(output).toMatch(/Opportunity *: \{[^}]*inquire *: "All"/);
    expect(output).not.toContain('"Service Tickets"');
    const { code } = await project.up();
    expect(code).toBe(0);
    expect(grantsOf(sandbox, ROLE)).toEqual(asked("All"));
    expect((await project.up("--expect-no-changes")).code).toBe(0);
  });

  test("one level changed in it is one cell of the preview, and one write", async () => {
    project.edit("profiles/ours.yaml", (text) =>
      text.replace("Opportunity: { inquire: All", "Opportunity: { inquire: My"),
    );
    const { output } = await project.preview("--diff");
    expect(output).toMatch(/Opportunity[\s\S]*inquire\s*: "All" => "My"/);
    expect(output.match(/=>/g)).toHaveLength(1);
    sandbox.clearRequests();
    await project.up();
    expect(writesTo(sandbox)).toHaveLength(1);
    expect(grantsOf(sandbox, ROLE)).toEqual(asked("My"));
  });

  test("a profile in the program builds on it in the same way", async () => {
    project.edit("profiles/ours.yaml", (text) =>
      text.replace("Opportunity: { inquire: My", "Opportunity: { inquire: All"),
    );
    await project.up();
    project.edit("index.ts", (text) =>
      text
        .replace(/import \{\s*ADOPT_MODES/, "import { defineProfile, ADOPT_MODES")
        .replace('profile(config.require("profile"), ', `profile(${DEFINED.replace("profile(", "defineProfile(")}, `),
    );
    const { output } = await project.preview("--diff");
    expect(output).toMatch(/Opportunity[\s\S]*inquire\s*: "All" => "My"/);
    expect(output.match(/=>/g)).toHaveLength(1);
  });

  test("what is wrong in the program is told by key, as in a file by line, without a stack", async () => {
    project.edit("index.ts", (text) =>
      text.replace('why: "Only its own"', 'why: ""').replace('extends: "ours"', 'extends: "uors"'),
    );
    const inCode = await project.preview();
    expect(inCode.code).not.toBe(0);
    expect(inCode.output).toContain(
      'The profile "ours-in-code" can\'t be used: permissions.Sales.Opportunity.why: blank',
    );
    expect(inCode.output).not.toMatch(/\n\s+at /);
    project.edit("index.ts", (text) => text.replace('why: ""', 'why: "Only its own"'));
    expect((await project.preview()).output).toMatch(/extends: no profile "uors"; did you mean ours[ ?]/);
  });
});
