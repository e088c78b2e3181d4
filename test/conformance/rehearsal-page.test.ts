/** The page of a rehearsal in a real browser: hostile names, a failed step, on a telephone, to a screen reader. */
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { expect, test } from "vitest";
import { NONE } from "../../core/model/permission";
import { rehearsalHtml } from "../../rehearsal/html/page";
import type { Rehearsal, Step } from "../../rehearsal/model";
import { reviewOf } from "../../rehearsal/review";
import { diffSnapshots } from "../../snapshot/diff";
import type { Snapshot } from "../../snapshot/model";
import { useBrowser } from "../helpers/browser";
import { useFolder } from "../helpers/folder";

const HOSTILE = "<img src=x onerror=x>";
const folder = useFolder();
const browser = useBrowser({ scripts: true });

const tenant = (inquire: string): Snapshot => ({
  ...{ companyId: HOSTILE, businessUnits: [], locations: [], members: [] },
  functions: [{ module: "Finance", function: HOSTILE, lacks: [] }],
  roles: [
    {
      ...{ id: 1, name: HOSTILE, adminFlag: false, inactiveFlag: false },
      settings: [{ id: 0, module: "Finance", function: HOSTILE, cells: { ...NONE, inquire } }],
    },
  ],
});

const step = (name: Step["name"], outcome: Step["outcome"], details: string[] = []): Step => ({
  ...{ name, outcome, what: HOSTILE, details, sent: { requests: 1, writes: 0 }, seconds: 1 },
});

function rehearsal(steps: readonly Step[], changes = diffSnapshots(tenant("None"), tenant("All"))): Rehearsal {
  return {
    ...{ tenant: { origin: "https://psa.example", companyId: HOSTILE }, stack: HOSTILE, settings: "read-only" },
    ...{ isFirstRun: true, notes: [HOSTILE], steps, changes, staying: [], sent: { requests: 1, writes: 0 } },
    review: reviewOf(changes, tenant("None"), tenant("All")),
    left: changes,
  };
}

const open = (shown: Rehearsal) =>
  browser.page.goto(pathToFileURL(folder.write("rehearsal.html", rehearsalHtml(shown))).href);

test("names stay text, the page loads nothing, and the filter narrows the levels", async () => {
  const { page } = browser;
  await page.setViewportSize({ width: 390, height: 800 });
  await open(
    rehearsal([
      step("preview", "done", [HOSTILE]),
      step("up", "failed", [`${HOSTILE}\n    within it`]),
      step("drift", "skipped"),
    ]),
  );
  expect(await page.locator("img, script[src], link").count()).toBe(0);
  expect(await page.locator(".story tr.failed pre").textContent()).toBe(`${HOSTILE}\n    within it\n`);
  expect(await page.locator(".story tr.skipped td").first().textContent()).toContain("a step before it failed");
  expect(await page.locator(".summary").textContent()).toContain("A step failed");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  await page.locator("[name=text]").fill("nothing of it");
  expect(await page.locator("tr.function:visible").count()).toBe(0);
});

test.each(["light", "dark"] as const)(
  "is accessible (%s), and needs no script where nothing changes",
  async (colorScheme) => {
    const { page } = browser;
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.emulateMedia({ colorScheme });
    for (const changes of [undefined, diffSnapshots(tenant("All"), tenant("All"))]) {
      await open(rehearsal([step("preview", "done"), step("drift", "differs")], changes));
      await page.evaluate(axe.source);
      const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    expect(errors).toEqual([]);
  },
);
