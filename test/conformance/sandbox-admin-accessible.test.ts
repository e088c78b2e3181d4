/** The administrator's pages by the rules of axe-core: WCAG 2.2 A and AA, contrast included, and best practice. */
import axe from "axe-core";
import { beforeAll, describe, expect, test } from "vitest";
import { useBrowser } from "../helpers/browser";
import { useSandbox } from "./sandboxApi";

const site = useSandbox();
const browser = useBrowser({ scripts: true });

beforeAll(() => site.sandbox.tenant.setLevel("Finance", "Sales", "Sales Funnel", "delete", null));

const roleId = (name: string) => site.sandbox.tenant.roles().find((role) => role.name === name)?.id;

const PAGES: Readonly<Record<string, () => string>> = {
  "the list of roles": () => "/roles",
  "a role": () => `/roles/${roleId("Finance")}?saved=2`,
  "the list of members": () => "/members",
  "a member": () => `/members/${site.sandbox.tenant.member("GPatel").id}`,
  "a page that isn't there": () => "/roles/999",
};

const open = async (path: () => string, width: number) => {
  await browser.page.setViewportSize({ width, height: 800 });
  await browser.page.goto(`${site.sandbox.url}/admin${path()}`);
};

describe.each(Object.entries(PAGES))("%s", (_name, path) => {
  test.each(["light", "dark"] as const)("has nothing to object to in %s colours", async (colorScheme) => {
    await browser.page.emulateMedia({ colorScheme });
    await open(path, 1200);
    expect(await violations()).toEqual([]);
  });

  test("fits a telephone", async () => {
    await open(path, 360);
    expect(await browser.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  });
});

/** What axe-core finds: the rule, and where it is broken. */
async function violations(): Promise<string[]> {
  await browser.page.evaluate(axe.source);
  const found = (await browser.page.evaluate("axe.run()")) as axe.AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
}
