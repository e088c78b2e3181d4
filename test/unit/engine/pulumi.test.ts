import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IsolatedPulumi } from "../../../engine/isolatedPulumi.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cwroles pulumi-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function isolated(env: NodeJS.ProcessEnv = {}, pulumi = "/engine/pulumi") {
  const variables = { PULUMI_SKIP_UPDATE_CHECK: "true" };
  const engine = { pulumi, bin: "/engine", version: "3.230.0", source: "cached" as const, variables, env };
  return new IsolatedPulumi(engine, { folder, cwd: folder, passphrase: "demo" });
}

describe("an isolated Pulumi", () => {
  it("takes nothing of the user's own engine or tenant", () => {
    const { env } = isolated({
      PATH: "/engine:/usr/bin",
      PULUMI_ACCESS_TOKEN: "user's",
      PULUMI_STACK: "user's",
      PULUMI_CONFIG_PASSPHRASE_FILE: "user's",
      CONNECTWISE_SITE: "api-na.myconnectwise.net",
      CONNECTWISE_PRIVATE_KEY: "user's",
    });
    expect(env).toEqual({
      PATH: "/engine:/usr/bin",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: expect.stringMatching(/^file:\/\/.*\/cwroles%20pulumi-.*\/state$/),
      PULUMI_CONFIG_PASSPHRASE: "demo",
    });
  });
});

// The stand-in for pulumi is a shell script that notes how it was called.
describe.skipIf(process.platform === "win32")("a stack after a killed run", () => {
  const calls = () => (existsSync(path.join(folder, "calls")) ? readFileSync(path.join(folder, "calls"), "utf8") : "");

  function stack({ pending }: { pending: boolean }) {
    const pulumi = path.join(folder, "pulumi");
    const deployment = pending ? { pending_operations: [{ type: "creating" }] } : {};
    writeFileSync(
      pulumi,
      `#!/bin/sh\necho "$@" >>'${folder}/calls'\n[ "$2" = export ] && echo '${JSON.stringify({ deployment })}'\nexit 0\n`,
    );
    chmodSync(pulumi, 0o755);
    return isolated({ PATH: process.env.PATH }, pulumi);
  }

  function lock(pid: number) {
    const locks = path.join(folder, "state", ".pulumi", "locks", "organization", "project", "dev");
    mkdirSync(locks, { recursive: true });
    writeFileSync(path.join(locks, "1.json"), JSON.stringify({ pid, hostname: hostname() }));
    writeFileSync(path.join(locks, "1.json.attrs"), "{}");
  }

  it("is left alone when it is in order", async () => {
    expect(await stack({ pending: false }).repairState("dev")).toBe(false);
    expect(calls()).toBe("stack export --stack dev --non-interactive\n");
  });

  it("is unlocked when the run that locked it is gone", async () => {
    lock(2 ** 22 + 1);
    expect(await stack({ pending: false }).repairState("dev")).toBe(true);
    expect(calls()).toContain("cancel --yes dev");
  });

  it("stays locked while that run goes on", async () => {
    lock(process.pid);
    await expect(stack({ pending: false }).repairState("dev")).rejects.toThrow(`process ${process.pid}`);
    expect(calls()).toBe("");
  });

  it("forgets resources of which nobody knows whether they came to be", async () => {
    expect(await stack({ pending: true }).repairState("dev", ["--config-file", "x"])).toBe(true);
    expect(calls()).toContain("refresh --yes --clear-pending-creates --stack dev --config-file x");
  });
});
