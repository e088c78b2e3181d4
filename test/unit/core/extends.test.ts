import { describe, expect, test } from "vitest";
import { requestDigest } from "../../../core/plan/digest";
import { withFeatures } from "../../../core/profile/choose";
import { parseProfile } from "../../../core/profile/parse";
import { profileRequest } from "../../../core/profile/request";
import { defineIn } from "../../../project/profiles";
import { useFolder } from "../../helpers/folder";

const BASE = parseProfile(
  `name: Sync
vendor: Sync
source: { url: "https://sync.example/page", title: Page, retrieved: "2026" }
why: Syncs
advice: [Log in again]
permissions:
  Companies: { Contacts: { inquire: All }, Notes: { edit: My, inquire: All } }
  Finance: { Invoicing: All }
features:
  more: { why: More, permissions: { Companies: { Contacts: { edit: All }, Management: { inquire: All } } } }
variants:
  - { upTo: "2019.2", why: Old, permissions: { Finance: { Invoicing: { inquire: All } } } }
`,
  "sync.yaml",
).profile;

const read = (text: string) =>
  parseProfile(`name: Own\nextends: sync\nwhy: Agreed\n${text}`, "own.yaml", () => BASE ?? { problem: "no base" });

const problemsIn = (text: string) =>
  read(text).problems.map(({ line, path, message }) => `${line}: ${path}: ${message}`);

/** The profile, which has to be valid. */
function own(text: string) {
  const { profile, problems } = read(text);
  expect(problems).toEqual([]);
  if (!profile) throw new Error("no profile");
  return profile;
}

describe("a profile that extends another one", () => {
  test("has the other's permissions, but for what it says; a verb that it doesn't name stays", () => {
    const { grants } = own(
      "permissions: { Companies: { Notes: { inquire: My } }, Project: { Project Team: { inquire: All } } }",
    );
    expect(grants.Companies?.Notes?.levels).toEqual({ add: "None", edit: "My", delete: "None", inquire: "My" });
    expect(grants.Companies?.Contacts?.levels.inquire).toBe("All");
    expect(grants.Project?.["Project Team"]?.levels).toEqual({
      add: "None",
      edit: "None",
      delete: "None",
      inquire: "All",
    });
  });

  test("finds the other's functions in any spelling", () => {
    const { grants } = own("permissions: { companies: { note: { inquire: My } } }");
    expect(Object.keys(grants.Companies ?? {})).toEqual(["Contacts", "Notes"]);
    expect(grants.Companies?.Notes?.levels.inquire).toBe("My");
  });

  test("takes functions out of permissions, variants and features alike", () => {
    const profile = own(
      "without: { Companies: { Contacts: Another product has them }, Finance: { Invoicing: By hand } }",
    );
    expect(Object.keys(profile.grants)).toEqual(["Companies"]);
    expect(profile.variants[0]?.grants).toEqual({});
    const chosen = withFeatures(profile, ["more"]);
    expect(Object.keys(chosen.grants.Companies ?? {})).toEqual(["Notes", "Management"]);
  });

  test("holds on tenants of the other's variants, too", () => {
    const [variant] = own("permissions: { Finance: { Invoicing: { inquire: My } } }").variants;
    expect(variant?.grants.Finance?.Invoicing?.levels.inquire).toBe("My");
  });

  test("says what it changes, from what to what, and why", () => {
    const { extends: extended } = own(
      "permissions: { Companies: { Notes: { inquire: My, why: Own ones } }, Finance: { Invoicing: { inquire: All } } }\nwithout: { Companies: { Contacts: Not needed } }",
    );
    expect(extended?.id).toBe("sync");
    expect(extended?.changes.map(({ function: name, why }) => `${name}: ${why}`)).toEqual([
      "Notes: Own ones",
      "Contacts: Not needed",
    ]);
  });

  test("names broader levels as beyond the source, with the reason", () => {
    const { grants } = own("permissions: { Companies: { Contacts: { edit: All, why: Mends addresses } } }");
    expect(grants.Companies?.Contacts).toMatchObject({
      beyondSource: "Mends addresses",
      levels: { edit: "All", inquire: "All" },
    });
  });

  test("takes over vendor, source, advice and features, and adds its own", () => {
    const profile = own(
      "advice: [Ask finance]\nfeatures: { extra: { why: E, permissions: { Sales: { Opportunity: All } } } }",
    );
    expect(profile).toMatchObject({ vendor: "Sync", advice: ["Log in again", "Ask finance"] });
    expect(profile.features.map(({ id }) => id)).toEqual(["more", "extra"]);
  });

  test("has the digest of what it asks for, not of how it is written", () => {
    const requested = (text: string) =>
      requestDigest({ name: "Sync", adopt: "if-unshared", features: [], members: [], ...profileRequest(own(text)) });
    expect(requested("permissions: { Companies: { Notes: { inquire: My } } }")).toBe(
      requested("permissions: { Companies: { Notes: { inquire: My, why: Own ones } } }"),
    );
    expect(requested("permissions: { Companies: { Notes: { inquire: My } } }")).not.toBe(
      requested("permissions: { Companies: { Notes: { inquire: All } } }"),
    );
  });

  test.each([
    ["nothing that differs", "", "extends another one|changes nothing of the profile"],
    [
      "a function that isn't there to take out",
      "without: { Companies: { Contact: x, Nots: y } }",
      'doesn\'t grant it: there is no function "Nots" in Companies; did you mean Notes?',
    ],
    [
      "one taken out and given",
      "permissions: { Companies: { Notes: My } }\nwithout: { Companies: { Notes: x } }",
      "taken out here, and given by permissions beside it",
    ],
    ["one without a reason", "without: { Companies: { Notes: } }", "without.Companies.Notes"],
    ["one named twice", "permissions: { Companies: { Notes: My, Note: My } }", '"Companies › Notes" is named twice'],
    [
      "a feature of the other's",
      "features: { more: { why: E, permissions: { Sales: { Opportunity: All } } } }",
      "has a feature of that name",
    ],
    ["a misspelt key", "permission: {}", "unknown key; did you mean permissions?"],
    ["variants of its own", "variants: []", "variants: unknown key"],
  ])("refuses %s, at its line", (_what, text, message) => {
    const problems = problemsIn(text);
    expect(problems.join("\n")).toMatch(
      new RegExp(message.replace(/[?()›]/g, (mark) => (mark === "›" ? mark : `\\${mark}`))),
    );
    expect(problems.every((problem) => /^\d+: /.test(problem))).toBe(true);
  });
});

describe("a profile in TypeScript", () => {
  const folder = useFolder();

  test("is what the same file is", () => {
    const defined = defineIn(folder.path, {
      ...{ id: "acme", name: "Acme", extends: "wise-sync", why: "Agreed" },
      permissions: { Finance: { Invoicing: { delete: "None", why: "By hand" } } },
    });
    folder.write(
      "acme.yaml",
      "name: Acme\nextends: wise-sync\nwhy: Agreed\npermissions: { Finance: { Invoicing: { delete: None, why: By hand } } }",
    );
    expect(defined).toMatchObject({ id: "acme", extends: { id: "wise-sync", changes: [{ function: "Invoicing" }] } });
    expect(defined.grants.Finance?.Invoicing?.levels.delete).toBe("None");
  });

  test("is told its mistakes by key, all at once", () => {
    const wrong = {
      id: "acme",
      name: "",
      vendor: "V",
      why: "w",
      source: {},
      permissions: { Companies: { Contacts: "Al" } },
    };
    expect(() => defineIn(folder.path, wrong as never)).toThrow(/name: blank[\s\S]*Contacts: "Al" is neither a level/);
  });
});
