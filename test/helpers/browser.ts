import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { CHROMIUM_FLAGS, ensureChromium } from "../../tools/setup/chromium.mjs";

/** A fresh machine gets its browser first. */
const INSTALL_MS = 10 * 60_000;

/** A page in a real browser for the tests of a file. Without `scripts` none of the page's own are run. */
export function useBrowser({ scripts }: { scripts: boolean }): { readonly page: Page } {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_FLAGS] });
    page = await browser.newPage({ javaScriptEnabled: scripts });
  }, INSTALL_MS);
  afterAll(() => browser?.close());
  return {
    get page() {
      return page;
    },
  };
}
