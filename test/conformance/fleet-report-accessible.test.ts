/** The report of tenants with hostile names, and its page by the rules of axe-core: WCAG 2.2 A and AA, contrast included. */
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reportView, toHtml } from "../../fleet/report";
import { useBrowser } from "../helpers/browser";
import { accepted, assignment, fleetOf, levels, NOW, result, resultsOf, tenant } from "../helpers/fleetResults";
import { useFolder } from "../helpers/folder";

const HOSTILE = `"><script>document.title='taken'</script><img src=x onerror="document.title='taken'">&#'`;
const LONG = "AnUnbrokenNameThatIsMuchLongerThanATelephoneIsWideAndGoesOnAndOnAndOn";

const folder = useFolder();
const browser = useBrowser({ scripts: true });
let address: string;
let heard: string[] = [];

beforeAll(() => {
  const labels = { groups: [HOSTILE], tags: [HOSTILE], profiles: [HOSTILE, "wise-sync"] };
  const failure = { code: HOSTILE, message: HOSTILE };
  const change = levels(`${HOSTILE} › ${LONG}`, { add: `${HOSTILE} → None`, edit: "None → All" });
  const cell = accepted(`${HOSTILE} › ${HOSTILE}`, "add", HOSTILE, { by: HOSTILE, reason: HOSTILE });
  const texts = { role: HOSTILE, notes: [HOSTILE], customize: [HOSTILE], accepted: [cell] };
  const hostile = assignment([change], { profile: HOSTILE, ...texts });
  const results = [
    result(HOSTILE, { outcome: "failed", failure, removes: [HOSTILE], assignments: [hostile] }),
    result("waiting", {
      outcome: "waiting",
      failure: { ...failure, code: "administrator-needed" },
      at: "2026-11-01T00:00:00.000Z",
    }),
    result("exact", { assignments: [assignment([], { accepted: [{ ...cell, until: "2026-11-30" }] })] }),
    result(LONG, { outcome: "drifted", desired: "sha256:former", assignments: [assignment([change])] }),
  ];
  const tenants = [
    tenant(HOSTILE, labels),
    tenant("waiting"),
    tenant("exact"),
    tenant(LONG),
    tenant("unseen", { groups: ["au"] }),
  ];
  const before = results.map((each) => ({ ...each, outcome: "exact" as const, assignments: [assignment()] }));
  const run = { id: "r", command: "drift" as const, fleet: HOSTILE, startedAt: "2026-11-22T04:00:00.000Z" };
  const end = { at: "2026-11-22T04:01:00.000Z", how: "stopped" as const, reason: HOSTILE };
  const view = reportView(fleetOf(tenants, HOSTILE), resultsOf(results), resultsOf(before), {
    now: NOW,
    run: { ...run, startedBy: HOSTILE, waves: [], maxFailures: 1, end },
  });
  address = pathToFileURL(folder.write("report.html", toHtml(view))).href;
  browser.page.on("console", (message) => heard.push(message.text()));
  browser.page.on("pageerror", (error) => heard.push(error.message));
  browser.page.on("request", (request) => heard.push(...(request.url().startsWith(address) ? [] : [request.url()])));
});

beforeEach(async () => {
  heard = [];
  await browser.page.setViewportSize({ width: 1280, height: 900 });
  await browser.page.goto("about:blank");
  await browser.page.goto(address);
});

const shown = () => browser.page.locator("tr.tenant:visible b").allTextContents();
const openAll = async () => {
  for (const link of await browser.page.locator("tr.tenant td a").all()) await link.click();
  for (const summary of await browser.page.locator("summary:visible").all()) await summary.click();
};

describe("hostile names", () => {
  afterEach(() => expect(heard).toEqual([]));

  test("stay text, wherever they stand, and nothing on the page runs or loads but its own filter", async () => {
    await openAll();
    expect(await browser.page.title()).toBe(`Fleet ${HOSTILE}`);
    expect(await browser.page.locator("img, script[src], link, iframe").count()).toBe(0);
    expect(await browser.page.locator("script").count()).toBe(1);
    expect(await shown()).toContain(HOSTILE);
  });

  test("can be filtered by, opened, and linked to like any other", async () => {
    for (const name of ["group", "tag", "profile"]) {
      await browser.page.locator(`[name=${name}]`).selectOption(HOSTILE);
      expect(await shown()).toEqual([HOSTILE]);
    }
    await browser.page.locator("tr.tenant td a").first().click();
    const link = await browser.page.evaluate("location.href");
    await browser.page.goto("about:blank");
    await browser.page.goto(link as string);
    expect(await shown()).toEqual([HOSTILE]);
    expect(await browser.page.locator(".opened").count()).toBe(1);
  });
});

test("a script that got into the page all the same is refused by the policy", async () => {
  await browser.page.evaluate(`{
    const script = document.createElement("script");
    script.textContent = "document.title = 'hacked'";
    document.body.append(script);
  }`);
  expect(await browser.page.title()).toBe(`Fleet ${HOSTILE}`);
  expect(heard).toEqual([expect.stringContaining("Content Security Policy")]);
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  test.each([1280, 360])("axe-core has nothing to object to, %d pixels wide, with everything open", async (width) => {
    await browser.page.emulateMedia({ colorScheme });
    await browser.page.setViewportSize({ width, height: 900 });
    await openAll();
    expect(await browser.page.locator(".opened").count()).toBeGreaterThan(3);
    expect(await violations()).toEqual([]);
  });
});

test("nothing goes beyond the edge of a telephone", async () => {
  await browser.page.setViewportSize({ width: 360, height: 800 });
  await openAll();
  expect(await browser.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
});

/** What axe-core finds: the rule, and where it is broken. */
async function violations(): Promise<string[]> {
  await browser.page.evaluate(axe.source);
  const found = (await browser.page.evaluate("axe.run()")) as axe.AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
}
