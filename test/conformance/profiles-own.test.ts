/** Profiles of one's own beside the library's, for every command that takes an id. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { profileIds } from "../../project/profiles";
import { type Sandbox, startSandbox } from "../../sandbox";
import { type CliOutcome, cwroles } from "../helpers/cli";
import { useFolder } from "../helpers/folder";
import { connectionTo } from "../helpers/project";
import { useRepository } from "../helpers/repository";

const REPOSITORY = path.resolve(__dirname, "../..");
const library = profileIds(path.join(REPOSITORY, "profiles"));
const project = useFolder();
mkdirSync(path.join(project.path, "profiles"));

const OURS = `# yaml-language-server: $schema=profile.schema.json
extends: wise-sync
name: Our Wise-Sync
why: We don't sync expenses
permissions:
  Finance:
    Invoicing: { delete: None, why: Payments are reversed by hand }
    Agreements: { inquire: All, why: Invoices name their agreement }
without:
  Service Desk:
    Service Tickets: Only needed to sync expenses
`;
const ours = project.write("profiles/ours.yaml", OURS);
project.write("profiles/immybot.yaml", "extends: immybot\nname: Our ImmyBot\nwhy: It has our name\n");

const profiles = (...args: string[]): Promise<CliOutcome> => cwroles(["profiles", ...args], project.path);

describe("cwroles profiles, in a folder with profiles of one's own", () => {
  test("list has those and the library's, each id once, with where it is from", async () => {
    const { code, stdout } = await profiles("list");
    expect(code).toBe(0);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(/ {2,}/));
    expect(rows.map(([id]) => id)).toEqual([...library, "ours"].sort());
    expect(rows.find(([id]) => id === "ours")).toEqual(["ours", "Wise-Sync", "17", "1", "3", "5", "own"]);
    expect(rows.find(([id]) => id === "immybot")?.at(-1)).toBe("own, instead of the library's");
    expect(rows.find(([id]) => id === "wise-sync")?.at(-1)).toBe("library");
    const found = JSON.parse((await profiles("list", "--json")).stdout) as { id: string }[];
    expect(found.find(({ id }) => id === "immybot")).toMatchObject({ origin: "own", shadowsLibrary: true });
    expect(found.find(({ id }) => id === "ours")).toMatchObject({ origin: "own", shadowsLibrary: false });
    expect(found.find(({ id }) => id === "rewst")).toMatchObject({ origin: "library", shadowsLibrary: false });
  });

  test("show says where it is from, what it extends, and of each change whose it is and why", async () => {
    const { stdout } = await profiles("show", "ours");
    expect(stdout).toMatch(/^From: own \(profiles.ours\.yaml\)$/m);
    expect(stdout).toContain("\nExtends: wise-sync (library): We don't sync expenses\n");
    expect(stdout).toMatch(/^ {2}Invoicing +· +All +· +All$/m);
    expect(stdout).toContain("      Changed by ours (Delete: All → None): Payments are reversed by hand\n");
    expect(stdout).toContain("  Finance › Agreements: Invoices name their agreement\n      Added by ours\n");
    expect(stdout).toContain("      More than the source asks for: Invoices name their agreement\n");
    expect(stdout).toContain("\nTaken out:\n  Service Desk › Service Tickets, by ours: Only needed to sync expenses\n");
    const { stdout: json } = await profiles("show", "ours", "--json");
    expect(JSON.parse(json)).toMatchObject({
      origin: "own",
      extends: [{ id: "wise-sync", origin: "library", why: "We don't sync expenses" }],
      without: [{ module: "Service Desk", function: "Service Tickets", by: "ours" }],
      grants: { Finance: { Invoicing: { changes: [{ by: "ours", why: "Payments are reversed by hand" }] } } },
    });
  });

  test("compare, merge and outdated find either", async () => {
    const compared = await profiles("compare", "ours", "wise-sync");
    expect(compared.code).toBe(2);
    expect(compared.stdout).toContain("3 functions differ (ours names 17, wise-sync 17).");
    expect((await profiles("merge", "ours", "rewst")).stdout).toContain("name: Our Wise-Sync + Rewst");
    const article = project.write("page.csv", "Module,Function,Add,Edit,Delete,Inquire\nFinance,Agreements,,,,All\n");
    expect((await profiles("outdated", "ours", article)).stdout).toContain("The page differs from the profile ours");
  });

  test("digest is that of the levels written out", async () => {
    project.write("Pulumi.yaml", "name: roles\nruntime: nodejs\nconfig: { profile: ours, role: Sync, member: sync }\n");
    project.write("Pulumi.test.yaml", "config: {}\n");
    const { stdout } = await profiles("digest", "--stack", "test", "--json");
    expect(JSON.parse(stdout)).toMatchObject([{ profile: "ours", digest: expect.stringMatching(/^sha256:/) }]);
    const merged = await profiles("show", "ours", "--json");
    const file = project.write("profiles/copy.yaml", wholeCopy(merged.stdout));
    project.write("Pulumi.yaml", "name: roles\nruntime: nodejs\nconfig: { profile: copy, role: Sync, member: sync }\n");
    const copy = JSON.parse((await profiles("digest", "--stack", "test", "--json")).stdout);
    expect(copy[0].digest).toBe(JSON.parse(stdout)[0].digest);
    rmSync(file);
  });

  test("validate tells every problem, that of a base once, with its own line", async () => {
    expect((await profiles("validate")).stdout).toBe(`${library.length + 1} profiles valid.\n`);
    const base = project.write("profiles/base.yaml", OURS.replace("delete: None", "delete: Never"));
    const on = project.write("profiles/on.yaml", "extends: base\nname: On\nwhy: More\n");
    const { code, stdout } = await profiles("validate");
    expect(code).toBe(1);
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(
        /base\.yaml:7:18: permissions\.Finance\.Invoicing\.delete: "Never" is not one of None, My, All$/,
      ),
      expect.stringMatching(/on\.yaml:1:1: extends: the profile "base" can't be used$/),
    ]);
    for (const file of [base, on]) rmSync(file);
    expect((await profiles("validate", ours)).stdout).toBe("1 profile valid.\n");
  });
});

/** The same levels in a profile that stands alone. */
function wholeCopy(json: string): string {
  const { grants, variants, features, vendor, source, name } = JSON.parse(json);
  type Table = Record<string, Record<string, { levels: object; customize: string[] }>>;
  const permissions = (table: Table) =>
    Object.fromEntries(
      Object.entries(table).map(([module, rows]) => [
        module,
        Object.fromEntries(
          Object.entries(rows).map(([row, { levels, customize }]) => [
            row,
            { ...levels, ...(customize.length > 0 && { customize }) },
          ]),
        ),
      ]),
    );
  return stringify({
    ...{ name, vendor, source, why: "Copied" },
    permissions: permissions(grants),
    features: Object.fromEntries(
      features.map((one: { id: string; grants: Table }) => [
        one.id,
        { why: "F", permissions: permissions(one.grants) },
      ]),
    ),
    variants: variants.map((one: { upTo: string; grants: Table }) => ({
      ...{ upTo: one.upTo, why: "V", permissions: permissions(one.grants) },
    })),
  });
}

describe("commands for tenants find them, too:", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox?.close());

  const inStack = (profile: string, ...args: string[]) => {
    project.write("Pulumi.yaml", readFileSync(path.join(REPOSITORY, "Pulumi.yaml"), "utf8"));
    project.write("Pulumi.test.yaml", stringify({ config: connectionTo(sandbox) }));
    return cwroles([...args, "--profile", profile, "--stack", "test"], project.path);
  };

  test("cwroles plan, of one's own and of the library's", async () => {
    const own = await inStack("ours", "plan");
    expect(own.stderr).toContain("7 requests to the tenant, no write.");
    expect(own.stdout).toContain("Finance › Agreements");
    expect(own.stdout).not.toContain("Service Desk › Service Tickets:");
    expect((await inStack("wise-sync", "plan")).stdout).toContain("Service Desk › Service Tickets");
  });

  test("cwroles checklist", async () => {
    const { stdout } = await inStack("ours", "checklist");
    expect(stdout).toContain("Agreements");
  });

  test("cwroles fleet: beside the fleet's file first, then the library's", async () => {
    const entry = { member: "sync", location: "Main Office", businessUnit: "Professional Services" };
    const defaults = {
      site: sandbox.url,
      publicKey: "env:CW_PUBLIC",
      privateKey: "env:CW_PRIVATE",
      clientId: "00000000-0000-0000-0000-000000000000",
      profiles: { ours: entry, rewst: { ...entry, member: "rewst", role: "Rewst" } },
    };
    const file = project.write("fleet.yaml", stringify({ name: "acme", defaults, tenants: { a: { companyId: "a" } } }));
    const { code, stdout } = await cwroles(["fleet", "show", "a", "--file", file, "--json"], REPOSITORY);
    expect(code).toBe(0);
    const { assignments } = JSON.parse(stdout);
    expect(assignments).toMatchObject([
      { role: "Our Wise-Sync", profile: { id: "ours", extends: [{ id: "wise-sync" }] } },
      { role: "Rewst", profile: { id: "rewst" } },
    ]);
    writeFileSync(
      file,
      stringify({
        name: "acme",
        defaults: { ...defaults, profiles: { uors: entry } },
        tenants: { a: { companyId: "a" } },
      }),
    );
    expect((await cwroles(["fleet", "show", "--file", file])).stderr).toContain(
      'no profile "uors"; did you mean ours or ',
    );
  });
});

describe("cwroles review, of a repository whose profile extends the library's", () => {
  const repository = useRepository();
  repository.commit("one", { "profiles/ours.yaml": OURS });
  repository.commit("two", {
    "profiles/ours.yaml": OURS.replace("delete: None, why: Payments", "delete: My, why: Own payments"),
    "profiles/immybot.yaml": "extends: immybot\nname: Our ImmyBot\nwhy: It has our name\n",
  });

  test("compares it with the library's rows in it, and names what it extends", async () => {
    const page = path.join(repository.path, "review.html");
    const { code, stdout } = await cwroles(
      ["review", "--base", "one", "--head", "two", "--html", page],
      repository.path,
    );
    expect(code).toBe(0);
    expect(stdout).toContain("\n  Extends: wise-sync\n");
    expect(stdout).toContain("    Finance › Invoicing: Delete: None → My [broadened, high risk]");
    expect(stdout).toContain("Changed by ours (Delete: All → My): Own payments are reversed by hand");
    expect(stdout).toContain("  profile: the library's → your own\n");
    expect(stdout).toContain("Note: Your own profile is used instead of the library's of the same id.");
    expect(readFileSync(page, "utf8")).toContain("<dt>Extends</dt><dd>wise-sync</dd>");
    const { stdout: json } = await cwroles(["review", "--base", "one", "--head", "two", "--json"], repository.path);
    const { subjects } = JSON.parse(json) as { subjects: { id: string }[] };
    expect(subjects.map(({ id }) => id).sort()).toEqual(["immybot", "ours"]);
    expect(subjects.find(({ id }) => id === "ours")).toMatchObject({
      extends: ["wise-sync"],
      tables: [{ rows: [{ changes: [{ by: "ours", why: "Own payments are reversed by hand" }] }] }, {}, {}],
    });
  });
});
