/** Profiles that build on another one: what they change, who changed it, and all that can be wrong with them. */
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../core/model/errors";
import type { Profile } from "../../../core/model/profile";
import { digestOf } from "../../../core/plan/digest";
import type { Profiles } from "../../../core/profile/library";
import { levelsOf } from "../../../core/profile/parse";
import { extending, profilesOf } from "../../helpers/profileFolders";
import { profile as standing } from "../../helpers/reviews";
import { grantLines } from "../../helpers/rows";

const SYNC = standing(
  [
    "Companies: { Contacts: All, Notes: { inquire: All } }",
    "Finance: { Invoicing: { edit: All, inquire: All, why: Syncs invoices, customize: [Invoicing / Tax Code] } }",
  ].join(", "),
  [
    "advice: [Log out and in again]",
    "features: { later: { why: A later revision, permissions: { Finance: { Invoicing: { add: All } }, Sales: { Reports: All } } } }",
    'variants: [{ upTo: "2019.2", why: Less, permissions: { Companies: { Contacts: All } } }]',
  ].join("\n"),
);

function found(profiles: Profiles, id = "ours"): Profile {
  const { profile, problems = [] } = profiles.find(id) ?? {};
  expect(problems.map(formatProblem)).toEqual([]);
  return profile as Profile;
}

const ours = (...changes: readonly string[]) =>
  found(profilesOf({ ours: extending("sync", ...changes) }, { sync: SYNC }));

const problemsOf = (profiles: Profiles, id = "ours") => (profiles.find(id)?.problems ?? []).map(formatProblem);

describe("a profile that extends another one", () => {
  test("has what the other has where it says nothing", () => {
    const [sync] = [found(profilesOf({ sync: SYNC }), "sync")];
    expect(ours()).toEqual({
      ...sync,
      id: "ours",
      name: "Ours",
      extends: [{ id: "sync", origin: "library", why: "We use less of it" }],
    });
    expect(digestOf(ours())).toBe(digestOf(sync));
  });

  test("sets the verbs that it names; the others stay, or are None where nothing was granted", () => {
    const { grants } = ours(
      "permissions: { Companies: { Contacts: { delete: None, why: Nothing is deleted }, Reports: { inquire: My, why: New } } }",
    );
    expect(grantLines(levelsOf(grants))).toEqual([
      "Companies › Contacts: All All None All",
      "Companies › Notes: None None None All",
      "Companies › Reports: None None None My",
      "Finance › Invoicing: None All None All",
    ]);
  });

  test("tells of each changed row who changed it, what it was and why; others tell nothing", () => {
    const { grants } = ours("permissions: { Companies: { Contacts: { delete: None, why: Nothing is deleted } } }");
    expect(grants.Companies?.Contacts?.changes).toEqual([
      {
        by: "ours",
        why: "Nothing is deleted",
        before: { add: "All", edit: "All", delete: "All", inquire: "All" },
        after: { add: "All", edit: "All", delete: "None", inquire: "All" },
      },
    ]);
    expect(grants.Companies?.Contacts?.why).toBe("Listed by the vendor; Nothing is deleted");
    expect(grants.Companies?.Notes).not.toHaveProperty("changes");
  });

  test("a feature tells only of what changes in it", () => {
    const [later] = ours(
      "permissions: { Finance: { Invoicing: { edit: None, why: By hand } }, Sales: { Reports: { delete: My, why: Own } } }",
    ).features;
    expect(later?.grants.Finance?.Invoicing).toMatchObject({ why: "A later revision" });
    expect(later?.grants.Finance?.Invoicing).not.toHaveProperty("changes");
    expect(later?.grants.Sales?.Reports?.changes).toMatchObject([{ by: "ours", why: "Own" }]);
  });

  test("is beyond its source where it is broader, with the reason, and only there", () => {
    const { grants } = ours(
      "permissions:",
      "  Companies: { Notes: { add: My, why: We write notes }, Contacts: { add: My, why: Narrower } }",
      "  Sales: { Opportunity: { all: My, why: Own, source: 'https://ours.example/sales' } }",
    );
    expect(grants.Companies?.Notes).toMatchObject({ beyondSource: "We write notes" });
    expect(grants.Companies?.Contacts).not.toHaveProperty("beyondSource");
    expect(grants.Sales?.Opportunity).toMatchObject({ source: "https://ours.example/sales", why: "Own" });
    expect(grants.Sales?.Opportunity).not.toHaveProperty("beyondSource");
  });

  test("takes functions out, in variants and features, too; a chosen feature doesn't give them back", () => {
    const { grants, variants, features, without } = ours(
      "without: { Companies: { Contacts: Not used }, Sales: { Reports: Nobody reads them } }",
      "permissions: { Finance: { Invoicing: { add: None, why: No invoice is made } } }",
    );
    expect(grants.Companies).not.toHaveProperty("Contacts");
    expect(variants[0]?.grants).toMatchObject({ Finance: { Invoicing: { levels: { add: "None" } } } });
    expect(variants[0]?.grants).not.toHaveProperty("Companies");
    expect(features[0]?.grants).toMatchObject({ Finance: { Invoicing: { levels: { add: "None" } } } });
    expect(features[0]?.grants).not.toHaveProperty("Sales");
    expect(without).toEqual([
      { module: "Companies", function: "Contacts", by: "ours", why: "Not used" },
      { module: "Sales", function: "Reports", by: "ours", why: "Nobody reads them" },
    ]);
  });

  test("asks what it takes out to be None where other functions are kept", () => {
    const { unlisted, grants } = ours("unlisted: keep", "without: { Companies: { Contacts: Not used } }");
    expect(unlisted).toBe("keep");
    expect(grants.Companies?.Contacts).toMatchObject({
      levels: { add: "None", edit: "None", delete: "None", inquire: "None" },
      why: "Not used",
    });
  });

  test("finds functions in other spellings, by alias, too, and keeps the base's", () => {
    const { grants, features } = ours(
      "permissions: { company: { contact: { delete: None, why: Kept } } }",
      "without: { finances: { invoicings: Not ours } }",
      "features: { more: { why: More, permissions: { companies: { note: { add: All } } } } }",
    );
    expect(Object.keys(grants)).toEqual(["Companies"]);
    expect(grants.Companies?.Contacts?.levels.delete).toBe("None");
    expect(features.at(-1)?.grants).toMatchObject({ Companies: { Notes: { levels: { add: "All" } } } });
  });

  test("may have its own vendor, source, advice, features and Customize entries", () => {
    const profile = ours(
      "vendor: Us",
      "source: { url: 'https://ours.example/psa', title: Runbook, retrieved: '2026-02' }",
      "advice: []",
      "features: { exports: { why: Exports, permissions: { Sales: { Opportunity: All } } } }",
      "permissions: { Finance: { Invoicing: { customize: [], why: No tax codes }, Agreements: { inquire: All, why: Read } } }",
    );
    expect(profile).toMatchObject({ vendor: "Us", advice: [], source: { title: "Runbook" } });
    expect(profile.features.map(({ id }) => id)).toEqual(["later", "exports"]);
    expect(profile.grants.Finance?.Invoicing).toMatchObject({
      customize: [],
      levels: { edit: "All" },
      source: "https://vendor.example/permissions",
    });
    expect(profile.grants.Finance?.Agreements?.source).toBe("https://ours.example/psa");
  });
});

describe("a chain", () => {
  const chain = (...changes: readonly string[]) =>
    profilesOf(
      {
        house: extending(
          "sync",
          "permissions: { Companies: { Contacts: { all: My, why: House rule } } }",
          "without: { Companies: { Notes: Never } }",
        ),
        ours: extending("house", ...changes),
      },
      { sync: SYNC },
    );

  test("has the changes of each, by whom, and names all that it builds on", () => {
    const profile = found(chain("permissions: { Companies: { Contacts: { add: None, why: Ours } } }"));
    expect(profile.extends?.map(({ id, origin }) => `${id} ${origin}`)).toEqual(["house own", "sync library"]);
    expect(profile.grants.Companies?.Contacts?.levels).toEqual({
      add: "None",
      edit: "My",
      delete: "My",
      inquire: "My",
    });
    expect(profile.grants.Companies?.Contacts?.changes?.map(({ by, why }) => `${by}: ${why}`)).toEqual([
      "house: House rule",
      "ours: Ours",
    ]);
    expect(profile.without).toEqual([{ module: "Companies", function: "Notes", by: "house", why: "Never" }]);
  });

  test("gives back what was taken out, aloud", () => {
    const profile = found(chain("permissions: { Companies: { note: { inquire: My, why: We do read them } } }"));
    expect(profile).not.toHaveProperty("without");
    expect(profile.grants.Companies?.Notes).toMatchObject({
      levels: { inquire: "My" },
      beyondSource: "We do read them",
      changes: [{ by: "ours" }],
    });
  });

  test("can't lower what isn't granted; where the rest is kept, None is asked for", () => {
    const lower = "permissions: { Sales: { Opportunity: { all: None, why: None of it } } }";
    expect(problemsOf(chain(lower))).toEqual([
      'own/ours.yaml:4:25: permissions.Sales.Opportunity: the profile "house" doesn\'t grant it: there is no function "Opportunity" in Sales; no name there comes near',
    ]);
    expect(found(chain("unlisted: keep", lower)).grants.Sales?.Opportunity?.changes).toMatchObject([{ by: "ours" }]);
  });

  test("can't take out again what isn't granted any more", () => {
    expect(problemsOf(chain("without: { Companies: { Notes: Twice } }"))).toEqual([
      'own/ours.yaml:4:25: without.Companies.Notes: the profile "house" doesn\'t grant it: there is no function "Notes" in Companies; no name there comes near',
    ]);
  });

  test("that comes back to where it began is named whole", () => {
    const circular = profilesOf({ a: extending("b"), b: extending("c"), c: extending("a"), d: extending("a") });
    expect(problemsOf(circular, "a")).toEqual([
      'own/a.yaml:1:1: extends: the profile "b" can\'t be used',
      'own/b.yaml:1:1: extends: the profile "c" can\'t be used',
      "own/c.yaml:1:1: extends: the profiles extend each other in a circle: a → b → c → a",
    ]);
    expect(problemsOf(circular, "d").at(-1)).toContain("a → b → c → a");
  });
});

describe("look-up", () => {
  test("an own profile stands in for the library's of its id, and may build on it", () => {
    const profiles = profilesOf(
      { sync: extending("sync", "without: { Companies: { Notes: Never } }") },
      { sync: SYNC },
    );
    expect(profiles.ids).toEqual(["sync"]);
    expect(profiles.find("sync")).toMatchObject({ origin: "own", shadowsLibrary: true, file: "own/sync.yaml" });
    const profile = found(profiles, "sync");
    expect(profile.extends).toEqual([{ id: "sync", origin: "library", why: "We use less of it" }]);
    expect(profile.grants.Companies).not.toHaveProperty("Notes");
  });

  test("a base is looked for among one's own first", () => {
    const own = standing("System: { Security: { inquire: All } }");
    expect(Object.keys(found(profilesOf({ ours: extending("sync"), sync: own }, { sync: SYNC })).grants)).toEqual([
      "System",
    ]);
  });

  test("a profile that extends itself, with no other of that id, is told so", () => {
    expect(problemsOf(profilesOf({ ours: extending("ours") }))).toEqual([
      "own/ours.yaml:1:1: extends: the profile extends itself: ours → ours; there is no other one of that id to build on",
    ]);
  });
});

describe("is refused, at its line:", () => {
  test.each([
    [
      "a base that there isn't",
      extending("snyc"),
      '1:1: extends: no profile "snyc"; did you mean sync? There are: ours, sync',
    ],
    [
      "a row without a reason",
      extending("sync", "permissions: { Companies: { Notes: { add: All } } }"),
      "4:29: permissions.Companies.Notes.why: required, but missing",
    ],
    [
      "a bare level",
      extending("sync", "permissions: { Companies: { Notes: All } }"),
      "4:29: permissions.Companies.Notes: levels with a reason, such as { inquire: My, why: … }",
    ],
    [
      "a row that changes nothing",
      extending("sync", "permissions: { Companies: { Notes: { why: Because } } }"),
      "4:29: permissions.Companies.Notes: changes nothing; give a level to add, edit, delete, inquire or all, or a list to customize",
    ],
    [
      "functions taken out without a reason",
      extending("sync", "without: { Companies: [Notes] }"),
      "4:12: without.Companies: functions with the reason of each, such as Contacts: Not used here",
    ],
    [
      "what the base doesn't grant",
      extending("sync", "without: { Companies: { Note Taking: Why, Notse: No } }"),
      '4:43: without.Companies.Notse: the profile "sync" doesn\'t grant it: there is no function "Notse" in Companies; did you mean Notes?',
    ],
    [
      "a function both set and taken out",
      extending(
        "sync",
        "without: { Companies: { note: No } }",
        "permissions: { Companies: { Notes: { add: My, why: Yes } } }",
      ),
      "4:25: without.Companies.note: taken out here, and given by permissions beside it",
    ],
    [
      "a function named twice",
      extending("sync", "permissions: { Companies: { Notes: { add: My, why: A }, note: { add: My, why: B } } }"),
      '4:57: permissions.Companies.note: "Companies › Notes" is named twice',
    ],
    [
      "a feature of the base's name",
      extending("sync", "features: { later: { why: Mine, permissions: { Sales: { Reports: All } } } }"),
      '4:13: features.later: the profile "sync" has a feature "later" already; name this one otherwise',
    ],
    [
      "variants of its own",
      extending("sync", "variants: []"),
      "4:1: variants: a profile that extends another one has the variants of that one",
    ],
    ["a misspelt key", extending("sync", "withot: {}"), "4:1: withot: unknown key; did you mean without?"],
    ["no name", extending("sync").replace("name: Ours\n", ""), "1:1: name: required, but missing"],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(profilesOf({ ours: text }, { sync: SYNC }))).toContain(`own/ours.yaml:${expected}`);
  });

  test("without in a profile that extends none", () => {
    expect(problemsOf(profilesOf({ ours: `${SYNC}\nwithout: {}` }))).toEqual([
      expect.stringMatching(
        /^own\/ours\.yaml:\d+:1: without: only a profile that extends another one takes functions out$/,
      ),
    ]);
  });

  test("a base that can't be read, with the base's own file and line", () => {
    const broken = SYNC.replace("Contacts: All", "Contacts: Every");
    expect(problemsOf(profilesOf({ ours: extending("sync") }, { sync: broken }))).toEqual([
      'own/ours.yaml:1:1: extends: the profile "sync" can\'t be used',
      'library/sync.yaml:5:29: permissions.Companies.Contacts: "Every" is neither a level (None, My, All) nor levels by verb',
    ]);
  });

  test("a name that neither base nor catalogue has is pointed out, and kept", () => {
    const read = profilesOf(
      { ours: extending("sync", "permissions: { Companies: { Contakts: { add: My, why: Typo } } }") },
      { sync: SYNC },
    ).find("ours");
    expect(read?.unknownNames.map(formatProblem)).toEqual([
      'own/ours.yaml:4:29: permissions.Companies.Contakts: there is no function "Contakts" in Companies; did you mean Contacts?',
    ]);
    expect(read?.profile?.grants.Companies).toHaveProperty("Contakts");
  });
});
