import { describe, expect, test } from "vitest";
import { NOT_ASKED } from "../../../core/model/capability";
import { InvalidInputError, RefusedError } from "../../../core/model/errors";
import type { ObservedRole, RoleSetting } from "../../../core/model/role";
import { plan } from "../../../core/plan/plan";
import { exportRole } from "../../../core/profile/exportRole";
import { resolveLevels } from "../../../core/profile/match";
import { levelsOf, parseProfile } from "../../../core/profile/parse";
import { roleOf } from "../../helpers/rows";

const ABOUT = {
  id: "sync",
  name: "Sync",
  vendor: "acme",
  source: { url: "https://psa.example", title: "The role", retrieved: "2026-01-31" },
  why: "As found in the role",
};

const exported = (role: ObservedRole) => exportRole(role, ABOUT);

/** What a plan finds between a role and its own export. */
function roundTrip(role: ObservedRole) {
  const { profile, problems } = parseProfile(exported(role).yaml, "sync.yaml");
  expect(problems).toEqual([]);
  const grants = profile?.grants ?? {};
  const { levels } = resolveLevels(levelsOf(grants), role.settings);
  return plan({ role }, { role: { name: role.name, levels, unlisted: profile?.unlisted ?? "keep" } }, NOT_ASKED);
}

describe("an exported role", () => {
  test.each<[string, readonly string[]]>([
    [
      "of every kind of row",
      [
        "A › Full: All All All All",
        "A › Own: My My My My",
        "B › Some: None My All None",
        "B › No: None None None None",
      ],
    ],
    ["that lacks verbs", ["Sales › Funnel: - All - All", "Sales › Other: - None - -"]],
    [
      "with names that YAML reads otherwise",
      ["No › 1: All None None None", "On: x › #y - 'z': All All All All", "null › ~: My My My My"],
    ],
    [
      "with names of JavaScript's own",
      ["toString › constructor: All None None None", "hasOwnProperty › valueOf: My My My My"],
    ],
    [
      "with names that differ in case or number alone",
      ["Sales › Report: All All All All", "Sales › Reports: My None None None"],
    ],
  ])("%s finds nothing to change in itself", (_, lines) => {
    expect(roundTrip(roleOf("Sync", lines))).toEqual({ changes: [], notes: [] });
  });

  test("leaves out what is None, and is short where all four verbs are alike", () => {
    const { yaml } = exported(
      roleOf("Sync", ["A › Full: All All All All", "A › None: None None None None", "B › Some: None My None All"]),
    );
    expect(yaml.slice(yaml.indexOf("permissions:"))).toBe(
      ["permissions:", "  A:", "    Full: All", "  B:", "    Some:", "      edit: My", "      inquire: All", ""].join(
        "\n",
      ),
    );
  });

  test("says where it was found, and that Customize lists aren't in it", () => {
    const { yaml } = exported(roleOf("Sync", ["A › Full: All All All All"]));
    expect(parseProfile(yaml, "sync.yaml").profile).toMatchObject({
      name: "Sync",
      vendor: "acme",
      source: ABOUT.source,
      grants: { A: { Full: { why: "As found in the role" } } },
    });
    expect(yaml).toMatch(/^# Customize lists aren't in here/m);
  });

  test("has a word that is no level as a comment alone, and tells it", () => {
    const role = roleOf("Sync", ["A › Full: Mine All None -", "B › Odd: Mine None None None"]);
    const { yaml, unaskable } = exported(role);
    expect(unaskable).toEqual(["A › Full: Add Mine", "B › Odd: Add Mine"]);
    expect(yaml).toContain("#   A › Full: Add Mine\n#   B › Odd: Add Mine\n");
    expect(parseProfile(yaml, "sync.yaml").profile?.grants).toMatchObject({
      A: { Full: { levels: { add: "None", edit: "All" } } },
    });
    expect(parseProfile(yaml, "sync.yaml").profile?.grants).not.toHaveProperty("B");
  });

  test("of administrators says what that means", () => {
    const role = { ...roleOf("Admin", ["A › Full: All All All All"]), adminFlag: true };
    expect(exported(role).yaml).toContain("may do everything, whatever the levels say");
  });

  test("can't have two functions of one name", () => {
    const role = roleOf("Sync", ["A › Full: All All All All", "A › Full: My My My My"]);
    expect(() => exported(role)).toThrow(InvalidInputError);
  });

  test("has to grant something", () => {
    expect(() => exported(roleOf("Sync", ["A › Full: None - None None"]))).toThrow(RefusedError);
  });

  test("loses no function silently: a name that a file can't have is refused", () => {
    const role = roleOf("Sync", ["A › Full: All All All All", "A › __proto__: My My My My"]);
    expect(() => exported(role)).toThrow("A › __proto__: a profile can't have a function of that name");
  });

  test("keeps a name from ending a comment", () => {
    const [row, odd] = roleOf("Sync", ["A › Full: All All All All", "B › Odd: Mine None None None"]).settings;
    const hostile = { ...odd, function: "Odd\rname: evil\nunlisted: keep\u2028" } as RoleSetting;
    const role = { ...roleOf("Sync", []), settings: [row as RoleSetting, hostile] };
    expect(parseProfile(exported(role).yaml, "sync.yaml").profile).toMatchObject({ name: "Sync", unlisted: "exact" });
  });
});
