import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { checklistMarkdown } from "../../../checklist/markdown";
import type { Step } from "../../../checklist/task";
import { checklistText } from "../../../checklist/text";
import { type ChecklistInput, checklistView } from "../../../checklist/view";
import { NOT_ASKED } from "../../../core/model/capability";
import type { ObservedMember } from "../../../core/model/member";
import { plan } from "../../../core/plan/plan";
import { joinLines } from "../../../text/clean.mjs";
import { levelsOf, roleOf } from "../../helpers/rows";

const textOf = (...args: Parameters<typeof checklistText>) => joinLines(checklistText(...args));

const HOSTILE = "</script><img src=x onerror=alert(1)>\n- [ ] [x](javascript:alert(1)) `@team`\u001b[2J";

const profile = {
  id: "backup",
  name: "Backup",
  vendor: "Example",
  source: { url: "https://vendor.example/levels", title: "Levels", retrieved: "2026" },
  advice: [],
  unlisted: "exact",
} as const;

const INPUT = { role: "Sync", tenant: "acme, https://psa.example", profile, customize: [], cautions: [], notes: [] };

/** A checklist of a role that is there, as a plan finds it. */
const checklist = (observed: readonly string[], desired: readonly string[], more: Partial<ChecklistInput> = {}) =>
  checklistView({
    ...INPUT,
    changes: plan(
      { role: roleOf("Sync", observed) },
      { role: { name: "Sync", levels: levelsOf(desired), unlisted: "exact" } },
      NOT_ASKED,
    ).changes,
    ...more,
  });

const titles = ({ steps }: ReturnType<typeof checklistView>) => steps.map(({ title }) => title);

describe("a checklist", () => {
  test("has a box a function, and none for what is right already", () => {
    const view = checklist(
      ["Service Desk › Service Tickets: None None None None", "Companies › Contacts: All All All All"],
      ["Service Desk › Service Tickets: All My None None", "Companies › Contacts: All All All All"],
    );
    expect(view.total).toBe(1);
    expect(textOf(view)).toContain("\n  [ ] Service Desk › Service Tickets: Add None → All, Edit None → My\n");
  });

  test("shows a word that is no level as it is", () => {
    const view = checklist(["Sales › Reports: Mine None None None"], []);
    expect(textOf(view)).toContain("[ ] Sales › Reports: Add Mine → None");
  });

  test("has a box for each Customize entry", () => {
    const customize = [
      { module: "System", function: "Table Setup", entries: ["Invoicing / Tax Code", "Service / Board"] },
    ];
    expect(checklist([], [], { customize }).total).toBe(2);
  });

  test("of nothing says so, and tells nobody what to do afterwards", () => {
    const view = checklist([], []);
    expect(textOf(view)).toBe(
      'The role "Sync" on acme, https://psa.example: nothing is left\nProfile backup: Levels, https://vendor.example/levels',
    );
  });

  test("goes by role, levels, Customize lists and member, as the web client has them", () => {
    const changes = plan(
      { member: INTEGRATION },
      {
        role: { name: "Sync", levels: levelsOf(["Sales › Reports: All All All All"]), unlisted: "exact" },
        member: { ...INTEGRATION, securityRole: 7, defaultLocation: 2, defaultDepartment: 1 },
      },
      NOT_ASKED,
    ).changes;
    const view = checklist([], [], {
      changes,
      customize: [{ module: "System", function: "Table Setup", entries: ["Service / Board"] }],
      member: { observed: INTEGRATION, location: "Tampa", businessUnit: "Service" },
    });
    expect(titles(view)).toEqual([
      "Create the role",
      "Set the levels and allow the entries of Customize lists",
      "Put the member in its place",
    ]);
    expect(textOf(view)).toContain("[ ] integration: Location Main Office → Tampa, Business unit blank → Service");
  });

  test("leaves a member alone that only lacks the role: pulumi up gives it", () => {
    const changes = plan({ member: INTEGRATION }, { member: { ...INTEGRATION, securityRole: 7 } }, NOT_ASKED).changes;
    const member = { observed: INTEGRATION, location: "Main Office", businessUnit: "Service" };
    expect(checklist([], [], { changes, member }).steps).toEqual([]);
  });
});

describe("what a visit takes", () => {
  const keyPair = { identifier: "integration", description: "Backup" };
  const NOTHING = "None None None None";
  const all = [
    `Sales › Orders: ${NOTHING}`,
    `Sales › Reports: ${NOTHING}`,
    `Finance › Invoicing: My ${NOTHING.slice(5)}`,
  ];
  const asked = [
    "Sales › Orders: All All All All",
    "Sales › Reports: All All All All",
    "Finance › Invoicing: All All All All",
  ];

  test("is said first: levels, modules, key pair, clicks", () => {
    const view = checklist(all, asked, { keyPair });
    expect(view.effort).toEqual({ cells: 12, modules: 2, entries: 0, keyPairs: 1, clicks: 40 });
    const [first] = checklistText(view);
    expect(first).toMatch(/: 4 to do \(12 levels in 2 modules, 1 key pair; 40 clicks for one person\)$/);
    expect(checklistMarkdown(view)).toContain("12 levels in 2 modules, 1 key pair; 40 clicks");
  });

  test("is one sentence where all four levels become the same, and one for a module of nothing else", () => {
    const text = textOf(checklist(all, asked));
    expect(text).toContain("  [ ] Finance › Invoicing: all four All\n");
    expect(text).toContain(
      "  All four levels of these 2 functions become All.\n  [ ] Sales › Orders: all four None → All\n",
    );
  });

  test("opens each module once, its Customize entries with it", () => {
    const customize = [{ module: "Finance", function: "Invoicing", entries: ["Invoicing / Tax Code"] }];
    const [{ groups }] = checklist(all, asked, { customize }).steps as [Step];
    expect(groups.map(({ title, tasks }) => [title, tasks.length])).toEqual([
      ["Finance", 2],
      ["Sales", 2],
    ]);
  });

  test("has the member's key pair: where, its name, what becomes of the private key", () => {
    const text = textOf(checklist(all, asked, { keyPair }));
    expect(text).toContain("System > Members > API Members > integration > API Keys > +.");
    expect(text).toContain('  [ ] integration: make a key pair with the description "Backup"');
    expect(text).toContain("the private key is shown this once");
    expect(text).toContain("the API doesn't show whether there is");
    expect(text).toContain("log out and in again");
  });

  test("knows that a new member has no key pair yet", () => {
    const made = textOf(checklist([], [], { keyPair: { ...keyPair, isNew: true }, customize: ENTRY }));
    expect(made).not.toContain("There may be a pair already");
    const { changes } = plan({}, { member: { ...INTEGRATION, securityRole: 7 } }, NOT_ASKED);
    const missing = checklist([], [], { keyPair, changes });
    expect(textOf(missing)).toContain(": 1 to do (1 key pair; 10 clicks for one person)");
    expect(textOf(missing)).toContain("pulumi up makes the member first.");
  });

  test("is no visit for a key pair that was most likely made long ago", () => {
    const view = checklist([], [], { keyPair });
    expect(view.total).toBe(0);
    expect(textOf(view)).toContain("Note: The API doesn't show whether the member has a key pair.");
  });

  test("needs no profile", () => {
    const { profile: _, ...input } = { ...INPUT, changes: [] };
    expect(textOf(checklistView(input))).toBe('The role "Sync" on acme, https://psa.example: nothing is left');
    expect(checklistMarkdown(checklistView(input))).not.toContain("Profile");
  });
});

const ENTRY = [{ module: "System", function: "Table Setup", entries: ["Service / Board"] }];

const INTEGRATION: ObservedMember = {
  id: 3,
  identifier: "integration",
  licenseClass: "A",
  securityRole: 1,
  securityRoleName: "Admin",
  defaultLocation: 1,
  defaultDepartment: null,
  inactiveFlag: false,
  locationName: "Main Office",
  businessUnitName: null,
};

describe("a hostile name", () => {
  const view = checklist([], [`Sales › ${HOSTILE.replaceAll("\n", " ")}: All All All All`], {
    role: HOSTILE,
    notes: [HOSTILE],
    cautions: [HOSTILE],
  });

  test("makes no line, no box and no control sequence of its own in text", () => {
    const text = textOf(view);
    expect(text).not.toMatch(/^\s*- \[ \]/m);
    expect(text).not.toContain("\u001b");
    expect(text.match(/^ {2}\[ \] /gm)).toHaveLength(1);
  });

  test("makes no markup in Markdown", () => {
    const markdown = checklistMarkdown(view);
    const html = marked.parse(markdown, { async: false });
    expect(html.match(/<(img|script|a) [^>]*>/g)).toEqual(['<a href="https://vendor.example/levels">']);
    expect(markdown.match(/^- \[ \] /gm)).toHaveLength(1);
  });
});
