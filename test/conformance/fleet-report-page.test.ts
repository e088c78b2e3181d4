/** The report of a thousand tenants in a real browser: totals, filters, drill-down, links, keyboard, both colours, print. */
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reportView, toHtml } from "../../fleet/report";
import { expectEventually, useBrowser } from "../helpers/browser";
import { largeFleet, NOW } from "../helpers/fleetResults";
import { useFolder } from "../helpers/folder";

const folder = useFolder();
const browser = useBrowser({ scripts: true });
let address: string;
let size: number;
/** What the browser says of the page, and what the page loads. */
let heard: string[] = [];

beforeAll(() => {
  const { fleet, results, before } = largeFleet();
  const page = toHtml(reportView(fleet, results, before, { now: NOW }));
  size = Buffer.byteLength(page);
  address = pathToFileURL(folder.write("report.html", page)).href;
  browser.page.on("console", (message) => heard.push(message.text()));
  browser.page.on("pageerror", (error) => heard.push(error.message));
  browser.page.on("request", (request) => heard.push(...(request.url().startsWith(address) ? [] : [request.url()])));
});

const open = async (hash = "") => {
  await browser.page.goto("about:blank");
  await browser.page.goto(address + hash);
};

beforeEach(async () => {
  heard = [];
  await browser.page.emulateMedia({ media: "screen", colorScheme: "light" });
  await browser.page.setViewportSize({ width: 1280, height: 900 });
  await open();
});

afterEach(() => expect(heard).toEqual([]));

/** The tenants in sight, from top to bottom. */
const shown = () => browser.page.locator("tr.tenant:visible b").allTextContents();
const status = () => browser.page.locator("[role=status]").textContent();
const total = (name: string) => browser.page.locator(".totals").getByRole("link", { name });
const choose = (name: string, value: string) => browser.page.locator(`[name=${name}]`).selectOption(value);
const search = () => browser.page.getByLabel("Search");
const hash = () => browser.page.evaluate("decodeURIComponent(location.hash)");

test("a thousand tenants with three profiles, 150 of them with five cells to tell, are less than 3 MB", () => {
  expect(size).toBeLessThan(3 * 1024 * 1024);
  expect(size).toBeGreaterThan(100 * 1024);
});

test("the totals are seen first, and each is a filter", async () => {
  const totals = await browser.page.locator(".totals a").allInnerTexts();
  expect(totals.map((text) => text.replace(/\s+/g, " "))).toEqual([
    "1,000 tenants",
    "785 exact",
    "5 not looked at yet",
    "150 drifted",
    "20 waiting for an administrator",
    "40 failed",
  ]);
  expect(await status()).toBe("1,000 of 1,000 tenants");
  await total("waiting").click();
  await expectEventually(status).toBe("20 of 1,000 tenants");
  expect(await shown()).toEqual(Array.from({ length: 20 }, (_, index) => `tenant-0${191 + index}`));
  expect(await total("waiting").getAttribute("aria-current")).toBe("true");
  await total("1,000").click();
  await expectEventually(status).toBe("1,000 of 1,000 tenants");
});

test("each outcome has a word and a mark besides its colour", async () => {
  const mark = (outcome: string) =>
    browser.page.evaluate(`getComputedStyle(document.querySelector("tr.tenant td.${outcome}"), "::before").content`);
  const marks = await Promise.all(["exact", "drifted", "waiting", "failed", "unseen"].map(mark));
  expect(new Set(marks).size).toBe(5);
  const cells = browser.page.locator("tr.tenant", { hasText: "tenant-0001" }).locator("td");
  expect(await cells.allInnerTexts()).toEqual([
    "drifted",
    "exact",
    "exact",
    "drifted 5 functions, broader new",
    "2026-11-22 04:00",
  ]);
});

test("what tenants have in common is told once, with its number, and leads to them", async () => {
  const text = (await browser.page.locator(".findings").first().innerText()).replace(/\s+/g, " ");
  expect(text).toContain("wise-sync System › Security: Edit is All instead of None high risk");
  expect(text).toContain("No answer from https://psa.example (ETIMEDOUT)");
  await browser.page.getByRole("link", { name: "Finance › Invoicing" }).first().click();
  await expectEventually(hash).toBe("#profile=wise-sync&text=Finance+›+Invoicing");
  const count = (await shown()).length;
  expect(count).toBeGreaterThan(20);
  expect(count).toBeLessThan(150);
});

test("a number of tenants unfolds their names; those that several lines have in common stand at the end", async () => {
  const reason = browser.page.locator(".card li", { hasText: "No answer from" });
  expect(await reason.locator("p").isVisible()).toBe(false);
  await reason.locator("summary").click();
  const names = Array.from({ length: 40 }, (_, index) => `tenant-0${151 + index}`).join(", ");
  expect(await reason.locator("p").innerText()).toBe(names);
  await total("failed").click();
  await expectEventually(status).toBe("40 of 1,000 tenants");
  await browser.page
    .locator(".card li", { hasText: "Delete is All instead of None" })
    .last()
    .getByRole("link", { name: "150 tenants" })
    .click();
  expect(await browser.page.locator("section:target p").innerText()).toContain("tenant-0001, tenant-0002, ");
  expect(await status()).toBe("40 of 1,000 tenants");
});

describe("filters", () => {
  test("by outcome, group, tag and profile, and all of them together", async () => {
    await choose("outcome", "drifted");
    await choose("group", "au");
    expect(await status()).toBe("50 of 1,000 tenants");
    await choose("tag", "vip");
    expect(await shown()).toEqual(["tenant-0001"]);
    await choose("tag", "");
    await choose("profile", "n-able-rmm");
    expect(await status()).toBe("0 of 1,000 tenants");
    expect(await browser.page.getByText("Nothing fits").isVisible()).toBe(true);
    await choose("outcome", "failed");
    expect(await status()).toBe("14 of 1,000 tenants");
    expect(await browser.page.locator(".tenants th[data-profile]:visible").allInnerTexts()).toEqual(["n-able-rmm"]);
  });

  test("by words, wherever they stand: in a name, a group, a reason, a cell that differs", async () => {
    await search().fill("tenant-0500");
    expect(await shown()).toEqual(["tenant-0500"]);
    await search().fill("ETIMEDOUT vip");
    expect(await shown()).toEqual(["tenant-0151"]);
    await search().fill("sales tax");
    expect(await status()).toBe("150 of 1,000 tenants");
  });

  test("by what changed since the last run", async () => {
    await browser.page.getByLabel("changed since the last run").check();
    expect(await status()).toBe("30 of 1,000 tenants");
    await choose("outcome", "exact");
    expect(await shown()).toEqual(Array.from({ length: 10 }, (_, index) => `tenant-0${301 + index}`));
  });

  test("a link shows the same again, in the form, too; reset shows all", async () => {
    await choose("outcome", "failed");
    await search().fill("tenant-017");
    const link = await hash();
    expect(link).toBe("#text=tenant-017&outcome=failed");
    await open(link as string);
    expect(await status()).toBe("10 of 1,000 tenants");
    expect(await search().inputValue()).toBe("tenant-017");
    expect(await browser.page.locator("[name=outcome]").inputValue()).toBe("failed");
    await browser.page.getByRole("button", { name: "Reset" }).click();
    await expectEventually(status).toBe("1,000 of 1,000 tenants");
    expect(await search().inputValue()).toBe("");
  });

  test("by the keyboard alone", async () => {
    await browser.page.keyboard.press("Tab");
    expect(await browser.page.evaluate("document.activeElement.textContent")).toBe("Skip to the tenants");
    for (let stop = 0; stop < 6; stop++) await browser.page.keyboard.press("Tab");
    await browser.page.keyboard.press("Enter");
    await expectEventually(status).toBe("40 of 1,000 tenants");
    await search().focus();
    await browser.page.keyboard.type("0155");
    expect(await shown()).toEqual(["tenant-0155"]);
  });
});

describe("a drill-down", () => {
  const cellLink = (name: string) => browser.page.locator("tr.tenant", { hasText: name }).getByRole("link").last();

  test("shows each cell before and after, which way it is, and what is left to do by hand", async () => {
    await cellLink("tenant-0001").click();
    const detail = browser.page.locator(".opened");
    const rows = await detail.locator("tbody tr").allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, " ").trim())).toEqual([
      "Finance › Sales Tax All → None broader high risk",
      "System › Security All → None broader high risk",
      "Finance › Invoicing All → None broader high risk",
      "Finance › Agreements None → All narrower",
      "Finance › Billing View Time All → My broader high risk",
    ]);
    expect(await detail.locator("li").allInnerTexts()).toEqual([
      "Allowed by hand, unseen by the API: Customize Invoice / Tax Code",
    ]);
    expect(await cellLink("tenant-0001").getAttribute("aria-expanded")).toBe("true");
  });

  test("opens and closes by the keyboard, several at a time, and stands in the link", async () => {
    for (const name of ["tenant-0001", "tenant-0152"]) {
      await cellLink(name).focus();
      await browser.page.keyboard.press("Enter");
    }
    await expectEventually(hash).toBe("#open=tenant-0001/wise-sync&open=tenant-0152/wise-sync");
    await open((await hash()) as string);
    expect(await browser.page.locator(".opened").count()).toBe(2);
    await cellLink("tenant-0001").focus();
    await browser.page.keyboard.press("Enter");
    await expectEventually(() => browser.page.locator(".opened").allInnerTexts()).toEqual([
      expect.stringContaining("ETIMEDOUT"),
    ]);
  });
});

test("without scripts all is readable, and links lead to outcomes and to what there is to tell", async () => {
  const context = await browser.page.context().browser()?.newContext({ javaScriptEnabled: false });
  const page = await context?.newPage();
  if (!page) throw new Error("no page");
  await page.goto(address);
  expect(await page.locator("tr.tenant:visible").count()).toBe(1000);
  expect(await page.locator("form").isVisible()).toBe(false);
  const top = (selector: string) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().top`);
  await page.locator(".totals").getByRole("link", { name: "drifted" }).click();
  await expectEventually(() => top('[id="outcome=drifted"]')).toBeLessThan(200);
  await page.locator("tr.tenant", { hasText: "tenant-0001" }).getByRole("link").last().click();
  expect(await page.locator(".detail:target").innerText()).toContain("Finance › Sales Tax");
  await context?.close();
});

test("print leaves the filter out and keeps what it chose", async () => {
  await choose("outcome", "waiting");
  await browser.page.emulateMedia({ media: "print" });
  expect(await browser.page.locator("form").isVisible()).toBe(false);
  expect(await shown()).toHaveLength(20);
});
