/** `cwroles audit` and `cwroles fleet audit` as they are typed. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { auditSeed } from "../helpers/auditCases";
import { cwroles } from "../helpers/cli";
import { FLEET_KEYS, fleetFolder } from "../helpers/fleetFolder";
import { useFolder } from "../helpers/folder";
import { writesTo } from "../helpers/tenant";

// Each test starts several processes, beside those of other files.
vi.setConfig({ testTimeout: 120_000 });

const folder = useFolder();
const IDS = ["brightpath", "other"];
let sandbox: Sandbox;
let keys: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox({ companies: IDS.map((id) => ({ id, seed: auditSeed("msp") })) });
  keys = {
    CONNECTWISE_SITE: sandbox.url,
    CONNECTWISE_COMPANY_ID: "brightpath",
    CONNECTWISE_PUBLIC_KEY: "public",
    CONNECTWISE_PRIVATE_KEY: "private",
    CONNECTWISE_CLIENT_ID: "00000000-0000-0000-0000-000000000000",
  };
});
afterAll(() => sandbox.close());

const audit = (...args: string[]) => cwroles(["audit", ...args], folder.path, keys);
const fileAt = (name: string) => path.join(folder.path, name);

test("one screen with the worst first; --fail-on, an acceptance, and what changed since", async () => {
  const { code, stdout, stderr } = await audit("--html", "page.html");
  const lines = stdout.trim().split("\n");
  expect(lines.length).toBeLessThanOrEqual(22);
  expect(lines[1]).toBe(
    "12 integrations: 4 administrators, 2 with more than they need (2 as far as guessed), 1 of no profile, 1 inactive, 4 exact (4 as far as guessed).",
  );
  expect(lines[4]).toMatch(/^HIGH {3}\w+, administrator: Role of administrators/);
  expect(stderr).toMatch(/15 requests to the tenant, no write\.\n$/);
  expect(code).toBe(0);
  expect(readFileSync(fileAt("page.html"), "utf8")).toContain("<h1>Audit of brightpath at");
  const first = await audit("--fail-on", "high", "--json", "--output", "audit.json");
  expect(first.code).toBe(2);
  const until = `${new Date().getUTCFullYear() + 1}-01-01`;
  const accepted = await audit("--accept", "administrators:nightly", "--until", until, "--reason", "Until the move");
  expect(accepted.stdout).toContain("administrators:nightly is accepted until");
  sandbox.company("brightpath").tenant.setMember("AcmePortal", { role: "Admin" });
  const { stdout: json, code: since } = await audit("--since", "audit.json", "--json");
  const view = JSON.parse(json);
  const found = (id: string) => view.findings.find((one: { id: string }) => one.id === id);
  expect(found("administrators:nightly").accepted.reason).toBe("Until the move");
  expect(found("administrators:AcmePortal").since).toBe("new");
  expect(view.since.gone).toEqual(["unexplained:AcmePortal"]);
  expect(since).toBe(0);
  sandbox.company("brightpath").tenant.setMember("AcmePortal", { role: "Acme Portal" });
  expect(writesTo(sandbox)).toEqual([]);
});

test("what is wrong is told before the tenant is asked, all at once", async () => {
  writeFileSync(
    fileAt("wrong.yaml"),
    "members: [{ member: KaseyaQM, profile: kaseya-quote-manger }, { member: x }]\naccepted: [{ tenant: a, finding: administrator:x, by: a, reason: b, until: soon, evidence: sha256:1 }]\n",
  );
  const wrong = await audit("--audit-file", "wrong.yaml");
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(/wrong\.yaml:1:\d+: members\.1: give a profile, or a list of profiles/);
  expect(wrong.stderr).toContain("until: the last day that it holds");
  expect(wrong.stderr).toContain("evidence: the finding's evidence");
  writeFileSync(fileAt("slip.yaml"), "members: [{ member: KaseyaQM, profile: kaseya-quote-manger }]\n");
  const slip = await audit("--audit-file", "slip.yaml");
  expect(slip.stderr).toContain("did you mean kaseya-quote-manager?");
  const bare = await cwroles(["audit"], folder.path);
  expect(bare.stderr).toContain("--site: not set; give --site, or set CONNECTWISE_SITE");
  expect(bare.stderr).toContain("--private-key-file: not set");
});

test("a proposal over what is held now: the review shows the narrowing", async () => {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: fileAt("proposal"), encoding: "utf8" });
  const held = await audit("--propose", "proposal", "--as-held");
  expect(held.code).toBe(0);
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "As held");
  expect((await audit("--propose", "proposal")).stderr).toContain("already there. Overwrite with --force.");
  const { stderr } = await audit("--propose", "proposal", "--force");
  expect(stderr).toContain("OldBackup isn't in the proposal: it is inactive");
  expect(readFileSync(fileAt("proposal/profiles/teamgps.yaml"), "utf8")).toContain("extends: team-gps");
  const acme = readFileSync(fileAt("proposal/profiles/acmeportal.yaml"), "utf8");
  expect(acme).toMatch(/# medium risk, take it out unless it is needed: .*\n {4}Marketing Groups:/);
  const review = await cwroles(["review", "--base", "HEAD", "--json"], fileAt("proposal"));
  const { subjects } = JSON.parse(review.stdout);
  const teamGps = subjects.find((one: { id: string; kind: string }) => one.id === "teamgps" && one.kind === "profile");
  const narrowed = teamGps.tables[0].rows.map((row: { function: string }) => row.function);
  expect(narrowed).toEqual(expect.arrayContaining(["Invoicing", "Agreements", "Product Catalog"]));
  expect(existsSync(fileAt("proposal/fleet.yaml"))).toBe(true);
  expect(writesTo(sandbox)).toEqual([]);
});

test("a fleet: how many tenants have which integration as what, and what couldn't be read", async () => {
  const tenants = { brightpath: {}, other: {}, gone: { site: "http://127.0.0.1:1", companyId: "gone" } };
  const files = fleetFolder({ site: sandbox.url, tenants });
  sandbox.company("other").tenant.setMember("CrushBank", { role: "ImmyBot" });
  const { code, stdout } = await cwroles(["fleet", "audit", "--json", "--html", "f.html"], files.folder, FLEET_KEYS);
  const view = JSON.parse(stdout);
  const of = (name: string) => view.integrations.find((one: { name: string }) => one.name === name);
  expect(of("kaseya-quote-manager")).toMatchObject({ tenants: 2, states: { administrator: 2, exact: 0 }, guessed: 2 });
  expect(of("crushbank")).toMatchObject({ tenants: 2, states: { administrator: 1, excess: 1 } });
  expect(of("immybot")).toMatchObject({ tenants: 2, states: { exact: 2 } });
  expect(view.tenants[0]).toMatchObject({ tenant: "gone", failure: expect.stringContaining("No answer") });
  expect(code).toBe(1);
  expect(readFileSync(path.join(files.folder, "f.html"), "utf8")).toContain("kaseya-quote-manager");
  const same = await cwroles(["audit", "--fleet"], files.folder, FLEET_KEYS);
  expect(same.stdout).toContain("Audit of the fleet acme\n3 tenants, 1 not read.");
  files.remove();
  expect(writesTo(sandbox)).toEqual([]);
});
