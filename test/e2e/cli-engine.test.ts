/** The commands that go through the engine: what they decrypt, and what they hand on to it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { type CliOutcome, cwroles } from "../helpers/cli";
import { forwardProxy } from "../helpers/forwardProxy";
import { connectionTo, Project } from "../helpers/project";

const SECRET = "private";

describe("cwroles in a project whose key is encrypted", { timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  beforeAll(async () => {
    sandbox = await startSandbox();
    const { "connectwise:privateKey": _, ...rest } = connectionTo(sandbox);
    project = await Project.create(rest);
    await project.engine.run(["config", "set", "--secret", "connectwise:privateKey", SECRET, "--stack", "test"]);
  }, 120_000);

  afterAll(async () => {
    await sandbox?.close();
    project?.remove();
  });

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliOutcome> =>
    cwroles(args, project.directory, { ...project.engine.env, ...env });

  test.each([["plan"], ["checklist"]])("%s decrypts it by the engine", async (command) => {
    const { code, stdout, stderr } = await run([command]);
    expect(code, stderr).toBe(2);
    expect(stdout).toContain("Service Tickets");
  });

  test("doctor decrypts it by the engine", async () => {
    const { code, stdout } = await run(["doctor"]);
    expect(code, stdout).toBe(0);
  });

  test("a passphrase that doesn't fit is told with the engine's words and the ways there are", async () => {
    const { code, stderr } = await run(["plan"], { PULUMI_CONFIG_PASSPHRASE: "other" });
    expect(code).toBe(1);
    expect(stderr).toContain("the engine can't decrypt it: ");
    expect(stderr).toContain("incorrect passphrase");
    expect(stderr).toContain("Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE");
    const doctor = await run(["doctor"], { PULUMI_CONFIG_PASSPHRASE: "other" });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain("incorrect passphrase");
  });

  // A terminal of its own, by the util-linux command that every Linux has; stdout leads elsewhere.
  test.skipIf(process.platform !== "linux")("a passphrase that isn't set is asked for on a terminal", async () => {
    const { PULUMI_CONFIG_PASSPHRASE: passphrase, ...env } = project.engine.env;
    const command = `stty cols 120 rows 40; '${process.execPath}' '${path.resolve("bin/cwroles.js")}' plan > plan.txt`;
    const child = spawn("script", ["-qec", command, "/dev/null"], {
      cwd: project.directory,
      env: { ...env, TERM: "xterm" },
    });
    let shown = "";
    child.stdout.on("data", (chunk) => {
      const isAsked = /The passphrase of the stack/.test(shown);
      shown += String(chunk);
      if (!isAsked && /The passphrase of the stack/.test(shown)) child.stdin.write(`${passphrase}\r`);
    });
    const [code] = await once(child, "close");
    expect(code, shown).toBe(2);
    expect(readFileSync(path.join(project.directory, "plan.txt"), "utf8")).toContain("Service Tickets");
  });

  test("a key in the environment goes before the engine's", async () => {
    const { code } = await run(["plan"], {
      PULUMI_CONFIG_PASSPHRASE: "other",
      CONNECTWISE_PRIVATE_KEY: SECRET,
    });
    expect(code).toBe(2);
  });

  test.each([[[]], [["--non-interactive"]]])(
    "an import by id is refused with the way there is, after %j",
    async (before) => {
      const type = "pulumi-nodejs:dynamic/connectwise:SecurityRole";
      const { code, stderr } = await run(["pulumi", ...before, "import", type, "role", "5", "--yes"]);
      expect(code).toBe(1);
      expect(stderr).toContain("can't be imported by id: declare them");
    },
  );

  test("what stands after a -- of Pulumi's own stays a value", async () => {
    expect((await run(["pulumi", "config", "set", "note", "--", "-5"])).code).toBe(0);
    expect((await run(["pulumi", "config", "get", "note"])).stdout.trim()).toBe("-5");
  });

  test("where there is no engine, and none to be had, what was tried is told without a stack", async () => {
    const { PATH: _, ...rest } = project.engine.env;
    const env = { ...rest, PATH: path.dirname(process.execPath), CWROLES_CACHE: project.directory, HTTPS_PROXY: "" };
    const { code, stderr } = await cwroles(["preview"], project.directory, env);
    expect(code).toBe(1);
    expect(stderr).toContain("There is no Pulumi engine, and none could be fetched. Tried:");
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test("a proxy gets nothing of what the engine and its processes say to each other", async () => {
    const proxy = await forwardProxy("403 Forbidden");
    const everywhere = { http_proxy: proxy.url, https_proxy: proxy.url, HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const { code, stdout, stderr } = await run(["preview", "--non-interactive"], everywhere);
    proxy.close();
    expect({ code, requests: proxy.requests }, stdout + stderr).toEqual({ code: 0, requests: [] });
  });

  test("preview, up and destroy are Pulumi's, with its output and exit codes", async () => {
    const preview = await run(["preview", "--expect-no-changes", "--non-interactive"]);
    expect(preview.code).not.toBe(0);
    expect(preview.stdout + preview.stderr).toContain("4 to create");
    const up = await run(["up", "--yes", "--skip-preview", "--", "--non-interactive"]);
    expect(up.code, up.stdout + up.stderr).toBe(0);
    expect(up.stdout).toContain("4 created");
    expect((await run(["pulumi", "stack", "output", "exact"])).stdout.trim()).toBe("true");
    expect((await run(["plan"])).code).toBe(0);
    expect((await run(["destroy", "--yes", "--skip-preview"])).code).toBe(0);
    expect((await run(["up", "--no-such-flag"])).code).not.toBe(0);
  });
});
