import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useBrowser } from "../helpers/browser";
import { basic, useSandbox } from "./sandboxApi";

const HOSTILE = `"><img src=x onerror=a>`;

const site = useSandbox();
const browser = useBrowser({ scripts: false });

const open = (path: string) => browser.page.goto(`${site.sandbox.url}/admin${path}`);
const select = (label: string) => browser.page.getByLabel(label, { exact: true });
const press = (button: string) => leaving(() => browser.page.getByRole("button", { name: button }).click());
const follow = (name: string) => leaving(() => browser.page.getByRole("link", { name, exact: true }).click());

/** Waits for the page that an action leads to. */
async function leaving(action: () => Promise<void>): Promise<void> {
  await Promise.all([browser.page.waitForEvent("load"), action()]);
}

async function openRole(name: string): Promise<void> {
  await open("");
  await follow(name);
}

async function levelsOverApi(role: string, row: string) {
  const { body: roles } = await site.call("GET", `/system/securityroles?conditions=name="${encodeURIComponent(role)}"`);
  const conditions = encodeURIComponent(`moduleFunctionName="${row}"`);
  const { body } = await site.call("GET", `/system/securityRoles/${roles[0].id}/settings?conditions=${conditions}`);
  const [{ addLevel, editLevel, deleteLevel, inquireLevel }] = body;
  return [addLevel, editLevel, deleteLevel, inquireLevel];
}

describe("System > Security Roles", () => {
  beforeEach(() => void site.sandbox.tenant.addRole("Backup"));
  afterEach(() => site.sandbox.tenant.removeRole("Backup"));

  test("levels set on the page are the API's after Save", async () => {
    await openRole("Backup");
    await select("Companies / Contacts: Inquire").selectOption("All");
    await select("Service Desk / Service Tickets: Edit").selectOption("My");
    await press("Save");
    expect(await browser.page.getByRole("status").innerText()).toBe("Saved: 2 changes.");
    expect(await select("Companies / Contacts: Inquire").inputValue()).toBe("All");
    expect(await levelsOverApi("Backup", "Contacts")).toEqual(["None", "None", "None", "All"]);
    expect(await levelsOverApi("Backup", "Service Tickets")).toEqual(["None", "My", "None", "None"]);
  });

  test("modules and functions come in the web client's order, a labelled select for each level", async () => {
    await openRole("Backup");
    const modules = await browser.page.getByRole("heading", { level: 2 }).allInnerTexts();
    expect(modules).toEqual(Object.keys(site.sandbox.tenant.levels("Backup")));
    const rows = await browser.page.getByRole("table", { name: "Sales" }).getByRole("rowheader").allInnerTexts();
    expect(rows).toEqual(Object.keys(site.sandbox.tenant.levels("Backup").Sales ?? {}));
    const selects = browser.page.getByRole("combobox");
    const named = browser.page.getByRole("combobox", { name: /^.+ \/ .+: (Add|Edit|Delete|Inquire)$/ });
    expect(await named.count()).toBe(await selects.count());
  });

  test("a verb that the row lacks has no select", async () => {
    site.sandbox.tenant.setLevel("Backup", "Sales", "Sales Funnel", "delete", null);
    await openRole("Backup");
    expect(await select("Sales / Sales Funnel: Delete").count()).toBe(0);
    expect(await select("Sales / Sales Funnel: Edit").count()).toBe(1);
    await press("Save");
    expect(site.sandbox.tenant.level("Backup", "Sales", "Sales Funnel", "delete")).toBeNull();
  });

  test("Customize entries are what the API tells the role's members", async () => {
    await openRole("RMM Integration");
    const list = browser.page.getByLabel("Allow access to these");
    expect(await list.inputValue()).toBe("Service / Service Board");
    await list.fill("Service / Service Board\nCompany / Company Type\n\nCompany / Company Type");
    await press("Save");
    const authorization = basic("sandbox", "rmm-public", "rmm-private");
    const { body } = await site.call("GET", "/system/mySecurity/customizeItems/", undefined, { authorization });
    expect(body.map(({ itemIdentifier }: { itemIdentifier: string }) => itemIdentifier)).toEqual([
      "Service / Service Board",
      "Company / Company Type",
    ]);
  });

  test("an entry that is none is refused with what was entered still there, and nothing is saved", async () => {
    await openRole("Backup");
    await browser.page.getByText("Customize Table Setup").click();
    await browser.page.getByLabel("Allow access to these").fill("Service Board");
    await select("Finance / Invoicing: Add").selectOption("All");
    await press("Save");
    expect(await browser.page.getByRole("alert").innerText()).toMatch(/^"Service Board" is no entry.*\n+Nothing/);
    expect(await select("Finance / Invoicing: Add").inputValue()).toBe("All");
    expect(site.sandbox.tenant.level("Backup", "Finance", "Invoicing", "add")).toBe("None");
  });

  test("a form made before somebody else's change overwrites nothing", async () => {
    await openRole("Backup");
    await select("Finance / Invoicing: Add").selectOption("All");
    site.sandbox.tenant.setLevel("Backup", "Finance", "Invoicing", "add", "My");
    await press("Save");
    expect(await browser.page.getByRole("alert").innerText()).toMatch(/changed meanwhile/);
    expect(await select("Finance / Invoicing: Add").inputValue()).toBe("My");
    expect(site.sandbox.tenant.level("Backup", "Finance", "Invoicing", "add")).toBe("My");
  });

  test("can be used with the keyboard alone", async () => {
    await openRole("Backup");
    await select("Companies / Company Maintenance: Add").focus();
    await browser.page.keyboard.press("ArrowDown");
    await browser.page.keyboard.press("Tab");
    await browser.page.keyboard.press("End");
    await leaving(() => browser.page.getByRole("button", { name: "Save" }).press("Enter"));
    expect(await levelsOverApi("Backup", "Company Maintenance")).toEqual(["My", "All", "None", "None"]);
  });

  test("a hostile name stays text", async () => {
    site.sandbox.tenant.renameRole("Finance", HOSTILE);
    await openRole(HOSTILE);
    expect(await browser.page.getByRole("heading", { level: 1 }).innerText()).toBe(HOSTILE);
    expect(await browser.page.title()).toContain(HOSTILE);
    expect(await browser.page.locator("img").count()).toBe(0);
    site.sandbox.tenant.renameRole(HOSTILE, "Finance");
  });
});

describe("System > Members", () => {
  test("a role and a place set on the page are the API's after Save", async () => {
    await open("/members");
    await follow("GPatel");
    await select("Role").selectOption("Finance");
    await select("Location and business unit").selectOption("Main Office › Finance");
    await press("Save");
    const { body } = await site.call("GET", `/system/members?conditions=identifier="GPatel"`);
    expect(body[0]).toMatchObject({
      securityRole: { name: "Finance" },
      defaultLocation: { name: "Main Office" },
      defaultDepartment: { name: "Finance" },
    });
  });

  test("offers only places that belong together", async () => {
    await open("/members");
    await follow("HJones");
    const places = await select("Location and business unit").getByRole("option").allInnerTexts();
    expect(places).toContain("London › Sales");
    expect(places).not.toContain("London › Finance");
  });

  test("a place that does not belong together is shown, kept by Save, and gone once changed", async () => {
    site.sandbox.tenant.setMember("ESmith", { location: "Tampa", businessUnit: "Sales" });
    const own = "Tampa › Sales – do not belong together";
    await open(`/members/${site.sandbox.tenant.member("ESmith").id}`);
    await press("Save");
    expect(await select("Location and business unit").locator("option:checked").innerText()).toBe(own);
    await select("Location and business unit").selectOption("Tampa › Service");
    await press("Save");
    expect(site.sandbox.tenant.member("ESmith")).toMatchObject({ location: "Tampa", businessUnit: "Service" });
    expect(await select("Location and business unit").getByRole("option").allInnerTexts()).not.toContain(own);
  });

  test("an API member gets a key pair, whose private key is shown once and works", async () => {
    const { id } = site.sandbox.tenant.member("RMMBridge");
    await open(`/members/${id}`);
    await select("Description").fill("Second pair");
    await press("Make key pair");
    const said = await browser.page.getByRole("status").innerText();
    const [, publicKey = "", privateKey = ""] = /Public key: (\w+)\s+Private key: (\w+)/.exec(said) ?? [];
    const authorization = basic("sandbox", publicKey, privateKey);
    const { body } = await site.call("GET", "/system/mySecurity?pageSize=1", undefined, { authorization });
    expect(body[0].member.identifier).toBe("RMMBridge");
    await open(`/members/${id}`);
    const page = await browser.page.content();
    expect(page).toContain(publicKey);
    expect(page).not.toContain(privateKey);
  });

  test("are found by a part of their names", async () => {
    await open("/members");
    await select("Identifier, name or role contains").fill("technician");
    await press("Find");
    const found = await browser.page.getByRole("rowheader").allInnerTexts();
    expect(found).toEqual(["CLi", "DNguyen", "ESmith", "ILopez"]);
  });
});

describe("over plain HTTP", () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${site.sandbox.url}/admin${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body,
    });

  test.each([
    ["place=1%2F99", "location"],
    ["role=99", "role"],
  ])("a member isn't given what the page doesn't offer: %s", async (form, reported) => {
    const answer = await post("/members/1", form);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(reported);
  });

  test.each([
    ["application/json", "{}"],
    ["application/x-www-form-urlencoded", ""],
    ["text/plain", "role=2"],
  ])("a body of %s that is %j changes nothing and is told on a page", async (type, body) => {
    const answer = await post("/roles/1", body, { "content-type": type });
    expect([409, 415]).toContain(answer.status);
    expect(await answer.text()).toMatch(/othing (of yours )?was saved/);
  });

  test("another site's form is refused", async () => {
    const { status } = await post("/members/1", "role=2", { origin: "https://elsewhere.example" });
    expect(status).toBe(403);
    expect(site.sandbox.tenant.member("RolesAsCode").role).toBe("Admin");
  });

  test("what isn't there is told on a page, and no page is in the request log", async () => {
    site.sandbox.clearRequests();
    for (const path of ["/roles/99", "/members/99", "/nothing"]) {
      const answer = await fetch(`${site.sandbox.url}/admin${path}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toMatch(/html/);
      expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'/);
    }
    expect(site.sandbox.requests()).toEqual([]);
  });
});

describe("with several companies", () => {
  const many = useSandbox({
    companies: [
      { id: "acme", name: "Acme IT" },
      { id: "globex & sons", name: "Globex" },
    ],
  });
  const at = (page: string) => browser.page.goto(`${many.sandbox.url}/admin${page}`);

  test("the pages of each are found from the list, and set its levels alone", async () => {
    await at("");
    expect(await browser.page.locator(".brand").innerText()).toContain("Acme IT");
    await follow("Companies");
    await follow("globex & sons");
    expect(await browser.page.locator(".brand").innerText()).toContain("Globex");
    await follow("Sales Rep");
    await select("Companies / Contacts: Delete").selectOption("My");
    await press("Save");
    expect(await browser.page.getByRole("status").innerText()).toBe("Saved: 1 change.");
    const level = (id: string) => many.sandbox.company(id).tenant.level("Sales Rep", "Companies", "Contacts", "delete");
    expect([level("acme"), level("globex & sons")]).toEqual(["None", "My"]);
    await follow("Members");
    await follow("CLi");
    await select("Role").selectOption("Sales Rep");
    await press("Save");
    const role = (id: string) => many.sandbox.company(id).tenant.member("CLi").role;
    expect([role("acme"), role("globex & sons")]).toEqual(["Service Technician", "Sales Rep"]);
  });

  test("a company that isn't there is told on a page", async () => {
    expect((await at("/companies/umbrella/roles"))?.status()).toBe(404);
    expect(await browser.page.getByRole("alert").innerText()).toBe("There is no company umbrella.");
  });

  test("a single one has no list to go to", async () => {
    await open("");
    expect(await browser.page.getByRole("link", { name: "Companies", exact: true }).count()).toBe(0);
  });
});
