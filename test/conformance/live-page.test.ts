/** The page that shows an administrator's work as it is done: its server, and the page in a real browser. */
import { readdirSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LiveItem } from "../../checklist/live/item";
import { findPage } from "../../checklist/live/pageRegistry";
import { type LivePage, serveLive } from "../../checklist/live/serve";
import type { LiveState } from "../../checklist/live/state";
import { useBrowser } from "../helpers/browser";
import { useFolder } from "../helpers/folder";
import { levelsOf, roleOf } from "../helpers/rows";

const HOSTILE = "</script><script>document.title = 'taken'</script><img src=x>";
const TENANT = { origin: "https://psa.example", companyId: "acme" };
const ROLE = { tenant: TENANT, role: "Sync" };

const item = (key = "sync", name = "Sync"): LiveItem => ({
  key,
  tenant: TENANT,
  desired: {
    name,
    levels: levelsOf(["Finance › Invoicing: None All All All", "Companies › Contacts: None None None All"]),
    unlisted: "exact",
  },
  observed: shown("None None None None", "None None None None"),
  customize: [{ module: "System", function: "Table Setup", entries: ["Invoicing / Tax Code"] }],
  keyPair: { identifier: "integration", description: "Wise-Sync" },
});

const shown = (invoicing: string, contacts: string, ...others: string[]) =>
  roleOf("Sync", [`Finance › Invoicing: ${invoicing}`, `Companies › Contacts: ${contacts}`, ...others]);

const files = useFolder();
const browser = useBrowser({ scripts: true });
const withoutScripts = useBrowser({ scripts: false });
let page: LivePage;

beforeEach(async () => {
  process.env.CWROLES_CACHE = files.path;
  page = await serveLive([item()]);
});
afterEach(async () => {
  await page.close();
  delete process.env.CWROLES_CACHE;
});

/** @returns status and headers, as a client gets them that may lie about the host */
const ask = (address: string, { method = "GET", host }: { method?: string; host?: string } = {}) =>
  new Promise<http.IncomingMessage>((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    http
      .request(address, { method, headers }, (response) => resolve(response.resume()))
      .on("error", reject)
      .end();
  });

const stateOf = async (response: Response) => (await response.json()) as LiveState;

describe("its server", () => {
  test("answers on this machine's own address alone, by a token that nobody guesses", async () => {
    expect(page.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
    const { statusCode, headers } = await ask(page.address);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  const port = () => new URL(page.address).port;

  test.each([
    ["another token", () => `http://127.0.0.1:${port()}/${"A".repeat(32)}/`, {}, 404],
    ["no token", () => `http://127.0.0.1:${port()}/`, {}, 404],
    ["no slash after it", () => page.address.slice(0, -1), {}, 404],
    ["another file", () => `${page.address}package.json`, {}, 404],
    ["what every object has", () => `${page.address}constructor`, {}, 404],
    ["a path below", () => `${page.address}state/x`, {}, 404],
    ["another name for this machine", () => page.address, { host: "attacker.example" }, 421],
    ["a name with that port", () => page.address, { host: "localhost" }, 421],
    ["a POST", () => page.address, { method: "POST" }, 405],
    ["a HEAD", () => page.address, { method: "HEAD" }, 405],
  ])("refuses %s", async (_what, address, options, status) => {
    expect((await ask(address(), options)).statusCode).toBe(status);
  });

  test("holds a question for news until there is some", async () => {
    const { version } = await stateOf(await fetch(`${page.address}state`));
    let isAnswered = false;
    const asked = fetch(`${page.address}state?after=${version}`).finally(() => {
      isAnswered = true;
    });
    page.show("sync", shown("None None None None", "None None None None"));
    await fetch(`${page.address}state`);
    expect(isAnswered).toBe(false);
    page.show("sync", shown("None All None None", "None None None None"));
    expect((await stateOf(await asked)).items[0]?.rows[1]?.cells[0]).toEqual({
      verb: "edit",
      state: "done",
      words: "All",
    });
  });

  test("is gone when the page is closed", async () => {
    const { address } = page;
    await page.close();
    await expect(fetch(address)).rejects.toThrow("fetch failed");
  });
});

describe("others of the same user", () => {
  const folder = () => path.join(files.path, "live");

  test("find it by tenant and role, and nobody else can look", async () => {
    const [name = ""] = readdirSync(folder());
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder(), name)).mode & 0o777).toBe(0o600);
    await page.close();
    expect(readdirSync(folder())).toEqual([]);
  });

  /** What another process would have left. */
  const leave = (content: unknown) => {
    const [name = ""] = readdirSync(folder());
    writeFileSync(path.join(folder(), name), JSON.stringify(content));
  };

  test("find one that answers", async () => {
    leave({ address: page.address, pid: process.ppid });
    expect(await findPage(ROLE)).toBe(page.address);
    expect(await findPage({ ...ROLE, role: "SYNC" })).toBe(page.address);
    expect(await findPage({ ...ROLE, role: "Other" })).toBeUndefined();
    expect(await findPage({ ...ROLE, tenant: { ...TENANT, companyId: "contoso" } })).toBeUndefined();
  });

  test.each([
    ["is their own", () => ({ address: page.address, pid: process.pid })],
    ["doesn't answer", () => ({ address: `http://127.0.0.1:1/${"A".repeat(32)}/`, pid: process.ppid })],
    ["left its file when it was killed", () => ({ address: page.address, pid: 2 ** 22 + 1 })],
    ["leads elsewhere", () => ({ address: "http://attacker.example/", pid: process.ppid })],
    ["can't be read", () => "{"],
    ["says nothing", () => null],
  ])("don't count one that %s", async (_what, content) => {
    leave(content());
    expect(await findPage(ROLE)).toBeUndefined();
  });

  test("a folder that can't be made keeps nobody from the page", async () => {
    const file = files.write("file", "");
    process.env.CWROLES_CACHE = file;
    const other = await serveLive([item("other", "Other")]);
    expect((await fetch(other.address)).status).toBe(200);
    await other.close();
  });
});

describe("the page", () => {
  const line = (name: string) => browser.page.getByRole("listitem").filter({ hasText: name });
  const textOf = async (name: string) => (await line(name).innerText()).replace(/\s+/g, " ");

  beforeEach(async () => {
    await browser.page.setViewportSize({ width: 1200, height: 800 });
    await browser.page.emulateMedia({ media: "screen", colorScheme: "light" });
    await browser.page.goto(page.address);
  });

  test("ticks each level as it is shown, marks what is wrong, and adds what became wrong", async () => {
    await browser.page.getByText("0 of 2 functions as asked").waitFor();
    page.show("sync", shown("None My All None", "All None None All", "Companies › Surveys: None None My None"));
    await browser.page.getByText("0 of 3 functions as asked, 3 wrong").waitFor();
    expect(await textOf("Invoicing:")).toBe(
      "wrong Finance › Invoicing: Edit is My, asked for All Delete All Inquire None → All",
    );
    expect(await textOf("Contacts")).toBe("wrong Companies › Contacts: Add is All, asked for None Inquire All");
    expect(await textOf("Surveys")).toBe("wrong Companies › Surveys: Delete is My, asked for None");
    expect(await browser.page.getByText("Next:").innerText()).toContain(
      "Companies › Contacts: Add is All, asked for None",
    );
    page.show("sync", shown("None All All All", "None None None All"));
    await browser.page.getByText("All 3 functions as asked").waitFor();
    expect(await textOf("Surveys")).toBe("done Companies › Surveys: Delete None");
  });

  test("leaves what the API doesn't show to who did it, and keeps their ticks", async () => {
    const box = browser.page.getByRole("checkbox", { name: /key pair with the description "Wise-Sync"/ });
    await box.focus();
    await browser.page.keyboard.press("Space");
    page.show("sync", shown("None All All All", "None None None None"));
    await browser.page.getByText("1 of 2 functions as asked").waitFor();
    expect(await box.isChecked()).toBe(true);
    expect(await box.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect(await browser.page.getByRole("checkbox").count()).toBe(2);
  });

  test("tells why a role can't be read, and takes it back", async () => {
    page.fail("sync", "The tenant is busy. Looking again.");
    await browser.page.getByText("The tenant is busy.").waitFor();
    page.show("sync", shown("None None None None", "None None None None"));
    await browser.page.getByText("The tenant is busy.").waitFor({ state: "hidden" });
  });

  test("says what became of it, before the program that serves it ends", async () => {
    await page.finish("The run goes on by itself. You can close this page.");
    await page.close();
    await browser.page.getByText("The run goes on by itself.").waitFor();
    expect(await browser.page.getByText("no answer").isVisible()).toBe(false);
  });

  test("shows its list without a script, too, loading itself anew until the end", async () => {
    page.show("sync", shown("None All All All", "None None None None", "Companies › Surveys: None None My None"));
    await withoutScripts.page.goto(page.address);
    expect(await withoutScripts.page.getByRole("status").first().innerText()).toBe(
      "1 of 3 functions as asked, 1 wrong",
    );
    expect(await withoutScripts.page.getByText("Surveys", { exact: true }).isVisible()).toBe(true);
    expect(await withoutScripts.page.locator("meta[http-equiv=refresh]").count()).toBe(1);
    await page.finish("It is over.");
    await withoutScripts.page.goto(page.address);
    expect(await withoutScripts.page.getByText("It is over.").isVisible()).toBe(true);
    expect(await withoutScripts.page.locator("meta[http-equiv=refresh]").count()).toBe(0);
  });

  test.each(["light", "dark"] as const)("axe-core has nothing to object to in %s colours", async (colorScheme) => {
    await browser.page.emulateMedia({ colorScheme });
    page.show("sync", shown("None My All None", "None None None All", "Companies › Surveys: None None My None"));
    await browser.page.getByText("2 wrong").waitFor();
    expect(await violations()).toEqual([]);
  });

  test("several roles stand one below the other; it fits a telephone, and names run nothing", async () => {
    const several = await serveLive([item("a", HOSTILE), item("b", "B")]);
    await browser.page.setViewportSize({ width: 360, height: 800 });
    await browser.page.goto(several.address);
    several.show("b", shown("None All All All", "None None None All", `${HOSTILE} › ${HOSTILE}: All None None None`));
    await browser.page.getByText("2 of 3 functions as asked, 1 wrong").waitFor();
    expect(await browser.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    expect(await browser.page.title()).not.toBe("taken");
    expect(await browser.page.locator("img").count()).toBe(0);
    expect(await violations()).toEqual([]);
    await several.close();
  });
});

/** What axe-core finds: the rule, and where it is broken. */
async function violations(): Promise<string[]> {
  await browser.page.evaluate(axe.source);
  const found = (await browser.page.evaluate("axe.run()")) as axe.AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
}
