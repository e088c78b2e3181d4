/** `cwroles review` as a command, on a real repository. */
import { execFile, execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { useFolder } from "../helpers/folder";
import { useRepository } from "../helpers/repository";
import { profile } from "../helpers/reviews";

const CWROLES = path.resolve(__dirname, "../../bin/cwroles.js");
const EXCLUSION = "- { profile: sync, module: System, function: Security, reason: Agreed, expires: 9999-12-31 }";

const repository = useRepository();
repository.commit("one", {
  "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: All } }"),
  "profiles/same.yaml": profile("Companies: { Notes: All }"),
});
repository.commit("two", {
  "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: My } }, System: { Security: { inquire: All } }"),
});
repository.commit("excluded", { "review-exclusions.yaml": EXCLUSION });
repository.git("checkout", "--quiet", "--detach", "one");
repository.commit("agreed", { "review-exclusions.yaml": EXCLUSION });
repository.git("checkout", "--quiet", "--detach", "excluded");
repository.git("rm", "--quiet", "review-exclusions.yaml");
repository.commit("broken", { "profiles/sync.yaml": "name: Sync\n" });
repository.git("checkout", "--quiet", "--detach", "two");

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function review(args: readonly string[], cwd = repository.path, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const options = { cwd, env: { ...process.env, ...env } };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [CWROLES, "review", ...args], options)) };
  } catch (error) {
    return error as Outcome;
  }
}

test("says what changes between two refs, and that approval isn't asked for", async () => {
  const { code, stdout, stderr } = await review(["--base", "one", "--head", "two"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n")[0]).toBe("1 profile changes: 1 function broadened (1 medium risk), 1 narrowed.");
  expect(stdout).toContain("System › Security: Inquire: None → All [broadened, medium risk]");
  expect(stdout).toMatch(/^same: unchanged sha256:[0-9a-f]{64}$/m);
});

test("reviews the working tree, committed or not, where no head is named", async () => {
  const file = path.join(repository.path, "profiles/fresh.yaml");
  const hidden = path.join(repository.path, "profiles/._fresh.yaml");
  repository.write({
    "profiles/fresh.yaml": profile("Sales: { Opportunity: { inquire: All } }"),
    "profiles/._fresh.yaml": "?",
  });
  const { stdout } = await review(["--base", "two", "--json"]);
  for (const written of [file, hidden]) rmSync(written);
  const { subjects } = JSON.parse(stdout);
  expect(subjects.map(({ id, status }: { id: string; status: string }) => `${id}: ${status}`)).toEqual([
    "fresh: new",
    "same: unchanged",
    "sync: unchanged",
  ]);
});

test("--format markdown is a comment that --max-length bounds", async () => {
  const comment = await review(["--base", "one", "--head", "two", "--format", "markdown"]);
  expect(comment.stdout).toMatch(/^<!-- cwroles-review -->\n\*\*1 profile changes: 1 function broadened/);
  const short = await review(["--base", "one", "--head", "two", "--format", "markdown", "--max-length", "700"]);
  expect(short.stdout.length).toBeLessThanOrEqual(701);
  expect(short.stdout).toContain("not shown");
});

const elsewhere = useFolder();

test("--html writes a page beside what it prints", async () => {
  const page = path.join(elsewhere.path, "page.html");
  const { stdout } = await review(["--base", "one", "--head", "two", "--html", page]);
  expect(stdout).toContain("1 profile changes");
  expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>.*Security/s);
});

describe("--require-approval", () => {
  test.each([
    ["broadening", "one", "two", 2],
    ["broadening", "two", "one", 2],
    ["broadening", "one", "excluded", 2],
    ["broadening", "agreed", "excluded", 0],
    ["any-change", "one", "excluded", 2],
    ["any-change", "two", "excluded", 0],
    ["any-change", "one", "broken", 1],
  ])("%s from %s to %s: exit code %s after the whole review", async (mode, base, head, expected) => {
    const refs = ["--base", base, "--head", head, "--two-dot"];
    const { code, stdout, stderr } = await review([...refs, "--require-approval", mode]);
    expect(code).toBe(expected);
    expect(stdout).toMatch(/profile|permission/);
    expect(stderr).toBe(expected === 2 ? `Approval is required: ${stdout.split("\n")[0]}\n` : "");
  });
});

describe("a branch behind its base", () => {
  const stale = ["--base", "moved", "--head", "stale", "--require-approval", "broadening"];
  beforeAll(() => {
    repository.git("checkout", "--quiet", "--detach", "two");
    repository.commit("moved", { "profiles/same.yaml": profile("Companies: { Notes: { inquire: My } }") });
    repository.git("checkout", "--quiet", "--detach", "two");
    repository.commit("stale", { "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: My } }") });
  });

  test("is compared with where it left the base", async () => {
    const { code, stdout } = await review(stale);
    expect({ code, summary: stdout.split("\n")[0] }).toEqual({
      code: 0,
      summary: "1 profile changes: 1 function narrowed.",
    });
  });

  test("is compared with the base as it is by --two-dot", async () => {
    const { code, stdout } = await review([...stale, "--two-dot"]);
    expect({ code, summary: stdout.split("\n")[0] }).toEqual({
      code: 2,
      summary: "2 profiles change: 1 function broadened (1 high risk), 1 narrowed.",
    });
  });

  test("gets a hint in a shallow clone, which git takes", async () => {
    const clone = path.join(elsewhere.path, "stale");
    const git = (...args: string[]) => execFileSync("git", args, { cwd: clone, stdio: "pipe" });
    repository.git("branch", "changing", "stale");
    repository.git("branch", "target", "moved");
    const from = ["--branch", "changing", "--depth=1", "--no-tags", `file://${repository.path}`, clone];
    execFileSync("git", ["clone", "--quiet", "--no-single-branch", ...from]);
    const first = await review(["--base", "origin/target"], clone);
    const [, hint = ""] = /fetch it first: git (fetch --unshallow origin target);/.exec(first.stderr) ?? [];
    expect({ code: first.code, hint }).toEqual({ code: 1, hint: "fetch --unshallow origin target" });
    git(...hint.split(" "));
    expect((await review(["--base", "origin/target"], clone)).stdout.split("\n")[0]).toBe(
      "1 profile changes: 1 function narrowed.",
    );
  });

  test("and one that shares nothing with it says so", async () => {
    repository.git("checkout", "--quiet", "--orphan", "other");
    repository.commit("unrelated", {});
    repository.git("checkout", "--quiet", "--detach", "two");
    const { code, stderr } = await review(["--base", "moved", "--head", "unrelated"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("share no commit; --two-dot") });
  });
});

describe("whatever decides who gets what where is reviewed", () => {
  const CONNECTION = { site: "api-na.myconnectwise.net", publicKey: "env:CW_P", privateKey: "env:CW_K" };
  const fleet = (more: object) =>
    JSON.stringify({
      name: "msp",
      defaults: { ...CONNECTION, clientId: "00000000-0000-0000-0000-000000000000", ...more },
      tenants: {
        acme: { companyId: "acme", profiles: { same: { role: "R", member: "M", location: "L", businessUnit: "B" } } },
      },
    });
  const FILES: Readonly<Record<string, readonly [string, string]>> = {
    "fleet.yaml": [fleet({}), fleet({ site: "https://evil.example" })],
    "Pulumi.acme.yaml": ["config: { connectwise:site: a.example }", "config: { connectwise:site: evil.example }"],
    "index.ts": ["// one\n", "// two\n"],
    "package-lock.json": ["{}\n", "{ }\n"],
    ".github/workflows/drift.yml": ["on: push\n", "on: pull_request_target\n"],
    "accepted.yaml": [
      "[]\n",
      '- { tenant: acme, profile: same, module: System, function: Security, verbs: [edit], level: All, by: x, reason: y, until: "9999-01-01" }',
    ],
  };
  beforeAll(() => {
    repository.git("checkout", "--quiet", "--detach", "two");
    const before = Object.fromEntries(Object.entries(FILES).map(([file, [text]]) => [file, text]));
    repository.commit("whole", { "Pulumi.yaml": "name: acme-roles\nruntime: nodejs\n", ...before });
  });

  test.each(Object.keys(FILES))("%s", async (file) => {
    const [, after = ""] = FILES[file] ?? [];
    const tag = `only-${file.replaceAll(/\W/g, "")}`;
    repository.git("checkout", "--quiet", "--detach", "whole");
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    repository.commit(tag, { [file]: after.replace("9999-01-01", day) });
    const { code, stdout, stderr } = await review([
      "--base",
      "whole",
      "--head",
      tag,
      "--require-approval",
      "broadening",
    ]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^Approval is required: .*to approve: /),
    });
    expect(stdout).toContain("needs approval");
  });
});

test("a profile that can't be read at a ref is shown with all its problems", async () => {
  const { code, stdout } = await review(["--base", "one", "--head", "broken"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/broken:profiles\/sync.yaml:1:1: vendor: required, but missing/);
  expect(stdout).toMatch(/broken:profiles\/sync.yaml:1:1: permissions: required, but missing/);
});

describe("is refused in one sentence", () => {
  test.each([
    [["--base", "tow"], /--base: there is no branch, tag or commit "tow"; did you mean two/],
    [["--base", "one", "--head", "nowhere"], /--head: there is no branch, tag or commit "nowhere"/],
    [["--base", "--output=x"], /--base: there is no branch, tag or commit "--output=x"/],
    [["--base", "one", "--max-length", "short"], /It must be a number of characters/],
    [["--base", "one", "--require-approval", "always"], /Allowed choices are never, broadening, any-change/],
    [[], /required option '--base <ref>' not specified/],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await review(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("a folder outside of a repository", async () => {
    const { code, stderr } = await review(["--base", "one"], elsewhere.path, { GIT_CEILING_DIRECTORIES: "/tmp" });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("is in no git repository") });
  });

  test("a shallow clone without the base, with the way to get it", async () => {
    const clone = path.join(elsewhere.path, "clone");
    execFileSync("git", ["clone", "--quiet", "--depth=1", "--no-tags", `file://${repository.path}`, clone]);
    const { code, stderr } = await review(["--base", "one"], clone);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("in this shallow clone; fetch it") });
  });

  test("a repository of somebody else's, in git's own words", async () => {
    const { code, stderr } = await review(["--base", "one"], repository.path, { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("git config --global --add safe.directory"),
    });
  });

  test("a project without profiles", async () => {
    repository.write({ "docs/readme.txt": "" });
    const { code, stderr } = await review(["--base", "one"], path.join(repository.path, "docs"));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("run this in the project folder") });
  });

  test("a machine without git", async () => {
    const { code, stderr } = await review(["--base", "one"], repository.path, { PATH: elsewhere.path });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("git: isn't on PATH") });
  });
});

test("a project below the top of its repository is reviewed there", async () => {
  repository.git("checkout", "--quiet", "-b", "monorepo", "two");
  repository.commit("nested", { "roles/profiles/sync.yaml": profile("Sales: { Opportunity: All }") });
  const { stdout } = await review(["--base", "two", "--head", "nested", "--json"], path.join(repository.path, "roles"));
  expect(JSON.parse(stdout).summary).toBe("1 profile changes (1 new): 1 function broadened (1 high risk).");
});
