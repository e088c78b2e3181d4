/** The scripts of docs/ci that compare a tenant with its stack, run by bash against a sandbox. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { startSandbox } from "../../sandbox";
import { expression, stepsOf, variablesOf, withoutInstall } from "../helpers/ci/pipeline";
import { Repository, runScript } from "../helpers/ci/repository";
import { connectionTo } from "../helpers/project";
import { profile } from "../helpers/reviews";

const LONG_MS = 120_000;
const VALUES = {
  [expression("matrix.stack")]: "acme",
  [expression("secrets.CONNECTWISE_PRIVATE_KEY")]: "private",
  "$(CONNECTWISE_PRIVATE_KEY)": "private",
};
const FILES: [file: string, job: string][] = [
  ["docs/ci/github-drift.yml", "drift"],
  ["docs/ci/azure-drift.yml", "acme"],
  ["docs/ci/gitlab-ci.yml", "permission-drift"],
];

describe.skipIf(process.platform === "win32").each(FILES)("%s", (file, job) => {
  /** The job's script in the repository of a stack `acme`, whose private key only the secret has. */
  async function compare(config: Record<string, unknown>) {
    const repository = new Repository({ sync: profile("Finance: { Invoicing: { inquire: All } }") });
    repository.write("Pulumi.yaml", stringify({ name: "connectwise-roles", runtime: "nodejs" }));
    repository.write("Pulumi.acme.yaml", stringify({ config }));
    const summary = repository.write("summary.md", "");
    const [step] = withoutInstall(stepsOf(file, job));
    if (!step) throw new Error("The job lacks a script");
    const env = { STACK: "acme", CONNECTWISE_PRIVATE_KEY: "private", ...variablesOf(step, VALUES) };
    const outcome = await runScript(step.script, { GITHUB_STEP_SUMMARY: summary, ...env }, repository.folder);
    const shown = ["drift.md", "drift.html"].map((name) => path.join(repository.folder, name)).find(existsSync) ?? "";
    return { ...outcome, shown: readFileSync(shown, "utf8"), summary: readFileSync(summary, "utf8") };
  }

  test("fails where the tenant differs, and shows how", { timeout: LONG_MS }, async () => {
    const sandbox = await startSandbox();
    try {
      const { "connectwise:privateKey": _, ...connection } = connectionTo(sandbox);
      const own = { profile: "sync", role: "Integration Sync", member: "integration" };
      const { code, output, shown, summary } = await compare({ ...connection, ...own });
      expect({ code, output }).toEqual({ code: 2, output: expect.not.stringContaining("private") });
      expect(shown).toContain("Invoicing");
      if (file.includes("github")) expect(summary).toBe(shown);
    } finally {
      await sandbox.close();
    }
  });

  test("fails where the tenant can't be asked, and says why", { timeout: LONG_MS }, async () => {
    const own = { profile: "sync", role: "Integration Sync", member: "integration" };
    const { code, output } = await compare(own);
    expect(code).toBe(1);
    expect(output).toContain("connectwise:site");
  });
});
