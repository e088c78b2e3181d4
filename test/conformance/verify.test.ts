/** `cwroles verify` against the sandbox: by the integration's own key, by a short-lived one, and by neither. */
import { afterEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { readSeed, type Sandbox, startSandbox } from "../../sandbox";
import { cwroles, stackFolder } from "../helpers/cli";
import { documented } from "../helpers/documented";
import { useFolder } from "../helpers/folder";
import { connectionTo } from "../helpers/project";
import { levelsOf } from "../helpers/rows";
import { writesTo } from "../helpers/tenant";

const ROLE = "Integration Sync";
const OWN_KEY = {
  CONNECTWISE_INTEGRATION_PUBLIC_KEY: "own-public",
  CONNECTWISE_INTEGRATION_PRIVATE_KEY: "own-private",
};
const SECRETS = /own-public|own-private|"privateKey"/;

/** A tenant whose integration has exactly what Wise-Sync's page asks for. */
const TENANT = {
  company: { id: "sandbox", name: "Acme IT" },
  departments: [
    { identifier: "Help", name: "Helpdesk" },
    { identifier: "Sales", name: "Sales" },
  ],
  locations: [{ name: "Lyon", businessUnits: ["Help", "Sales"] }],
  roles: [
    { name: "Admin", admin: true },
    {
      name: ROLE,
      levels: levelsOf(documented["wise-sync"]),
      customize: ["Invoicing / Tax Code", "General / Manage Hosted API"],
    },
    { name: "Other" },
  ],
  members: [
    member("Managing", "Admin", "public", "private"),
    member("integration", ROLE, "own-public", "own-private"),
    member("Stranger", "Other", "strange-public", "strange-private"),
  ],
};

function member(identifier: string, role: string, publicKey: string, privateKey: string) {
  const place = { location: "Lyon", businessUnit: "Help" };
  return { identifier, firstName: "I", licenseClass: "A", role, ...place, keys: [{ publicKey, privateKey }] };
}

const files = useFolder();
let sandbox: Sandbox;
let remove = () => {};

afterEach(async () => {
  remove();
  await sandbox.close();
});

/** A stack of that tenant, and `cwroles verify` in its folder. */
async function begin(config: Readonly<Record<string, unknown>> = {}) {
  sandbox = await startSandbox({ seed: readSeed(files.write("tenant.yaml", stringify(TENANT))) });
  const stack = stackFolder({
    ...connectionTo(sandbox),
    "connectwise-roles:profile": "wise-sync",
    "connectwise-roles:location": "Lyon",
    "connectwise-roles:businessUnit": "Helpdesk",
    ...config,
  });
  remove = stack.remove;
  return async (env: NodeJS.ProcessEnv, ...args: string[]) => {
    const outcome = await cwroles(["verify", ...args], stack.folder, env);
    expect(outcome.stdout + outcome.stderr).not.toMatch(SECRETS);
    return outcome;
  };
}

/** `effective levels: different`, line by line. */
const verdicts = (stdout: string) =>
  [...stdout.matchAll(/^(verified|different|unverified) +([^:]+):/gm)].map(
    ([, verdict, what]) => `${what}: ${verdict}`,
  );

const ALL_VERIFIED = [
  "key: verified",
  "effective levels: verified",
  "Customize: verified",
  "role: verified",
  "member's role: verified",
  "location: verified",
  "business unit: verified",
  "member: verified",
];

describe("by the integration's own key", () => {
  test("all is verified by reads alone where the integration has what the profile asks", async () => {
    const verify = await begin();
    const { code, stdout, stderr } = await verify(OWN_KEY);
    expect(verdicts(stdout)).toEqual(ALL_VERIFIED);
    expect(stderr).toBe(`${sandbox.requests().length} requests to the tenant, no write.\n`);
    expect(writesTo(sandbox)).toEqual([]);
    expect(code).toBe(0);
  });

  test("a level too much and one too few are told with what the integration has", async () => {
    const verify = await begin();
    sandbox.tenant.setLevel(ROLE, "Finance", "Invoicing", "edit", "None");
    sandbox.tenant.setLevel(ROLE, "System", "Security", "delete", "All");
    const { code, stdout } = await verify(OWN_KEY);
    expect(stdout).toContain("Finance › Invoicing has Edit None, the profile asks All\n");
    expect(stdout).toContain("System › Security has Delete All, the profile asks None\n");
    expect(stdout).toContain("2 levels differ in all ");
    expect(code).toBe(2);
  });

  test("an entry that isn't allowed differs, one beyond the profile is a note", async () => {
    const verify = await begin();
    const role = sandbox.tenant.roles().find(({ name }) => name === ROLE);
    sandbox.tenant.store.setCustomize(role?.id ?? 0, ["Invoicing / Tax Code", "Service / Service Board"]);
    const { code, stdout } = await verify(OWN_KEY);
    expect(stdout).toContain("doesn't show General / Manage Hosted API");
    expect(stdout).toContain("Note: SystemTableSetup also allows Service / Service Board");
    expect(code).toBe(2);
  });

  test("a list that can't be read is unverified, never right", async () => {
    const verify = await begin();
    sandbox.fault({ path: "customizeItems", status: 403 });
    const { code, stdout } = await verify(OWN_KEY);
    expect(verdicts(stdout)).toContain("Customize: unverified");
    expect(code).toBe(1);
  });

  test("another member's key says nothing of the integration", async () => {
    const verify = await begin();
    const { code, stdout } = await verify({
      CONNECTWISE_INTEGRATION_PUBLIC_KEY: "strange-public",
      CONNECTWISE_INTEGRATION_PRIVATE_KEY: "strange-private",
    });
    expect(stdout).toContain("key: it belongs to Stranger, not to integration");
    expect(verdicts(stdout)).toContain("effective levels: unverified");
    expect(verdicts(stdout)).toContain("the role's levels: verified");
    expect(code).toBe(2);
  });

  test("a key that the tenant refuses is told, and the role's levels are compared instead", async () => {
    const verify = await begin();
    const { code, stdout } = await verify({ ...OWN_KEY, CONNECTWISE_INTEGRATION_PRIVATE_KEY: "mistyped" });
    expect(stdout).toMatch(/^unverified +effective levels: GET \/system\/mySecurity answered 401/m);
    expect(verdicts(stdout)).toContain("the role's levels: verified");
    expect(code).toBe(1);
  });

  test("half of a key pair is refused before any request", async () => {
    const verify = await begin();
    const { code, stderr } = await verify({ CONNECTWISE_INTEGRATION_PUBLIC_KEY: "public" });
    expect(stderr).toContain("CONNECTWISE_INTEGRATION_PRIVATE_KEY: not set, but the other one is");
    expect(sandbox.requests()).toEqual([]);
    expect(code).toBe(1);
  });
});

describe("by a short-lived key", () => {
  test("all is verified, and the one POST that it takes is told", async () => {
    const verify = await begin();
    const { code, stdout, stderr } = await verify({});
    expect(verdicts(stdout)).toEqual(ALL_VERIFIED);
    expect(writesTo(sandbox).map(({ method, path }) => `${method} ${path}`)).toEqual([
      expect.stringMatching(/^POST .*\/system\/members\/integration\/tokens$/),
    ]);
    const issued = Reflect.get(sandbox.tenant.store.tokens, "byPublicKey") as Map<string, { privateKey: string }>;
    const [keys] = issued;
    expect(stdout + stderr).not.toContain(keys?.[0]);
    expect(stdout + stderr).not.toContain(keys?.[1].privateKey);
    expect(stderr).toMatch(
      /That is a POST, and changes no permission\.\n\d+ requests to the tenant, 1 of them a write\./,
    );
    expect(code).toBe(0);
  });

  test.each([403, 404, 500])(
    "that the tenant refuses with %i leaves only the role's levels verified",
    async (status) => {
      const verify = await begin();
      sandbox.fault({ path: "tokens$", status });
      const { code, stdout } = await verify({});
      expect(verdicts(stdout)).toEqual([
        "effective levels: unverified",
        "Customize: unverified",
        "role: verified",
        "the role's levels: verified",
        ...ALL_VERIFIED.slice(4),
      ]);
      expect(stdout).toContain(`answered ${status}`);
      expect(stdout).toContain(
        "Give it with --own-key, or in CONNECTWISE_INTEGRATION_PUBLIC_KEY and CONNECTWISE_INTEGRATION_PRIVATE_KEY.",
      );
      expect(code).toBe(1);
    },
  );

  test("what differs counts more than what is unverified", async () => {
    const verify = await begin();
    sandbox.fault({ path: "tokens$", status: 403 });
    sandbox.tenant.setLevel(ROLE, "System", "Security", "delete", "All");
    expect((await verify({})).code).toBe(2);
  });
});

describe("by the managing key", () => {
  test("a member with another role, in another place, differs in both", async () => {
    const verify = await begin();
    sandbox.tenant.setMember("integration", { role: "Other", businessUnit: "Sales" });
    const { code, stdout } = await verify(OWN_KEY);
    expect(stdout).toContain("member's role: integration has Other, not Integration Sync");
    expect(stdout).toContain("business unit: integration has Sales, not Helpdesk");
    expect(code).toBe(2);
  });

  test("a role of administrators is never what a profile asks for, whatever its rows say", async () => {
    const verify = await begin({ "connectwise-roles:role": "Admin" });
    const { code, stdout } = await verify(OWN_KEY);
    expect(stdout).toContain('role: "Admin" is one of administrators');
    expect(code).toBe(2);
  });

  test("a member that isn't there differs", async () => {
    const verify = await begin();
    const { code, stdout } = await verify({}, "--member", "nobody");
    expect(stdout).toContain('member: the tenant has no member "nobody"');
    expect(code).toBe(2);
  });

  test.each([
    ["apiMembers", ["member: unverified"]],
    ["locations", ["location and business unit: unverified"]],
    ["securityroles\\?", ["role: unverified"]],
  ])("what it may not read is unverified: %s", async (path, expected) => {
    const verify = await begin();
    sandbox.fault({ path, status: 403 });
    const { code, stdout } = await verify(OWN_KEY);
    expect(verdicts(stdout)).toEqual(expect.arrayContaining(expected));
    expect(verdicts(stdout)).toContain("effective levels: verified");
    expect(code).toBe(1);
  });

  test("a stack that names no place leaves it unverified", async () => {
    const verify = await begin({ "connectwise-roles:location": null });
    const { code, stdout } = await verify(OWN_KEY);
    expect(verdicts(stdout)).toContain("location and business unit: unverified");
    expect(code).toBe(1);
  });
});

test("--json tells each check and by whom it was seen", async () => {
  const verify = await begin();
  const { stdout } = await verify(OWN_KEY, "--json");
  const { member: identifier, seenBy, checks, sent: requestCount } = JSON.parse(stdout);
  expect({ identifier, seenBy, writes: requestCount.writes }).toEqual({
    identifier: "integration",
    seenBy: "integration's key",
    writes: 0,
  });
  expect(checks.map(({ what, verdict }: Record<string, string>) => `${what}: ${verdict}`)).toEqual(ALL_VERIFIED);
});
