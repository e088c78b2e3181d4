/** The page of a review in a real browser: hostile names, filters, keyboard, both colours, a telephone, print. */
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toHtml } from "../../review";
import { expectEventually, useBrowser } from "../helpers/browser";
import { useFolder } from "../helpers/folder";
import { inMemory, profile } from "../helpers/reviews";

const HOSTILE = `<img src=x onerror="document.title='hacked'"></td><script>document.title='hacked'</script>`;

const BEFORE = {
  "profiles/sync.yaml": profile("Companies: { Contacts: { inquire: All }, Notes: { add: All, inquire: All } }"),
  "profiles/same.yaml": profile("Sales: { Opportunity: { inquire: All } }"),
};
const AFTER = {
  "profiles/sync.yaml": profile(
    `Companies: { Contacts: { inquire: All }, Notes: { inquire: All } },
     System: { Security: { all: All, why: Changes roles }, Table Setup: { inquire: All, customize: [${JSON.stringify(HOSTILE)}] } },
     ${JSON.stringify(HOSTILE)}: { ${JSON.stringify(HOSTILE)}: { inquire: My, why: ${JSON.stringify(HOSTILE)} } }`,
    'variants: [{ upTo: "2019.2", why: Old, permissions: { Finance: { Invoicing: { inquire: All } } } }]',
  ),
  "profiles/same.yaml": BEFORE["profiles/same.yaml"],
  "profiles/broken.yaml": "name: Broken",
};

const folder = useFolder();
const browser = useBrowser({ scripts: true });
let address: string;

beforeAll(async () => {
  address = pathToFileURL(folder.write("review.html", toHtml(await inMemory(BEFORE, AFTER)))).href;
});

beforeEach(async () => {
  await browser.page.emulateMedia({ media: "screen", colorScheme: "light" });
  await browser.page.setViewportSize({ width: 1280, height: 900 });
  await browser.page.goto(address);
});

/** The functions in sight, from top to bottom. */
const shown = async () => {
  const names = await browser.page.locator("tr.function:visible th").allTextContents();
  return names.map((name) => (name === HOSTILE ? "hostile" : name));
};
const filterBy = (name: string, value: string) => browser.page.locator(`[name=${name}]`).selectOption(value);
const status = () => browser.page.locator("[role=status]").textContent();

test("names stay text, and nothing on the page runs or loads but its own filter", async () => {
  const requests: string[] = [];
  const note = (request: { url(): string }) => requests.push(request.url());
  browser.page.on("request", note);
  await browser.page.goto(address);
  browser.page.off("request", note);
  expect(requests).toEqual([address]);
  expect(await browser.page.title()).toBe("Review");
  expect(await browser.page.locator("img, script[src], link").count()).toBe(0);
  expect(await browser.page.locator("tr.function th", { hasText: HOSTILE }).count()).toBe(1);
  await filterBy("module", HOSTILE);
  expect(await shown()).toEqual(["hostile"]);
});

test("a script that got into the page all the same is refused by the policy", async () => {
  await browser.page.evaluate(`{
    const script = document.createElement("script");
    script.textContent = "document.title = 'hacked'";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="document.title = 1">');
  }`);
  expect(await browser.page.title()).toBe("Review");
});

test("what changed is seen first; cells say before and after", async () => {
  expect(await shown()).toEqual(["Notes", "Security", "Table Setup", "hostile", "Contacts", "Notes", "Invoicing"]);
  expect(await status()).toBe("7 of 9 functions");
  const row = browser.page.locator("tr.function", { hasText: "Changes roles" });
  expect(await row.locator("td.cell").allInnerTexts()).toEqual([
    "None → All",
    "None → All",
    "None → All",
    "None → All",
  ]);
  expect(await row.locator("td.change").innerText()).toBe("broadened, high risk");
  expect(await browser.page.locator(".problems li").count()).toBe(4);
});

describe("filters", () => {
  test("by what is shown, module and risk, and all of them together", async () => {
    await filterBy("show", "broadened");
    expect(await shown()).toEqual(["Security", "Table Setup", "hostile", "Invoicing"]);
    await filterBy("risk", "2");
    expect(await shown()).toEqual(["Security"]);
    await filterBy("show", "all");
    await filterBy("risk", "0");
    await filterBy("module", "Sales");
    expect(await shown()).toEqual(["Opportunity"]);
    expect(await browser.page.locator("section.subject:visible").count()).toBe(1);
  });

  test("by words, wherever they stand in a row; nothing found is said; reset shows the first view", async () => {
    const search = browser.page.getByLabel("Search");
    await search.fill("system CHANGES");
    expect(await shown()).toEqual(["Security"]);
    await search.fill("no such words");
    expect(await status()).toBe("0 of 9 functions");
    expect(await browser.page.getByText("Nothing fits").isVisible()).toBe(true);
    await browser.page.getByRole("button", { name: "Reset" }).click();
    await expectEventually(status).toBe("7 of 9 functions");
    expect(await browser.page.getByText("Nothing fits").isVisible()).toBe(false);
  });

  test("by the keyboard alone: the first stop skips to the changes, then come the filters", async () => {
    const focused = () => browser.page.evaluate("document.activeElement.name || document.activeElement.textContent");
    const stops: unknown[] = [];
    for (let stop = 0; stop < 6; stop++) {
      await browser.page.keyboard.press("Tab");
      stops.push(await focused());
    }
    expect(stops).toEqual(["Skip to the changes", "text", "module", "show", "risk", "Reset"]);
    await browser.page.locator("[name=show]").focus();
    await browser.page.keyboard.press("ArrowDown");
    await expectEventually(shown).toEqual(["Security", "Table Setup", "hostile", "Invoicing"]);
  });
});

test("without scripts all is shown, and no filter that wouldn't work", async () => {
  const context = await browser.page.context().browser()?.newContext({ javaScriptEnabled: false });
  const page = await context?.newPage();
  await page?.goto(address);
  expect(await page?.locator("tr.function:visible").count()).toBe(9);
  expect(await page?.locator("form").isVisible()).toBe(false);
  await context?.close();
});

test.each(["light", "dark"] as const)("axe-core has nothing to object to in %s colours", async (colorScheme) => {
  await browser.page.emulateMedia({ colorScheme });
  await filterBy("show", "all");
  expect(await violations()).toEqual([]);
  await browser.page.setViewportSize({ width: 360, height: 800 });
  expect(await violations()).toEqual([]);
});

test("dark is dark, and print is light", async () => {
  const background = () => browser.page.evaluate("getComputedStyle(document.body).backgroundColor");
  await browser.page.emulateMedia({ colorScheme: "dark" });
  expect(await background()).toBe("rgb(20, 24, 29)");
  await browser.page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await background()).toBe("rgba(0, 0, 0, 0)");
  expect(await browser.page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(27, 39, 51)");
});

test("a screen 360 pixels wide shows each cell with its verb, and nothing beyond the edge", async () => {
  await browser.page.setViewportSize({ width: 360, height: 800 });
  expect(await browser.page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  const verb = 'getComputedStyle(document.querySelector("tr.function:not([hidden]) td.cell"), "::before").content';
  expect(await browser.page.evaluate(verb)).toBe('"Add"');
});

test("print leaves the filter out and keeps what it chose", async () => {
  await filterBy("show", "broadened");
  await browser.page.emulateMedia({ media: "print" });
  expect(await browser.page.locator("form").isVisible()).toBe(false);
  expect(await shown()).toEqual(["Security", "Table Setup", "hostile", "Invoicing"]);
});

/** What axe-core finds: the rule, and where it is broken. */
async function violations(): Promise<string[]> {
  await browser.page.evaluate(axe.source);
  const found = (await browser.page.evaluate("axe.run()")) as axe.AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
}
