import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadProfile, profileIds } from "../../project/profiles";
import { cwroles } from "../helpers/cli";
import { useFolder } from "../helpers/folder";

const folder = useFolder();
const REPOSITORY = path.resolve(__dirname, "../..");

const profiles = (args: readonly string[], cwd?: string) => cwroles(["profiles", ...args], cwd);

/** A folder with some of the repository's profiles, and edited copies of ImmyBot's under other names. */
function projectOf(name: string, kept: readonly string[], edited: Record<string, (immybot: string) => string>) {
  const project = path.join(folder.path, name);
  mkdirSync(path.join(project, "profiles"), { recursive: true });
  const read = (id: string) => readFileSync(path.join(REPOSITORY, `profiles/${id}.yaml`), "utf8");
  const write = (id: string, text: string) => writeFileSync(path.join(project, `profiles/${id}.yaml`), text);
  for (const id of kept) write(id, read(id));
  for (const [id, edit] of Object.entries(edited)) write(id, edit(read("immybot")));
  return project;
}

describe("cwroles profiles list", () => {
  test("has a line for each, with what it asks for and how risky that is", async () => {
    const { code, stdout } = await profiles(["list"]);
    expect(code).toBe(0);
    const [head, ...lines] = stdout.trimEnd().split("\n");
    expect(head?.split(/ {2,}/)).toEqual([
      "PROFILE",
      "VENDOR",
      "FUNCTIONS",
      "FEATURES",
      "HIGH RISK",
      "MEDIUM RISK",
      "FROM",
    ]);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(profileIds(path.join(REPOSITORY, "profiles")));
    expect(lines.map((line) => line.split(/ {2,}/))).toContainEqual([
      "n-able-passportal",
      "N-able",
      "6",
      "0",
      "6",
      "0",
      "library",
    ]);
    expect(lines.find((line) => line.startsWith("wise-sync"))).toMatch(
      /^wise-sync +Wise-Sync +17 +1 +\d+ +\d+ +library$/,
    );
  });

  test("--json has them whole", async () => {
    const found = JSON.parse((await profiles(["list", "--json"])).stdout) as { id: string; risks: object }[];
    expect(found.find(({ id }) => id === "n-able-passportal")).toMatchObject({
      vendor: "N-able",
      risks: { high: 6, medium: 0, low: 0 },
      grants: { System: { Security: { levels: { add: "All" } } } },
    });
  });
});

describe("cwroles profiles digest", () => {
  const project = projectOf("pinned", ["immybot"], {});
  const write = (name: string, text: string) => writeFileSync(path.join(project, name), text);
  write("Pulumi.yaml", "name: roles\nruntime: nodejs\nconfig: { profile: immybot, role: Sync }\n");
  write("Pulumi.acme.yaml", "config: { member: acme }\n");
  write("Pulumi.umbrella.yaml", "config: { member: umbrella }\n");

  test("has a line for each stack, or for one: what its role is asked for", async () => {
    const { code, stdout } = await profiles(["digest"], project);
    expect(code).toBe(0);
    const [head, ...lines] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    expect(head).toEqual(["STACK", "ROLE", "PROFILE", "DIGEST"]);
    const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(lines).toEqual([
      ["acme", "Sync", "immybot", digest],
      ["umbrella", "Sync", "immybot", digest],
    ]);
    expect(lines[0]?.[3]).not.toBe(lines[1]?.[3]);
    const [only] = JSON.parse((await profiles(["digest", "--stack", "umbrella", "--json"], project)).stdout);
    expect(only).toMatchObject({ stack: "umbrella", digest: lines[1]?.[3] });
  });

  test("without a stack says where it looked", async () => {
    const { code, stderr } = await profiles(["digest"], folder.path);
    expect(code).toBe(1);
    expect(stderr).toContain("no Pulumi.<stack>.yaml there; run this in the project folder");
  });
});

describe("cwroles profiles show", () => {
  test("has levels, reasons, doubts, features and variants", async () => {
    const { code, stdout } = await profiles(["show", "wise-sync"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}Invoicing +· +All +All +All$/m);
    expect(stdout).toContain("  Finance › Accounting Interface: Generates a GL batch for each financial record\n");
    expect(stdout).toContain("      Customize: allow Invoicing / Tax Code\n");
    expect(stdout).toMatch(/Ambiguous: The text asks for all levels/);
    expect(stdout).toMatch(/^With the feature later-revision, besides: .+\n\n.+\nCompanies\n {2}Team Members/m);
    expect(stdout).toMatch(/^Tenants up to version 2019\.2, instead: /m);
  });

  test("of a name that is nearly one suggests it", async () => {
    const { code, stderr } = await profiles(["show", "wisesync"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/did you mean wise-sync\?/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("cwroles profiles compare", () => {
  test("has what only one asks for, and which is the broader where both do; it ends with 2", async () => {
    const { code, stdout } = await profiles(["compare", "gozynta-mobius", "wise-sync"]);
    expect(code).toBe(2);
    const [first, second, third, fourth, fifth, last] = stdout.split("\n\n");
    expect(first).toMatch(/^Only in gozynta-mobius:/);
    expect(first).toMatch(/^ {2}Expense Report Entry +· +· +· +All$/m);
    expect(second).toMatch(/^Only in wise-sync:/);
    expect(second).toMatch(/^ {2}Inventory Transfers +· +· +· +All$/m);
    expect(third).toMatch(/^In both, gozynta-mobius at the left; > is broader in gozynta-mobius, < in wise-sync:/);
    expect(third).toMatch(/^ {2}Table Setup +· +· < All +· < All +All$/m);
    expect(fourth).toBe(
      "On Customize lists, only in gozynta-mobius:\n  System › Table Setup: Invoicing / Billing Status",
    );
    expect(fifth).toBe("On Customize lists, only in wise-sync:\n  System › Table Setup: General / Manage Hosted API");
    expect(last).toBe(
      "9 functions differ (gozynta-mobius names 13, wise-sync 17). Features and variants of gozynta-mobius and wise-sync are left out.\n",
    );
  });

  test("of two that ask for the same, in other spellings, ends with 0", async () => {
    const project = projectOf("same", ["immybot"], {
      other: (text) => text.replace(" Product:", " products:"),
      keeps: (text) => `${text}\nunlisted: keep\n`,
    });
    expect(await profiles(["compare", "immybot", "other"], project)).toMatchObject({
      code: 0,
      stdout: "No function differs (immybot names 5, other 5).\n",
    });
    const kept = await profiles(["compare", "immybot", "keeps"], project);
    expect(kept.code).toBe(2);
    expect(kept.stdout).toContain("Every other function: None in immybot, left as it is in keeps.");
  });

  test("--json has each difference", async () => {
    const { code, stdout } = await profiles(["compare", "wise-sync", "gozynta-mobius", "--json"]);
    expect(code).toBe(2);
    const { a, b, same, differences, customize } = JSON.parse(stdout);
    expect({ a, b, same }).toEqual({
      a: { id: "wise-sync", unlisted: "exact" },
      b: { id: "gozynta-mobius", unlisted: "exact" },
      same: false,
    });
    expect(customize).toEqual({
      a: ["System › Table Setup: General / Manage Hosted API"],
      b: ["System › Table Setup: Invoicing / Billing Status"],
    });
    expect(differences).toHaveLength(9);
    expect(differences).toContainEqual({
      module: "System",
      function: "Table Setup",
      a: { add: "None", edit: "All", delete: "All", inquire: "All" },
      b: { add: "None", edit: "None", delete: "None", inquire: "All" },
      grantedIn: "both",
      broader: { a: ["edit", "delete"], b: [] },
    });
  });
});

describe("cwroles profiles merge", () => {
  test("writes a profile that is valid, and never over another file", async () => {
    const file = path.join(folder.path, "both.yaml");
    const first = await profiles(["merge", "immybot", "cyberdrain-cow", "--output", file]);
    expect(first).toMatchObject({ code: 0, stdout: `${file}: ImmyBot + CyberDrain CoW, 7 functions.\n`, stderr: "" });
    expect(loadProfile(file).grants.Companies?.["Company Maintenance"]?.why).toBe(
      "ImmyBot (Inquire All): The vendor lists it among the permissions its integration needs; CyberDrain CoW (Inquire All): Fetches the companies with their types and statuses; also documented at https://github.com/CyberDrain/CoW-Docs/blob/HEAD/inputs/psa-integrations/connectwise-psa/connectwise-permissions.md",
    );
    expect(await profiles(["validate", file])).toMatchObject({ code: 0, stdout: "1 profile valid.\n" });
    const second = await profiles(["merge", "rewst", "msp360", "--output", file]);
    expect(second.code).toBe(1);
    expect(second.stderr).toBe(`${file} is already there. Overwrite it with --force.\n`);
    expect(loadProfile(file).name).toBe("ImmyBot + CyberDrain CoW");
  });

  test("prints what it would write, or JSON", async () => {
    const text = await profiles(["merge", "immybot", "cyberdrain-cow"]);
    expect(text.stdout).toBe(readFileSync(path.join(folder.path, "both.yaml"), "utf8"));
    const { stdout } = await profiles(["merge", "immybot", "cyberdrain-cow", "commvault", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ name: "ImmyBot + CyberDrain CoW + Commvault", unlisted: "exact" });
  });

  test("of one profile, or of one twice, says so", async () => {
    expect(await profiles(["merge", "immybot"])).toMatchObject({
      code: 1,
      stderr: "error: missing required argument 'b'\n(see --help)\n",
    });
    expect(await profiles(["merge", "immybot", "immybot"])).toMatchObject({
      code: 1,
      stderr: "Nothing to merge: immybot: is named twice\n",
    });
  });

  test("tells which functions it couldn't compare by name", async () => {
    const project = projectOf("unknown", ["commvault"], { other: (text) => text.replace(" Product:", " Gadgets:") });
    const { code, stdout, stderr } = await profiles(["merge", "other", "commvault"], project);
    expect(code).toBe(0);
    expect(stdout).toContain("    Gadgets:\n");
    expect(stderr).toContain('there is no function "Gadgets" in Procurement');
  });
});

test("a command that is nearly one is suggested", async () => {
  expect(await profiles(["comparee"])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Did you mean compare\?/),
  });
});
