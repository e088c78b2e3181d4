/** The checklist's page in a real browser: on a screen, on a telephone, and on paper. */
import axe from "axe-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checklistHtml } from "../../checklist/html/page";
import { checklistView } from "../../checklist/view";
import { NOT_ASKED } from "../../core/model/capability";
import { everyVerb } from "../../core/model/permission";
import { plan } from "../../core/plan/plan";
import { customizeLists } from "../../core/profile/customize";
import { levelsOf } from "../../core/profile/parse";
import { loadProfile } from "../../project/profiles";
import { useBrowser } from "../helpers/browser";
import { useFolder } from "../helpers/folder";

const HOSTILE = "</script><script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">";
const LONG = "AnUnbrokenNameThatIsMuchLongerThanATelephoneIsWideAndGoesOnAndOnAndOn";

const browser = useBrowser({ scripts: true });
const files = useFolder();
/** What the browser says of the page, and what the page loads. */
let heard: string[] = [];
let page: string;

beforeAll(() => {
  const profile = loadProfile("profiles/wise-sync.yaml");
  const levels = { ...levelsOf(profile.grants), [HOSTILE]: { [LONG]: everyVerb("All") } };
  const view = checklistView({
    role: HOSTILE,
    tenant: "acme, https://psa.example",
    profile: { ...profile, source: { ...profile.source, url: "javascript:document.title='taken'" } },
    changes: plan({}, { role: { name: HOSTILE, levels, unlisted: "exact" } }, NOT_ASKED).changes,
    customize: customizeLists(profile.grants),
    cautions: [HOSTILE],
    notes: [HOSTILE],
  });
  page = files.write("checklist.html", checklistHtml(view));
  browser.page.on("console", (message) => heard.push(message.text()));
  browser.page.on("request", (request) => heard.push(...(request.url() === `file://${page}` ? [] : [request.url()])));
});

beforeEach(async () => {
  heard = [];
  await browser.page.emulateMedia({ media: "screen", colorScheme: "light" });
  await browser.page.setViewportSize({ width: 1200, height: 800 });
  await browser.page.goto(`file://${page}`);
});

/** Of the first element that fits, as the browser computes it. */
const styleOf = (selector: string, property: string) =>
  browser.page.evaluate(`getComputedStyle(document.querySelector("${selector}")).${property}`);

const boxes = () => browser.page.getByRole("checkbox");

describe("the checklist's page", () => {
  test("counts what is ticked", async () => {
    const total = await boxes().count();
    expect(await browser.page.getByRole("status").innerText()).toBe(`0 of ${total}`);
    for (const index of [0, 2, 5]) await boxes().nth(index).check();
    await boxes().nth(2).uncheck();
    expect(await browser.page.getByRole("status").innerText()).toBe(`2 of ${total}`);
    expect(await browser.page.getByRole("progressbar").getAttribute("value")).toBe("2");
  });

  test("can be worked off with the keyboard, each box named by what is to be done", async () => {
    const box = browser.page.getByRole("checkbox", { name: "Finance › Invoicing: Edit None → All Delete None → All" });
    await box.focus();
    await browser.page.keyboard.press("Space");
    expect(await box.isChecked()).toBe(true);
    await browser.page.keyboard.press("Tab");
    expect(await boxes().nth(0).isChecked()).toBe(false);
  });

  test("loads nothing, and runs nothing that a name or an address brings along", async () => {
    expect(await browser.page.title()).toContain("document.title");
    expect(await browser.page.locator("img").count()).toBe(0);
    expect(await browser.page.getByRole("link").count()).toBe(0);
    expect(await browser.page.evaluate("document.title")).not.toBe("taken");
    expect(heard).toEqual([]);
  });

  test("refuses what is put into it afterwards", async () => {
    await browser.page.evaluate(`document.body.append(Object.assign(document.createElement("img"), {
      src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=", onerror: () => { document.title = "blocked" } }))`);
    await browser.page.waitForFunction("document.title === 'blocked'");
    expect(heard).toContainEqual(expect.stringContaining("Content Security Policy"));
  });

  test.each(["light", "dark"] as const)("axe-core has nothing to object to in %s colours", async (colorScheme) => {
    await browser.page.emulateMedia({ colorScheme });
    await boxes().nth(1).check();
    await browser.page.evaluate(axe.source);
    const found = (await browser.page.evaluate("axe.run()")) as axe.AxeResults;
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`)).toEqual([]);
  });

  test("fits a telephone", async () => {
    await browser.page.setViewportSize({ width: 360, height: 800 });
    expect(await browser.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  });

  test("on paper every box is empty, the count is gone, and no function is torn apart", async () => {
    const box = boxes().nth(0);
    await box.check();
    await browser.page.emulateMedia({ media: "print" });
    expect(await styleOf("input", "appearance")).toBe("none");
    expect(await browser.page.getByRole("status").count()).toBe(0);
    expect(await styleOf(".tasks li", "breakInside")).toBe("avoid");
  });
});
