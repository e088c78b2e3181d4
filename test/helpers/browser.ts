import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { CHROMIUM_FLAGS, ensureChromium } from "../../tools/setup/chromium.mjs";

/** A fresh machine gets its browser first. */
const INSTALL_MS = 10 * 60_000;
/** On a busy machine a page may take longer than the second that is the default. */
const PATIENCE_MS = 20_000;

/** What a page comes to show. */
export const expectEventually = <Value>(read: () => Value | Promise<Value>) =>
  expect.poll(read, { timeout: PATIENCE_MS });

/** One browser for the files that a process tests; it ends with the process. */
let launched: Promise<Browser> | undefined;

async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_FLAGS] });
}

/** A page in a real browser for the tests of a file. Without `scripts` none of the page's own are run. */
export function useBrowser({ scripts }: { scripts: boolean }): { readonly page: Page } {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    launched ??= launch();
    context = await (await launched).newContext({ javaScriptEnabled: scripts });
    page = await context.newPage();
  }, INSTALL_MS);
  afterAll(() => context?.close());
  return {
    get page() {
      return page;
    },
  };
}
