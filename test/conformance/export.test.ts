/** `cwroles export` against the sandbox, and back through what compares a tenant with a profile. */
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseProfile } from "../../core/profile/parse";
import { profileRequest } from "../../core/profile/request";
import { type Sandbox, startSandbox } from "../../sandbox";
import { inspect } from "../../tenant/apply/inspect";
import { cwroles, stackFolder } from "../helpers/cli";
import { connectionTo } from "../helpers/project";
import { gatewayTo } from "../helpers/sites";
import { writesTo } from "../helpers/tenant";

let sandbox: Sandbox;
let folder: string;
let remove = () => {};

beforeEach(async () => {
  sandbox = await startSandbox();
  ({ folder, remove } = stackFolder(connectionTo(sandbox)));
  // A copy of its own, to write to.
  const profiles = path.join(folder, "profiles");
  rmSync(profiles);
  cpSync(path.resolve("profiles"), profiles, { recursive: true });
});

afterEach(async () => {
  expect(writesTo(sandbox)).toEqual([]);
  remove();
  await sandbox.close();
});

const exporting = (...args: string[]) => cwroles(["export", ...args], folder);
const written = (file: string) => readFileSync(path.join(folder, file), "utf8");

describe("an exported role", () => {
  test.each(["RMM Integration", "Service Technician", "Finance"])("%s is as the profile asks", async (role) => {
    const { code, stdout, stderr } = await exporting(role, "--output", "-");
    expect(code, stderr).toBe(0);
    const { profile, problems } = parseProfile(stdout, "exported.yaml");
    expect(problems).toEqual([]);
    if (!profile) throw new Error("The export can't be read");
    const { changes, notes } = await inspect(gatewayTo(sandbox.url), { name: role, ...profileRequest(profile) });
    expect({ changes, notes }).toEqual({ changes: [], notes: [] });
  });

  test("goes to the profiles, where it is valid and cwroles plan finds nothing to change", async () => {
    const { code, stderr } = await exporting("RMM Integration");
    expect(code, stderr).toBe(0);
    const file = path.join("profiles", "rmm-integration.yaml");
    expect(stderr).toBe(`${file}: what "RMM Integration" grants.\n3 requests to the tenant, no write.\n`);
    expect((await cwroles(["profiles", "validate"], folder)).code).toBe(0);
    const planned = await cwroles(["plan", "--profile", "rmm-integration", "--role", "RMM Integration"], folder);
    expect(planned.code, planned.stdout).toBe(0);
    sandbox.tenant.setLevel("RMM Integration", "Companies", "Contacts", "add", "My");
    const drifted = await cwroles(["plan", "--profile", "rmm-integration", "--role", "RMM Integration"], folder);
    expect(drifted.code).toBe(2);
  });

  test("says of which tenant it is, unless it is told otherwise", async () => {
    await exporting("Finance", "--id", "books");
    expect(parseProfile(written("profiles/books.yaml"), "books.yaml").profile).toMatchObject({
      name: "Finance",
      vendor: "sandbox",
      source: { url: sandbox.url, title: 'The security role "Finance" of sandbox, read over its API' },
    });
    await exporting("Finance", "--id", "books", "--force", "--name", "Books", "--vendor", "Example");
    expect(parseProfile(written("profiles/books.yaml"), "books.yaml").profile).toMatchObject({
      name: "Books",
      vendor: "Example",
    });
  });
});

describe("cwroles export", () => {
  test("overwrites nothing unless it is told to", async () => {
    await exporting("Finance", "--output", "out.yaml");
    const before = written("out.yaml");
    const refused = await exporting("RMM Integration", "--output", "out.yaml");
    expect(refused.stderr).toContain("out.yaml is already there. Overwrite it with --force.");
    expect(refused.code).toBe(1);
    expect(written("out.yaml")).toBe(before);
    expect((await exporting("RMM Integration", "--output", "out.yaml", "--force")).code).toBe(0);
    expect(written("out.yaml")).toContain("name: RMM Integration");
  });

  test("answers a misspelt role with the nearest", async () => {
    const { code, stderr } = await exporting("RM Integration");
    expect(stderr).toContain('no security role "RM Integration"; did you mean RMM Integration?');
    expect(code).toBe(1);
  });

  test("asks for an id where the role's name gives none, and refuses one that leads elsewhere", async () => {
    sandbox.tenant.renameRole("Finance", "財務");
    expect((await exporting("財務")).stderr).toContain("--id");
    expect((await exporting("財務", "--id", "../finance")).code).toBe(1);
    expect(existsSync(path.join(folder, "finance.yaml"))).toBe(false);
    expect((await exporting("財務", "--id", "finance-role")).code).toBe(0);
  });

  test("tells a level that no profile can ask for, and ends as a difference", async () => {
    sandbox.tenant.setLevel("Finance", "Sales", "Sales Funnel", "delete", "Mine" as never);
    const { code, stdout, stderr } = await exporting("Finance", "--output", "-");
    expect(stderr).toContain("No profile can ask for Sales › Sales Funnel: Delete Mine");
    expect(stdout).toContain("#   Sales › Sales Funnel: Delete Mine\n");
    expect(code).toBe(2);
  });
});
