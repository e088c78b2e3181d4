/**
 * A role and its member on tenants that answer otherwise than assumed: provisioned and verified, or a clear error; never a second
 * one, never more than was asked for, nothing of others, and never called exact where it isn't.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultSeed, type Quirks, readContract, type Sandbox, type Seed, startSandbox } from "../../sandbox";
import { FUNCTIONS } from "../../sandbox/catalogue";
import { QUIRKS } from "../../sandbox/switches";
import { differentTenant, variedSeed } from "../helpers/differentTenant";
import { provision, type Steps } from "./provisioning";

const HELD = "RMMBridge holds it too.";
const DONE: Steps = { held: HELD, role: "done", member: "done", again: "done", memberGone: "done", roleGone: "done" };

/** What a run says on a tenant where not every step can be done; the other steps are. Steps that have nothing to go on are left out. */
type Said = Partial<Record<keyof Steps, string | undefined>>;

const NO_STEP = { member: undefined, again: undefined, memberGone: undefined, roleGone: undefined };
const nothingRead = (what: string): Said => ({ held: what, role: what, ...NO_STEP });
const roleLeft = (what: string): Said => ({ role: what, ...NO_STEP });
const NOBODY = "the tenant doesn't say whose key is in use";

const OF_QUIRKS: Readonly<Record<string, Said>> = {
  "listBody=wrapped": nothingRead("expected array, received object"),
  "linkNext=absent": nothingRead("page 2 has 2 rows, though no Link header names it"),
  "pagesApart=overlap": roleLeft("a row twice"),
  "rowCount=more": roleLeft("52 rows of the 53 that it counts"),
  "conditions=empty": { again: "member differs" },
  "references=id-alone": { held: HELD, again: NOBODY },
  "references=without-id": {
    member: "department.id: it isn't there",
    again: "department.id",
    memberGone: undefined,
    roleGone: "securityRole.id: it isn't there",
  },
  "mySecurityMember=absent": { held: HELD, again: NOBODY },
  "levelWords=more-words": roleLeft("Companies › Contacts: Edit Mine → My"),
  "patchSeveral=none": roleLeft("PATCH of Companies › Contacts was accepted, but a read shows"),
  "roleGone=inactive": { roleGone: "a read still shows it" },
  "inactiveHolder=refused": { roleGone: "RecordInUse" },
};

/** Of those alterations that could do harm, and that no quirk has. */
const OF_ALTERATIONS: Readonly<Record<string, Said>> = {
  namesInOneCaseOnly: {},
  referencesIgnored: {},
  byteOrderMark: {},
  longNameCut: {},
  madeWithIdOnly: {},
  madeWithRedirect: {},
  madeAccepted: {},
  newRoleHasAll: {},
  sameNameAccepted: {},
  inactiveMembersHidden: {},
  inactiveFlagMissing: { held: "RMMBridge, OldBackup hold it too.", memberGone: "a read doesn't show it" },
  memberRoleHidden: {
    member: "security role blank",
    again: "member differs",
    memberGone: undefined,
    roleGone: "RecordInUse",
  },
  patchOfMemberLost: { memberGone: "inactive false → true", roleGone: "RecordInUse" },
  pairsAsBusinessUnits: { member: "department.id", again: "department.id", memberGone: undefined },
  unknownIdForbidden: { roleGone: "answered 403" },
  deletedStays: { roleGone: "a read still shows it" },
  namesCut: { held: "the tenant shows no such role", ...roleLeft("the tenant shows no such role") },
  idsAsText: nothingRead("expected number, received string"),
  countBare: roleLeft("expected object, received number"),
  functionsMissing: roleLeft("96 rows of the 97"),
  onlyRowsThatGrant: roleLeft("0 rows of the 97"),
  newRoleHasNoRows: roleLeft("0 rows of the 97"),
  aFourthLevel: roleLeft("Companies › Contacts: Edit Mine → My"),
  levelPatchLost: roleLeft("3 of 97 rows are left"),
};

const expected = (said: Said) =>
  Object.fromEntries(
    Object.entries({ ...DONE, ...said }).flatMap(([step, words]) =>
      words === undefined ? [] : [[step, words === "done" ? words : expect.stringContaining(words)]],
    ),
  );

const CASES = Object.entries(QUIRKS).flatMap(([name, answers]) =>
  answers.slice(1).map((answer) => ({ id: `${name}=${answer}`, quirks: { [name]: answer } as Partial<Quirks> })),
);

/**
 * Little of each: two roles, their members, and rows of four modules, which are two pages of a tenant that gives fifty at most.
 * @param without rows of the module System
 */
function smallSeed(without: readonly string[] = []): Seed {
  const seed = defaultSeed();
  const modules = ["Companies", "Finance", "Service Desk", "System"];
  const list = modules.map((module) => ({
    module,
    functions: FUNCTIONS.filter((one) => one.module === module && !without.includes(one.name)).map(({ name }) => name),
  }));
  const kept = ["Admin", "RMM Integration"];
  return {
    ...seed,
    functions: { list, rename: {}, without: {}, add: {} },
    roles: seed.roles.filter(({ name }) => kept.includes(name)).map((role) => ({ ...role, levels: {} })),
    members: seed.members.filter(({ licenseClass, inactive }) => licenseClass === "A" && !inactive),
  };
}

/** What shows where a list has several pages. */
const ABOUT_PAGES = /^(link|page|only|listOrder)/;
/** What shows where the last page is a full one: whether another follows is asked then. */
const ABOUT_THE_END = /^pageBeyond/;

describe("one answer otherwise:", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    const fifty = smallSeed(["Today Links", "Report Writer"]);
    const companies = CASES.map(({ id, quirks }) => ({
      id,
      ...(ABOUT_THE_END.test(id) && { seed: fifty }),
      quirks: { ...(ABOUT_PAGES.test(id) && { pageSize: "fewer" as const }), ...quirks },
    }));
    sandbox = await startSandbox({ seed: smallSeed(), companies });
  });
  afterAll(() => sandbox.close());

  test.each(CASES.map(({ id }) => [id]))("%s", async (id) => {
    const { steps, harm } = await provision(sandbox.url, sandbox.company(id));
    expect(harm).toEqual([]);
    expect(steps).toEqual(expected(OF_QUIRKS[id] ?? {}));
  });

  test("each failure that is expected is one of them", () => {
    const ids = CASES.map(({ id }) => id);
    expect(Object.keys(OF_QUIRKS).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

/** Contributed results of `cwroles contract`, and one of the tests'. */
const RECORDED = ["contract/recorded", "test/cases/contract"]
  .map((folder) => path.join(__dirname, "../..", folder))
  .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((file) => path.join(folder, file)) : []))
  .filter((file) => file.endsWith(".json"));

describe("as a tenant was seen to behave:", () => {
  test.each(RECORDED.map((file) => [path.basename(file), file]))("%s", async (_name, file) => {
    const sandbox = await startSandbox({ contract: readContract(file) });
    const { steps, harm } = await provision(sandbox.url, sandbox);
    await sandbox.close();
    expect(harm).toEqual([]);
    expect(steps.held).toContain(HELD);
    expect(steps.role).toMatch(/^done$|rows? (is|are) left/);
  });
});

describe("altered:", () => {
  test.each(Object.entries(OF_ALTERATIONS))("%s", async (name, said) => {
    const sandbox = await startSandbox({ seed: variedSeed() });
    const altered = await differentTenant(sandbox, name);
    const { steps, harm } = await provision(altered.url, sandbox);
    await Promise.all([altered.close(), sandbox.close()]);
    expect(harm).toEqual([]);
    expect(steps).toEqual(expected(said));
  });
});
