import { describe, expect, test } from "vitest";
import { everyVerb, type Permission } from "../../../core/model/permission";
import type { Grant } from "../../../core/model/profile";
import { unionOfGrants, variantFor, withFeatures } from "../../../core/profile/choose";
import { parseProfile } from "../../../core/profile/parse";

const NONE = everyVerb("None");

const grant = (levels: Partial<Permission>, rest: Partial<Grant> = {}): Grant => ({
  levels: { ...NONE, ...levels },
  why: "Lists contacts",
  source: "https://a.example/",
  customize: [],
  ...rest,
});

const union = (a: Grant, b: Grant) =>
  unionOfGrants({ Companies: { Contacts: a } }, { Companies: { Contacts: b } }).Companies?.Contacts;

describe("the union of two grants", () => {
  test("has the broader level of each verb, and both reasons", () => {
    const found = union(
      grant({ add: "My", inquire: "All" }),
      grant({ add: "All", edit: "My" }, { why: "Writes contacts" }),
    );
    expect(found?.levels).toEqual({ add: "All", edit: "My", delete: "None", inquire: "All" });
    expect(found?.why).toBe("Lists contacts; Writes contacts");
  });

  const elsewhere = { source: "https://b.example/" };
  test.each([
    ["the first is the broader", { add: "All" }, { add: "My" }, "https://a.example/", "Lists contacts"],
    ["the second is the broader", { add: "My" }, { add: "All" }, "https://b.example/", "Lists contacts"],
    [
      "both ask for the same",
      { add: "All" },
      { add: "All" },
      "https://a.example/",
      "Lists contacts; also documented at https://b.example/",
    ],
    [
      "each is broader somewhere",
      { add: "All" },
      { edit: "All" },
      "https://a.example/",
      "Lists contacts; also documented at https://b.example/",
    ],
  ] as const)("has the source of the broader one: %s", (_which, a, b, source, why) => {
    expect(union(grant(a), grant(b, elsewhere))).toMatchObject({ source, why });
  });

  test("has every entry of the Customize lists once, in the first one's spelling", () => {
    const found = union(
      grant({ add: "All" }, { customize: ["Invoicing / Tax Code", "Service / Service Board"] }),
      grant({ add: "All" }, { customize: ["Invoicing / Tax code", "Company / Company Type"] }),
    );
    expect(found?.customize).toEqual(["Invoicing / Tax Code", "Service / Service Board", "Company / Company Type"]);
  });

  test("keeps what either leaves open or grants beyond its source", () => {
    const found = union(
      grant({ add: "All" }, { ambiguity: "Add is unclear." }),
      grant({ add: "All" }, { ambiguity: "Edit is unclear.", beyondSource: "Seen to be needed" }),
    );
    expect(found).toMatchObject({ ambiguity: "Add is unclear. Edit is unclear.", beyondSource: "Seen to be needed" });
    expect(union(grant({}), grant({}))).not.toHaveProperty("ambiguity");
  });

  test("has the rows of both tables", () => {
    const found = unionOfGrants({ Companies: { Contacts: grant({}) } }, { Companies: { Notes: grant({}) }, Sales: {} });
    expect(Object.keys(found.Companies ?? {})).toEqual(["Contacts", "Notes"]);
  });
});

describe("features", () => {
  const text = `name: Example
vendor: Example Inc.
source: { url: "https://vendor.example/permissions", title: Permissions, retrieved: "2026" }
why: Because its page says so
permissions: { Companies: { Contacts: { inquire: All } } }
features:
  write-back: { why: Writes contacts back, permissions: { Companies: { Contacts: { edit: All } } } }
  notes: { why: Reads notes, permissions: { Companies: { Notes: { inquire: My } } } }
variants:
  - { upTo: "2019.2", why: Older, permissions: { Companies: { Notes: { inquire: All } } } }
`;
  const { profile } = parseProfile(text, "example.yaml");
  if (!profile) throw new Error("The example can't be read");

  test("add to the permissions and to every variant, with their reasons", () => {
    const { grants, variants } = withFeatures(profile, ["write-back", "notes"]);
    expect(grants.Companies?.Contacts).toMatchObject({
      levels: { edit: "All", inquire: "All" },
      why: "Because its page says so; Writes contacts back",
    });
    expect(grants.Companies?.Notes?.levels.inquire).toBe("My");
    expect(variants[0]?.grants.Companies?.Notes?.levels.inquire).toBe("All");
    expect(variants[0]?.grants.Companies?.Contacts?.levels).toEqual({ ...NONE, edit: "All" });
  });

  test("that nobody chose add nothing", () => {
    expect(withFeatures(profile, [])).toEqual(profile);
  });

  test("that the profile doesn't have are told, with the nearest and all there are", () => {
    expect(() => withFeatures(profile, ["note", "dispatch"])).toThrow(
      [
        "Unknown features, 2 problems:",
        'features: the profile "example" has no feature "note", only write-back, notes; did you mean notes?',
        'features: the profile "example" has no feature "dispatch", only write-back, notes; no name there comes near',
      ].join("\n  "),
    );
    expect(() => withFeatures({ ...profile, features: [] }, ["note"])).toThrow(
      'the profile "example" has no feature "note", only its permissions',
    );
  });
});

test.each([
  ["2018.4", "2019.2"],
  ["2019.2", "2019.2"],
  ["2019.10", "2021.1"],
  ["2021.1", "2021.1"],
  ["2021.2", undefined],
])("a tenant of %s gets the variant up to %s", (version, upTo) => {
  const variants = [{ upTo: "2021.1" }, { upTo: "2019.2" }];
  expect(variantFor(variants, version)?.upTo).toBe(upTo);
});
