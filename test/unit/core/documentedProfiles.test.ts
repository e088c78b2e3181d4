import path from "node:path";
import { describe, expect, test } from "vitest";
import { type LevelTable, rowsOf } from "../../../core/model/permission";
import type { Grant } from "../../../core/model/profile";
import { catalogue } from "../../../core/profile/catalogue";
import { withFeatures } from "../../../core/profile/choose";
import { resolveLevels } from "../../../core/profile/match";
import { levelsOf } from "../../../core/profile/parse";
import { loadProfile, profileIds, readProfile } from "../../../project/profiles";
import { documented } from "../../helpers/documented";
import { documentedVendors } from "../../helpers/documentedVendors";
import { grantLines } from "../../helpers/rows";

const FOLDER = path.resolve(__dirname, "../../../profiles");
const load = (id: string) => loadProfile(path.join(FOLDER, `${id}.yaml`));

const LATER_REVISION = [
  "Companies › Team Members: None None None All",
  "Finance › Billing View Time: None None None All",
  "Finance › Company Finance: None None None All",
  "Finance › Invoicing: All None None None",
  "Finance › Reports: None None None All",
];

const transcripts: typeof documentedVendors = {
  ...documentedVendors,
  "kaseya-quote-manager": { permissions: documented["kaseya-quote-manager"] },
  "wise-sync": {
    permissions: documented["wise-sync"],
    features: { "later-revision": LATER_REVISION },
    customize: { "Table Setup": "Invoicing / Tax Code, General / Manage Hosted API" },
  },
};

/** The lines of a table in today's spelling. */
function linesOf(grants: LevelTable<Grant>): string[] {
  const { levels, problems } = resolveLevels(levelsOf(grants), catalogue);
  expect(problems).toEqual([]);
  return grantLines(levels);
}

test("every documented profile is there, and no other", () => {
  expect(profileIds(FOLDER)).toEqual(Object.keys(transcripts).sort());
});

describe.each(Object.entries(transcripts))(
  "%s",
  (id, { permissions, features = {}, customize = {}, unlisted = "exact" }) => {
    const profile = load(id);

    test("has exactly the documented levels", () => {
      expect(linesOf(profile.grants)).toEqual([...permissions].sort());
      expect([...rowsOf(profile.grants)]).toHaveLength(permissions.length);
    });

    test("has exactly the documented features", () => {
      const found = profile.features.map((feature) => [feature.id, linesOf(feature.grants)]);
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(Object.entries(features).map(([feature, lines]) => [feature, [...lines].sort()])),
      );
    });

    test("has exactly the documented entries of Customize lists", () => {
      const tables = [profile, ...profile.features, ...profile.variants].map(({ grants }) => grants);
      const found: Record<string, string> = {};
      for (const { function: name, row } of tables.flatMap((grants) => [...rowsOf(grants)])) {
        if (row.customize.length > 0) {
          found[name] = [...(found[name] ? [found[name]] : []), ...row.customize].join(", ");
        }
      }
      expect(found).toEqual(customize);
    });

    test("sets the functions that it doesn't name to None, unless its page adds to a role", () => {
      expect(profile.unlisted).toBe(unlisted);
    });

    test("names only functions that the catalogue knows", () => {
      expect(readProfile(path.join(FOLDER, `${id}.yaml`)).unknownNames).toEqual([]);
    });

    test("gives each level a source and a reason", () => {
      expect(profile.source).toMatchObject({
        title: expect.stringMatching(/\w+ \w+/),
        retrieved: expect.stringMatching(/^2026(-11-30)?$/),
      });
      const tables = [profile, ...profile.features, ...profile.variants].map(({ grants }) => grants);
      for (const { row } of tables.flatMap((grants) => [...rowsOf(grants)])) {
        expect(row.source).toMatch(/^https:\/\/./);
        expect(row.why).toMatch(/\w+ \w+/);
      }
    });

    test("still names each function once with all its features", () => {
      const all = withFeatures(
        profile,
        profile.features.map((feature) => feature.id),
      );
      expect(linesOf(all.grants).length).toBeGreaterThanOrEqual(permissions.length);
    });
  },
);

test.each([
  ["bitdefender-gravityzone", "Product Catalog, Table Setup (customize)"],
  ["cyberdrain-cow", "Configurations, Table Setup"],
  ["n-able-n-central", "Service Tickets, Time Entry"],
  ["n-able-rmm", "Company Maintenance, Table Setup, Time Entry"],
  ["team-gps", "Table Setup"],
  ["wise-sync", "Invoicing, Table Setup"],
])("%s says where its source leaves room, and only there", (id, functions) => {
  const unclear = [...rowsOf(load(id).grants)].filter(({ row }) => row.ambiguity).map((row) => row.function);
  expect(unclear.join(", ")).toBe(functions);
});

test("Kaseya Quote Manager: 26 functions in five modules, and the advice about purchase demands", () => {
  const { grants, advice, variants } = load("kaseya-quote-manager");
  expect([...rowsOf(grants)]).toHaveLength(26);
  expect(Object.keys(grants)).toEqual(["Companies", "Procurement", "Sales", "Service Desk", "System"]);
  expect(advice).toEqual([expect.stringMatching(/purchase demands from tickets or opportunities/)]);
  expect(variants).toEqual([]);
});

describe("Wise-Sync", () => {
  const profile = load("wise-sync");

  test("needs the Accounting Interface alone on tenants up to 2019.2", () => {
    expect(profile.variants).toHaveLength(1);
    expect(profile.variants[0]).toMatchObject({ upTo: "2019.2", why: expect.stringContaining("2019.2") });
    expect(linesOf(profile.variants[0]?.grants ?? {})).toEqual(["Finance › Accounting Interface: All All All All"]);
  });

  test("adds to a row of its own what the page's later revision adds", () => {
    const lines = linesOf(withFeatures(profile, ["later-revision"]).grants);
    expect(lines).toHaveLength(21);
    expect(lines).toContain("Finance › Invoicing: All All All All");
  });

  test("advises to log out and in", () => {
    expect(profile.advice).toContainEqual(expect.stringMatching(/log out and in/));
  });
});

test("N-able N-central with its features has every row of the vendor's table", () => {
  const all = withFeatures(load("n-able-n-central"), ["billing-profiles", "time-entries"]);
  expect([...rowsOf(all.grants)]).toHaveLength(13);
});
