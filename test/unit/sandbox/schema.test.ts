import { describe, expect, test } from "vitest";
import { shapesOf } from "../../../contract/published/shapes";
import { problemsOf } from "../../schema/check";
import { connectwiseRestShapes } from "../../schema/connectwiseRest";

describe("the check of answers", () => {
  const shapes = shapesOf("2025.8");
  const role = { id: 1, name: "Finance", adminFlag: null, _info: { lastUpdated: "2025-01-01T00:00:00Z" } };

  test("an object as published has no problem", () => {
    expect(problemsOf(shapes, [role], "list of SecurityRole")).toEqual([]);
  });

  test.each([
    ["no required field", { id: 1, adminFlag: null }, [".name: is required"]],
    ["another type", { ...role, id: "1" }, ['.id: "1" is no integer']],
    ["null where it can't be", { ...role, roleType: null }, [".roleType: null is no string"]],
    ["a longer text", { ...role, name: "x".repeat(31) }, [".name: longer than 30"]],
    ["a field that nobody publishes", { ...role, colour: "red" }, [".colour: is not published"]],
    ["a list", [role], ["is no SecurityRole"]],
  ])("%s is told", (_what, value, problems) => {
    const found = problemsOf(shapes, value, "SecurityRole");
    expect(found).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries()) expect(found[index]).toContain(problem);
  });

  test("a value that the enumeration lacks is told, inside of lists too", () => {
    const rows = [{ addLevel: "All" }, { addLevel: "Some" }];
    expect(problemsOf(shapes, rows, "list of SecurityRoleSetting")).toEqual(['[1].addLevel: "Some" is no None|My|All']);
  });

  test("a release has its own fields, and requires its own", () => {
    const before = shapesOf("2022.1");
    expect(problemsOf(before, { ...role, roleType: "x" }, "SecurityRole")).toEqual([".roleType: is not published"]);
    expect(shapes.Member?.securityRole?.required).toBe(true);
    expect(before.Member?.securityRole?.required).toBe(false);
    expect(shapesOf("2018.6").ApiMember).not.toHaveProperty("blockPriceFlag");
  });
});

/** Where shapes.yaml says something else than the description of 2022.1, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "ErrorResponseMessage.errors": "null in answers of the service that are quoted in public",
  "MemberPersona.name": "its length was published later",
};

test("shapes.yaml says of 2022.1 what the client generated from that description says", () => {
  const published = connectwiseRestShapes();
  const written = shapesOf("2022.1");
  const later = Object.keys(written).filter((name) => !(name in published));
  expect(later).toEqual(["ProjectSecurityRoleInfo", "DirectionalSyncReference"]);
  const differences = Object.entries(published).flatMap(([name, fields]) => {
    const shape = written[name];
    if (!shape) return [];
    const names = new Set([...Object.keys(fields), ...Object.keys(shape)]);
    return [...names]
      .filter((field) => JSON.stringify(fields[field]) !== JSON.stringify(shape[field]))
      .map((field) => `${name}.${field}`);
  });
  expect(differences).toEqual(Object.keys(DIFFERENT));
});
