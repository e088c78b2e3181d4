import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { CHROMIUM_FLAGS, ensureChromium } from "../../tools/setup/chromium.mjs";

/** A fresh machine gets its browser first. */
const INSTALL_MS = 10 * 60_000;
/** On a busy machine a page may take longer than the second that is the default. */
const PATIENCE_MS = 20_000;

/** What a page comes to show. */
export const expectEventually = <Value>(read: () => Value | Promise<Value>) =>
  expect.poll(read, { timeout: PATIENCE_MS });

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
