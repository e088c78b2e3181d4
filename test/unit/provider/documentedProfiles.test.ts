import path from "node:path";
import { describe, expect, test } from "vitest";
import { rowsOf } from "../../../provider/model/permission";
import { catalogue } from "../../../provider/profile/catalogue";
import { levelsOf, loadProfile, profileIds, readProfile } from "../../../provider/profile/load";
import { resolveLevels } from "../../../provider/profile/match";
import { documented } from "../../helpers/documented";
import { grantLines } from "../../helpers/rows";

const FOLDER = path.resolve(__dirname, "../../../profiles");
const ids = Object.keys(documented) as (keyof typeof documented)[];
const load = (id: string) => loadProfile(path.join(FOLDER, `${id}.yaml`));

test("every documented profile is there, and no other", () => {
  expect(profileIds(FOLDER)).toEqual([...ids].sort());
});

describe.each(ids)("%s", (id) => {
  const profile = load(id);

  test("has exactly the documented levels", () => {
    const { levels, problems } = resolveLevels(levelsOf(profile.grants), catalogue);
    expect(problems).toEqual([]);
    expect(grantLines(levels)).toEqual(documented[id]);
    expect([...rowsOf(profile.grants)]).toHaveLength(documented[id].length);
  });

  test("sets the functions that it doesn't name to None", () => {
    expect(profile.unlisted).toBe("exact");
  });

  test("names only functions that the catalogue knows", () => {
    expect(readProfile(path.join(FOLDER, `${id}.yaml`)).unknownNames).toEqual([]);
  });

  test("gives each level a source and a reason", () => {
    expect(profile.source).toMatchObject({ title: expect.stringMatching(/ConnectWise/), retrieved: "2026" });
    for (const { row } of [profile, ...profile.variants].flatMap(({ grants }) => [...rowsOf(grants)])) {
      expect(row.source).toBe(profile.source.url);
      expect(row.why).toMatch(/\w+ \w+/);
    }
  });
});

test("Kaseya Quote Manager: 26 functions in five modules, and the advice about purchase demands", () => {
  const { grants, advice, variants } = load("kaseya-quote-manager");
  expect([...rowsOf(grants)]).toHaveLength(26);
  expect(Object.keys(grants)).toEqual(["Companies", "Procurement", "Sales", "Service Desk", "System"]);
  expect(advice).toEqual([expect.stringMatching(/purchase demands from tickets or opportunities/)]);
  expect(variants).toEqual([]);
});

describe("Wise-Sync", () => {
  const { grants, advice, variants } = load("wise-sync");

  test("needs the Accounting Interface alone on tenants up to 2019.2", () => {
    expect(variants).toHaveLength(1);
    expect(variants[0]).toMatchObject({ upTo: "2019.2", why: expect.stringContaining("2019.2") });
    expect(grantLines(levelsOf(variants[0]?.grants ?? {}))).toEqual([
      "Finance › Accounting Interface: All All All All",
    ]);
  });

  test("says where its source leaves room, and only there", () => {
    const unclear = [...rowsOf(grants)].filter(({ row }) => row.ambiguity).map((row) => row.function);
    expect(unclear).toEqual(["Invoicing", "Table Setup"]);
  });

  test("allows two entries on the Customize list of Table Setup", () => {
    const lists = [...rowsOf(grants)].filter(({ row }) => row.customize.length > 0);
    expect(lists).toMatchObject([
      { function: "Table Setup", row: { customize: ["Invoicing / Tax Code", "General / Manage Hosted API"] } },
    ]);
  });

  test("advises to log out and in", () => {
    expect(advice).toContainEqual(expect.stringMatching(/log out and in/));
  });
});
