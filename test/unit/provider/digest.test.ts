/** The digest of what a profile asks for: what changes it, and what doesn't. */
import { describe, expect, test } from "vitest";
import { digestOf } from "../../../provider/plan/digest";
import { inCatalogueNames } from "../../../provider/profile/canonical";
import { withFeatures } from "../../../provider/profile/choose";
import { parseProfile } from "../../../provider/profile/load";
import { profile as textOf } from "../../helpers/reviews";

function profileOf(permissions: string, more = "") {
  const { profile, problems } = parseProfile(textOf(permissions, more), "sync.yaml");
  if (!profile) throw new Error(JSON.stringify(problems));
  return inCatalogueNames(profile);
}

const digest = (permissions: string, more?: string) => digestOf(profileOf(permissions, more));
const GRANTS = "Companies: { Contacts: { inquire: All }, Notes: All }";
const same = digest(GRANTS);

test("is a whole SHA-256, the same on every machine", () => {
  expect(same).toBe("sha256:f6e36c03c6ee0a3c525ea86fcbca853c52b2248e9973ecbf70be37a4ef72b235");
});

describe("stays the same with", () => {
  test.each([
    ["another order", "Companies: { Notes: All, Contacts: { inquire: All } }", ""],
    ["another spelling", "companies: { Note: All, contacts: { inquire: All } }", ""],
    ["a None that is named", `${GRANTS}, Sales: { Opportunity: None }`, ""],
    ["a reason or a source", "Companies: { Contacts: { inquire: All, why: Else, ambiguity: Some }, Notes: All }", ""],
    ["advice", GRANTS, "advice: [Log in again]"],
  ])("%s", (_name, permissions, more) => {
    expect(digest(permissions, more)).toBe(same);
  });
});

describe("changes with", () => {
  test.each([
    ["a level", "Companies: { Contacts: { inquire: My }, Notes: All }", ""],
    ["a function", `${GRANTS}, Sales: { Opportunity: All }`, ""],
    ["an entry of a Customize list", "Companies: { Contacts: { inquire: All, customize: [A / B] }, Notes: All }", ""],
    ["what becomes of the other functions", GRANTS, "unlisted: keep"],
    ["a variant", GRANTS, `variants: [{ upTo: "2019.2", why: Old, permissions: { ${GRANTS} } }]`],
    ["a feature", GRANTS, `features: { more: { why: More, permissions: { ${GRANTS} } } }`],
  ])("%s", (_name, permissions, more) => {
    expect(digest(permissions, more)).not.toBe(same);
  });

  test("a None that is named, where the other functions are kept", () => {
    const named = digest(`${GRANTS}, Sales: { Opportunity: None }`, "unlisted: keep");
    expect(named).not.toBe(digest(GRANTS, "unlisted: keep"));
  });
});

test("can be taken of one stack's choice of features", () => {
  const more = profileOf(GRANTS, "features: { more: { why: More, permissions: { Sales: { Opportunity: All } } } }");
  const chosen = digestOf({ ...withFeatures(more, ["more"]), features: [] });
  expect(chosen).toBe(digest(`${GRANTS}, Sales: { Opportunity: All }`));
});
