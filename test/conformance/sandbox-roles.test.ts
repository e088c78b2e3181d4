import { describe, expect, test } from "vitest";
import { type Call, query, useSandbox } from "./sandboxApi";

const MODULES = [
  "Companies",
  "Finance",
  "Marketing",
  "Procurement",
  "Project",
  "Sales",
  "Service Desk",
  "System",
  "Time & Expense",
];

interface Row {
  id: number;
  moduleName: string;
  moduleFunctionName: string;
  sortOrder: number;
  customFlag: boolean;
  addLevel: string | null;
  editLevel: string | null;
  deleteLevel: string | null;
  inquireLevel: string | null;
  _info: { lastUpdated: string; updatedBy: string };
}

const rowsOf = async (call: Call, roleId: number): Promise<Row[]> =>
  (await call("GET", `/system/securityRoles/${roleId}/settings?pageSize=1000`)).body;

const levelsOf = ({ addLevel, editLevel, deleteLevel, inquireLevel }: Row) => [
  addLevel,
  editLevel,
  deleteLevel,
  inquireLevel,
];

const addRole = async (call: Call, name: string): Promise<number> =>
  (await call("POST", "/system/securityroles", { name })).body.id;

const set = (path: string, value: unknown) => [{ op: "replace", path, value }];

describe("a role", () => {
  const site = useSandbox();

  test("starts with a row for every function, all None, in the web client's order", async () => {
    const id = await addRole(site.call, "Fresh");
    const rows = await rowsOf(site.call, id);
    expect(rows).toHaveLength(97);
    expect(new Set(rows.flatMap(levelsOf))).toEqual(new Set(["None"]));
    expect([...new Set(rows.map(({ moduleName }) => moduleName))]).toEqual(MODULES);
    expect(rows.map(({ sortOrder }) => sortOrder)).toEqual(rows.map((_, index) => index + 1));
    for (const module of MODULES) {
      const names = rows.filter((row) => row.moduleName === module).map((row) => row.moduleFunctionName.toLowerCase());
      expect(names).toEqual([...names].sort());
    }
  });

  test("has a Customize list on Table Setup only", async () => {
    const custom = (await rowsOf(site.call, 1)).filter(({ customFlag }) => customFlag);
    expect(custom.map(({ moduleFunctionName }) => moduleFunctionName)).toEqual(["Table Setup"]);
  });

  test("with adminFlag has All everywhere", async () => {
    const { body } = await site.call("GET", `/system/securityroles${query({ conditions: "adminFlag=true" })}`);
    expect(body).toMatchObject([{ name: "Admin" }]);
    const rows = await rowsOf(site.call, body[0].id);
    expect(new Set(rows.flatMap(levelsOf))).toEqual(new Set(["All"]));
  });

  test("answers with its address and is found in any spelling of the path", async () => {
    const { status, headers, body } = await site.call("POST", "/system/SecurityRoles", { Name: "Spelled" });
    expect(status).toBe(201);
    expect(headers.get("location")).toMatch(new RegExp(`^${site.sandbox.url}/.*/${body.id}$`));
    expect((await site.call("GET", `/SYSTEM/securityRoles/${body.id}`)).body.name).toBe("Spelled");
  });

  test("cannot be renamed", async () => {
    for (const method of ["PUT", "PATCH"]) {
      expect((await site.call(method, "/system/securityroles/2", set("name", "Other"))).status).toBe(405);
    }
  });

  test("cannot be deleted while an active member holds it", async () => {
    const id = await addRole(site.call, "Held");
    site.sandbox.tenant.setMember("ESmith", { role: "Held" });
    const refused = await site.call("DELETE", `/system/securityroles/${id}`);
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain("Held");
    site.sandbox.tenant.setMember("ESmith", { inactive: true });
    expect(await site.call("DELETE", `/system/securityroles/${id}`)).toMatchObject({ status: 204, body: undefined });
    expect((await site.call("GET", `/system/securityRoles/${id}/settings`)).status).toBe(404);
    expect(site.sandbox.tenant.member("ESmith").role).toBeNull();
  });
});

describe("settings: writable", () => {
  const site = useSandbox({ now: () => new Date("2031-02-03T04:05:06.789Z") });

  test("PATCH sets the levels it names and signs the row", async () => {
    const id = await addRole(site.call, "Writable");
    const [row, other] = await rowsOf(site.call, id);
    const path = `/system/securityRoles/${id}/settings/${row?.id}`;
    const { status, body } = await site.call("PATCH", path, [...set("addLevel", "All"), ...set("inquireLevel", "My")]);
    expect(status).toBe(200);
    const [after, untouched] = await rowsOf(site.call, id);
    expect(after).toEqual(body);
    expect(after && levelsOf(after)).toEqual(["All", "None", "None", "My"]);
    expect(after?._info).toEqual({ lastUpdated: "2031-02-03T04:05:06Z", updatedBy: "RolesAsCode" });
    expect(untouched).toEqual(other);
  });

  test("PUT sets a whole row", async () => {
    const id = await addRole(site.call, "Replaced");
    const [row] = await rowsOf(site.call, id);
    const whole = { ...row, addLevel: "My", editLevel: "My", deleteLevel: "None", inquireLevel: "All" };
    const { body } = await site.call("PUT", `/system/securityRoles/${id}/settings/${row?.id}`, whole);
    expect(levelsOf(body)).toEqual(["My", "My", "None", "All"]);
  });

  test("a level that doesn't exist changes nothing", async () => {
    const id = await addRole(site.call, "Strict");
    const [row] = await rowsOf(site.call, id);
    const path = `/system/securityRoles/${id}/settings/${row?.id}`;
    const { status, body } = await site.call("PATCH", path, [...set("addLevel", "All"), ...set("editLevel", "Mine")]);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: "InvalidObject",
      errors: [{ field: "editLevel", resource: "securityRoleSetting" }],
    });
    expect((await site.call("GET", path)).body).toEqual(row);
  });

  test("a cell the tenant lacks is null and takes no level", async () => {
    const { tenant } = site.sandbox;
    tenant.setLevel("Finance", "Companies", "Reports", "delete", null);
    const finance = tenant.roles().find(({ name }) => name === "Finance")?.id ?? 0;
    const row = (await rowsOf(site.call, finance)).find((one) => one.moduleFunctionName === "Reports");
    expect(row?.deleteLevel).toBeNull();
    const path = `/system/securityRoles/${finance}/settings/${row?.id}`;
    expect((await site.call("PATCH", path, set("deleteLevel", "All"))).status).toBe(400);
    expect((await site.call("PATCH", path, set("addLevel", null))).status).toBe(400);
  });

  test("a row answers only under its own role", async () => {
    const [row] = await rowsOf(site.call, 1);
    expect(
      (await site.call("PATCH", `/system/securityRoles/2/settings/${row?.id}`, set("addLevel", "None"))).status,
    ).toBe(404);
  });
});

describe("settings: read-only, as published", () => {
  const site = useSandbox({ settings: "read-only" });

  test("PATCH and PUT are refused and change nothing", async () => {
    const [row] = await rowsOf(site.call, 2);
    const path = `/system/securityRoles/2/settings/${row?.id}`;
    for (const method of ["PATCH", "PUT"]) {
      const { status, body } = await site.call(method, path, set("addLevel", "All"));
      expect(status).toBe(405);
      expect(body.message).toContain(method);
    }
    expect((await site.call("GET", path)).body).toEqual(row);
  });
});

describe("settings: false-200", () => {
  const site = useSandbox({ settings: "false-200" });

  test("PATCH answers 200 with the row as it was", async () => {
    const [row] = await rowsOf(site.call, 2);
    const path = `/system/securityRoles/2/settings/${row?.id}`;
    const { status, body } = await site.call("PATCH", path, set("addLevel", "All"));
    expect(status).toBe(200);
    expect(body).toEqual(row);
    expect((await site.call("GET", path)).body).toEqual(row);
  });
});

describe("my security", () => {
  const site = useSandbox();
  const rmm = { authorization: `Basic ${Buffer.from("sandbox+rmm-public:rmm-private").toString("base64")}` };

  test("shows the rows of the caller's own role, each naming the caller", async () => {
    const { body } = await site.call("GET", "/system/mySecurity?pageSize=1000", undefined, rmm);
    expect(body).toHaveLength(97);
    expect(new Set(body.map(({ member }: { member: { identifier: string } }) => member.identifier))).toEqual(
      new Set(["RMMBridge"]),
    );
    const tickets = body.find((row: Row) => row.moduleFunctionName === "Table Setup");
    expect(levelsOf(tickets)).toEqual(["None", "None", "All", "All"]);
  });

  test("is asked for and sorted by the caller, too", async () => {
    const { id } = site.sandbox.tenant.member("RMMBridge");
    const ask = (parameters: Record<string, string>) =>
      site.call("GET", `/system/mySecurity${query({ pageSize: "2", ...parameters })}`, undefined, rmm);
    const mine = await ask({
      conditions: `member/id = ${id} and member/identifier = 'rmmbridge'`,
      fields: "member/id",
    });
    expect(mine.body).toEqual([{ member: { id } }, { member: { id } }]);
    expect((await ask({ conditions: `member/id != ${id}` })).body).toEqual([]);
    const [first] = (await ask({ orderBy: "member/id asc, moduleFunctionName desc" })).body;
    expect(first.moduleFunctionName).toBe("UserCentric");
  });

  test("shows the Customize lists of the caller's role", async () => {
    const { body } = await site.call("GET", "/system/mySecurity/customizeItems/", undefined, rmm);
    expect(body.map(({ itemIdentifier }: { itemIdentifier: string }) => itemIdentifier)).toEqual([
      "Service / Service Board",
    ]);
  });
});
