/** What a file of tenants is refused for, at which line. */
import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../../core/model/errors";
import { loadFleet } from "../../../fleet/file/load";
import { FLEET, PROFILE, withProfile } from "../../helpers/fleetFile";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();
symlinkSync(path.resolve(__dirname, "../../../profiles"), path.join(folder.path, "profiles"));

/** `line:column path: message` of each problem. */
function problemsOf(text: string): string[] {
  try {
    loadFleet(folder.write("fleet.yaml", text));
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

test("a file of another name than it is read by is told", () => {
  const other = folder.write("tenants.yml", FLEET);
  const file = other.replace(/yml$/, "yaml");
  expect(() => loadFleet(file)).toThrow(`${file}: no such file; tenants.yml is there: name it tenants.yaml`);
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
    [
      "a literal key with what can't be seen",
      "privateKey: file:secrets/{tenant}.key",
      "privateKey: s3cretValue\u200b",
      /^4:3 defaults\.privateKey: (?!.*s3cretValue).*\(it has U\+200B, which can't be seen\)$/,
    ],
    [
      "a key with what can't be seen",
      "requestsPerMinute: 600",
      "requestsPerMinute\u200b: 600",
      /did you mean requestsPerMinute without U\+200B after "requestsPerMinute"\?$/,
    ],
    ["a merge of what is no map", "requestsPerMinute: 600", "<<: [600]", /^6:8 : << takes a map/],
    ["an alias of nothing", "requestsPerMinute: 600", "requestsPerMinute: *rate", /^6:22 : \*rate stands for nothing/],
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
    [
      "a former address that is none",
      "companyId: contoso",
      "companyId: contoso\n    movedFrom: old.example",
      /^\d+:\d+ tenants\.contoso\.movedFrom: a tenant such as contoso at https/,
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
    const file = withProfile(folder.path, "broken", PROFILE.replace("Notes: All", "Notes: Most"));
    expect(() => loadFleet(file)).toThrow(/profiles[\\/]broken\.yaml:\d+:\d+/);
  });

  test("a file that isn't there", () => {
    expect(() => loadFleet(path.join(folder.path, "none.yaml"))).toThrow(
      /none\.yaml: no such file; name it with --file/,
    );
  });
});
