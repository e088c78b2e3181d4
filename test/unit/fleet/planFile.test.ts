import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newRun } from "../../../fleet/run/newRun";
import { fileDigest, planFileOf, readPlanFile } from "../../../fleet/run/planFile";
import { assignment, levels, result, resultsOf } from "../../helpers/fleetResults";

const CHANGE = levels("Finance › Invoicing", { edit: "None → All" });

describe("a file of plans", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
    file = path.join(folder, "plan.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = newRun("preview", "acme", ["contoso", "fabrikam"], { maxFailures: 1 });
  const plans = planFileOf(
    run,
    resultsOf([
      result("contoso", { outcome: "drifted", assignments: [assignment([CHANGE])] }),
      result("fabrikam", { outcome: "failed", failure: { code: "unreachable", message: "No answer" } }),
    ]),
  );
  const write = (content: unknown) =>
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));

  test("is read as it was written, without the tenants whose preview failed", () => {
    write(plans);
    expect(readPlanFile(file, "acme")).toEqual(JSON.parse(JSON.stringify(plans)));
    expect(Object.keys(plans.tenants)).toEqual(["contoso"]);
  });

  test("that was edited is refused, with the tenant's name", () => {
    write(JSON.stringify(plans).replace('"after":"All"', '"after":"My"'));
    expect(() => readPlanFile(file, "acme")).toThrow(/isn't as the preview wrote it: contoso/);
  });

  test("is for one tenant, one role and one way to come by it", () => {
    for (const [before, after] of [
      ['"companyId":"contoso"', '"companyId":"fabrikam"'],
      ['"adopt":"if-unshared"', '"adopt":"always"'],
      ['"memberKind":"api"', '"memberKind":"full"'],
    ] as const) {
      expect(JSON.stringify(plans)).toContain(before);
      write(JSON.stringify(plans).replace(before, after));
      expect(() => readPlanFile(file, "acme")).toThrow(/isn't as the preview wrote it: contoso/);
    }
  });

  test("that an earlier version wrote is to be written again", () => {
    write(JSON.stringify(plans).replace(/"target":\{.*?\},/, ""));
    expect(() => readPlanFile(file, "acme")).toThrow(
      /earlier version: write it again with cwroles fleet preview --out/,
    );
  });

  test("is pinned by the digest of its bytes", () => {
    write(plans);
    const digest = fileDigest(readFileSync(file));
    expect(digest).toBe(`sha256:${createHash("sha256").update(readFileSync(file)).digest("hex")}`);
    expect(readPlanFile(file, "acme", digest).fleet).toBe("acme");
    write(`${JSON.stringify(plans)} `);
    const message = new RegExp(`its digest is ${fileDigest(readFileSync(file))}, --plan-digest names ${digest}`);
    expect(() => readPlanFile(file, "acme", digest)).toThrow(message);
  });

  test("of another fleet is refused", () => {
    write(plans);
    expect(() => readPlanFile(file, "other")).toThrow(/of the fleet "acme", not of "other"/);
  });

  test.each([
    ["no JSON", "plans:", /isn't JSON/],
    ["anything else", { plans: [] }, /isn't what cwroles fleet preview --out writes/],
  ])("that is %s is refused", (_, content, message) => {
    write(content);
    expect(() => readPlanFile(file, "acme")).toThrow(message);
  });

  test("that isn't there is named", () => {
    expect(() => readPlanFile(path.join(folder, "plans.json"), "acme")).toThrow(/plans\.json.*no such file/);
  });
});
