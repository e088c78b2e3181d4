import { describe, expect, test } from "vitest";
import type { Fleet, FleetTenant } from "../../../fleet/model/fleet";
import { type Selection, selectTenants } from "../../../fleet/select";
import { result, resultsOf } from "../../helpers/fleetResults";

const tenant = (name: string, groups: string[], tags: string[]) => ({ name, groups, tags }) as unknown as FleetTenant;
const fleet: Fleet = {
  name: "acme",
  folder: ".",
  tenants: [
    tenant("au-perth", ["au"], ["pilot"]),
    tenant("au-sydney", ["au"], []),
    tenant("us-reno", ["us"], ["pilot"]),
  ],
};
const chosen = (selection: Selection, results = resultsOf([])) =>
  selectTenants(fleet, selection, results).map(({ name }) => name);

describe("a selection", () => {
  test.each<[string, Selection, string[]]>([
    ["nothing given: all", {}, ["au-perth", "au-sydney", "us-reno"]],
    ["a name", { tenants: ["us-reno"] }, ["us-reno"]],
    ["a glob", { tenants: ["au-*"] }, ["au-perth", "au-sydney"]],
    ["a group", { groups: ["us"] }, ["us-reno"]],
    ["a tag", { tags: ["pilot"] }, ["au-perth", "us-reno"]],
    ["several names: any of them, in the file's order", { tenants: ["us-reno", "au-perth"] }, ["au-perth", "us-reno"]],
    ["several conditions: all of them", { groups: ["au"], tags: ["pilot"] }, ["au-perth"]],
  ])("%s", (_, selection, expected) => {
    expect(chosen(selection)).toEqual(expected);
  });

  test("those that failed", () => {
    const latest = resultsOf([result("au-perth"), result("us-reno", { outcome: "failed" })]);
    expect(chosen({ failed: true }, latest)).toEqual(["us-reno"]);
  });

  test("what means nobody is told all at once, with the nearest", () => {
    const wrong = () => chosen({ tenants: ["au-pert"], groups: ["uk"], tags: ["pilots"] });
    expect(wrong).toThrow(/au-perth/);
    expect(wrong).toThrow(/--group.*"uk"/);
    expect(wrong).toThrow(/--tag.*"pilots".*pilot/s);
  });
});
