/** A reference is followed to one line of text; where it can't be, the message holds nothing of what it stands for. */
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../../core/model/errors";
import type { FleetTenant } from "../../../fleet/model/fleet";
import { detached } from "../../../fleet/run/detachedCommand";
import { mayHoldKey } from "../../../fleet/tenant/open";
import { type ReferenceLimits, resolveReference } from "../../../fleet/tenant/references";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();
const SECRET = "s3cretValue";
const NODE = `"${process.execPath}"`;

const resolve = (reference: string, environment: NodeJS.ProcessEnv = {}, timeoutMs?: number) =>
  resolveReference(reference, folder.path, {
    environment: { ...process.env, ...environment },
    ...(timeoutMs !== undefined && { timeoutMs }),
  });

/** What is said of a reference that can't be followed. */
async function failure(...given: Parameters<typeof resolve>): Promise<string> {
  const error = await resolve(...given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw new Error(`not refused: ${error}`);
  expect(JSON.stringify([error.message, error.problems, error.cause, error.stack])).not.toContain(SECRET);
  return error.message;
}

/** A command that runs a script of its own. */
const script = (name: string, text: string) => `command:${NODE} "${folder.write(name, text)}"`;

describe("is followed", () => {
  test("from the environment, a file beside the fleet's, and a command there", async () => {
    folder.write("a.key", `${SECRET}\r\n`);
    expect(await resolve("env:CW_A", { CW_A: SECRET })).toBe(SECRET);
    expect(await resolve("file:a.key")).toBe(SECRET);
    expect(await resolve("file: a.key")).toBe(SECRET);
    const print = "process.stdout.write(require('node:fs').readFileSync('a.key'))";
    expect(await resolve(script("print.cjs", print))).toBe(SECRET);
  });

  test("without the byte order mark and white space around it", async () => {
    folder.write("bom.key", `\uFEFF  ${SECRET}\n\n`);
    expect(await resolve("file:bom.key")).toBe(SECRET);
  });

  test("by a command that sees the environment, and finds its input closed", async () => {
    const ask = "process.stdin.on('data', () => {}).on('end', () => console.log(process.env.CW_A))";
    expect(await resolve(script("ask.cjs", ask), { CW_A: SECRET })).toBe(SECRET);
  });

  test("and stands for itself where it is none", async () => {
    expect(await resolve("00000000-0000-0000-0000-000000000000")).toBe("00000000-0000-0000-0000-000000000000");
  });
});

describe("is refused by its name", () => {
  test.each([
    ["env:CW_NONE", {}, "env:CW_NONE: the environment has no such variable"],
    ["env:CW_A", { CW_A: " \n" }, "env:CW_A: it is empty"],
    ["env:CW_A", { CW_A: `${SECRET}\nmore` }, "env:CW_A: it isn't one line of text"],
    ["file:none.key", {}, "file:none.key: there is no such file"],
    ["file:.", {}, "file:.: it can't be read (EISDIR)"],
  ])("%s with %o", async (reference, environment, message) => {
    expect(await failure(reference, environment)).toBe(`A credential isn't there: ${message}`);
  });

  test("a file with several lines, such as a whole key file, or in another encoding", async () => {
    folder.write("several.key", `public\n${SECRET}\n`);
    folder.write("wide.key", Buffer.from(SECRET, "utf16le").toString("latin1"));
    expect(await failure("file:several.key")).toContain("file:several.key: it isn't one line of text");
    expect(await failure("file:wide.key")).toContain("it isn't one line of text");
  });

  test("a command that fails: its exit code, and nothing that it printed", async () => {
    const fail = script("fail.cjs", `console.log("${SECRET}"); console.error("${SECRET}"); process.exitCode = 3`);
    expect(await failure(fail)).toMatch(/^A credential isn't there: command:.*: the command ended with exit code 3$/);
  });

  test("a command that prints nothing, though it complains", async () => {
    expect(await failure(script("quiet.cjs", `console.error("${SECRET}")`))).toMatch(/: it is empty$/);
  });

  test("a command that takes too long", async () => {
    const slow = script("slow.cjs", `console.log("${SECRET}"); setTimeout(() => {}, 20_000)`);
    expect(await failure(slow, {}, 500)).toMatch(/: the command took longer than 0\.5 s$/);
  });

  test("a command that there isn't", async () => {
    expect(await failure("command:no-such-program-here")).toMatch(/: the command ended with exit code \d+$/);
  });
});

/** As the Automation API calls it. */
interface EngineCommand {
  run(args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv): Promise<{ readonly stdout: string }>;
}

describe("of a fleet's file reaches what who runs the command allows", () => {
  const NOTHING_MORE = { commands: false, folders: [], prefixes: [] };
  const limited = (reference: string, more: Partial<ReferenceLimits> = {}, environment: NodeJS.ProcessEnv = {}) =>
    resolveReference(reference, folder.path, { limits: { ...NOTHING_MORE, ...more }, environment }).catch(
      (error: Error) => error.message,
    );

  test("a command only where commands may run", async () => {
    const mark = path.join(folder.path, "ran");
    const command = script(
      "mark.cjs",
      `require('node:fs').writeFileSync(${JSON.stringify(mark)}, ''); console.log('key')`,
    );
    expect(await limited(command)).toContain("run only with --allow-commands");
    expect(existsSync(mark)).toBe(false);
    expect(await limited(command, { commands: true })).toBe("key");
  });

  test("a file only below its folder, wherever links lead", async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
    writeFileSync(path.join(elsewhere, "a.key"), SECRET);
    folder.write("own.key", SECRET);
    symlinkSync(path.join(elsewhere, "a.key"), path.join(folder.path, "link.key"));
    symlinkSync(elsewhere, path.join(folder.path, "linked"));
    expect(await limited("file:own.key")).toBe(SECRET);
    const outside = [path.join(elsewhere, "a.key"), "link.key", "linked/a.key", "../x.key", "/etc/hostname"];
    for (const file of outside)
      expect(await limited(`file:${file}`)).toContain("name another one with --secrets-folder");
    for (const file of outside.slice(0, 3))
      expect(await limited(`file:${file}`, { folders: [elsewhere] })).toBe(SECRET);
    rmSync(elsewhere, { recursive: true });
  });

  test("a variable only by how its name begins", async () => {
    const environment = { CW_A: SECRET, CONNECTWISE_B: SECRET, AWS_SECRET_ACCESS_KEY: SECRET };
    expect(await limited("env:CW_A", {}, environment)).toBe(SECRET);
    expect(await limited("env:CONNECTWISE_B", {}, environment)).toBe(SECRET);
    const refused = await limited("env:AWS_SECRET_ACCESS_KEY", {}, environment);
    expect(refused).toContain(
      "only variables that begin with CW_ or CONNECTWISE_ are read; allow others with --env-prefix",
    );
    expect(refused).not.toContain(SECRET);
    expect(await limited("env:AWS_SECRET_ACCESS_KEY", { prefixes: ["AWS_"] }, environment)).toBe(SECRET);
  });
});

test("what may hold a key of the fleet is known by its name", () => {
  const tenant = { publicKey: "env:ACME_PUBLIC", privateKey: "file:a.key", clientId: "env: ID" } as FleetTenant;
  const isHidden = mayHoldKey({ tenants: [tenant] }, { prefixes: ["TEAM_"] });
  const names = [
    "ACME_PUBLIC",
    "ID",
    "TEAM_X",
    "CW_OTHER",
    "CONNECTWISE_PRIVATE_KEY",
    "PATH",
    "CONNECTWISE_HOSTS",
    "HOME",
  ];
  expect(names.filter(isHidden)).toEqual(["ACME_PUBLIC", "ID", "TEAM_X", "CW_OTHER", "CONNECTWISE_PRIVATE_KEY"]);
});

test("a program of the engine gets no variable that is hidden from it", async () => {
  const program = folder.write("print.cjs", "console.log(JSON.stringify(process.env))");
  const command = { command: process.execPath, version: null } as unknown as PulumiCommand;
  process.env.CW_OTHER_TENANT = SECRET;
  const own = detached(command, new AbortController().signal, (name) => name.startsWith("CW_"));
  const { stdout } = await (own as unknown as EngineCommand).run([program], folder.path, { CW_OWN: "own" });
  delete process.env.CW_OTHER_TENANT;
  const environment = JSON.parse(stdout);
  expect([environment.CW_OTHER_TENANT, environment.CW_OWN]).toEqual([undefined, "own"]);
});
