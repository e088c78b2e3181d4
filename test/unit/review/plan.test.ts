/** A live tenant's plan, shown by the same renderers as a review. */
import { expect, test } from "vitest";
import type { Change } from "../../../core/plan/change";
import { plan } from "../../../core/plan/plan";
import { reviewPlan, toHtml, toJson, toMarkdown, toText } from "../../../review";
import { profile, reviewed } from "../../helpers/reviews";
import { levelsOf, roleOf } from "../../helpers/rows";

const CANNOT = { levels: "cannot", evidence: "PATCH answered 405" } as const;

const role = roleOf("Sync", [
  "Companies › Contacts: None None None My",
  "Companies › Notes: All All All All",
  "Sales › Sales Funnel: - - - All",
]);
const levels = levelsOf(["Companies › Contacts: None None None All", "Sales › Sales Funnel: None None None All"]);
const { changes } = plan({ role }, { role: { name: "Sync", levels, unlisted: "exact" } }, CANNOT);
const grants = {
  Companies: {
    Contacts: {
      levels: { add: "None", edit: "None", delete: "None", inquire: "All" },
      why: "Reads contacts",
      source: "https://vendor.example/contacts",
      customize: [],
    },
  },
} as const;

const view = reviewPlan({ title: "Sync on acme", changes, grants, observed: role.settings, notes: ["A note"] });

test("sums the plan up, and marks what an administrator has to do", () => {
  expect(view.summary).toBe("Sync on acme: 1 function broadened, 1 narrowed.");
  expect(toText(view)).toContain("Companies › Contacts: Inquire: My → All [broadened, low risk; by hand]");
  expect(toText(view)).toContain("Note: A note");
});

test("gives each change the profile's reason and source, in every form", () => {
  for (const shown of [toText(view), toMarkdown(view), toHtml(view), JSON.stringify(toJson(view))]) {
    expect(shown).toContain("Reads contacts");
    expect(shown).toContain("https://vendor.example/contacts");
  }
});

test("shows the functions that stay on the page alone, with the verbs that the tenant's row lacks", () => {
  const funnel = view.subjects[0]?.tables[0]?.rows.find((row) => row.function === "Sales Funnel");
  expect(funnel).toMatchObject({ direction: "unchanged", cells: { add: { before: null, after: null } } });
  expect(toHtml(view)).toContain("Sales Funnel");
  expect(toJson(view).subjects[0]?.tables[0]?.rows.map((row) => row.function)).toEqual(["Contacts", "Notes"]);
});

test("says what else is made or changed", () => {
  const others: Change[] = [
    { subject: "role", kind: "create", name: "Sync" },
    {
      subject: "member",
      kind: "update",
      identifier: "sync",
      fields: [{ field: "inactiveFlag", before: true, after: false }],
    },
  ];
  expect(reviewPlan({ title: "Sync on acme", changes: others }).summary).toBe(
    'Sync on acme: create the security role "Sync", update the member "sync": inactive true → false.',
  );
});

test("an empty plan says that nothing changes", () => {
  const empty = reviewPlan({ title: "Sync on acme", changes: [], observed: role.settings });
  expect(empty.summary).toBe("Sync on acme: no change.");
  expect(empty.subjects[0]?.status).toBe("unchanged");
});

test("a terminal gets no control characters of a profile's texts", async () => {
  const hostile = profile('"Mod\\u001b[31mule": { "Fun\\u202Ection\\nname": { inquire: All, why: "ring\\u0007" } }');
  const text = toText(await reviewed(undefined, hostile));
  expect(text).toContain("Mod\uFFFD[31mule › Fun\uFFFDction name: Inquire: None → All");
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202E]/u);
});
