/** `cwroles review` and the files beside those that it compares: links, other repositories, code, and files that code reads. */
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { useRepository } from "../helpers/repository";
import { profile } from "../helpers/reviews";

const CWROLES = path.resolve(__dirname, "../../bin/cwroles.js");

const repository = useRepository();
const library = useRepository();
const project = path.join(repository.path, "roles");

beforeAll(() => {
  library.commit("first", { "index.js": "// one\n" });
  library.commit("second", { "index.js": "// two\n" });
  library.git("checkout", "--quiet", "first");
  repository.commit("base", {
    "roles/profiles/sync.yaml": profile("Companies: { Notes: { inquire: My } }"),
    "roles/Pulumi.yaml": "name: acme\nruntime: nodejs\n",
    "roles/Pulumi.acme.yaml": "config: { connectwise:site: a.example }\n",
    "shared/wide.yaml": profile("System: { Security: All }"),
  });
});

/** Changes the working tree, commits it, and reviews it as a pull request's pipeline does. */
async function reviewed(change: () => void, ...args: string[]) {
  repository.git("checkout", "--quiet", "--force", "--detach", "base");
  repository.git("clean", "--quiet", "-ffd");
  change();
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "--message", "change");
  const command = [CWROLES, "review", "--base", "base", "--require-approval", "broadening", ...args];
  const options = { cwd: project };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, options)) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe("needs approval", () => {
  test.each([
    [".github/workflows/drift.yml", "../.github/workflows/drift.yml"],
    ["package-lock.json", "../package-lock.json"],
    ["roles/levels.json", "levels.json"],
    ["roles/fleets/au.yaml", "fleets/au.yaml"],
    ["roles/tenants.yml", "tenants.yml"],
    ["roles/Pulumi.json", "Pulumi.json"],
    ["roles/old/Pulumi.acme.yaml", "old/Pulumi.acme.yaml"],
    ["roles/.fleet/sites.jsonl", ".fleet/sites.jsonl"],
    ["roles/.pulumi-state/stacks/acme.json", ".pulumi-state/stacks/acme.json"],
    ["roles/scripts/deploy", "scripts/deploy"],
    ["roles/CODEOWNERS", "CODEOWNERS"],
  ])("%s", async (file, shown) => {
    const { code, stdout } = await reviewed(() => repository.write({ [file]: "x\n" }));
    expect({ code, stdout }).toEqual({ code: 2, stdout: expect.stringContaining(`  ${shown} (needs approval, `) });
  });

  test("a repository inside, also where it says that git is to say nothing of it", async () => {
    const add = (commit: string) => {
      const from = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--force", library.path];
      repository.git(...from, "roles/lib");
      execFileSync("git", ["checkout", "--quiet", commit], { cwd: path.join(project, "lib") });
      repository.write({ ".gitmodules": `[submodule "roles/lib"]\n\tpath = roles/lib\n\turl = x\n\tignore = all\n` });
    };
    await reviewed(() => add("first"));
    repository.git("tag", "--force", "with-library");
    execFileSync("git", ["checkout", "--quiet", "second"], { cwd: path.join(project, "lib") });
    repository.git("-c", "diff.ignoreSubmodules=none", "add", "--force", "roles/lib");
    const raw = execFileSync("git", ["ls-files", "--stage", "roles/lib"], { cwd: repository.path, encoding: "utf8" });
    expect(raw).toMatch(/^160000 /);
    const { stdout } = await promisify(execFile)(process.execPath, [CWROLES, "review", "--base", "with-library"], {
      cwd: project,
    });
    expect(stdout).toContain("  lib (needs approval, ");
    repository.git("rm", "--quiet", "--force", "--cached", "roles/lib");
    rmSync(path.join(project, "lib"), { recursive: true });
  });
});

describe("needs none", () => {
  test.each([
    ["a text for people", "roles/README.md"],
    ["an editor's setting", "roles/.vscode/settings.json"],
    ["another project of the repository", "web/index.ts"],
    ["its data", "web/data.json"],
  ])("%s", async (_, file) => {
    const { code, stdout } = await reviewed(() => repository.write({ [file]: "x\n" }));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^No permission changes\./) });
  });

  test("what is installed", async () => {
    const { code } = await reviewed(() => repository.write({ "roles/README.md": "x\n" }));
    repository.write({ "roles/node_modules/some/index.js": "x" });
    const { stdout } = await promisify(execFile)(process.execPath, [CWROLES, "review", "--base", "base"], {
      cwd: project,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^No permission changes\./) });
  });
});

describe("a link isn't followed", () => {
  const LINK = "is a link, which a review doesn't follow; put what it leads to here";
  const link = (file: string, target: string) => () => {
    rmSync(path.join(project, file), { recursive: true, force: true });
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    symlinkSync(target, path.join(project, file));
  };

  test.each([
    ["profiles/sync.yaml", "../../shared/wide.yaml", "profiles/sync.yaml"],
    ["profiles", "../shared", "profiles"],
    ["Pulumi.acme.yaml", "../shared/wide.yaml", "Pulumi.acme.yaml"],
    ["fleet.yaml", "/proc/self/environ", "fleet.yaml"],
  ])("%s → %s", async (file, target, named) => {
    const onDisk = await reviewed(link(file, target));
    expect({ code: onDisk.code, said: onDisk.stdout + onDisk.stderr }).toEqual({
      code: 1,
      said: expect.stringContaining(`${named}: ${LINK}`),
    });
    const asCommitted = await reviewed(link(file, target), "--head", "HEAD");
    expect({ code: asCommitted.code, said: asCommitted.stdout + asCommitted.stderr }).toEqual({
      code: 1,
      said: expect.stringContaining(`HEAD:${named}: ${LINK}`),
    });
  });
});

test("a comment isn't the same where only what a file holds is another", async () => {
  const comment = async (text: string, ...args: string[]) =>
    (await reviewed(() => repository.write({ "roles/index.ts": text }), "--format", "markdown", ...args)).stdout;
  const [one, again, other] = [await comment("// one\n"), await comment("// one\n"), await comment("// two\n")];
  expect(one).toMatch(/\n<!-- contents sha256:[0-9a-f]{64} -->\n$/);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
  expect(other.replace(/<!-- contents .*/, "")).toBe(one.replace(/<!-- contents .*/, ""));
  expect(await comment("// one\n", "--head", "HEAD")).not.toBe(await comment("// two\n", "--head", "HEAD"));
});
