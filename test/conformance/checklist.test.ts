/** `cwroles checklist` against the sandbox, and an administrator who knows only what it prints. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { boxesIn, boxesOn, workOff } from "../helpers/administrator";
import { useBrowser } from "../helpers/browser";
import { cwroles, stackFolder } from "../helpers/cli";
import { documented } from "../helpers/documented";
import { connectionTo } from "../helpers/project";
import { grantsOf, writesTo } from "../helpers/tenant";

const ROLE = "Integration Sync";
const browser = useBrowser({ scripts: true });

let sandbox: Sandbox;
let folder: string;
let remove = () => {};

afterEach(async () => {
  expect(writesTo(sandbox)).toEqual([]);
  remove();
  await sandbox.close();
});

/** A stack of a tenant whose API sets no levels, and `cwroles checklist` in its folder. */
async function begin(profile: string, config: Readonly<Record<string, unknown>> = {}) {
  sandbox = await startSandbox({ settings: "read-only" });
  const stack = stackFolder({ ...connectionTo(sandbox), "connectwise-roles:profile": profile, ...config });
  ({ folder, remove } = stack);
  return (...args: string[]) => cwroles(["checklist", ...args], folder);
}

/** A role of that name with levels that are wrong in both directions. */
function addWrongRole() {
  sandbox.tenant.addRole(ROLE);
  sandbox.tenant.setLevel(ROLE, "Service Desk", "Service Tickets", "add", "My");
  sandbox.tenant.setLevel(ROLE, "Service Desk", "Knowledge Base", "delete", "All");
  sandbox.tenant.setLevel(ROLE, "Companies", "Contacts", "inquire", "My");
}

const customizeOf = (role: string) =>
  sandbox.tenant.store.customize.get(sandbox.tenant.roles().find(({ name }) => name === role)?.id ?? 0);

/** What the command prints or writes, as the lines beside its boxes. */
const WAYS = {
  text: async (checklist: (...args: string[]) => ReturnType<typeof cwroles>) => boxesIn((await checklist()).stdout),
  Markdown: async (checklist: (...args: string[]) => ReturnType<typeof cwroles>) =>
    boxesIn((await checklist("--format", "markdown")).stdout),
  "the page": async (checklist: (...args: string[]) => ReturnType<typeof cwroles>) => {
    const file = path.join(folder, "checklist.html");
    await checklist("--html", file);
    return boxesOn(browser.page, file);
  },
};

describe("an administrator who does what it says, to the letter", () => {
  test.each(Object.entries(WAYS))("leaves the role exact, Customize entries included, by %s", async (_name, read) => {
    const checklist = await begin("wise-sync");
    addWrongRole();
    await workOff(browser.page, sandbox.url, ROLE, await read(checklist));
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
    expect(customizeOf(ROLE)).toEqual(["Invoicing / Tax Code", "General / Manage Hosted API"]);
  });

  test("has nothing left then, except to look at what the API doesn't show", async () => {
    const checklist = await begin("wise-sync");
    addWrongRole();
    await workOff(browser.page, sandbox.url, ROLE, boxesIn((await checklist()).stdout));
    const { code, stdout } = await checklist();
    expect(stdout).toContain(": 3 to do (2 Customize entries in 1 module, 1 key pair; 21 clicks for one person)\n");
    expect(boxesIn(stdout)).toEqual([
      "System › Table Setup › Customize: allow Invoicing / Tax Code",
      "System › Table Setup › Customize: allow General / Manage Hosted API",
      'integration: make a key pair with the description "Wise-Sync"',
    ]);
    expect(stdout).toContain("They may be allowed already");
    expect(code).toBe(2);
  });

  test("has nothing left at all where the profile asks for no Customize entries", async () => {
    const checklist = await begin("kaseya-quote-manager", {
      "connectwise-roles:member": "RMMBridge",
      "connectwise-roles:location": "Main Office",
      "connectwise-roles:businessUnit": "Service",
    });
    addWrongRole();
    await workOff(browser.page, sandbox.url, ROLE, boxesIn((await checklist()).stdout));
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["kaseya-quote-manager"]);
    const { code, stdout } = await checklist();
    expect(stdout).toContain("nothing is left");
    expect(stdout).toContain("The API doesn't show whether the member has a key pair.");
    expect(boxesIn(stdout)).toEqual([]);
    expect(code).toBe(0);
  });
});

describe("cwroles checklist", () => {
  test("names each level in the order of the web client, by reads alone", async () => {
    const checklist = await begin("wise-sync");
    addWrongRole();
    const { code, stdout, stderr } = await checklist();
    expect(boxesIn(stdout).filter((line) => line.includes("Service") || line.includes("Contacts"))).toEqual([
      "Companies › Contacts: Inquire My → All",
      "Service Desk › Knowledge Base: Delete All → None",
      "Service Desk › Service Tickets: Add My → None, Inquire None → All",
    ]);
    expect(stderr).toMatch(/^\d+ requests to the tenant, no write\.\n$/);
    expect(code).toBe(2);
  });

  test("begins with the role where it isn't there", async () => {
    const checklist = await begin("wise-sync");
    const { stdout } = await checklist();
    expect(boxesIn(stdout)[0]).toBe(`Create the role "${ROLE}"`);
    expect(stdout).not.toContain("They may be allowed already");
  });

  test("says where the member belongs, by name", async () => {
    const checklist = await begin("n-able-rmm", {
      "connectwise-roles:role": "RMM Integration",
      "connectwise-roles:member": "RMMBridge",
      "connectwise-roles:location": "Sydney",
      "connectwise-roles:businessUnit": "Service",
    });
    sandbox.tenant.setMember("RMMBridge", { location: null });
    const { stdout } = await checklist();
    expect(boxesIn(stdout).at(-2)).toBe("RMMBridge: Location blank → Sydney");
  });

  test("says beforehand what pulumi up would refuse", async () => {
    const checklist = await begin("n-able-rmm", { "connectwise-roles:role": "RMM Integration" });
    expect((await checklist()).stdout).toMatch(/Caution: .*RMMBridge holds it too/);
  });

  test("--json has every level as data", async () => {
    const checklist = await begin("wise-sync");
    addWrongRole();
    const { stdout } = await checklist("--json");
    const { total, effort, steps } = JSON.parse(stdout);
    const [levels] = steps;
    expect(total).toBe(21);
    expect(effort).toEqual({ cells: 26, modules: 6, entries: 2, keyPairs: 1, clicks: 78 });
    expect(levels.groups[0]).toMatchObject({ title: "Companies" });
    expect(levels.groups[0].tasks[1]).toEqual({
      subject: "levels",
      module: "Companies",
      function: "Contacts",
      cells: [{ verb: "inquire", before: "My", after: "All" }],
    });
  });

  test("--offline lists a new role's levels from the profile alone", async () => {
    const checklist = await begin("wise-sync");
    const { code, stdout } = await checklist("--offline", "--format", "markdown");
    expect(boxesIn(stdout)).toContain("Finance › Invoicing: Edit All, Delete All, Inquire All");
    expect(stdout).toContain("Every level that isn't listed is None.");
    expect(stdout).toContain("Tenants up to version 2019.2 need other levels");
    expect(sandbox.requests()).toEqual([]);
    expect(code).toBe(0);
  });

  test("an offline checklist is enough to make a role exact", async () => {
    const checklist = await begin("kaseya-quote-manager");
    const lines = boxesIn((await checklist("--offline")).stdout);
    sandbox.tenant.addRole(ROLE);
    await workOff(browser.page, sandbox.url, ROLE, lines);
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["kaseya-quote-manager"]);
  });

  test("--output takes a file, and a folder that isn't there is told without a stack", async () => {
    const checklist = await begin("wise-sync");
    const file = path.join(folder, "left.md");
    const { stdout } = await checklist("--format", "markdown", "--output", file);
    expect(stdout).toBe("");
    expect(boxesIn(readFileSync(file, "utf8"))).toHaveLength(21);
    const failed = await checklist("--html", path.join(folder, "nowhere", "page.html"));
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/page\.html can't be written: there is no folder/);
    expect(failed.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(path.join(folder, "nowhere"))).toBe(false);
  });
});
