/** The page of an audit in a real browser: hostile names, filter, unfolding, without script, on a telephone, to a screen reader. */
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditHtml } from "../../audit/html/page";
import { auditedSandbox, auditSeed } from "../helpers/auditCases";
import { expectEventually, useBrowser } from "../helpers/browser";
import { useFolder } from "../helpers/folder";

const HOSTILE = "<img src=x onerror=x>";

const folder = useFolder();
const browser = useBrowser({ scripts: true });
let tenant: Awaited<ReturnType<typeof auditedSandbox>>;
let address: string;

beforeAll(async () => {
  tenant = await auditedSandbox({ seed: auditSeed("msp") });
  tenant.sandbox.tenant.renameRole("Acme Portal", HOSTILE);
  const { view } = await tenant.audit();
  address = pathToFileURL(folder.write("audit.html", auditHtml(view))).href;
});
afterAll(() => tenant.sandbox.close());

beforeEach(async () => {
  await browser.page.emulateMedia({ media: "screen", colorScheme: "light" });
  await browser.page.setViewportSize({ width: 1280, height: 900 });
  await browser.page.goto(address);
});

const members = () => browser.page.locator("tr.integration:visible th a").allTextContents();

test("names stay text, and the page loads nothing", async () => {
  expect(await browser.page.locator("img, script[src], link").count()).toBe(0);
  expect(await browser.page.locator("tr.integration small", { hasText: HOSTILE }).count()).toBe(1);
});

test("the filter narrows members, what is told of them, and findings", async () => {
  await browser.page.locator("[name=state]").selectOption("excess");
  expect((await members()).sort()).toEqual(["Commvault", "TeamGPS"]);
  expect(await browser.page.locator("section.member:visible").count()).toBe(2);
  await browser.page.locator("button[type=reset]").click();
  await browser.page.locator("[name=text]").fill("surveys");
  expect(await members()).toContain("Commvault");
  expect(await members()).not.toContain("immybot");
  await browser.page.locator("[name=text]").fill("qqqq");
  await expectEventually(() => browser.page.locator(".nothing").isVisible()).toBe(true);
});

test("a link to a member unfolds what it has beyond its need", async () => {
  const row = browser.page.locator("section.member", { hasText: "TeamGPS" }).locator("li", { hasText: "Invoicing" });
  expect(await row.isVisible()).toBe(false);
  await browser.page.locator("tr.integration a", { hasText: "TeamGPS" }).click();
  await expectEventually(() => row.isVisible()).toBe(true);
});

test.each([["light", 1280] as const, ["dark", 1280] as const, ["light", 320] as const])(
  "in %s, %i wide, it can be read by everybody and isn't wider than the window",
  async (colorScheme, width) => {
    await browser.page.emulateMedia({ colorScheme });
    await browser.page.setViewportSize({ width, height: 800 });
    await browser.page.goto(address);
    expect(await browser.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await browser.page.evaluate(axe.source);
    const { violations } = (await browser.page.evaluate("axe.run()")) as axe.AxeResults;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  },
);

describe("without script", () => {
  const plain = useBrowser({ scripts: false });
  test("all is there, and unfolds", async () => {
    await plain.page.goto(address);
    expect(await plain.page.locator("form.filter").isVisible()).toBe(false);
    expect(await plain.page.locator("tr.integration:visible").count()).toBe(12);
    await plain.page.locator("section.member", { hasText: "TeamGPS" }).locator("summary").click();
    expect(await plain.page.locator("section.member li:visible", { hasText: "Invoicing" }).count()).toBe(1);
  });
});
