import { describe, expect, test } from "vitest";
import { PUBLISHED } from "./publishedMethods";
import { API, basic, CLIENT_ID, useSandbox } from "./sandboxApi";

const site = useSandbox();

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Published, and not emulated: `METHOD path`. */
const LEFT_OUT = new Set([
  "GET /system/members/{id}/image",
  "POST /system/members/{id}/linkSsoUser",
  "POST /system/members/{id}/unlinkSsoUser",
  "POST /system/members/{ssoid}/deactivateIamMember",
  "POST /system/members/{id}/submit",
  "DELETE /system/members/{id}/unusedTimeSheets",
  "POST /system/members/{parentId}/personas",
  "PUT /system/members/{parentId}/personas/{id}",
  "PATCH /system/members/{parentId}/personas/{id}",
  "DELETE /system/members/{parentId}/personas/{id}",
  "POST /system/info/links/{id}/resolveurl",
  "GET /system/members/calendarsync",
  "GET /system/members/{parentId}/managedDeviceAccounts",
  "PUT /system/members/{parentId}/managedDeviceAccounts/bulk",
  "DELETE /system/members/{parentId}/managedDeviceAccounts/bulk",
  "GET /system/locations/{parentId}/workRoles",
  "GET /system/locations/{parentId}/workRoles/count",
  "GET /system/locations/{parentId}/workRoles/{id}",
  ...["accruals", "certifications", "delegations", "mycertifications", "notificationSettings", "skills"].flatMap(
    (name) => [
      `GET /system/members/{parentId}/${name}`,
      `POST /system/members/{parentId}/${name}`,
      `GET /system/members/{parentId}/${name}/count`,
      ...["GET", "PUT", "PATCH", "DELETE"].map((method) => `${method} /system/members/{parentId}/${name}/{id}`),
    ],
  ),
]);

/** The tenant has no links, standard notes or personas: one of them is not found, as on a tenant without any. */
const EMPTY = /\/(links|standardNotes|personas)\/1$/i;

/** A setting takes PATCH and PUT by the `settings` mode, beyond what is published. */
const BY_MODE = "/system/securityRoles/{parentId}/settings/{id}";

const concrete = (path: string): string =>
  path.replace("{memberIdentifier}", "CLi").replaceAll(/\{(id|parentId|ssoid)\}/g, "1");

async function send(method: string, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${site.sandbox.url}${API}${path}`, {
    method,
    headers: { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID },
  });
  return { status: response.status, text: await response.text() };
}

const cases = Object.entries(PUBLISHED).flatMap(([path, methods]) =>
  METHODS.map((method) => ({ path, method, published: methods.split(" ").includes(method) })),
);

describe("as published", () => {
  const reads = cases.filter(({ method, published }) => method === "GET" && published);

  test.each(reads)("GET $path", async ({ path }) => {
    const { status, text } = await send("GET", concrete(path));
    const body = JSON.parse(text);
    if (LEFT_OUT.has(`GET ${path}`)) {
      expect({ status, body }).toMatchObject({ status: 501, body: { code: "NotImplemented", errors: null } });
    } else if (EMPTY.test(concrete(path))) {
      expect({ status, body }).toMatchObject({ status: 404, body: { code: "NotFound" } });
    } else {
      expect(status).toBe(200);
      if (path.endsWith("/count")) expect(body).toEqual({ count: expect.any(Number) });
      else if (path.endsWith("}") || path.endsWith("/default")) expect(body).toHaveProperty("id");
    }
  });

  const writes = cases.filter(({ method, published }) => method !== "GET" && published);

  test.each(writes)("$method $path is a method of the path", async ({ method, path }) => {
    const unknown = concrete(path).replaceAll("1", "4711");
    const { status } = await send(method, unknown);
    if (LEFT_OUT.has(`${method} ${path}`)) expect(status).toBe(501);
    else if (!path.includes("{")) expect(status).toBe(400);
    else expect(status).toBe(path.includes("Identifier}") ? 200 : 404);
  });

  const unpublished = cases.filter(({ path, published }) => !published && path !== BY_MODE);

  test("every other method is refused with 405", async () => {
    const answers = await Promise.all(
      unpublished.map(async ({ method, path }) => `${method} ${path} ${(await send(method, concrete(path))).status}`),
    );
    expect(answers.filter((answer) => !answer.endsWith(" 405"))).toEqual([]);
  });
});

describe("objects beside the security roles", () => {
  test("a project role has rows that PATCH and PUT write, as published", async () => {
    const { status, body: role } = await site.call("POST", "/project/securityRoles", { name: "Site Lead" });
    expect(status).toBe(201);
    const settings = `/project/securityRoles/${role.id}/settings`;
    const { body: rows } = await site.call("GET", `${settings}?pageSize=1000`);
    expect(rows[0]).toEqual({
      id: expect.any(Number),
      addLevel: "None",
      editLevel: "None",
      deleteLevel: "None",
      inquireLevel: "None",
      moduleIdentifier: "CloseProject",
      myFlag: true,
      _info: expect.any(Object),
    });
    const patched = await site.call("PATCH", `${settings}/${rows[0].id}`, [
      { op: "replace", path: "editLevel", value: "My" },
    ]);
    expect(patched.body).toMatchObject({ addLevel: "None", editLevel: "My" });
    expect((await site.call("GET", `${settings}/${rows[0].id}`)).body).toEqual(patched.body);
    const renamed = await site.call("PUT", `/project/securityRoles/${role.id}`, { name: "Lead" });
    expect(renamed.body).toMatchObject({ id: role.id, name: "Lead" });
    expect((await site.call("DELETE", `/project/securityRoles/${role.id}`)).status).toBe(204);
    expect((await site.call("GET", settings)).status).toBe(404);
  });

  test("a business unit is given to a location once, and taken away when nobody works there", async () => {
    const { body: unit } = await site.call("POST", "/system/departments", { identifier: "Lab", name: "Laboratory" });
    const pairs = `/system/departments/${unit.id}/locations`;
    const { status, body: pair } = await site.call("POST", pairs, { location: { name: "Tampa" } });
    expect({ status, pair }).toMatchObject({
      status: 201,
      pair: { location: { name: "Tampa" }, department: { identifier: "Lab" } },
    });
    const again = await site.call("POST", pairs, { location: { name: "Tampa" } });
    expect(again.body.errors).toMatchObject([{ code: "ObjectExists", resource: "departmentLocation" }]);
    site.sandbox.tenant.setMember("CLi", { location: "Tampa", businessUnit: "Laboratory" });
    expect((await site.call("DELETE", `${pairs}/${pair.id}`)).status).toBe(409);
    expect((await site.call("DELETE", `/system/departments/${unit.id}`)).status).toBe(409);
    const { body: usages } = await site.call("GET", `/system/departments/${unit.id}/usages`);
    expect(usages.map(({ type, count }: { type: string; count: number }) => `${type} ${count}`)).toEqual([
      "Member 1",
      "Department Location 1",
    ]);
    const { body: list } = await site.call("GET", `/system/departments/${unit.id}/usages/list`);
    expect(list[0]).toMatchObject({ type: "Member", description: "Chen Li" });
    expect(list[0].hyperlink).toBe(`${site.sandbox.url}${API}/system/members/${list[0].id}`);
    site.sandbox.tenant.setMember("CLi", { location: "Sydney", businessUnit: "Service" });
    expect((await site.call("DELETE", `/system/departments/${unit.id}`)).status).toBe(204);
    expect((await site.call("GET", pairs)).status).toBe(404);
  });

  test("a member is found by identifier, in any case", async () => {
    const { body } = await site.call("GET", "/system/members/gpatel?fields=identifier");
    expect(body).toEqual({ identifier: "GPatel" });
    const info = await site.call("GET", "/system/info/members/gpatel");
    expect(info.body).toMatchObject({ fullName: "Gita Patel", licenseClass: "F" });
    expect(info.body).not.toHaveProperty("securityRole");
    expect((await site.call("GET", "/system/members/nobody")).body.code).toBe("NotFound");
  });

  test("my members answers for the caller", async () => {
    const headers = { authorization: basic("sandbox", "rmm-public", "rmm-private") };
    expect((await site.call("GET", "/system/myMembers", undefined, headers)).body.identifier).toBe("RMMBridge");
    const { body } = await site.call("GET", "/system/myMembers/info", undefined, headers);
    expect(body).toMatchObject({
      fullName: "RMM Bridge",
      defaultEmail: "rmm@sandbox.example",
      defaultLocation: { name: "Main Office" },
    });
  });

  test("a member type that a member has cannot be deleted", async () => {
    const { body: type } = await site.call("POST", "/system/members/types", { name: "Apprentice" });
    const { id } = site.sandbox.tenant.member("ESmith");
    const path = `/system/members/${id}`;
    await site.call("PATCH", path, [{ op: "replace", path: "type", value: { id: type.id } }]);
    expect((await site.call("GET", path)).body.type).toMatchObject({ name: "Apprentice" });
    expect((await site.call("DELETE", `/system/members/types/${type.id}`)).status).toBe(409);
    await site.call("PATCH", path, [{ op: "remove", path: "type" }]);
    expect((await site.call("DELETE", `/system/members/types/${type.id}`)).status).toBe(204);
  });
});
