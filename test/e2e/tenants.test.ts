import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox";
import { documented } from "../helpers/documented";
import { connectionTo, Project } from "../helpers/project";
import { grantsOf, setByHand, writesTo } from "../helpers/tenant";

/** Wise-Sync's profile: the smaller of the two. */
const WISE_SYNC = { "connectwise-roles:profile": "wise-sync" };
const ROLE = "Integration Sync";

describe("tenants of every kind, by the real pulumi", { timeout: 180_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  async function begin(options: SandboxOptions = {}, config: Record<string, unknown> = {}) {
    sandbox = await startSandbox(options);
    project = await Project.create({ ...connectionTo(sandbox), ...WISE_SYNC, ...config });
  }

  afterEach(async () => {
    await sandbox.close();
    project.remove();
  });

  test.each([
    ["refuses to write levels", "read-only"],
    ["answers 200 and changes nothing", "false-200"],
  ] as const)("a tenant that %s ends with the exact list; once it is set by hand, up goes on", async (_, settings) => {
    await begin({ settings });
    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain(`"${ROLE}" isn't exact yet: 17 of `);
    expect(refused.output).toContain("  Finance › Invoicing: Edit None → All, Delete None → All, Inquire None → All\n");
    expect(refused.output).toContain("  Time & Expense › Reports: Inquire None → All\n");
    expect(refused.output).toContain(
      'All that the API can do is done: the role "Integration Sync" is there, "integration" has it with location and business unit.',
    );
    expect(writesTo(sandbox).map(({ method }) => method)).toEqual(["POST", "PATCH", "POST"]);
    expect(grantsOf(sandbox, ROLE)).toEqual([]);
    expect(sandbox.tenant.member("integration")).toMatchObject({
      role: ROLE,
      location: "Main Office",
      inactive: false,
    });
    expect(await project.outputs()).not.toMatchObject({ exact: true });
    setByHand(sandbox, ROLE, documented["wise-sync"]);
    sandbox.clearRequests();
    const { code, output } = await project.up();
    expect(code, output).toBe(0);
    expect(writesTo(sandbox)).toEqual([]);
    expect(await project.outputs()).toMatchObject({
      exact: true,
      levelsWrittenBy: "administrator",
      levelsEvidence: expect.stringMatching(/^PATCH .*(answered 405|a read shows)/),
    });
    expect(sandbox.tenant.member("integration").role).toBe(ROLE);
    expect(sandbox.tenant.roles().filter(({ name }) => name === ROLE)).toHaveLength(1);
    expect((await project.up("--refresh", "--expect-no-changes")).code).toBe(0);
    sandbox.tenant.setLevel(ROLE, "Companies", "Contacts", "inquire", "None");
    const drift = await project.preview("--refresh", "--diff");
    expect(drift.output).toMatch(/Contacts[\s\S]*inquire\s*: "None" => "All"/);
    expect((await project.up("--refresh")).output).toContain(`"${ROLE}" isn't exact yet: 1 of `);
  });

  test("a member waits while the role that is taken over grants more than is asked", async () => {
    await begin({ settings: "read-only" });
    sandbox.tenant.addRole(ROLE);
    sandbox.tenant.setLevel(ROLE, "Sales", "Opportunity", "inquire", "My");
    const broader = await project.up();
    expect(broader.code).not.toBe(0);
    expect(broader.output).toContain("Sales › Opportunity: Inquire My → None");
    expect(sandbox.tenant.members().map(({ identifier }) => identifier)).not.toContain("integration");
    sandbox.tenant.setLevel(ROLE, "Sales", "Opportunity", "inquire", "None");
    const narrow = await project.up();
    expect(narrow.output).toContain(`"${ROLE}" isn't exact yet: 17 of `);
    expect(sandbox.tenant.member("integration").role).toBe(ROLE);
  });

  test("a version up to 2019.2 gets its own variant", async () => {
    await begin({ version: "2019.2" });
    expect((await project.preview("--diff")).output).toMatch(/variant\s*: "up to 2019.2"/);
    expect((await project.up()).code).toBe(0);
    expect(grantsOf(sandbox, ROLE)).toEqual(["Finance › Accounting Interface: All All All All"]);
  });

  test("a role and a member that are there are adopted, and given back", async () => {
    await begin();
    sandbox.tenant.addRole(ROLE);
    sandbox.tenant.setLevel(ROLE, "Sales", "Opportunity", "inquire", "My");
    const member = "RMMBridge";
    const before = sandbox.tenant.member(member);
    project.configure({
      ...connectionTo(sandbox),
      ...WISE_SYNC,
      "connectwise-roles:member": member,
    });
    expect((await project.up()).code).toBe(0);
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
    expect(sandbox.tenant.roles().filter(({ name }) => name === ROLE)).toHaveLength(1);
    expect(sandbox.tenant.member(member).role).toBe(ROLE);
    expect((await project.destroy()).code).toBe(0);
    expect(sandbox.tenant.member(member)).toEqual(before);
    expect(grantsOf(sandbox, ROLE)).toEqual(["Sales › Opportunity: None None None My"]);
  });

  test("a full member gets role, location and business unit", async () => {
    await begin();
    const [person] = sandbox.tenant
      .members()
      .filter(({ licenseClass, inactive, role }) => licenseClass === "F" && !inactive && role !== "Admin");
    project.configure({
      ...connectionTo(sandbox),
      ...WISE_SYNC,
      "connectwise-roles:member": String(person?.identifier),
      "connectwise-roles:memberKind": "full",
      "connectwise-roles:location": "Sydney",
      "connectwise-roles:businessUnit": "Service",
    });
    expect((await project.up()).code).toBe(0);
    expect(sandbox.tenant.member(String(person?.identifier))).toMatchObject({
      role: ROLE,
      location: "Sydney",
      businessUnit: "Service",
    });
  });

  test("attended: nothing is written by the API; an earlier role that somebody deleted is made again", async () => {
    await begin();
    expect((await project.up()).code).toBe(0);
    sandbox.tenant.setMember("integration", { role: "Service Technician" });
    sandbox.tenant.removeRole(ROLE);
    project.configure({ ...connectionTo(sandbox), ...WISE_SYNC, "connectwise:levels": "attended" });
    sandbox.clearRequests();
    const { code, output } = await project.up("--refresh");
    expect(code).not.toBe(0);
    expect(output).toContain("17 of ");
    // The role, and the member that gets it.
    expect(writesTo(sandbox).map(({ path }) => path.replace(/^.*\/system\//, "").replace(/\d+/, "id"))).toEqual([
      "securityroles",
      "apiMembers/id",
    ]);
  });

  test("a role that other members hold isn't deleted, and the error says what to do", async () => {
    await begin();
    expect((await project.up()).code).toBe(0);
    const [other] = sandbox.tenant.members().filter(({ role, inactive }) => role === "Service Technician" && !inactive);
    sandbox.tenant.setMember(String(other?.identifier), { role: ROLE });
    const { code, output } = await project.destroy();
    expect(code).not.toBe(0);
    expect(output).toContain("Give them another role in System > Members");
    expect(output).not.toMatch(/^\s+at .*\(/m);
    expect(sandbox.tenant.roles().map(({ name }) => name)).toContain(ROLE);
  });

  test("a private key in plain text is warned of; an encrypted one stays out of state and output", async () => {
    await begin({}, { "connectwise:site": "na.myconnectwise.invalid" });
    expect((await project.preview()).output).toContain("pulumi config set --secret connectwise:privateKey");
    project.configure({ ...connectionTo(sandbox), ...WISE_SYNC });
    await project.engine.run(["config", "set", "--secret", "connectwise:privateKey", "private"]);
    const { output, code } = await project.up();
    expect(code).toBe(0);
    const state = await project.engine.run(["stack", "export"]);
    for (const text of [output, state]) expect(text).not.toMatch(/"private"|:private\b/);
  });

  test("a role that others hold is refused by name, and taken over when that is asked for", async () => {
    await begin({}, { "connectwise-roles:role": "Service Technician" });
    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(
      /"Service Technician" is already there, and .*\bhold it too\. Choose another role name/,
    );
    expect(writesTo(sandbox)).toEqual([]);
    await project.engine.run(["config", "set", "adopt", "always"]);
    const { code, output } = await project.up();
    expect(code, output).toBe(0);
    expect(grantsOf(sandbox, "Service Technician")).toEqual(documented["wise-sync"]);
  });

  test("what is protected isn't destroyed; what is to be retained stays as it is", async () => {
    await begin();
    project.edit("index.ts", (text) =>
      text
        .replace('force: config.get("force"),\n}', 'force: config.get("force"),\n}, { protect: true }')
        .replace('person: config.getObject("person") })', 'person: config.getObject("person") }, { protect: true })')
        .replace('name: config.get("memberName") })', 'name: config.get("memberName") }, { protect: true })'),
    );
    expect((await project.up()).code).toBe(0);
    sandbox.clearRequests();
    const refused = await project.destroy();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/resource .*role.* cannot be deleted/);
    expect(writesTo(sandbox)).toEqual([]);
    project.edit("index.ts", (text) => text.replaceAll("protect: true", "retainOnDelete: true"));
    expect((await project.up()).code).toBe(0);
    expect((await project.destroy()).code).toBe(0);
    expect(writesTo(sandbox)).toEqual([]);
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
    expect(sandbox.tenant.member("integration")).toMatchObject({ role: ROLE, inactive: false });
  });

  test("optional features are added, shown in the preview and the outputs, and taken away again", async () => {
    await begin({}, { "connectwise-roles:features": ["later-revision"] });
    expect((await project.preview("--diff")).output).toContain("later-revision");
    expect((await project.up()).code).toBe(0);
    expect(await project.outputs()).toMatchObject({ exact: true, features: ["later-revision"] });
    expect(grantsOf(sandbox, ROLE)).toContain("Companies › Team Members: None None None All");
    project.configure({ ...connectionTo(sandbox), ...WISE_SYNC });
    const { code, output } = await project.up();
    expect(code).toBe(0);
    expect(output).toContain("Companies › Team Members: Inquire All → None");
    expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
  });

  test("a role of administrators is refused", async () => {
    await begin({}, { "connectwise-roles:role": "Admin" });
    const { code, output } = await project.up();
    expect(code).not.toBe(0);
    expect(output).toContain('"Admin" is one of administrators (adminFlag), which is never changed');
    expect(writesTo(sandbox)).toEqual([]);
  });
});

describe("bad input stops a preview with one clear sentence, and changes nothing", { timeout: 60_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  beforeAll(async () => {
    sandbox = await startSandbox();
    project = await Project.create(connectionTo(sandbox));
  }, 60_000);

  afterAll(async () => {
    expect(writesTo(sandbox)).toEqual([]);
    await sandbox.close();
    project.remove();
  });

  test.each([
    ["a profile that isn't there", { "connectwise-roles:profile": "wise-synk" }, "did you mean wise-sync?"],
    ["a location that isn't there", { "connectwise-roles:location": "Sidney" }, "did you mean Sydney?"],
    [
      "a business unit of another location",
      { "connectwise-roles:location": "Sydney", "connectwise-roles:businessUnit": "Finance" },
      'the location "Sydney" has no business unit "Finance". There are: Admin, Professional Services, Service.',
    ],
    ["a blank location", { "connectwise-roles:location": "" }, "a location's name or id; it is never blank"],
    ["a role name that is too long", { "connectwise-roles:role": "R".repeat(31) }, "at most 30 characters"],
    ["a wrong key", { "connectwise:privateKey": "wrong" }, "Check connectwise:companyId, publicKey and privateKey."],
    ["a wrong address", { "connectwise:site": "http://127.0.0.1:9" }, "Start it with: npx cwroles sandbox"],
    ["a clientId that is none", { "connectwise:clientId": "mine" }, "connectwise:clientId: a GUID"],
  ])("%s", async (_, config, sentence) => {
    project.configure({ ...connectionTo(sandbox), ...config });
    const { code, output } = await project.preview();
    expect(code).not.toBe(0);
    expect(output).toContain(sentence);
    expect(output).not.toMatch(/^\s+at .*\(/m);
  });

  test("a profile that isn't the one that was reviewed, with both digests", async () => {
    const reviewed = `sha256:${"0".repeat(64)}`;
    project.configure({ ...connectionTo(sandbox), "connectwise:reviewedPlan": reviewed });
    const refused = await project.preview();
    expect(refused.code).not.toBe(0);
    const [digest = "none"] = /sha256:[1-9a-f][0-9a-f]{63}/.exec(refused.output) ?? [];
    expect(refused.output).toContain(`its digest is ${digest}, connectwise:reviewedPlan names ${reviewed}`);
    project.configure({ ...connectionTo(sandbox), "connectwise:reviewedPlan": digest });
    expect((await project.preview()).code).toBe(0);
  });

  test("a company id that is a number to the engine, and another one to everybody else", async () => {
    project.configure(connectionTo(sandbox));
    // Where the engine has still to add its salt, it writes the whole file anew, with 83 as text.
    await project.preview();
    project.edit("Pulumi.test.yaml", (text) => text.replace("companyId: sandbox", "companyId: 00123"));
    const { code, output } = await project.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("config.connectwise:companyId: a number where text is meant");
    expect(output).toContain("put it in quotes");
    expect(output).not.toMatch(/^\s+at .*\(/m);
  });

  test("missing connection keys are all named at once, and come from the environment too", async () => {
    const blank = { "connectwise:site": "", "connectwise:companyId": "", "connectwise:publicKey": "" };
    project.configure({ ...connectionTo(sandbox), ...blank });
    const { output } = await project.preview();
    for (const key of Object.keys(blank)) expect(output).toContain(`${key}: blank`);
    const { "connectwise:site": site, ...rest } = connectionTo(sandbox);
    project.configure(rest);
    expect((await project.pulumi(["preview"], { env: { CONNECTWISE_SITE: String(site) } })).code).toBe(0);
  });

  test("a function that the tenant doesn't have, with the nearest names", async () => {
    project.configure(connectionTo(sandbox));
    project.edit("profiles/kaseya-quote-manager.yaml", (text) =>
      text.replace("Closed Opportunity:", "Closed Oportunities:"),
    );
    const { output } = await project.preview();
    expect(output).toContain('there is no function "Closed Oportunities" in Sales; did you mean Closed Opportunity');
  });
});

/** `Companies › Contacts: None None None All`, as an administrator would click it. */
