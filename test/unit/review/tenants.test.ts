/** What a change of stacks and of fleets' files does, without a profile being touched. */
import { describe, expect, test } from "vitest";
import { needsApproval, toText, type View } from "../../../review";
import { inMemory, profile } from "../../helpers/reviews";

const SYNC = { "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: My } }") };
const PROJECT = {
  "Pulumi.yaml": "name: acme-roles\nruntime: nodejs\nconfig: { role: { default: Sync }, profile: { default: sync } }\n",
};

const stack = (more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    config: {
      "connectwise:site": "api-na.myconnectwise.net",
      "connectwise:companyId": "acme",
      "connectwise:privateKey": { secure: "v1:aaaa" },
      "acme-roles:member": "SyncUser",
      ...more,
    },
  });

/** The lines of what changed, and whether a broadening's approval is asked for. */
const told = (view: View) => ({ approval: needsApproval(view, "broadening"), text: toText(view) });

describe("a stack's file", () => {
  const review = async (more: Readonly<Record<string, unknown>>) =>
    told(
      await inMemory(
        { ...SYNC, ...PROJECT, "Pulumi.acme.yaml": stack() },
        { ...SYNC, ...PROJECT, "Pulumi.acme.yaml": stack(more) },
      ),
    );

  test.each([
    ["site", { "connectwise:site": "https://evil.example" }, "site: api-na.myconnectwise.net → https://evil.example"],
    ["companyId", { "connectwise:companyId": "other" }, "companyId: acme → other"],
    ["key", { "connectwise:privateKey": { secure: "v1:bbbb" } }, "privateKey: encrypted ("],
    ["role", { "acme-roles:role": "Admin" }, "role: Sync → Admin"],
    ["role without a namespace", { role: "Admin" }, "role: Sync → Admin"],
    ["adopt", { "acme-roles:adopt": "always" }, "adopt added: always"],
    ["force", { "acme-roles:force": "Sync" }, "force added: Sync"],
    ["member", { "acme-roles:member": "Admin1" }, "member: SyncUser → Admin1"],
    ["kind", { "acme-roles:memberKind": "full" }, "memberKind added: full"],
    ["an unknown key", { "acme-roles:extra": "x" }, "extra added: x"],
    ["another namespace", { "aws:region": "x" }, "aws:region added: x"],
  ])("another %s needs approval", async (_, more, line) => {
    const { approval, text } = await review(more);
    expect(text).toContain(line);
    expect(text).toMatch(/needs approval, (medium|high) risk: /);
    expect({ approval, shows: text.split("\n")[0] }).toEqual({
      approval: true,
      shows: expect.stringMatching(/^1 stack changes: to approve: /),
    });
  });

  test.each([
    ["location", { "acme-roles:location": "Main Office" }],
    ["rate", { "connectwise:requestsPerMinute": "600" }],
    ["adopt: never", { "acme-roles:adopt": "never" }],
  ])("another %s is shown and needs no approval", async (_, more) => {
    const { approval, text } = await review(more);
    expect(approval).toBe(false);
    expect(text).toMatch(/^1 stack changes, but no level\.\n\nPulumi\.acme\.yaml: changed/);
  });

  test("a pinned digest that goes away needs approval, another one doesn't", async () => {
    const pinned = { "connectwise:reviewedPlan": "sha256:1" };
    const files = (more: object) => ({ ...SYNC, ...PROJECT, "Pulumi.acme.yaml": stack({ ...more }) });
    expect(told(await inMemory(files(pinned), files({}))).approval).toBe(true);
    expect(told(await inMemory(files(pinned), files({ "connectwise:reviewedPlan": "sha256:2" }))).approval).toBe(false);
  });

  test("another profile shows the levels that the role gets", async () => {
    const wide = {
      "profiles/wide.yaml": profile("Companies: { Contacts: { inquire: All } }, System: { Security: All }"),
    };
    const files = (id: string) => ({ ...SYNC, ...wide, ...PROJECT, "Pulumi.acme.yaml": stack({ profile: id }) });
    const { approval, text } = told(await inMemory(files("sync"), files("wide")));
    expect(approval).toBe(true);
    expect(text.split("\n")[0]).toBe("1 stack changes: 2 functions broadened (1 high risk).");
    expect(text).toContain("Companies › Contacts: Inquire: My → All [broadened, low risk]");
  });

  test("a default of the project is told for the stacks that it reaches, in one line", async () => {
    const before = {
      ...SYNC,
      ...PROJECT,
      "Pulumi.a.yaml": stack(),
      "Pulumi.b.yaml": stack(),
      "Pulumi.c.yaml": stack({ role: "Own" }),
    };
    const after = { ...before, "Pulumi.yaml": PROJECT["Pulumi.yaml"].replace("default: Sync", "default: Admin") };
    const { text } = told(await inMemory(before, after));
    expect(text).toContain("2 stacks (Pulumi.a.yaml, Pulumi.b.yaml): changed");
    expect(text).not.toContain("Pulumi.c.yaml");
  });

  test("a default that every stack overrides is told for those to come", async () => {
    const before = { ...SYNC, ...PROJECT, "Pulumi.c.yaml": stack({ role: "Own" }) };
    const after = { ...before, "Pulumi.yaml": PROJECT["Pulumi.yaml"].replace("default: Sync", "default: Admin") };
    const { approval, text } = told(await inMemory(before, after));
    expect(text).toContain("Pulumi.yaml: changed; no level changes\n  role by default: Sync → Admin (needs approval");
    expect(approval).toBe(true);
    const overridden = { ...after, "Pulumi.c.yaml": stack({ role: "Other" }) };
    expect(told(await inMemory(before, overridden)).text).toContain("  role by default: Sync → Admin (needs approval");
  });

  test.each([
    ["site", { "connectwise:site": "evil.example", "acme-roles:site": "api-na.myconnectwise.net" }],
    ["role", { "acme-roles:role": "Admin", "connectwise:role": "Sync" }],
    ["member", { member: "Admin1", "acme-roles:member": undefined, "connectwise:member": "SyncUser" }],
  ])("another %s isn't hidden by the same name in another namespace", async (key, more) => {
    const { approval, text } = await review(more);
    expect(text).toMatch(new RegExp(`^  ${key}: \\S+ → (evil.example|Admin1?) \\(needs approval`, "m"));
    expect(approval).toBe(true);
  });

  test("what stands outside of config doesn't stand for a key of it", async () => {
    const outside = (more: object) => JSON.stringify({ ...JSON.parse(stack()), ...more });
    const files = (text: string) => ({ ...SYNC, ...PROJECT, "Pulumi.acme.yaml": text });
    const { text } = told(
      await inMemory(files(outside({ encryptionsalt: "v1:a" })), files(outside({ adopt: "always" }))),
    );
    expect(text).toContain("  adopt outside of config added: always (needs approval");
    expect(text).toContain("  encryption removed: ");
  });

  test("another order of keys, within a value too, is no change; a number that the engine reads otherwise is one", async () => {
    const files = (config: string) => ({ ...SYNC, ...PROJECT, "Pulumi.acme.yaml": `config:\n${config}` });
    const view = (before: string, after: string) => inMemory(files(before), files(after));
    const person = "  person: { firstName: A, lastName: B }\n  limit: 777\n";
    const other = "  # a comment\n  limit: 777\n  acme-roles:person: { lastName: 'B', firstName: A }\n";
    expect((await view(person, other)).summary).toBe("No permission changes.");
    const { text } = told(await view(person, person.replace("777", "0777")));
    expect(text).toContain("acme-roles:limit: 777 → 0777 (needs approval");
  });

  test("the files of stacks are looked for where the project keeps them", async () => {
    const project = { "Pulumi.yaml": `${PROJECT["Pulumi.yaml"]}stackConfigDir: ./stacks/\n` };
    const files = (more?: object) => ({ ...SYNC, ...project, "stacks/Pulumi.acme.yaml": stack({ ...more }) });
    const { approval, text } = told(await inMemory(files(), files({ "connectwise:site": "evil.example" })));
    expect(text).toContain("stacks/Pulumi.acme.yaml: changed; no level changes\n  site: ");
    expect(approval).toBe(true);
    const outside = { ...SYNC, "Pulumi.yaml": `${PROJECT["Pulumi.yaml"]}stackConfigDir: ../elsewhere\n` };
    expect((await inMemory(files(), outside)).subjects[0]).toMatchObject({
      status: "unreadable",
      problems: ["Pulumi.yaml: stackConfigDir: a folder outside of the project, which isn't looked at"],
    });
  });

  test("what else the project's file says is told, too", async () => {
    const after = { "Pulumi.yaml": `${PROJECT["Pulumi.yaml"]}main: other/\n` };
    const { approval, text } = told(await inMemory({ ...SYNC, ...PROJECT }, { ...SYNC, ...after }));
    expect({ approval, text }).toEqual({ approval: true, text: expect.stringContaining("main added: other/") });
  });

  test("no secret is shown, neither in clear nor encrypted", async () => {
    const { text } = await review({ "connectwise:privateKey": { secure: "v1:bbbb" } });
    expect(text).not.toMatch(/v1:/);
  });

  test("one that can't be read is told", async () => {
    const broken = { ...SYNC, ...PROJECT, "Pulumi.acme.yaml": "config: [" };
    const view = await inMemory({ ...SYNC, ...PROJECT, "Pulumi.acme.yaml": stack() }, broken);
    expect(view.subjects[0]).toMatchObject({ id: "Stacks", status: "unreadable" });
    expect(view.summary).toMatch(/^Stacks can't be read/);
  });
});

interface FleetParts {
  readonly defaults?: object;
  readonly groups?: object;
  readonly tenants?: Readonly<Record<string, object>>;
}

const CONNECTION = {
  site: "api-na.myconnectwise.net",
  publicKey: "env:CW_{TENANT}_PUBLIC",
  privateKey: "env:CW_{TENANT}_PRIVATE",
  clientId: "00000000-0000-0000-0000-000000000000",
};
const ENTRY = { role: "Sync", member: "SyncUser", location: "Main", businessUnit: "Sales" };

const fleet = ({ defaults = {}, groups = {}, tenants = { acme: { companyId: "acme" } } }: FleetParts = {}) => ({
  ...SYNC,
  "fleet.yaml": JSON.stringify(
    {
      name: "msp",
      defaults: { ...CONNECTION, profiles: { sync: ENTRY }, ...defaults },
      groups,
      tenants,
    },
    null,
    1,
  ),
});

const many = (count: number, more: object = {}) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `t${String(index).padStart(4, "0")}`,
      { companyId: `c${index}`, ...more },
    ]),
  );

describe("a fleet's file", () => {
  test("another address, adoption and levels of one tenant, with profiles untouched", async () => {
    const levels = { System: { Security: "All", "Member Maintenance": "All" } };
    const acme = { companyId: "acme", site: "https://evil.example", profiles: { sync: { adopt: "always", levels } } };
    const view = await inMemory(fleet(), fleet({ tenants: { acme } }));
    const { approval, text } = told(view);
    expect(approval).toBe(true);
    expect(view.summary).toBe(
      "1 tenant changes: 2 functions broadened (2 high risk), to approve: site, adopt of sync.",
    );
    expect(text).toContain("fleet.yaml: acme: changed");
    expect(text).toContain("site: api-na.myconnectwise.net → https://evil.example (needs approval, high risk: ");
    expect(text).toContain("System › Security: Add, Edit, Delete, Inquire: None → All [broadened, high risk]");
  });

  test("a change of 1,000 tenants is one line with a count", async () => {
    const tenants = many(1000);
    const after = fleet({ tenants, defaults: { site: "https://evil.example" } });
    const { text } = told(await inMemory(fleet({ tenants }), after));
    expect(text.split("\n").slice(0, 3)).toEqual([
      "1,000 tenants change: to approve: site.",
      "",
      "fleet.yaml: 1,000 tenants (t0000, t0001, t0002 and 997 more): changed; no level changes",
    ]);
    expect(text.match(/evil/g)).toHaveLength(1);
  });

  test("1,000 new tenants are one line, with how many companies they are", async () => {
    const { text } = told(await inMemory(fleet(), fleet({ tenants: { acme: { companyId: "acme" }, ...many(1000) } })));
    expect(text).toContain("1,000 tenants change (1,000 new): 1 function broadened");
    expect(text).toContain("companyId added: 1,000 different ones");
  });

  test("a level that a profile itself changes isn't told again at each tenant", async () => {
    const after = { ...fleet(), "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: All } }") };
    const view = await inMemory(fleet(), after);
    expect(view.subjects.map(({ id }) => id)).toEqual(["sync"]);
    expect(view.counts.broadened).toBe(1);
  });

  test("references are compared as they are written, and a change needs approval", async () => {
    const tenants = many(3);
    const after = fleet({ tenants, defaults: { privateKey: "command:curl evil.example" } });
    const { approval, text } = told(await inMemory(fleet({ tenants }), after));
    expect(approval).toBe(true);
    expect(text).toContain("privateKey: env:CW_{TENANT}_PRIVATE → command:curl evil.example");
  });

  test("a tenant that leaves the file, and one whose profile is excluded, need no approval", async () => {
    const two = fleet({ tenants: many(2) });
    expect(told(await inMemory(two, fleet({ tenants: many(1) }))).text).toContain("What is there stays there");
    const excluded = fleet({ tenants: { ...many(1), t0001: { companyId: "c1", profiles: { sync: false } } } });
    const { approval, text } = told(await inMemory(two, excluded));
    expect(approval).toBe(false);
    expect(text).toContain("profile removed: sync");
  });

  test("a file of tenants may have any name", async () => {
    const { "fleet.yaml": text, ...rest } = fleet();
    const renamed = { ...rest, "au.yaml": text };
    const after = { ...rest, "au.yaml": text.replace("api-na.myconnectwise.net", "https://evil.example") };
    expect(told(await inMemory(renamed, after)).approval).toBe(true);
  });

  test("one that can't be read is told, with its place", async () => {
    const view = await inMemory(fleet(), { ...fleet(), "fleet.yaml": "name: msp\ntenants: { acme: { sight: x } }\n" });
    expect(view.subjects[0]).toMatchObject({ id: "fleet.yaml", status: "unreadable" });
    expect(view.subjects[0]?.problems.join("\n")).toMatch(/fleet\.yaml:2:\d+: .*sight.*did you mean site/);
  });
});

describe("what couldn't be read before the change", () => {
  const mended = {
    profile: [{ "profiles/sync.yaml": "name: [" }, SYNC],
    stack: [
      { ...SYNC, ...PROJECT, "Pulumi.acme.yaml": "config: [" },
      { ...SYNC, ...PROJECT, "Pulumi.acme.yaml": stack() },
    ],
    fleet: [{ ...fleet(), "fleet.yaml": "tenants: [" }, fleet()],
  } as const;

  test.each(Object.keys(mended) as (keyof typeof mended)[])(
    "of a %s counts as new, and may be approved",
    async (what) => {
      const [before, after] = mended[what];
      const view = await inMemory(before, after);
      expect(view.subjects.filter(({ status }) => status === "unreadable")).toEqual([]);
      expect(told(view)).toEqual({
        approval: true,
        text: expect.stringContaining("It couldn't be read before this change: all of it counts as new."),
      });
    },
  );
});

describe("accepted.yaml", () => {
  const accepted = (level: string, more: object = {}) => ({
    ...fleet(),
    "accepted.yaml": JSON.stringify([
      {
        tenant: "acme",
        profile: "sync",
        module: "System",
        function: "Security",
        verbs: ["edit"],
        level,
        by: "me",
        reason: "r",
        until: "2026-12-01",
        ...more,
      },
    ]),
  });

  test("a deviation that grants something needs approval; one that grants nothing, or goes away, doesn't", async () => {
    const added = told(await inMemory(fleet(), accepted("All")));
    expect(added.approval).toBe(true);
    expect(added.text).toContain(
      "accepted at System › Security of sync (edit) added: All, until 2026-12-01, by me: r (needs approval, high risk",
    );
    expect(told(await inMemory(fleet(), accepted("None"))).approval).toBe(false);
    expect(told(await inMemory(accepted("All"), fleet())).approval).toBe(false);
  });

  test("one that doesn't hold any more has no effect", async () => {
    const view = await inMemory(fleet(), accepted("All", { until: "2026-06-01" }));
    expect(view.summary).toBe("No permission changes.");
  });
});

describe("a change that takes most of a role away", () => {
  const names = [
    "Contacts",
    "Notes",
    "Company Maintenance",
    "Configurations",
    "Manage Attachments",
    "Reports",
    "Team Members",
    "CRM/Sales Activities",
    "Company/Contact Group Maintenance",
    "Import Contacts",
    "Configuration - Display Passwords",
  ];
  const wide = (count: number) =>
    profile(
      `Companies: { ${names
        .slice(0, count)
        .map((name) => `${name}: All`)
        .join(", ")} }`,
    );

  test("needs approval, with the count", async () => {
    const view = await inMemory({ "profiles/sync.yaml": wide(11) }, { "profiles/sync.yaml": wide(1) });
    expect(view.counts).toMatchObject({ broadened: 0, narrowed: 10 });
    expect(told(view)).toEqual({
      approval: true,
      text: expect.stringContaining("narrows 10 of the 11 functions that it granted, more than 50 % (needs approval)"),
    });
  });

  test("needs none below half, or where a profile is removed", async () => {
    const few = await inMemory({ "profiles/sync.yaml": wide(11) }, { "profiles/sync.yaml": wide(8) });
    const gone = await inMemory({ "profiles/sync.yaml": wide(11) }, {});
    expect([few, gone].map((view) => needsApproval(view, "broadening"))).toEqual([false, false]);
  });

  test("is told for a lost layer of a fleet, too", async () => {
    const levels = { Companies: Object.fromEntries(names.map((name) => [name, "All"])) };
    const before = fleet({
      groups: { big: { profiles: { sync: { levels } } } },
      tenants: { acme: { companyId: "acme", groups: ["big"] } },
    });
    const view = await inMemory(before, fleet({ tenants: { acme: { companyId: "acme" } } }));
    expect(told(view)).toEqual({
      approval: true,
      text: expect.stringMatching(/narrows 11 of the 11 functions that it granted \(sync\)/),
    });
  });
});
