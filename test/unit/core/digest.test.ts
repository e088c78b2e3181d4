/** The digest of what a profile asks for: what changes it, and what doesn't. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RefusedError } from "../../../core/model/errors";
import { digestOf, type RequestedRole, requestDigest } from "../../../core/plan/digest";
import { withFeatures } from "../../../core/profile/choose";
import { resolveLevels } from "../../../core/profile/match";
import { levelsOf, parseProfile } from "../../../core/profile/parse";
import { profileRequest } from "../../../core/profile/request";
import { assertReviewed } from "../../../provider/lifecycle/reviewed";
import { profile as textOf } from "../../helpers/reviews";

function profileOf(permissions: string, more = "") {
  const { profile, problems } = parseProfile(textOf(permissions, more), "sync.yaml");
  if (!profile) throw new Error(JSON.stringify(problems));
  return profile;
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
    ["another spelling", "companies: { Notes: All, Contacts: { inquire: All } }", ""],
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

test("counts a feature's None where the other functions are kept", () => {
  const feature = (level: string) =>
    digest(
      GRANTS,
      `unlisted: keep\nfeatures: { more: { why: More, permissions: { Sales: { Opportunity: ${level} }, Finance: { Invoicing: All } } } }`,
    );
  const without = digest(
    GRANTS,
    "unlisted: keep\nfeatures: { more: { why: More, permissions: { Finance: { Invoicing: All } } } }",
  );
  expect(feature("None")).not.toBe(without);
});

test("can be taken of one stack's choice of features", () => {
  const more = profileOf(GRANTS, "features: { more: { why: More, permissions: { Sales: { Opportunity: All } } } }");
  const chosen = digestOf({ ...withFeatures(more, ["more"]), features: [] });
  expect(chosen).toBe(digest(`${GRANTS}, Sales: { Opportunity: All }`));
});

describe("names are never taken for one another:", () => {
  /** A name, in spellings of which a tenant may have any number. */
  const SPELLINGS = ["Product Catalog", "Product Entry", "product catalog", "Product Catalogs", "Purchase Orders"];
  const level = fc.constantFrom("None", "My", "All");
  const table = fc
    .dictionary(fc.constantFrom(...SPELLINGS), level, { minKeys: 1, maxKeys: 3 })
    .map((rows) => `Procurement: ${JSON.stringify(rows)}`);
  const tenant = fc
    .uniqueArray(fc.constantFrom(...SPELLINGS), { minLength: 1 })
    .map((names) => names.map((name) => ({ module: "Procurement", function: name })));
  /** What a tenant's role is given, or `undefined` where the run is refused. */
  const granted = (permissions: string, unlisted: string, rows: Parameters<typeof resolveLevels>[1]) => {
    const { levels, problems } = resolveLevels(levelsOf(profileOf(permissions, unlisted).grants), rows);
    if (problems.length > 0) return undefined;
    return rows
      .map((row) => ({ name: row.function, level: levels[row.module]?.[row.function]?.inquire }))
      .filter((row) => row.level !== undefined && (unlisted !== "" || row.level !== "None"))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  };

  test("equal digests are equal rows on every tenant", () => {
    let equal = 0;
    fc.assert(
      fc.property(table, table, fc.constantFrom("", "unlisted: keep"), tenant, (a, b, unlisted, rows) => {
        if (digest(a, unlisted) !== digest(b, unlisted)) return;
        equal++;
        const [one, other] = [granted(a, unlisted, rows), granted(b, unlisted, rows)];
        if (one && other) expect(one).toEqual(other);
      }),
      { numRuns: 3000 },
    );
    expect(equal).toBeGreaterThan(20);
  });

  test("a name and its alias, which are two rows on some tenant", () => {
    expect(digest("Procurement: { Product Catalog: All }")).not.toBe(digest("Procurement: { Product Entry: All }"));
  });
});

describe("what a stack asks of its role", () => {
  const profile = profileOf(
    GRANTS,
    'features: { more: { why: More, permissions: { Sales: { Opportunity: All } } } }\nvariants: [{ upTo: "2019.2", why: Old, permissions: { Finance: { Invoicing: All } } }]',
  );
  const requested = (chosen: readonly string[] = []): RequestedRole => ({
    name: "Sync",
    ...profileRequest(withFeatures(profile, chosen)),
    features: chosen,
    adopt: "if-unshared",
    members: ["sync"],
  });

  test("has one digest, with or without what is the default", () => {
    const { adopt: _, customize: __, ...bare } = requested();
    expect(requestDigest({ ...bare, force: undefined })).toBe(requestDigest(requested()));
    expect(requestDigest({ ...requested(), members: [" sync"] })).toBe(requestDigest(requested()));
  });

  test.each<[string, RequestedRole]>([
    ["a chosen feature", requested(["more"])],
    ["the role's name", { ...requested(), name: "Other" }],
    ["adopt", { ...requested(), adopt: "always" }],
    ["force", { ...requested(), force: "Sync" }],
    ["the member", { ...requested(), members: ["other"] }],
    ["unlisted", { ...requested(), unlisted: "keep" }],
    ["a Customize entry", { ...requested(), customize: ["System › Table Setup: A / B"] }],
    ["a variant", { ...requested(), variants: [] }],
    ["a level", { ...requested(), levels: {} }],
  ])("that %s changes", (_what, other) => {
    expect(requestDigest(other)).not.toBe(requestDigest(requested()));
  });

  test("goes through where it is what was reviewed, among several, too", () => {
    const digest = requestDigest(requested());
    expect(() => assertReviewed(requested(), undefined)).not.toThrow();
    expect(() => assertReviewed(requested(), digest)).not.toThrow();
    expect(() => assertReviewed(requested(), `sha256:0, ${digest}\nsha256:1`)).not.toThrow();
  });

  test("is refused otherwise, with both digests and the command", () => {
    const digest = requestDigest(requested());
    expect(() => assertReviewed(requested(), digestOf(profile))).toThrow(
      `its digest is ${digest}, connectwise:reviewedPlan names ${digestOf(profile)}.`,
    );
    expect(() => assertReviewed(requested(), "sha256:0")).toThrow(
      `pulumi config set connectwise:reviewedPlan ${digest}`,
    );
    expect(() => assertReviewed(requested(), digest.slice(0, 30))).toThrow(RefusedError);
    expect(() => assertReviewed(requested(), " ")).toThrow(RefusedError);
  });
});
