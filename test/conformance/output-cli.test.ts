/** What a command does where its files or its output are broken: one clear line each, never a stack. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { cwroles, stackFolder } from "../helpers/cli";

const CLI = path.resolve(__dirname, "../../bin/cwroles.js");
const STACK = /^ +at .*:\d+:\d+\)?$/m;

describe("what is printed", () => {
  const shell = (line: string) => promisify(execFile)("sh", ["-c", line], { cwd: path.resolve(__dirname, "../..") });
  const listing = `"${process.execPath}" "${CLI}" profiles list --json`;

  test("may find no reader any more: the command ends as ever", async () => {
    const { stdout, stderr } = await shell(`{ ${listing}; echo "exit code $?" >&2; } | head -1`);
    expect({ stdout, stderr }).toEqual({ stdout: "[\n", stderr: "exit code 0\n" });
  });

  // Only Linux has a device that is always full.
  test.skipIf(!existsSync("/dev/full"))("may find no room: that is said, and the exit code is 1", async () => {
    const { stderr } = await shell(`{ ${listing} > /dev/full; } || echo "exit code $?" >&2`);
    expect(stderr).toMatch(/^What is printed is cut off, .*ENOSPC: no space left on device, write\nexit code 1\n$/);
  });
});

describe("a file that can't be read", () => {
  const project = stackFolder({ "connectwise-roles:profile": "wise-sync" }, "acme");
  const at = (file: string) => path.join(project.folder, file);
  const sane = { "Pulumi.acme.yaml": stringify({ config: {} }) };
  afterEach(() => {
    for (const file of ["fleet.yaml", "article.html", "review-exclusions.yaml", "Pulumi.acme.yaml"])
      rmSync(at(file), { recursive: true, force: true });
    for (const [file, text] of Object.entries(sane)) writeFileSync(at(file), text);
  });

  const COMMANDS: readonly (readonly [string, ...string[]])[] = [
    ["Pulumi.acme.yaml", "plan"],
    ["Pulumi.acme.yaml", "doctor"],
    ["Pulumi.acme.yaml", "profiles", "digest"],
    ["fleet.yaml", "fleet", "show"],
    ["fleet.yaml", "profiles", "validate", "fleet.yaml"],
    ["article.html", "profiles", "import", "article.html"],
  ];
  const CONTENTS: readonly (readonly [string, string | Uint8Array | undefined])[] = [
    ["a folder", undefined],
    ["binary", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe)],
    ["cut", "config: { a: [1, 2"],
    ["nested without end", "[".repeat(30_000)],
    ["two documents", "name: a\n---\nname: b\n"],
  ];
  const pairs = COMMANDS.flatMap(([file, ...args]) => CONTENTS.map(([what, text]) => ({ file, args, what, text })));

  test.each(pairs)("$file, $what: $args", async ({ file, args, text }) => {
    rmSync(at(file), { recursive: true, force: true });
    if (text === undefined) mkdirSync(at(file));
    else writeFileSync(at(file), text);
    const { code, stdout, stderr } = await cwroles(args, project.folder);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(file);
    expect(stdout + stderr).not.toMatch(STACK);
    expect((stdout + stderr).length).toBeLessThan(1000);
  });
});
