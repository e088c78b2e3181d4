import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeChecklists } from "../../../cli/fleet/checklists";
import { loadFleet } from "../../../fleet/file/load";
import { fleetFolder } from "../../helpers/fleetFolder";
import { assignment, levels, result } from "../../helpers/fleetResults";

let files: ReturnType<typeof fleetFolder>;
beforeEach(() => {
  files = fleetFolder({ site: "https://psa.example", tenants: { contoso: {} } });
});
afterEach(() => files.remove());

const left = assignment([levels("Finance › Invoicing", { inquire: "None → All" })], { outcome: "waiting" });
const write = () =>
  writeChecklists(loadFleet(files.file), [result("contoso", { outcome: "waiting", assignments: [left] })]);

test("a role that waits for an administrator gets a page", () => {
  const lines = write();
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}contoso, "Integration Sync": 1 level and 2 Customize .*contoso-wise-sync\.html$/),
  ]);
  expect(existsSync(path.join(files.folder, ".fleet/checklists/contoso-wise-sync.html"))).toBe(true);
});

test("a page that can't be written is said in its line, and stops nothing", () => {
  writeFileSync(path.join(files.folder, ".fleet"), "");
  expect(write()).toEqual([expect.stringMatching(/contoso-wise-sync\.html can't be written: E\w+: /)]);
});
