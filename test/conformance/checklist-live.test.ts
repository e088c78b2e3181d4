/** `cwroles checklist --live`, and an administrator in a real browser who knows only what its page shows. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveLive } from "../../checklist/live/serve";
import { type Sandbox, startSandbox } from "../../sandbox";
import { linesOn, workOff } from "../helpers/administrator";
import { expectEventually, useBrowser } from "../helpers/browser";
import { cwroles, stackFolder } from "../helpers/cli";
import { documented } from "../helpers/documented";
import { useFolder } from "../helpers/folder";
import { connectionTo } from "../helpers/project";
import { levelsOf } from "../helpers/rows";
import { grantsOf, writesTo } from "../helpers/tenant";

const ROLE = "Integration Sync";
const PROGRAM = path.resolve(__dirname, "../../bin/cwroles.js");
const live = useBrowser({ scripts: true });
const webClient = useBrowser({ scripts: false });
const files = useFolder();

let sandbox: Sandbox;
let stack: ReturnType<typeof stackFolder>;

beforeEach(async () => {
  sandbox = await startSandbox({ settings: "read-only" });
  sandbox.tenant.addRole(ROLE);
  stack = stackFolder({ ...connectionTo(sandbox), "connectwise-roles:profile": "wise-sync" });
});

afterEach(async () => {
  expect(writesTo(sandbox)).toEqual([]);
  stack.remove();
  await sandbox.close();
});

const environment = () => ({ CWROLES_CACHE: files.path });

/** Starts it, and comes back when it has said where its page is. */
async function startLive(...args: string[]) {
  const child = spawn(process.execPath, [PROGRAM, "checklist", "--live", ...args], {
    cwd: stack.folder,
    env: { ...process.env, ...environment() },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = once(child, "close").then(([code]) => ({ code: code as number, output }));
  const address = () => /http:\/\/127\.0\.0\.1:\d+\/\S+\//.exec(output)?.[0] ?? "";
  while (address() === "") await Promise.race([once(child.stdout, "data"), ended.then(() => Promise.reject(output))]);
  return { child, ended, address: address() };
}

const change = (lines: readonly string[], from: string, to: string) => lines.map((line) => line.replace(from, to));

test("an administrator works from the page alone, makes two mistakes and corrects one: the other is named", async () => {
  const { child, ended, address } = await startLive();
  await live.page.goto(address);
  const lines = await linesOn(live.page);
  const [first] = lines;
  const mistaken = change(lines, "Inventory Transfers: Inquire None → All", "Inventory Transfers: Inquire None → My");
  expect(mistaken).not.toEqual(lines);
  await workOff(webClient.page, sandbox.url, ROLE, [...mistaken, "Companies › Surveys: Delete None → All"]);
  await live.page.getByText("16 of 18 functions as asked, 2 wrong").waitFor();
  await seen(live.page, "Procurement › Inventory Transfers: Inquire is My, asked for All");
  await seen(live.page, "Companies › Surveys: Delete is All, asked for None");
  expect(first).toBe("Companies › Company Maintenance: Inquire None → All");
  await workOff(webClient.page, sandbox.url, ROLE, ["Procurement › Inventory Transfers: Inquire My → All"]);
  await live.page.getByText("17 of 18 functions as asked, 1 wrong").waitFor();
  child.kill("SIGINT");
  const { code, output } = await ended;
  expect(output).toContain(`sandbox, "${ROLE}": Companies › Surveys: Delete All → None`);
  expect(output).not.toContain("Inventory Transfers: Inquire My");
  expect(code).toBe(2);
});

test("ends by itself when all is right, and the page says so", async () => {
  sandbox.tenant.setLevel(ROLE, "Companies", "Surveys", "delete", "All");
  const { ended, address } = await startLive("--wait", "5m");
  await live.page.goto(address);
  await workOff(webClient.page, sandbox.url, ROLE, await linesOn(live.page));
  const { code, output } = await ended;
  expect(code, output).toBe(0);
  await live.page.getByText("You can close this page.").waitFor();
  expect(grantsOf(sandbox, ROLE)).toEqual(documented["wise-sync"]);
  const again = await cwroles(["checklist", "--live"], stack.folder, environment());
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("All levels are as asked already.") });
});

test("ends when its time is over, with what is left", async () => {
  const { ended } = await startLive("--wait", "1s");
  const { code, output } = await ended;
  expect(code).toBe(2);
  expect(output).toContain("The time is up.\n0 of 17 functions as asked. What is left:\n");
  expect(output).toContain("Finance › Invoicing: Edit None → All, Delete None → All, Inquire None → All");
});

test("leaves a role to the run that shows it: no tenant is asked, or no longer", async () => {
  const earlier = await startLive();
  process.env.CWROLES_CACHE = files.path;
  const desired = {
    name: ROLE,
    levels: levelsOf(["Companies › Contacts: None None None All"]),
    unlisted: "exact",
  } as const;
  const tenant = { origin: sandbox.url, companyId: "Sandbox" };
  const page = await serveLive([{ key: "role", tenant, desired, observed: undefined, customize: [] }]);
  expect(await earlier.ended).toMatchObject({
    code: 2,
    output: expect.stringContaining("A run waits for this role now"),
  });
  const before = sandbox.requests().length;
  const { code, stdout } = await cwroles(["checklist", "--live"], stack.folder, environment());
  expect(stdout).toContain(page.address);
  expect(code).toBe(2);
  expect(sandbox.requests()).toHaveLength(before);
  await page.close();
  delete process.env.CWROLES_CACHE;
});

test.each([
  [["--wait", "5m"], /--wait: only goes with --live/],
  [["--open"], /--open: only goes with --live/],
  [["--live", "--wait", "2 days"], /A time up to 12h is needed/],
  [["--live", "--json"], /'--live' cannot be used with option '--json'/],
])("%j is refused", async (args, message) => {
  const { code, stderr } = await cwroles(["checklist", ...args], stack.folder, environment());
  expect(stderr).toMatch(message);
  expect(code).toBe(1);
});

/** A row of the page, as its text. */
const seen = (page: Page, text: string) =>
  expectEventually(async () => (await linesOn(page)).some((line) => line.startsWith(text))).toBe(true);
