import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cwroles } from "../helpers/cli";

const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
symlinkSync(path.resolve(__dirname, "../../profiles"), path.join(folder, "profiles"));
writeFileSync(
  path.join(folder, "fleet.yaml"),
  `name: acme
defaults:
  publicKey: env:CW_{TENANT}_PUBLIC
  privateKey: file:secrets/{tenant}.key
  clientId: env:CONNECTWISE_CLIENT_ID
  profiles:
    wise-sync: { member: wisesync, location: Main Office, businessUnit: Services }
    kaseya-quote-manager: { member: quotes, location: Main Office, businessUnit: Sales }
groups:
  au:
    profiles:
      wise-sync:
        location: Sydney
        features: [later-revision]
        levels: { Finance: { Invoicing: { inquire: My } } }
        without: { Companies: [Contacts] }
tenants:
  contoso:
    site: api-au.myconnectwise.net
    companyId: contoso
    groups: [au]
    tags: [pilot]
    profiles:
      kaseya-quote-manager: false
  fabrikam:
    site: api-na.myconnectwise.net
    companyId: fabrikam
    profiles:
      wise-sync: { levels: { Finance: { Invoycing: My } } }
`,
);

const show = (...args: string[]) => cwroles(["fleet", "show", ...args], folder);

describe("cwroles fleet show", () => {
  test("lists the tenants", async () => {
    const { code, stdout } = await show();
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ["TENANT", "SITE", "COMPANY", "GROUPS", "TAGS", "PROFILES"],
      ["contoso", "api-au.myconnectwise.net", "contoso", "au", "pilot", "wise-sync"],
      ["fabrikam", "api-na.myconnectwise.net", "fabrikam", "wise-sync, kaseya-quote-manager"],
    ]);
  });

  test("tells the layer of each setting and of each level that isn't the profile's own", async () => {
    const { code, stdout } = await show("contoso");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}Private key +file:secrets\/contoso\.key {2}\(defaults\)$/m);
    expect(stdout).toMatch(/^ {2}Location +Sydney {2}\(group au\)$/m);
    expect(stdout).toMatch(
      /^ {2}Invoicing +All +All +All +My +Add from feature later-revision; Inquire from group au$/m,
    );
    expect(stdout).toMatch(/^ {2}Company Finance +· +· +· +All +from feature later-revision$/m);
    expect(stdout).toMatch(/^ {2}Accounting Interface +All +All +All +All$/m);
    expect(stdout).toMatch(/^ {2}Digest +sha256:[0-9a-f]{64}$/m);
    expect(stdout).toContain("Not granted: Companies › Contacts, taken out by group au.\n");
    expect(stdout).toContain("Tenants up to version 2019.2, instead:\n");
    expect(stdout).toContain("kaseya-quote-manager: left out by tenant contoso\n");
    expect(stdout).not.toMatch(/^ {2}Contacts/m);
  });

  test("as JSON has the same", async () => {
    const { stdout } = await show("contoso", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      name: "contoso",
      privateKey: "file:secrets/contoso.key",
      from: { site: "tenant contoso", privateKey: "defaults" },
      excluded: [{ profile: "kaseya-quote-manager", by: "tenant contoso" }],
      assignments: [
        {
          role: "Wise-Sync",
          digest: expect.stringMatching(/^sha256:/),
          from: { location: "group au", member: "defaults" },
          without: [{ module: "Companies", function: "Contacts", by: "group au" }],
          origins: { Finance: { Invoicing: { inquire: "group au", edit: "profile" } } },
        },
      ],
    });
  });

  test("of one profile shows that alone", async () => {
    const { stdout } = await show("fabrikam", "--profile", "kaseya-quote-manager");
    expect(stdout).toContain("kaseya-quote-manager: Kaseya Quote Manager (Kaseya)\n");
    expect(stdout).not.toContain("wise-sync: ");
  });

  test("warns of a function that nobody knows", async () => {
    const { code, stderr } = await show("fabrikam");
    expect(code).toBe(0);
    expect(stderr).toMatch(/levels\.Finance\.Invoycing: there is no function.*did you mean Invoicing\?/);
  });

  test.each([
    [["contso"], /no tenant "contso"; did you mean contoso\?/],
    [["contoso", "--profile", "wise-synk"], /no profile "wise-synk"; did you mean wise-sync\?/],
    [["--file", "fleets.yaml"], /fleets\.yaml: no such file/],
  ])("%j ends with 1, and suggests", async (args, message) => {
    const { code, stderr, stdout } = await show(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe("");
  });
});
