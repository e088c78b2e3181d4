/** A file of tenants: its layers, what each level is from, and what is refused at which line. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { explainFleet, loadFleet } from "../../../fleet/file/load";
import { InvalidInputError } from "../../../provider/model/errors";
import { digestOf } from "../../../provider/plan/digest";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();
symlinkSync(path.resolve(__dirname, "../../../profiles"), path.join(folder.path, "profiles"));

const FLEET = `name: acme-msp
defaults:
  publicKey: env:CW_{TENANT}_PUBLIC
  privateKey: file:secrets/{tenant}.key
  clientId: env:CONNECTWISE_CLIENT_ID
  requestsPerMinute: 600
  profiles:
    wise-sync:
      member: wisesync
      location: Main Office
      businessUnit: Professional Services
groups:
  au:
    site: api-au.myconnectwise.net
    profiles:
      wise-sync:
        location: Sydney
        features: [later-revision]
        levels: { Finance: { invoicings: { inquire: My, why: The branch asks for less } } }
        without: { Companies: [contact] }
      kaseya-quote-manager: { member: quotemanager, location: Sydney, businessUnit: Sales }
tenants:
  contoso:
    companyId: contoso
    groups: [au]
    tags: [pilot]
    profiles:
      kaseya-quote-manager: false
  fab-rikam:
    companyId: fabrikam
    groups: [au]
    requestsPerMinute: 60
    profiles:
      wise-sync:
        levels: { Companies: { Contacts: { inquire: My } }, Finance: { Invoicing: { add: None } } }
`;

const load = (text: string) => loadFleet(folder.write("fleet.yaml", text));
const tenantOf = (text: string, name: string) => {
  const tenant = load(text).tenants.find((one) => one.name === name);
  if (!tenant) throw new Error(`no tenant ${name}`);
  return tenant;
};

/** `line:column path: message` of each problem. */
function problemsOf(text: string): string[] {
  try {
    load(text);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map(({ line, column, path: key, message }) => `${line}:${column} ${key}: ${message}`);
  }
}

const problemsWith = (from: string, to: string) => {
  const text = FLEET.replace(from, to);
  expect(text).not.toBe(FLEET);
  return problemsOf(text);
};

describe("a tenant", () => {
  test("has what its layers say, the later winning, and its names in the references", () => {
    const contoso = tenantOf(FLEET, "contoso");
    expect(contoso).toMatchObject({
      site: "api-au.myconnectwise.net",
      publicKey: "env:CW_CONTOSO_PUBLIC",
      privateKey: "file:secrets/contoso.key",
      requestsPerMinute: 600,
      levels: "auto",
      groups: ["au"],
      tags: ["pilot"],
    });
    const fabrikam = tenantOf(FLEET, "fab-rikam");
    expect(fabrikam).toMatchObject({ publicKey: "env:CW_FAB_RIKAM_PUBLIC", requestsPerMinute: 60 });
    expect(fabrikam.assignments).toMatchObject([
      { role: "Wise-Sync", member: "wisesync", location: "Sydney", businessUnit: "Professional Services" },
      { role: "Kaseya Quote Manager", member: "quotemanager", adopt: "if-unshared", memberKind: "api" },
    ]);
  });

  test("doesn't get a profile that its last layer leaves out, and gets it back as it was from a later one", () => {
    expect(tenantOf(FLEET, "contoso").assignments.map(({ profile }) => profile.id)).toEqual(["wise-sync"]);
    const out = FLEET.replace("tenants:\n", "  off:\n    profiles: { wise-sync: false }\ntenants:\n");
    const back = out.replace("groups: [au]\n    tags", "groups: [au, off]\n    tags");
    expect(tenantOf(back, "contoso").assignments).toEqual([]);
    const again = back.replace("kaseya-quote-manager: false", "wise-sync: {}");
    expect(tenantOf(again, "contoso").assignments[0]).toMatchObject({ member: "wisesync", location: "Sydney" });
  });

  test("shares the object of a profile with tenants of the same layers", () => {
    const twin = `${FLEET}  twin: { companyId: twin, groups: [au] }\n`;
    const tenants = load(twin).tenants;
    const [a, b] = ["contoso", "twin"].map((name) => tenants.find((one) => one.name === name)?.assignments[0]);
    expect(a).toBeDefined();
    expect(a?.profile).toBe(b?.profile);
  });
});

describe("levels", () => {
  const { profile, origins } = tenantOf(FLEET, "fab-rikam").assignments[0] ?? {};

  test("are merged verb by verb, names found as the profile's are", () => {
    expect(profile?.grants.Finance?.Invoicing?.levels).toEqual({
      add: "None",
      edit: "All",
      delete: "All",
      inquire: "My",
    });
    expect(origins?.Finance?.Invoicing).toEqual({
      add: "tenant fab-rikam",
      edit: "profile",
      delete: "profile",
      inquire: "group au",
    });
    expect(origins?.Finance?.Reports?.inquire).toBe("feature later-revision");
  });

  test("have the override's reason, or one that names the layer", () => {
    expect(profile?.grants.Finance?.Invoicing?.why).toMatch(/; The branch asks for less; set by tenant fab-rikam$/);
  });

  test("of a function that was taken out begin at None, and it is no longer taken out", () => {
    expect(profile?.grants.Companies?.Contacts?.levels).toEqual({
      add: "None",
      edit: "None",
      delete: "None",
      inquire: "My",
    });
    const explained = explainFleet(folder.write("fleet.yaml", FLEET)).tenants;
    expect(explained.get("fab-rikam")?.assignments[0]?.without).toEqual([]);
    expect(explained.get("contoso")?.assignments[0]?.without).toEqual([
      { module: "Companies", function: "Contacts", by: "group au" },
    ]);
    expect(tenantOf(FLEET, "contoso").assignments[0]?.profile.grants.Companies).not.toHaveProperty("Contacts");
  });

  test("hold for the variants, too", () => {
    expect(profile?.variants[0]?.grants.Finance).toMatchObject({
      "Accounting Interface": { levels: { add: "All" } },
      Invoicing: { levels: { edit: "None", inquire: "My" } },
    });
  });

  test("that are broader than the source asks for say so", () => {
    const broader = FLEET.replace("inquire: My, why: The branch asks for less", "add: All, why: For credit notes");
    expect(
      tenantOf(broader.replace("[later-revision]", "[]"), "contoso").assignments[0]?.profile.grants.Finance?.Invoicing
        ?.beyondSource,
    ).toBe("For credit notes");
  });

  test("change the digest, and so does an exclusion", () => {
    const digest = (text: string) => {
      const profile = tenantOf(text, "contoso").assignments[0]?.profile;
      return profile && digestOf(profile);
    };
    const own = FLEET.slice(0, FLEET.indexOf("  fab-rikam:"));
    const excluded = own.replace(/ {8}levels: .*\n/, "");
    const plain = excluded.replace(/ {8}without: .*\n/, "");
    expect(new Set([own, excluded, plain].map(digest)).size).toBe(3);
  });

  test("of a function that nobody knows are kept, and told", () => {
    const odd = FLEET.replace("invoicings:", "Invoycing:");
    const { unknownNames, fleet } = explainFleet(folder.write("fleet.yaml", odd));
    expect(fleet.tenants[0]?.assignments[0]?.profile.grants.Finance).toHaveProperty("Invoycing");
    expect(unknownNames).toMatchObject([{ line: 19, message: expect.stringContaining("did you mean Invoicing?") }]);
  });
});

test("an exclusion from a profile that keeps what it doesn't name asks for None", () => {
  const project = useKeepProfile();
  const [assignment] = loadFleet(project).tenants[0]?.assignments ?? [];
  expect(assignment?.profile.grants.Companies?.Contacts?.levels).toEqual({
    add: "None",
    edit: "None",
    delete: "None",
    inquire: "None",
  });
  expect(assignment?.origins.Companies?.Contacts?.add).toBe("tenant a");
});

describe("refused, at its line", () => {
  test.each([
    [
      "a literal key",
      "privateKey: file:secrets/{tenant}.key",
      "privateKey: s3cretValue",
      /^4:3 defaults\.privateKey: .*write where it is: env:NAME/,
    ],
    [
      "a literal clientId",
      "clientId: env:CONNECTWISE_CLIENT_ID",
      "clientId: s3cretValue",
      /^5:3 defaults\.clientId: neither a GUID/,
    ],
    ["an unknown key", "requestsPerMinute: 600", "requestPerMinute: 600", /^6:3 .*did you mean requestsPerMinute\?/],
    [
      "an unknown profile",
      "    wise-sync:\n      member",
      "    wise-sink:\n      member",
      /^8:5 .*no profile "wise-sink"; did you mean wise-sync\?/,
    ],
    [
      "an unknown group",
      "groups: [au]\n    tags",
      "groups: [ua]\n    tags",
      /^25:14 .*no group "ua"; did you mean au\?/,
    ],
    ["an unknown feature", "[later-revision]", "[later-revison]", /^18:20 .*did you mean later-revision\?/],
    ["an unknown level", "inquire: My, why", "inquire: Mine, why", /^19:44 .*"Mine" is not one of None, My, All/],
    [
      "an exclusion of what isn't granted",
      "[contact]",
      "[Nots]",
      /^20:32 .*doesn't grant it: there is no function "Nots"/,
    ],
    [
      "levels and exclusion of one function",
      "[contact]",
      "[contact], Finance: [Invoicing]",
      /^20:52 .*taken out here, and given by levels/,
    ],
    [
      "a placeholder that is none",
      "{TENANT}",
      "{TENNANT}",
      /^3:3 .*\{TENNANT\} is no placeholder; did you mean tenant or TENANT/,
    ],
    [
      "a site that is none",
      "site: api-au.myconnectwise.net",
      "site: http://psa.example",
      /^14:5 groups\.au\.site: http:\/\/ would send/,
    ],
    [
      "a name that no stack can have",
      "  contoso:\n",
      "  con toso:\n",
      /^23:3 tenants\.con toso: not a name of letters/,
    ],
    [
      "the same company twice",
      "companyId: fabrikam",
      "companyId: CONTOSO",
      /^30:5 tenants\.fab-rikam\.companyId: the tenant "contoso" is this company/,
    ],
    [
      "the same member twice",
      "member: quotemanager",
      "member: WiseSync",
      /profiles\.kaseya-quote-manager\.member: the tenant "fab-rikam" has the member "WiseSync" for the profile "wise-sync", too/,
    ],
    [
      "a member that is missing",
      "      member: wisesync\n",
      "",
      /^26:5 .*missing for the tenant "contoso", profile "wise-sync"; any layer may give it: defaults, group au, tenant contoso/,
    ],
    [
      "a role that is too long",
      "member: quotemanager",
      `member: x, role: ${"r".repeat(31)}`,
      /^21:42 .*at most 30 characters/,
    ],
    ["a member that is too long", "member: quotemanager", "member: quotemanager-abc", /^21:31 .*at most 15 characters/],
    ["a blank value", "companyId: fabrikam", 'companyId: " "', /^30:5 tenants\.fab-rikam\.companyId: blank/],
    ["a key given twice", "    tags: [pilot]\n", "    tags: [pilot]\n    tags: [b]\n", /^27:5 .*unique/],
    [
      "a site that nobody gives",
      "    site: api-au.myconnectwise.net\n",
      "",
      /^22:3 tenants\.contoso\.site: missing for the tenant "contoso"/,
    ],
    [
      "two names that are too alike",
      "  fab-rikam:",
      "  Contoso:",
      /^29:3 tenants\.Contoso: but for case and - _ \. the tenant "contoso" has this name/,
    ],
    ["a company id that would mean more in a path", "{tenant}.key\n", "{companyId}.key\n", undefined],
  ])("%s", (_what, from, to, expected) => {
    const problems = problemsWith(from, to);
    if (expected) expect(problems).toContainEqual(expect.stringMatching(expected));
    else expect(problems).toEqual([]);
    expect(problems.join("\n")).not.toContain("s3cretValue");
  });

  test("a company id that would mean more than itself in a reference", () => {
    const unsafe = FLEET.replace("{tenant}.key", "{companyId}.key").replace("companyId: fabrikam", "companyId: ../x");
    expect(problemsOf(unsafe)).toEqual([
      expect.stringMatching(/^30:5 tenants\.fab-rikam\.companyId: \{companyId\} stands/),
    ]);
  });

  test("all of it at once, what can't be read with what can't be", () => {
    const broken = FLEET.replace("privateKey: file:", "privateKey: ")
      .replace("[later-revision]", "[nope]")
      .replace("groups: [au]\n    tags", "groups: [ua]\n    tags")
      .replace("companyId: fabrikam", "companyId: CONTOSO\n    site: api-au.myconnectwise.net");
    expect(problemsOf(broken).map((problem) => problem.split(" ")[1])).toEqual([
      "defaults.privateKey:",
      "groups.au.profiles.wise-sync.features.0:",
      "tenants.contoso.groups.0:",
    ]);
  });

  test("a profile's file with problems, at its own line", () => {
    const file = brokenProfile();
    expect(() => loadFleet(file)).toThrow(/profiles[\\/]broken\.yaml:\d+:\d+/);
  });

  test("a file that isn't there", () => {
    expect(() => loadFleet(path.join(folder.path, "none.yaml"))).toThrow(
      /none\.yaml: no such file; name it with --file/,
    );
  });
});

function withProfile(name: string, profile: string, fleet: string): string {
  const project = mkdtempSync(path.join(folder.path, "project-"));
  mkdirSync(path.join(project, "profiles"));
  writeFileSync(path.join(project, `profiles/${name}.yaml`), profile);
  writeFileSync(path.join(project, "fleet.yaml"), fleet);
  return path.join(project, "fleet.yaml");
}

const PROFILE = `name: Example
vendor: Example
source: { url: "https://vendor.example/page", title: A page, retrieved: "2026" }
why: It needs it
unlisted: keep
permissions:
  Companies: { Contacts: All, Notes: All }
`;
const small = (id: string) => `name: acme
tenants:
  a:
    site: api-na.myconnectwise.net
    companyId: a
    publicKey: env:A
    privateKey: env:B
    clientId: env:C
    profiles:
      ${id}: { member: m, location: L, businessUnit: B, without: { Companies: [Contacts] } }
`;
const useKeepProfile = () => withProfile("keep", PROFILE, small("keep"));
const brokenProfile = () => withProfile("broken", PROFILE.replace("Notes: All", "Notes: Most"), small("broken"));
