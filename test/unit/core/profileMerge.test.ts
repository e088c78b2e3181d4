import path from "node:path";
import { describe, expect, test } from "vitest";
import { type LevelTable, rowsOf } from "../../../core/model/permission";
import type { Grant, Profile } from "../../../core/model/profile";
import { inCatalogueNames } from "../../../core/profile/canonical";
import { unionOfGrants, variantFor, withFeatures } from "../../../core/profile/choose";
import { mergeProfiles } from "../../../core/profile/merge";
import { levelsOf, parseProfile } from "../../../core/profile/parse";
import { profileText } from "../../../core/profile/write";
import { findProfile, profileIds } from "../../../project/profiles";
import { grantLines } from "../../helpers/rows";

const FOLDER = path.resolve(__dirname, "../../../profiles");
const load = (id: string) => findProfile(id, FOLDER);
const merge = (...ids: string[]) => mergeProfiles(ids.map(load));
const linesOf = (grants: LevelTable<Grant>) => grantLines(levelsOf(grants));

const PAGE = "https://vendor.example/";
function profile(id: string, body: string): Profile {
  const head = `name: ${id}\nvendor: ${id} Inc.\nsource: { url: "${PAGE}${id}", title: T, retrieved: "2026-0${id.length}" }\nwhy: Listed there\n`;
  const read = parseProfile(head + body, `${id}.yaml`);
  if (!read.profile) throw new Error(JSON.stringify(read.problems));
  return read.profile;
}

/** A written profile, read again. */
function reread(merged: Profile): Profile {
  const read = parseProfile(profileText(merged, "For rows to come"), `${merged.id}.yaml`);
  expect(read.problems).toEqual([]);
  if (!read.profile) throw new Error("unreadable");
  return read.profile;
}

describe("two profiles as one", () => {
  test("ask for the broader level of each verb, under the catalogue's names", () => {
    expect(linesOf(merge("immybot", "cyberdrain-cow").grants)).toEqual([
      "Companies › Company Maintenance: None None None All",
      "Companies › Configurations: None All None All",
      "Finance › Agreements: None None None All",
      "Procurement › Product Catalog: None None None All",
      "Procurement › Products: None None None All",
      "System › API Reports: None None None All",
      "System › Table Setup: None None None All",
    ]);
  });

  test("say of each row who needs what, and where that is documented", () => {
    const { grants } = mergeProfiles([
      profile("Ab", "permissions: { Companies: { Contacts: { inquire: My }, Notes: All } }"),
      profile(
        "Bcd",
        "permissions: { companies: { Contact: { edit: My, inquire: All, why: Writes, ambiguity: Unclear } } }",
      ),
    ]);
    expect(grants.Companies?.Contacts).toEqual({
      levels: { add: "None", edit: "My", delete: "None", inquire: "All" },
      why: "Ab (Inquire My): Listed there; Bcd (Edit My, Inquire All): Writes",
      ambiguity: "Bcd: Unclear",
      source: `${PAGE}Bcd`,
      customize: [],
    });
    expect(grants.Companies?.Notes).toMatchObject({ why: "Ab (All): Listed there", source: `${PAGE}Ab` });
  });

  test("name both, their advice, and the earlier day on which a page was read", () => {
    const merged = mergeProfiles([
      profile("Bcd", "advice: [Log in again]\npermissions: { Sales: { Opportunity: All } }"),
      profile("Ab", "permissions: { Sales: { Opportunity: All } }"),
    ]);
    expect(merged).toMatchObject({
      name: "Bcd + Ab",
      vendor: "Bcd Inc. and Ab Inc.",
      source: { url: `${PAGE}Bcd`, title: "Merged from the profiles Bcd and Ab", retrieved: "2026-02" },
      advice: ["Bcd: Log in again"],
      unlisted: "exact",
    });
    expect(merged.grants.Sales?.Opportunity?.why).toMatch(/; also documented at https:\/\/vendor\.example\/Ab$/);
  });

  test("leave other functions as they are where one of them does", () => {
    const keep = profile("Ab", "unlisted: keep\npermissions: { Sales: { Opportunity: All } }");
    expect(mergeProfiles([load("immybot"), keep]).unlisted).toBe("keep");
  });

  test("say so where a Customize list is narrowed for one of them alone", () => {
    const { grants } = merge("msp360", "n-able-rmm");
    expect(grants.System?.["Table Setup"]).toMatchObject({
      customize: ["Service / Service Board"],
      ambiguity: expect.stringMatching(/N-able N-sight RMM: names no entries of the Customize list/),
    });
    expect(grants.System?.["Member Maintenance"]).not.toHaveProperty("ambiguity");
    expect(merge("msp360", "crushbank").grants.System?.["Table Setup"]?.ambiguity).not.toMatch(/names no entries/);
  });

  test("keep their features apart, under the profile's id where both have one of that name", () => {
    const body =
      "permissions: { Sales: { Opportunity: All } }\nfeatures: { notes: { why: Reads, permissions: { Companies: { Note: All } } } }";
    const merged = mergeProfiles([profile("ab", body), profile("bcd", body), load("commvault")]);
    expect(merged.features.map(({ id, why }) => `${id}: ${why}`)).toEqual([
      "ab-notes: ab: Reads",
      "bcd-notes: bcd: Reads",
      expect.stringMatching(/^ticketing: Commvault: /),
    ]);
    expect(linesOf(withFeatures(reread(merged), ["ab-notes"]).grants)).toContain("Companies › Notes: All All All All");
  });

  test("are not one profile named twice", () => {
    expect(() => merge("immybot", "rewst", "immybot")).toThrow("Nothing to merge: immybot: is named twice");
  });
});

describe("tenants of every version", () => {
  const variant = (upTo: string, name: string) =>
    `  - { upTo: "${upTo}", why: Up to ${upTo}, permissions: { Companies: { ${name}: All } } }\n`;
  const parts = [
    profile(
      "Ab",
      `permissions: { Sales: { Opportunity: All } }\nvariants:\n${variant("2021.1", "Notes")}${variant("2019.2", "Tracks")}`,
    ),
    profile("Bcd", `permissions: { Sales: { Reports: All } }\nvariants:\n${variant("2020.3", "Surveys")}`),
    load("immybot"),
  ];
  const at = ({ grants, variants }: Profile, version: string) => variantFor(variants, version)?.grants ?? grants;
  const merged = reread(mergeProfiles(parts));

  test.each(["2018.1", "2019.2", "2019.3", "2020.3", "2020.4", "2021.1", "2021.2"])(
    "get of the merged profile what those of %s get of each",
    (version) => {
      const expected = parts.map((part) => at(inCatalogueNames(part), version)).reduce(unionOfGrants);
      expect(linesOf(at(merged, version))).toEqual(linesOf(expected));
    },
  );

  test("are told why", () => {
    expect(merged.variants.map(({ upTo, why }) => `${upTo}: ${why}`)).toEqual([
      "2021.1: Ab: Up to 2021.1",
      "2019.2: Ab: Up to 2019.2; Bcd: Up to 2020.3",
      "2020.3: Ab: Up to 2021.1; Bcd: Up to 2020.3",
    ]);
  });
});

describe("a merged profile, written and read", () => {
  test.each(profileIds(FOLDER).filter((id) => id !== "wise-sync"))("is the same: wise-sync and %s", (id) => {
    const merged = merge("wise-sync", id);
    expect(reread(merged)).toEqual(merged);
  });

  test("is the same for all profiles at once", () => {
    const merged = merge(...profileIds(FOLDER));
    expect(reread(merged)).toEqual(merged);
    expect([...rowsOf(merged.grants)].length).toBeGreaterThan(50);
  });

  test("keeps what a row grants beyond its source, and a row of None", () => {
    const one = profile(
      "Ab",
      "unlisted: keep\npermissions: { Sales: { Reports: None, Opportunity: { all: My, beyondSource: Seen } } }",
    );
    const merged = mergeProfiles([one, load("immybot")]);
    expect(reread(merged)).toEqual(merged);
    expect(reread(merged).grants.Sales?.Opportunity?.beyondSource).toBe("Ab: Seen");
  });
});
