/** A sandbox that behaves as a tenant was seen to. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { defaultSeed, describeContract, readCompanies, readContract, startSandbox } from "../../sandbox";
import { basic, caller } from "./sandboxApi";

const FILE = path.join(__dirname, "../cases/contract/differing.json");
const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));

/** The file with a text of it replaced. */
function changed(from: string, to: string): string {
  const file = path.join(folder, "changed.json");
  writeFileSync(file, readFileSync(FILE, "utf8").replace(from, to));
  return file;
}

test("answers as the tenant did, and as PATCH and PUT of levels showed", async () => {
  const sandbox = await startSandbox({ contract: readContract(FILE) });
  const call = caller(sandbox.url);
  const row = "/system/securityRoles/2/settings/98";
  const before = (await call("GET", row)).body;
  const answers = {
    release: (await call("GET", "/system/info")).body.version,
    unknownId: await call("GET", "/system/securityroles/4711"),
    list: await call("GET", "/system/securityRoles/2/settings?pageSize=1000"),
    made: (await call("POST", "/system/securityroles", { name: "admin" })).status,
    patch: await call("PATCH", row, [{ op: "replace", path: "addLevel", value: "My" }]),
    put: await call("PUT", row, { ...before, addLevel: "My" }),
  };
  await sandbox.close();
  expect(answers.release).toMatch(/^v2024\.3/);
  expect([answers.unknownId.status, Object.keys(answers.unknownId.body)]).toEqual([400, ["code", "message"]]);
  expect(answers.list.body).toHaveLength(50);
  expect(answers.list.headers.get("link")).toMatch(
    /^<\/v4_6_release\/apis\/3\.0\/system\/securityRoles\/2\/settings\?/,
  );
  expect(answers.made).toBe(200);
  expect([answers.patch.status, answers.patch.headers.get("allow"), answers.put.body.addLevel]).toEqual([
    405,
    "GET, PUT",
    "My",
  ]);
});

test("what is chosen beside it wins", async () => {
  const quirks = { unknownId: "empty", names: "sql-server" } as const;
  const contract = readContract(FILE);
  const sandbox = await startSandbox({ contract, quirks, version: "2025.1", settings: "writable" });
  const call = caller(sandbox.url);
  const { status, body } = await call("GET", "/system/securityroles/4711");
  const made = await call("POST", "/system/securityroles", { name: "admin" });
  const { version } = (await call("GET", "/system/info")).body;
  await sandbox.close();
  expect([status, body, made.status, version]).toEqual([200, undefined, 400, expect.stringMatching(/^v2025\.1/)]);
});

test("a company of a file may have its own", async () => {
  const file = path.join(folder, "companies.yaml");
  writeFileSync(file, `companies:\n  - id: acme\n    contract: ${path.relative(folder, FILE)}\n  - id: globex\n`);
  const sandbox = await startSandbox({ companies: readCompanies(file, defaultSeed()) });
  const call = caller(sandbox.url);
  const ask = (id: string) =>
    call("GET", "/system/securityroles/4711", undefined, { authorization: basic(id, "public", "private") });
  const statuses = [(await ask("acme")).status, (await ask("globex")).status];
  await sandbox.close();
  expect(statuses).toEqual([400, 404]);
});

test("says in one line what was taken over, and what can't be", () => {
  expect(describeContract(readContract(FILE))).toBe(
    "As a tenant of 2024.3 was seen to behave: settings=read-only, names=exact, errors=absent, pageSize=fewer, linkAddress=relative, unknownId=bad-request, referenceId=refused, roleMade=ok; can't emulate rowOrder=other-order, wrongPath=other.",
  );
});

describe("a file that isn't one", () => {
  test.each([
    [
      "of another format",
      '"format": 1',
      '"format": 2',
      "expected 1, the format of this release\n  → at format, line 2",
    ],
    [
      "with a result of another name",
      '"differs"',
      '"differ"',
      'expected one of "holds"|"differs"|"open"\n  → at assumptions[0].result, line 6',
    ],
    [
      "without assumptions",
      '"assumptions"',
      '"findings"',
      "expected array, received undefined\n  → at assumptions, line 1",
    ],
    ["with an id given twice", '"errors"', '"names"', "names is there twice\n  → at assumptions[1].id, line 7"],
    ["that is no JSON", "[", "", "is not YAML"],
  ])("%s is told by file, key and line", (_what, from, to, message) => {
    const file = changed(from, to);
    expect(() => readContract(file)).toThrow(message);
    expect(() => readContract(file)).toThrow(file);
  });

  test("a release that isn't known is no default", () => {
    expect(readContract(changed('"2024.3"', '"unknown"')).release).toBeUndefined();
  });
});
