/**
 * Names, messages and files of others come out of every command as text: no terminal and no CI runner obeys what is in them, and none
 * of them makes a line of its own. Each command runs as it is, with its output in a pipe, as in CI.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { readSeed, type Sandbox, startSandbox } from "../../sandbox";
import { plainName } from "../../text/clean.mjs";
import { type CliOutcome, cwroles, stackFolder } from "../helpers/cli";
import { useFolder } from "../helpers/folder";
import { connectionTo } from "../helpers/project";
import { useRepository } from "../helpers/repository";

vi.setConfig({ testTimeout: 60_000 });

/** Colours, an overwritten line, hidden and reordered text, a section of GitLab, commands of GitHub and Azure, a line that looks like ours. */
const HOSTILE =
  "\u001b[31m\u001b]0;title\u0007\u009b2J\u202e\u200b\u2066\u00ad\ufeff\u001b[0Ksection_start:1:x\r\u001b[0K\n::error::forged\n \t::set-env name=PATH::x\n##vso[task.complete result=Succeeded;]\n##[error]x\u2028##vso[a.b]\nok       forged: all is well";
const evil = (name: string) => `${name} evil${HOSTILE}`;

/** As much of that as a role, a location and a member's id may have. */
const ROLE = "evil\n::error::x\u001b[1m\u202e\u200b##[a]";
const PLACE = `Lyon ${ROLE}`;
/** What a name of a file or a cell of a table may have. */
const INLINE = "evil\u001b[31m\u202e\u200b##vso[a.b]";
/** What a member's or a company's id may have: one with characters that can't be seen is refused. */
const ID = "evil##vso[a.b]";

/** What is left in a text that a terminal or a runner would obey, or that hides or reorders what is read. */
function obeyed(text: string): string[] {
  const unseen = [...text].filter(
    (letter) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(letter) && !"\n\t".includes(letter),
  );
  const commands = text.split("\n").filter((line) => /^\s*::|##\w*\[/.test(line));
  return [...unseen.map((letter) => `U+${letter.codePointAt(0)?.toString(16)}`), ...commands];
}

/** A line that begins with what others wrote, and not with what a command says. */
const FORGED = /^(ok {7}forged|: ?:error::forged)/m;

function expectText({ stdout, stderr }: CliOutcome, named = "evil"): void {
  expect(obeyed(stdout)).toEqual([]);
  expect(obeyed(stderr)).toEqual([]);
  expect(stdout + stderr).not.toMatch(FORGED);
  expect(stdout + stderr).toContain(named);
}

const TENANT = {
  company: { id: "sandbox", name: evil("Acme") },
  departments: [{ identifier: "Help", name: `Help ${ROLE}` }],
  locations: [{ name: PLACE, businessUnits: ["Help"] }],
  functions: { add: { [evil("Module")]: [evil("Function")], System: [evil("Screen")] } },
  roles: [
    { name: "Admin", admin: true },
    {
      name: ROLE,
      levels: { [evil("Module")]: { [evil("Function")]: { inquire: "All" } }, Companies: { Contacts: "All" } },
    },
    { name: "Plain", levels: { [evil("Module")]: { [evil("Function")]: { inquire: "My" } } } },
  ],
  members: [
    {
      identifier: "Api",
      firstName: "Api",
      licenseClass: "A",
      role: "Admin",
      keys: [{ publicKey: "public", privateKey: "private" }],
    },
    { identifier: ID, firstName: ROLE, licenseClass: "A", role: "Plain", location: PLACE, businessUnit: "Help" },
  ],
};

const profile = (module: string, name: string) =>
  stringify({
    name: evil("Profile"),
    vendor: evil("Vendor"),
    source: { url: "https://vendor.example/p", title: evil("Title"), retrieved: "2026-11-01" },
    why: evil("Why"),
    advice: [evil("Advice")],
    unlisted: "exact",
    permissions: {
      [module]: { [name]: { inquire: "All", ambiguity: evil("Ambiguity") } },
      Companies: { Contacts: { all: "All", why: evil("Reason") } },
      System: { "Table Setup": { inquire: "All", customize: [`${evil("Table")} / Entry`] } },
    },
  });

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const entities = (text: string) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join("");

const ARTICLES = {
  "article.html": `<h1>Permissions</h1><table><tr><th>Module</th><th>Function</th><th>Add</th><th>Edit</th><th>Delete</th><th>Inquire</th></tr>
<tr><td>Companies</td><td>Contacts</td><td>All</td><td>All</td><td>All</td><td>All</td></tr>
<tr><td>Companies</td><td>${entities(evil("Contacts"))}</td><td>All</td><td>All</td><td>All</td><td>All</td></tr></table>
<p>Set security role permissions for ${entities(evil("everything"))} to All or perhaps My.</p>`,
  "article.csv": `Module,Function,Add,Edit,Delete,Inquire\nCompanies,Contacts,All,All,All,All\nCompanies,${cell(evil("Contacts"))},All,All,All,All\n`,
};

const TABLES = {
  "tenants.csv": `name,site,companyId,groups\nbeta,http://127.0.0.1:1,beta${ID},\n`,
  "broken.csv": `name,site,companyId,publicKey\n${cell(evil("name"))},${cell(evil("site"))},${cell(evil("company"))},${cell(evil("key"))}\n`,
};

const fleetOf = (
  site: string,
  { role, member, location, businessUnit }: Record<"role" | "member" | "location" | "businessUnit", string>,
) =>
  stringify({
    name: "fleet",
    defaults: {
      ...{ site, publicKey: "env:CW_PUBLIC", privateKey: "env:CW_PRIVATE" },
      clientId: "00000000-0000-0000-0000-000000000000",
      profiles: { odd: { role, member, location, businessUnit } },
    },
    tenants: { acme: { companyId: "sandbox", tags: [INLINE] }, evil: { companyId: `x${ID}` } },
  });

/** As the tenant's function is called here, and as a file may have it. */
const PROFILE = profile(plainName(evil("Module")), plainName(evil("Function")));
const STRANGE = profile(evil("Module"), evil("Function"));

const files = useFolder();
let sandbox: Sandbox;
let project: ReturnType<typeof stackFolder>;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: readSeed(files.write("tenant.yaml", stringify(TENANT))) });
  const config = { profile: "odd", role: "Plain", member: ID, location: PLACE, businessUnit: `Help ${ROLE}` };
  const own = Object.entries(config).map(([key, value]) => [`connectwise-roles:${key}`, value]);
  project = stackFolder({ ...connectionTo(sandbox), ...Object.fromEntries(own) });
  const at = (file: string) => path.join(project.folder, file);
  rmSync(at("profiles"));
  mkdirSync(at("profiles"));
  const written = {
    ...ARTICLES,
    ...TABLES,
    "profiles/odd.yaml": PROFILE,
    "profiles/strange.yaml": STRANGE,
    "fleet.yaml": fleetOf(sandbox.url, config),
  };
  for (const [file, text] of Object.entries(written)) writeFileSync(at(file), text);
  // What fleet report tells.
  await run("fleet", "drift");
});
afterAll(async () => {
  project.remove();
  await sandbox.close();
});

const run = (...args: string[]) => cwroles(args, project.folder, { CW_PUBLIC: "public", CW_PRIVATE: "private" });

const ONE_TENANT = [
  ["plan"],
  ["plan", "--format", "markdown"],
  ["checklist"],
  ["checklist", "--format", "markdown"],
  ["checklist", "--offline"],
  ["verify"],
  ["doctor"],
  ["export", ROLE, "--output", "-"],
  ["export", evil("Nobody")],
];
const PROFILES = [
  ["profiles", "show", "odd"],
  ["profiles", "show", "strange"],
  ["profiles", "list"],
  ["profiles", "validate"],
  ["profiles", "merge", "strange", "rewst"],
  ["profiles", "compare", "strange", "rewst"],
  ["profiles", "show", evil("no-profile")],
  ["profiles", "import", "article.html"],
  ["profiles", "import", "article.csv"],
  ["profiles", "import", "article.csv", "--json"],
  ["profiles", "outdated", "odd", "article.html"],
  ["profiles", "validate", evil("file").replaceAll("/", "")],
];
const FLEET = [
  ["fleet", "show"],
  ["fleet", "show", "acme"],
  ["fleet", "drift", "--verbose"],
  ["fleet", "report"],
  ["fleet", "report", "--format", "markdown"],
  ["fleet", "import", "tenants.csv"],
  ["fleet", "import", "broken.csv"],
  ["fleet", "show", evil("nobody")],
];
const WRONG_CALLS = [["plan", "--stack", evil("stack")], [evil("command")], ["plan", evil("--option")]];
const MACHINES = [
  ["plan", "--json"],
  ["checklist", "--json"],
  ["verify", "--json"],
  ["doctor", "--json"],
  ["profiles", "show", "odd", "--json"],
  ["profiles", "validate", "--json"],
  ["fleet", "show", "acme", "--json"],
  ["fleet", "report", "--json"],
];

describe("what a command prints of others is text", () => {
  const commands = [...ONE_TENANT, ...PROFILES, ...FLEET, ...WRONG_CALLS];
  test.each(
    commands.map((args) => ({
      args,
      shown: args
        .map((arg) => arg.slice(0, 20))
        .join(" ")
        .replaceAll(/[\p{Cc}\p{Cf}]/gu, "?"),
    })),
  )("$shown", async ({ args }) => expectText(await run(...args)));

  test("a page on stdout", async () => {
    const { stdout, stderr } = await run("plan", "--format", "html");
    expect([...obeyed(stdout), ...obeyed(stderr)]).toEqual([]);
    expect(stdout).toContain("evil");
  });

  test("an error of a tenant", async () => {
    const body = {
      code: evil("Code"),
      message: evil("Message"),
      errors: [{ code: "x", field: evil("field"), message: evil("Field") }],
    };
    sandbox.fault({ path: "/securityroles", status: 400, body });
    const outcomes = [await run("plan"), await run("verify"), await run("fleet", "drift")];
    sandbox.clearFaults();
    for (const outcome of outcomes) {
      expectText(outcome, "Message evil");
      expect(outcome.code).not.toBe(0);
    }
  });
});

describe("what a machine reads is the same data", () => {
  test.each(MACHINES.map((args) => ({ args, shown: args.join(" ") })))("$shown", async ({ args }) => {
    const { stdout } = await run(...args);
    expect(obeyed(stdout)).toEqual([]);
    expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify("evil\u001b[31m").slice(1, -1));
  });

  test("an exported profile finds the role's functions again", async () => {
    const { stdout } = await run("export", "Plain", "--output", "-");
    expect(parse(stdout).permissions).toEqual({
      [plainName(evil("Module"))]: { [plainName(evil("Function"))]: { inquire: "My" } },
    });
  });

  test("tenants of a table", async () => {
    const { stdout } = await run("fleet", "import", "tenants.csv");
    expect(parse(stdout).tenants.beta.companyId).toBe(`beta${ID}`);
  });
});

describe("a review", () => {
  const repository = useRepository();
  const before = stringify({
    ...parse(PROFILE),
    name: "Before",
    permissions: { Companies: { Contacts: "None", Notes: "All" } },
  });
  repository.commit("before", { "profiles/odd.yaml": before });
  repository.commit("after", { "profiles/odd.yaml": STRANGE, [`profiles/${INLINE}.yaml`]: PROFILE });

  test.each([
    ["--format", "text"],
    ["--format", "markdown"],
    ["--format", "json"],
    ["--html", "-"],
  ])("%s %s", async (...format) => {
    const args = ["review", "--base", "before", "--head", "after", ...format, "--require-approval", "broadening"];
    const { stdout, stderr } = await cwroles(args, repository.path);
    expect([...obeyed(stdout), ...obeyed(stderr)]).toEqual([]);
    expect(stdout).toContain("evil");
    if (!format.includes("--html")) expect(stdout + stderr).not.toMatch(FORGED);
  });

  test("of a ref that git doesn't know", async () =>
    expectText(await cwroles(["review", "--base", evil("ref")], repository.path)));
});
