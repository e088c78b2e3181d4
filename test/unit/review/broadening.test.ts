/** What counts as broadening in a review: each sentence is a rule, checked through whole profiles. */
import { describe, expect, test } from "vitest";
import { needsApproval } from "../../../review";
import { inMemory, profile, reviewed } from "../../helpers/reviews";

const rowOf = async (before: string, after: string) =>
  (await reviewed(before, after)).subjects[0]?.tables[0]?.changed[0];
const directionOf = async (before: string, after: string) =>
  (await rowOf(profile(before), profile(after)))?.direction ?? "unchanged";

describe("broadening is", () => {
  test.each([
    ["a level from None to My", "Contacts: { add: None, inquire: All }", "Contacts: { add: My, inquire: All }"],
    ["a level from My to All", "Contacts: { inquire: My }", "Contacts: { inquire: All }"],
    ["a function that wasn't named", "Contacts: All", "Contacts: All, Notes: { inquire: My }"],
    ["an entry more on a Customize list", "Notes: All", "Notes: { all: All, customize: [Table / Entry] }"],
  ])("%s", async (_name, before, after) => {
    expect(await directionOf(`Companies: { ${before} }`, `Companies: { ${after} }`)).toBe("broadened");
  });

  test("one verb up, even if another one goes down", async () => {
    const view = await reviewed(
      profile("Companies: { Contacts: { add: All } }"),
      profile("Companies: { Contacts: { edit: My } }"),
    );
    expect(view.subjects[0]?.tables[0]?.changed[0]?.direction).toBe("mixed");
    expect(view.counts).toMatchObject({ broadened: 1, narrowed: 0 });
    expect(needsApproval(view, "broadening")).toBe(true);
  });

  test("to leave the other functions to the tenant", async () => {
    const grants = "Companies: { Contacts: All }";
    const view = await reviewed(profile(grants), profile(grants, "unlisted: keep"));
    expect(view.subjects[0]?.facts).toMatchObject([{ what: "unlisted", after: "keep", direction: "broadened" }]);
    expect(needsApproval(view, "broadening")).toBe(true);
  });

  test("not to name a None or a My any more, where the others are left to the tenant", async () => {
    const row = await rowOf(
      profile("Companies: { Contacts: All, Notes: { add: None, edit: My } }", "unlisted: keep"),
      profile("Companies: { Contacts: All }", "unlisted: keep"),
    );
    expect(row?.cells).toMatchObject({ add: { direction: "broadened" }, edit: { direction: "broadened" } });
  });

  test("a new profile, as far as it grants something", async () => {
    const view = await reviewed(undefined, profile("Companies: { Contacts: { inquire: All }, Notes: None }"));
    expect(view.counts.broadened).toBe(1);
    expect(needsApproval(view, "broadening")).toBe(true);
  });

  test("a variant that gives old tenants more than they had, and a feature's new function", async () => {
    const grants = "Companies: { Contacts: { inquire: All } }";
    const more = "permissions: { Companies: { Contacts: { inquire: All, add: My } } }";
    const variant = await reviewed(
      profile(grants),
      profile(grants, `variants: [{ upTo: "2019.2", why: Old, ${more} }]`),
    );
    const feature = await reviewed(profile(grants), profile(grants, `features: { extra: { why: More, ${more} } }`));
    expect([variant.counts.broadened, feature.counts.broadened]).toEqual([1, 1]);
  });
});

describe("broadening is not", () => {
  test.each([
    ["a level down", "Contacts: { inquire: All }", "Contacts: { inquire: My }", "narrowed"],
    ["a function that isn't named any more", "Contacts: All, Notes: All", "Contacts: All", "narrowed"],
    ["an entry less", "Notes: { all: All, customize: [A / B] }", "Notes: All", "narrowed"],
    [
      "another spelling",
      "Company/Contact Group Maintenance: All",
      "company/contact groups maintenance: All",
      "unchanged",
    ],
    ["another order", "Contacts: All, Notes: All", "Notes: All, Contacts: All", "unchanged"],
    ["a None that is named", "Contacts: All", "Contacts: All, Notes: None", "unchanged"],
  ])("%s", async (_name, before, after, direction) => {
    expect(await directionOf(`Companies: { ${before} }`, `Companies: { ${after} }`)).toBe(direction);
  });

  test("but an alias may be, on a tenant that has both names", async () => {
    const grants = (name: string) => profile(`Procurement: { ${name}: All }`);
    const view = await reviewed(grants("Product Catalog"), grants("Product Entry"));
    const [subject] = view.subjects;
    expect(subject?.facts).toEqual([
      {
        what: "spelled differently",
        before: "Procurement › Product Catalog",
        after: "Procurement › Product Entry",
        direction: "mixed",
      },
    ]);
    expect(subject?.status).toBe("changed");
    expect(subject?.digest.after).not.toBe(subject?.digest.before);
    expect(needsApproval(view, "broadening")).toBe(true);
    const respelt = await reviewed(grants("Product Catalog"), grants("product catalog"));
    expect(respelt.subjects[0]?.status).toBe("changed");
    expect(needsApproval(respelt, "broadening")).toBe(false);
  });

  test("to set the other functions to None again", async () => {
    const grants = "Companies: { Contacts: All }";
    const view = await reviewed(profile(grants, "unlisted: keep"), profile(grants));
    expect(view.subjects[0]?.facts).toMatchObject([{ what: "unlisted", direction: "narrowed" }]);
    expect(needsApproval(view, "broadening")).toBe(false);
    expect(needsApproval(view, "any-change")).toBe(true);
  });

  test("not to name an All any more, where the others are left to the tenant", async () => {
    const row = await rowOf(
      profile("Companies: { Contacts: All, Notes: All }", "unlisted: keep"),
      profile("Companies: { Contacts: All }", "unlisted: keep"),
    );
    expect(row).toMatchObject({ function: "Notes", direction: "narrowed" });
  });

  test("a variant that says what the profile says", async () => {
    const grants = "Companies: { Contacts: { inquire: All } }";
    const variant = `variants: [{ upTo: "2019.2", why: Old, permissions: { ${grants} } }]`;
    const view = await reviewed(profile(grants), profile(grants, variant));
    expect(view.counts).toMatchObject({ broadened: 0, narrowed: 0 });
    expect(view.subjects[0]?.status).toBe("changed");
  });

  test("a removed profile", async () => {
    const view = await reviewed(profile("Companies: { Contacts: All }"), undefined);
    expect(needsApproval(view, "broadening")).toBe(false);
    expect(view.counts).toMatchObject({ broadened: 0, narrowed: 1 });
  });
});

describe("approval", () => {
  const before = { "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: My } }") };
  const after = { "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: All } }") };
  const excluding = (expires: string, verbs = "") =>
    `- { profile: sync, module: Companies, function: Contacts, reason: Agreed, expires: ${expires}${verbs} }`;

  test.each([
    ["isn't needed until the last day of an exclusion", excluding("2026-06-30"), false],
    ["is needed again after it", excluding("2026-06-29"), true],
    ["is needed where the exclusion has another verb", excluding("2026-12-31", ", verbs: [add]"), true],
    ["isn't where it has the verb", excluding("2026-12-31", ", verbs: [inquire]"), false],
  ])("%s", async (_name, exclusions, needed) => {
    const file = { "review-exclusions.yaml": exclusions };
    const view = await inMemory({ ...before, ...file }, { ...after, ...file });
    expect(needsApproval(view, "broadening")).toBe(needed);
    expect(view.subjects[0]?.tables[0]?.changed[0]?.excluded).toBe(!needed);
    expect(needsApproval(view, "never")).toBe(false);
  });

  test("isn't needed for an exclusion that was there before, which goes without a word", async () => {
    const exclusions = { "review-exclusions.yaml": excluding("2026-12-31") };
    const view = await inMemory({ ...before, ...exclusions }, { ...after, ...exclusions });
    expect(view.notes).toEqual([]);
    expect(needsApproval(view, "broadening")).toBe(false);
  });

  test("is needed for a change that brings its own exclusion, or the same one with another date", async () => {
    for (const former of [{}, { "review-exclusions.yaml": excluding("2026-12-30") }]) {
      const view = await inMemory(
        { ...before, ...former },
        { ...after, "review-exclusions.yaml": excluding("2026-12-31") },
      );
      expect(needsApproval(view, "broadening")).toBe(true);
      expect(view.notes).toEqual([expect.stringContaining("is new with this change")]);
    }
  });

  test.each([
    ["- { profile: sync }", /module: required.*\n.*function: required/s],
    ["- { profile: sync, module: A, function: B, reason: R, expires: soon }", /last day that it holds/],
    ["- { profile: sync, module: A, function: B, reason: R, expires: 2026-01-01, verb: [add] }", /did you mean verbs/],
    ["profile: sync", /a list of exclusions/],
  ])("refuses exclusions that nobody can rely on: %s", async (exclusions, message) => {
    await expect(inMemory(before, { ...after, "review-exclusions.yaml": exclusions })).rejects.toThrow(message);
  });
});
