import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { cwroles, stackFolder } from "../helpers/cli";
import { KEYS, useServers } from "../helpers/doctor";
import { useFolder } from "../helpers/folder";
import { connectionTo } from "../helpers/project";

const empty = useFolder();

const servers = useServers();

function projectOf(config: Record<string, string>, stack?: string) {
  const project = stackFolder(config, stack);
  servers.add({ close: project.remove });
  return project.folder;
}

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

describe("cwroles doctor", () => {
  test("prints a line a check of the stack's connection, and what it sent", async () => {
    const sandbox = await servers.sandbox();
    const { code, stdout, stderr } = await cwroles(["doctor"], projectOf(connectionTo(sandbox)));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = linesOf(stdout);
    expect(lines[0]).toBe("ok       Configuration: stack test, and from the environment what it lacks");
    expect(lines[1]).toBe(`ok       Address: ${sandbox.url}`);
    expect(lines).toContain("skipped  Writing levels: asked only with --probe, since that sends a write");
    expect(lines.at(-1)).toBe("3 requests to the tenant, no write.");
    expect(lines.filter((line) => !/^(ok|skipped) /.test(line))).toHaveLength(1);
  });

  test("prints the next step and the help of a problem, and exits with 1", async () => {
    const sandbox = await servers.sandbox();
    const folder = projectOf({ ...connectionTo(sandbox), "connectwise:privateKey": "s3cretWr0ng" });
    const { code, stdout, stderr } = await cwroles(["doctor"], folder);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const lines = linesOf(stdout);
    const problem = lines.findIndex((line) => line.startsWith("problem  Keys: GET /system/info answered 401"));
    expect(lines[problem + 1]).toMatch(/^ {9}→ Check connectwise:publicKey and privateKey/);
    expect(lines[problem + 2]).toBe(
      "         → node_modules/connectwise-roles/docs/troubleshooting.md#401-unauthorized",
    );
    expect(stdout).not.toContain("s3cretWr0ng");
  });

  test("refuses a company id that the engine would read otherwise", async () => {
    const folder = projectOf({}, "acme");
    writeFileSync(path.join(folder, "Pulumi.acme.yaml"), "config:\n  connectwise:companyId: 00123\n");
    const { code, stdout, stderr } = await cwroles(["doctor"], folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/Pulumi\.acme\.yaml:2:3: config\.connectwise:companyId: a number .*; put it in quotes\n$/);
  });

  test("--json needs no project: everything may come from the environment", async () => {
    const { url } = await servers.sandbox();
    const environment = { ...KEYS, CONNECTWISE_SITE: url, CONNECTWISE_COMPANY_ID: "sandbx" };
    const { code, stdout } = await cwroles(["doctor", "--json"], empty.path, environment);
    const { findings, requests, writes } = JSON.parse(stdout);
    expect({ code, requests, writes }).toEqual({ code: 1, requests: 2, writes: 0 });
    expect(findings[0]).toEqual({
      check: "configuration",
      title: "Configuration",
      status: "ok",
      detail: "no stack here: from the environment",
    });
    expect(findings.filter(({ status }: { status: string }) => status === "problem")).toEqual([
      expect.objectContaining({
        check: "companyId",
        nextStep: expect.stringContaining("connectwise:companyId"),
        help: "node_modules/connectwise-roles/docs/troubleshooting.md#company-id-not-found",
      }),
    ]);
  });

  test("says everything that isn't set, where nothing is", async () => {
    const { code, stdout } = await cwroles(["doctor"], empty.path);
    expect(code).toBe(1);
    for (const key of ["site", "companyId", "publicKey", "privateKey", "clientId"])
      expect(stdout).toContain(`connectwise:${key}: not set`);
    expect(linesOf(stdout).at(-1)).toBe("0 requests to the tenant, no write.");
  });

  test("--probe asks with one write about the role of the stack", async () => {
    const sandbox = await servers.sandbox({ settings: "read-only" });
    sandbox.tenant.addRole("Integration Sync");
    const { code, stdout } = await cwroles(["doctor", "--probe"], projectOf(connectionTo(sandbox)));
    expect(code).toBe(1);
    expect(stdout).toMatch(/problem {2}Writing levels: PATCH of .* of "Integration Sync" .* answered 405/);
    expect(linesOf(stdout).at(-1)).toMatch(/^\d+ requests to the tenant, 1 of them a write\.$/);
  });

  test("asks which stack, where there are several", async () => {
    const folder = projectOf({}, "acme");
    writeFileSync(path.join(folder, "Pulumi.umbrella.yaml"), "config: {}\n");
    const { code, stdout, stderr } = await cwroles(["doctor"], folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("There are: acme, umbrella");
  });

  test("--help names the stack and the exit codes", async () => {
    const { code, stdout } = await cwroles(["doctor", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("npx cwroles doctor --stack acme");
    expect(stdout).toContain("Exit codes: 0 no problem, 1 a problem.");
  });
});

describe("over TLS", () => {
  const trusting = (ca: string | undefined) => ({ ...KEYS, NODE_EXTRA_CA_CERTS: empty.write("ca.pem", ca ?? "") });

  test("a tenant whose CA is named in NODE_EXTRA_CA_CERTS is trusted", async () => {
    const { url, ca } = await servers.sandbox({ tls: true, cloudHost: "api-na.myconnectwise.net" });
    const { code, stdout } = await cwroles(["doctor"], empty.path, { ...trusting(ca), CONNECTWISE_SITE: url });
    expect(stdout).toContain("ok       Connection: answers, and its certificate is trusted");
    expect(code).toBe(0);
  });

  test("verification switched off is a problem", async () => {
    const { url } = await servers.sandbox({ tls: true });
    const off = { ...KEYS, CONNECTWISE_SITE: url, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const { code, stdout } = await cwroles(["doctor"], empty.path, off);
    expect(code).toBe(1);
    expect(stdout).toContain("problem  Connection: certificates aren't verified");
  });

  test("the cloud's login page with status 200 isn't taken for an answer", async () => {
    const { url, ca } = await servers.sandbox({ tls: true, cloudHost: "na.myconnectwise.net" });
    const { code, stdout } = await cwroles(["doctor"], empty.path, { ...trusting(ca), CONNECTWISE_SITE: url });
    expect(code).toBe(1);
    expect(stdout).toMatch(/problem {2}API: GET \/system\/info answered 200\.\n.*a web page, not the API.*api-/);
  });
});
