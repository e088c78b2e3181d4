import { afterEach, describe, expect, test } from "vitest";
import { readSeed, type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox";
import { cwroles, stackFolder } from "../helpers/cli";
import { useFolder } from "../helpers/folder";
import { connectionTo } from "../helpers/project";
import { writesTo } from "../helpers/tenant";

const files = useFolder();
let sandbox: Sandbox;
let remove = () => {};
let folder: string;

afterEach(async () => {
  expect(writesTo(sandbox)).toEqual([]);
  remove();
  await sandbox.close();
});

/** A stack of a sandbox's tenant, and `cwroles plan` in its folder. */
async function begin(options: SandboxOptions = {}, config: Readonly<Record<string, unknown>> = {}) {
  sandbox = await startSandbox(options);
  const stack = stackFolder({ ...connectionTo(sandbox), "connectwise-roles:profile": "wise-sync", ...config });
  remove = stack.remove;
  folder = stack.folder;
  return (...args: string[]) => cwroles(["plan", ...args], stack.folder);
}

const seeded = (yaml: string): SandboxOptions => ({ seed: readSeed(files.write("tenant.yaml", yaml)) });

const TENANT = `
company: { id: sandbox, name: Acme IT }
departments: [{ identifier: Help, name: Helpdesk }]
locations: [{ name: Lyon, businessUnits: [Help] }]
functions: { add: { System: [Our Own Screen, Second Screen] } }
roles:
  - { name: Admin, admin: true }
  - { name: Integration Sync, levels: { Companies: { Contacts: All } } }
members:
  - { identifier: Api, firstName: Api, licenseClass: A, role: Admin, keys: [{ publicKey: public, privateKey: private }] }
  - { identifier: integration, firstName: I, licenseClass: A, role: Admin, location: Lyon, businessUnit: Help }
`;
const PLACE = { "connectwise-roles:location": "Lyon", "connectwise-roles:businessUnit": "Helpdesk" };

describe("cwroles plan", () => {
  test("shows a role and a member that aren't there yet, by reads alone", async () => {
    const plan = await begin();
    const { code, stdout, stderr } = await plan();
    expect(code, stderr).toBe(2);
    expect(stdout).toContain('create the security role "Integration Sync"');
    expect(stdout).toContain("Finance › Invoicing: Edit, Delete, Inquire: None → All");
    expect(stdout).toContain(
      'create the member "integration": security role blank → Integration Sync, location blank → Main Office, business unit blank → Professional Services',
    );
    expect(stdout).toContain(
      "allow System > Table Setup > Customize: Invoicing / Tax Code, General / Manage Hosted API",
    );
    expect(stderr).toBe("7 requests to the tenant, no write.\n");
    expect(sandbox.requests()).toHaveLength(7);
  });

  test("shows what differs in a role and a member that are there, and the functions that nobody here has seen", async () => {
    const plan = await begin(seeded(TENANT), PLACE);
    const { code, stdout } = await plan();
    expect(code).toBe(2);
    expect(stdout).not.toContain("create the");
    expect(stdout).toContain("Companies › Contacts: Add, Edit, Delete: All → None");
    expect(stdout).toContain('update the member "integration": security role Admin → Integration Sync\n');
    expect(stdout).toContain(
      "2 functions this catalogue has not seen: System › Our Own Screen, System › Second Screen",
    );
  });

  test("names the variant of an older tenant", async () => {
    const plan = await begin({ version: "2019.2" });
    const { stdout } = await plan();
    expect(stdout).toContain("The profile's variant for tenants up to 2019.2 applies.");
    expect(stdout).toContain("Finance › Accounting Interface: Add, Edit, Delete, Inquire: None → All");
    expect(stdout).not.toContain("Invoicing");
  });

  test("names the digest that connectwise:reviewedPlan pins, which is known without a tenant, too", async () => {
    const plan = await begin({}, { "connectwise-roles:features": ["later-revision"] });
    const [subject] = JSON.parse((await plan("--json")).stdout).subjects;
    const { stdout } = await cwroles(["profiles", "digest", "--json"], folder);
    expect(JSON.parse(stdout)).toEqual([
      {
        stack: "test",
        role: "Integration Sync",
        profile: "wise-sync",
        features: ["later-revision"],
        digest: subject.digest.after,
      },
    ]);
    const others = await Promise.all(
      [
        ["--role", "Other"],
        ["--profile", "immybot"],
      ].map(async (flags) => (await plan(...flags)).stdout),
    );
    for (const other of others) expect(other).not.toContain(subject.digest.after);
  });

  test("adds the features that the stack chooses", async () => {
    const plan = await begin({}, { "connectwise-roles:features": ["later-revision"] });
    expect((await plan()).stdout).toContain("Companies › Team Members: Inquire: None → All");
    const other = await begin({}, { "connectwise-roles:features": ["later-revisions"] });
    const { code, stderr } = await other();
    expect(code).toBe(1);
    expect(stderr).toMatch(/no feature "later-revisions".*did you mean later-revision\?/);
  });

  test.each([
    ["a role that others hold", { "connectwise-roles:role": "Service Technician" }, /CLi, .* hold it too/],
    ["the member whose key is in use", { "connectwise-roles:member": "RolesAsCode" }, /whose key is in use/],
  ])("says where pulumi up would refuse: %s", async (_, config, reason) => {
    const plan = await begin({}, config);
    const { code, stdout } = await plan();
    expect(code).toBe(2);
    expect(stdout).toMatch(/Unless the stack's state has it already, pulumi up stops here: .*/);
    expect(stdout).toMatch(reason);
  });

  test("stops at a role of administrators, whoever made it", async () => {
    const plan = await begin({}, { "connectwise-roles:role": "Admin" });
    const { code, stderr } = await plan();
    expect(code).toBe(1);
    expect(stderr).toContain("one of administrators (adminFlag), which is never changed");
  });

  test("says that a member's id is in use by one of the other kind, or that a full one can't be made", async () => {
    const taken = await begin({}, { "connectwise-roles:member": "CLi" });
    expect((await taken()).stderr).toContain('Caution: The member id "CLi" is in use, but not by an API member.');
    remove();
    await sandbox.close();
    const full = await begin({}, { "connectwise-roles:memberKind": "full" });
    expect((await full()).stderr).toContain('Caution: There is no member "integration".');
  });

  test("is JSON and Markdown for programs and pull requests", async () => {
    const plan = await begin(seeded(TENANT), PLACE);
    const json = await plan("--json");
    expect(json.code).toBe(2);
    expect(JSON.stringify(JSON.parse(json.stdout))).toContain("Contacts");
    const markdown = await plan("--format", "markdown");
    expect(markdown.stdout).toMatch(/^\|.*Contacts.*\|$/m);
  });

  test("finds nothing where the tenant is as asked; a role that isn't the stack's is compared without its member", async () => {
    const levels = "Finance: { Accounting Interface: All }";
    const exact = TENANT.replace("Companies: { Contacts: All }", levels);
    const plan = await begin({ ...seeded(exact), version: "2019.2" }, { ...PLACE, "connectwise-roles:role": "Other" });
    const { code, stdout } = await plan("--role", "Integration Sync");
    expect(stdout).toContain("no change");
    expect(code).toBe(0);
  });

  test("asks for the key that only the engine can decrypt", async () => {
    sandbox = await startSandbox();
    const { "connectwise:privateKey": key, ...rest } = connectionTo(sandbox);
    const stack = stackFolder({ ...rest, "connectwise:privateKey": { secure: "v1:abc" } });
    remove = stack.remove;
    const requested = await cwroles(["plan"], stack.folder);
    expect(requested.code).toBe(1);
    expect(requested.stderr).toContain("the engine can't decrypt it");
    expect(requested.stderr).toContain("or give the key itself in CONNECTWISE_PRIVATE_KEY");
    const given = await cwroles(["plan"], stack.folder, { CONNECTWISE_PRIVATE_KEY: String(key) });
    expect(given.code).toBe(2);
  });

  test("answers two roles of one name, an unknown stack and a wrong key with one sentence each", async () => {
    const plan = await begin(seeded(TENANT.replace("roles:\n", "roles:\n  - { name: Integration Sync }\n")), PLACE);
    expect(await plan()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has 2 security roles "Integration Sync"'),
    });
    expect((await plan("--stack", "tset")).stderr).toContain("did you mean test?");
    const wrong = stackFolder({ ...connectionTo(sandbox), "connectwise:privateKey": "wr0ng" });
    const { code, stderr } = await cwroles(["plan"], wrong.folder);
    wrong.remove();
    expect(code).toBe(1);
    expect(stderr).toContain("Check connectwise:companyId, publicKey and privateKey.");
    expect(stderr).not.toMatch(/wr0ng|^\s+at /m);
  });
});
