import { describe, expect, test } from "vitest";
import { heatMap } from "../../../cli/profiles/heatMap";
import { selects } from "../../../cli/profiles/select";
import type { Profile } from "../../../core/model/profile";
import { demandOf } from "../../../core/profile/demand";
import { overlaps } from "../../../core/profile/overlap";
import { parseProfile } from "../../../core/profile/parse";

const profile = (id: string, permissions: string, more = ""): Profile => {
  const text = `name: ${id}
vendor: ${id} & Sons
source: { url: https://vendor.example/, title: Page, retrieved: "2026-01-31" }
why: The page lists it
permissions: ${permissions}
${more}`;
  const { profile: read, problems } = parseProfile(text, `${id}.yaml`);
  if (!read) throw new Error(JSON.stringify(problems));
  return read;
};

const reader = profile("reader", "{ Companies: { Contacts: { inquire: All } } }");
const writer = profile(
  "writer",
  "{ Companies: { Contacts: { add: All, inquire: All } }, Finance: { Invoicing: { inquire: My } } }",
  "features: { cleaning: { why: Cleans up, permissions: { Companies: { Contacts: { delete: All } } } } }",
);

test("what is asked for most stands first, with the levels of all features", () => {
  const [contacts, invoicing] = demandOf([reader, writer]);
  expect(contacts).toMatchObject({ module: "Companies", function: "Contacts" });
  expect(contacts?.by.map(({ id }) => id)).toEqual(["reader", "writer"]);
  expect(contacts?.counts).toEqual({
    add: { My: 0, All: 1 },
    edit: { My: 0, All: 0 },
    delete: { My: 0, All: 1 },
    inquire: { My: 0, All: 2 },
  });
  expect(invoicing?.counts.inquire).toEqual({ My: 1, All: 0 });
});

test("two profiles have in common what both name, and one may ask for no more than the other", () => {
  expect(overlaps([reader, writer])).toEqual([
    { a: "reader", b: "writer", inBoth: 1, same: 0, onlyInA: 0, onlyInB: 1, within: "a" },
  ]);
  expect(overlaps([writer, { ...writer, id: "twin" }])[0]).toMatchObject({ same: 2, within: "both" });
});

describe("a list is filtered", () => {
  test.each([
    [{ search: "invoicing" }, ["writer"]],
    [{ search: "READER contacts" }, ["reader"]],
    [{ vendor: "& sons" }, ["reader", "writer"]],
    [{ module: "finance" }, ["writer"]],
    [{ risk: "high" }, []],
    [{ risk: "medium", module: "Finance" }, ["writer"]],
  ] as const)("%j", (selection, ids) => {
    expect([reader, writer].filter(selects(selection)).map(({ id }) => id)).toEqual(ids);
  });

  test("a module that nobody knows is told with the nearest", () => {
    expect(() => selects({ module: "Finanze" })).toThrow(/no module "Finanze"; did you mean Finance\?/);
  });
});

test("the heat map has a square for each module that a profile reaches, coloured by what it may do there", () => {
  const picture = heatMap([reader, writer]);
  expect(picture).toContain("<title>reader, Companies: Contacts; at most it reads</title>");
  expect(picture).toContain("<title>writer, Companies: Contacts; at most it deletes</title>");
  expect(picture).toContain("<title>writer, Finance: Invoicing; at most it reads</title>");
  expect(picture).not.toContain("reader, Finance");
});
