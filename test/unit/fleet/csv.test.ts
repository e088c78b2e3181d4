import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../../core/model/errors";
import { readTenants } from "../../../fleet/file/csv";

const rows = (text: string) =>
  readTenants(text, "t.csv").map(({ name, settings, place }) => ({ name, ...settings, line: place().line }));

/** What is wrong with a table: `2: …` */
function problemsIn(text: string): string[] {
  try {
    readTenants(text, "t.csv");
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map(({ line, message }) => `${line}: ${message}`);
  }
}

describe("a table of tenants", () => {
  test.each([
    ["commas", "Name,CompanyId,Site\ncontoso,c,api-eu.example\n", 2],
    ["semicolons, as Excel writes them in most of Europe", "Name;CompanyId;Site\ncontoso;c;api-eu.example\n", 2],
    ["tabs, as they are copied from a sheet", "Name\tCompanyId\tSite\ncontoso\tc\tapi-eu.example\n", 2],
    ["what Excel's first line names", "sep=;\r\nName;CompanyId;Site\r\ncontoso;c;api-eu.example\r\n", 3],
    ["another delimiter that it names", "sep=|\nName|CompanyId|Site\ncontoso|c|api-eu.example\n", 3],
    [
      "PowerShell's line of types",
      '#TYPE System.Management.Automation.PSCustomObject\r\n"Name","CompanyId","Site"\r\n"contoso","c","api-eu.example"\r\n',
      3,
    ],
    ["both", "sep=,\n#TYPE Selected.Object\nName,CompanyId,Site\ncontoso,c,api-eu.example\n", 4],
  ])("may have %s", (_what, text, line) => {
    expect(rows(text)).toEqual([{ name: "contoso", companyId: "c", site: "api-eu.example", line }]);
  });

  test("may have rows that end early", () => {
    expect(rows("name,companyId,site\na,a\n")).toEqual([{ name: "a", companyId: "a", line: 2 }]);
  });

  test("has a problem in each row that has more cells than names: nobody knows which of them shifted", () => {
    const text =
      "Name,CompanyId,Site\nGlobex, Inc,globex,api-eu.example\nInitech,initech,api-eu.example\nAcme, Ltd,acme\nA,a,b,\n";
    const said = "has 4 cells, more than the 3 that the first row names; put a cell that has a comma in it in quotes";
    expect(problemsIn(text)).toEqual([`2: ${said}`, `5: ${said}`]);
    expect(problemsIn("sep=;\nName;CompanyId\nGlobex; Inc;globex\n")).toEqual([
      "3: has 3 cells, more than the 2 that the first row names; put a cell that has a semicolon in it in quotes",
    ]);
    expect(rows('Name,CompanyId,Site\n"Globex, Inc",globex,api-eu.example\n')[0]?.name).toBe("Globex, Inc");
  });
});
