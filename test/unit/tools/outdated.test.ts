import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SCRIPT = path.resolve(__dirname, "../../../tools/outdated.mjs");
const NOTHING = "{}";
const MODULE = { Path: "github.com/pulumi/pulumi/pkg/v3", Version: "v3.1.0" };

describe.skipIf(process.platform === "win32")("npm run outdated", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "outdated-"));
    symlinkSync(process.execPath, path.join(folder, "node"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A command on PATH that prints `answer` and ends with `code`. */
  function command(name: string, answer: string, code = 0): void {
    const file = path.join(folder, name);
    writeFileSync(
      file,
      `#!${process.execPath}\nprocess.stdout.write(${JSON.stringify(answer)}); process.exitCode = ${code};`,
    );
    chmodSync(file, 0o755);
  }

  /** Throws where it ends with another code than 0. */
  const outdated = () => execFileSync(process.execPath, [SCRIPT], { env: { PATH: folder }, encoding: "utf8" });

  it("says for which Node everything is current", () => {
    command("npm", NOTHING);
    command("go", JSON.stringify(MODULE));
    expect(outdated()).toBe(`Everything is current, of what runs on Node ${process.versions.node}.\n`);
  });

  it("has a line for each newer release", () => {
    command("npm", JSON.stringify({ zod: { current: "4.0.0", latest: "4.1.0" }, yaml: { latest: "2.0.0" } }), 1);
    command("go", JSON.stringify({ ...MODULE, Update: { Version: "v3.2.0" } }));
    expect(outdated().trim().split("\n")).toEqual([
      "npm  zod 4.0.0 → 4.1.0",
      "npm  yaml missing → 2.0.0",
      "go   github.com/pulumi/pulumi/pkg/v3 v3.1.0 → v3.2.0",
    ]);
  });

  it("never calls current what nobody could be asked for", () => {
    command("npm", JSON.stringify({ error: { code: "ECONNREFUSED", summary: "the registry is away" } }), 1);
    const [npm, go] = outdated().trim().split("\n");
    expect(npm).toBe("npm  can't be asked: the registry is away");
    expect(go).toMatch(/^go {3}can't be asked: .*ENOENT/);
  });
});
