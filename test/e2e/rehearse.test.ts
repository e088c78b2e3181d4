/** A stack on a copy of its tenant, by the real engine: the tenant itself is only read, and nothing is left on the machine. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensureEngine } from "../../engine/engine.mjs";
import { type Sandbox, startSandbox } from "../../sandbox";
import { cwroles } from "../helpers/cli";
import { FLEET_KEYS, fleetFolder, formerSeed } from "../helpers/fleetFolder";
import { connectionTo, Project } from "../helpers/project";
import { writesTo } from "../helpers/tenant";

const KEYS = { publicKey: "the-real-key", privateKey: "the-real-secret" };
const CLI = path.resolve(__dirname, "../../bin/cwroles.js");

let sandbox: Sandbox;
let project: Project;
let temporary: string;

/** What a user has set: the project's own backend, and a place for temporary files that can be looked at. */
const environment = (): NodeJS.ProcessEnv => ({ ...project.engine.env, TMPDIR: temporary });
const rehearse = (...args: string[]) =>
  cwroles(["rehearse", "--stack", "test", ...args], project.directory, environment());

/** Files below a folder that hold a text; none where the folder goes while it is looked at. */
function filesWith(text: string, folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, "utf8").includes(text));
}

describe("a rehearsal of a stack, by the real pulumi", { timeout: 300_000 }, () => {
  beforeEach(async () => {
    sandbox = await startSandbox({ companies: [{ id: "sandbox", keys: KEYS }], settings: "read-only" });
    const connection = { ...connectionTo(sandbox), "connectwise:publicKey": KEYS.publicKey };
    const { "connectwise:privateKey": _, ...config } = connection as Record<string, string>;
    project = await Project.create({
      ...config,
      ...{ "connectwise-roles:profile": "wise-sync", "connectwise-roles:role": "Sales Rep" },
      ...{ "connectwise-roles:member": "GPatel", "connectwise-roles:memberKind": "full" },
      "connectwise-roles:force": "Sales Rep",
    });
    await project.engine.run([
      "config",
      "set",
      "--secret",
      "connectwise:privateKey",
      KEYS.privateKey,
      "--stack",
      "test",
    ]);
    temporary = path.join(project.directory, "../tmp");
    mkdirSync(temporary);
  });

  afterEach(async () => {
    await sandbox.close();
    project.remove();
  });

  test("goes from preview to destroy with its own state, plays the administrator, and gives everything back", async () => {
    const first = await project.up();
    expect(first.output).toContain("rows are left");
    const config = readFileSync(path.join(project.directory, "Pulumi.test.yaml"), "utf8");
    sandbox.clearRequests();
    const found = new Set<string>();
    const watch = setInterval(() => {
      try {
        for (const text of [KEYS.privateKey, "HJones"]) for (const file of filesWith(text, temporary)) found.add(file);
      } catch {
        // It went while it was looked at.
      }
    }, 200);
    const { code, stdout, stderr } = await rehearse("--html", "rehearsal.html");
    clearInterval(watch);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain("With the stack's own state: as its next up would go.");
    expect(stdout).toContain("refuses to set levels, as ConnectWise publishes it (--settings read-only)");
    const marks = stdout.split("\n").filter((line) => /^[✓!…✗–] /.test(line));
    expect(marks.map((line) => line.replace(/:.*/, ""))).toEqual([
      "✓ Preview",
      ...["… Up", "✓ An administrator's visit", "✓ Up"],
      ...["✓ Drift", "✓ Up once more"],
      ...["… Destroy", "✓ An administrator's visit", "✓ Destroy"],
    ]);
    expect(stdout).toContain(`Security role "Sales Rep" (id 5): changed`);
    expect(stdout).toMatch(/Finance › Invoicing: .*All \[broadened, high risk\]/);
    expect(stdout).toContain(
      'Member "GPatel": location London → Main Office, business unit Sales → Professional Services',
    );
    expect(stdout).toContain("Destroy gave everything back.");
    expect(stdout).toMatch(/Sent to sandbox: \d+ requests, all GET\./);
    expect(writesTo(sandbox)).toEqual([]);
    expect([...found]).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readFileSync(path.join(project.directory, "Pulumi.test.yaml"), "utf8")).toBe(config);
    const page = readFileSync(path.join(project.directory, "rehearsal.html"), "utf8");
    expect(page).toContain("Every step went as it should.");
    expect(page).not.toContain(KEYS.privateKey);
  });

  test("runs no up of a program that makes more than roles and members, and ends with Ctrl-C", async () => {
    const made = path.join(temporary, "../made");
    project.edit(
      "index.ts",
      (text) => `${text}
import * as pulumi from "@pulumi/pulumi";
class File extends pulumi.dynamic.Resource {}
const files = { create: async () => { require("node:fs").writeFileSync(${JSON.stringify(made)}, ""); return { id: "1" }; } };
new File(files, "file", {});
`,
    );
    const { code, stdout } = await rehearse("--json");
    const { steps, changes } = JSON.parse(stdout);
    expect(code, stdout).toBe(1);
    const outcomes = steps.map(({ name, outcome }: { name: string; outcome: string }) => `${name} ${outcome}`);
    expect(outcomes, stdout).toEqual([
      "preview done",
      "up failed",
      "drift skipped",
      "again skipped",
      "destroy skipped",
    ]);
    expect(steps[1].what).toContain("The program makes more than roles and members: pulumi-nodejs:dynamic:Resource");
    expect(changes).toBeUndefined();
    expect(existsSync(made)).toBe(false);

    const child = spawn(process.execPath, [CLI, "rehearse", "--stack", "test"], {
      ...{ cwd: project.directory, env: environment() },
    });
    let output = "";
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        const isFirst = !output.includes("Rehearsal of test");
        output += String(chunk);
        if (isFirst && output.includes("Rehearsal of test")) child.kill("SIGINT");
      });
    expect(await ended).toBe(1);
    expect(output).toContain("Interrupted: the copy is gone");
    expect(readdirSync(temporary)).toEqual([]);
    expect(writesTo(sandbox)).toEqual([]);
  });
});

describe("a rehearsal of a fleet's tenants, by the real pulumi", { timeout: 300_000 }, () => {
  test("tells of each whether it goes as it should, and what it fails at", async () => {
    await ensureEngine();
    const companies = [{ id: "former", seed: formerSeed(false) }, { id: "refused" }];
    const fleet = await startSandbox({ companies });
    const refused = { profiles: { "wise-sync": { location: "Nowhere" } } };
    const files = fleetFolder({ site: fleet.url, tenants: { former: {}, refused } });
    temporary = path.join(files.folder, "tmp");
    mkdirSync(temporary);
    try {
      const own = { ...FLEET_KEYS, TMPDIR: temporary };
      const { code, stdout, stderr } = await cwroles(
        ["fleet", "rehearse", "--settings", "writable", "--json"],
        files.folder,
        own,
      );
      expect(code, stdout + stderr).toBe(1);
      expect(stderr).toContain("1 of 2 tenants as it should be; failed: refused.");
      const { tenants } = JSON.parse(stdout);
      const told = new Map<string, (typeof tenants)[number]>(
        tenants.map((one: { tenant: string }) => [one.tenant, one]),
      );
      const { rehearsal } = told.get("former");
      expect(rehearsal).toMatchObject({ isFirstRun: true, exitCode: 0, settings: "writable", staying: [] });
      const outcomes = rehearsal.steps.map(
        ({ name, outcome }: { name: string; outcome: string }) => `${name} ${outcome}`,
      );
      expect(outcomes).toEqual(["preview done", "up done", "drift done", "again done", "destroy done"]);
      expect(rehearsal.changes.roles).toMatchObject([{ name: "Integration Sync", fate: "changed" }]);
      expect(rehearsal.changes.members).toMatchObject([{ identifier: "integration", fate: "changed" }]);
      expect(rehearsal.left).toMatchObject({ roles: [], members: [] });
      expect(told.get("refused").failure).toContain("Nowhere");
      expect(writesTo(fleet)).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      files.remove();
      await fleet.close();
    }
  });
});
