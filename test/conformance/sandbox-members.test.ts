import { describe, expect, test } from "vitest";
import { query, useSandbox } from "./sandboxApi";

const site = useSandbox();

const MEMBER = {
  identifier: "JDoe",
  licenseClass: "F",
  firstName: "Jo",
  lastName: "Doe",
  hireDate: "2024-05-06T00:00:00Z",
  defaultEmail: "Office",
  defaultPhone: "Mobile",
  securityRole: { name: "Finance" },
};

const set = (path: string, value: unknown) => [{ op: "replace", path, value }];
const fieldsOf = (body: { errors: { code: string; field: string }[] }) =>
  body.errors.map(({ code, field }) => `${code} ${field}`);

describe("creating", () => {
  test("a member comes back as it was sent, with names for references", async () => {
    const { status, body } = await site.call("POST", "/system/members", { ...MEMBER, password: "secret" });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...MEMBER, securityRole: { id: expect.any(Number), name: "Finance" } });
    expect(body).not.toHaveProperty("password");
    expect(body._info.updatedBy).toBe("RolesAsCode");
  });

  test("every problem is told at once", async () => {
    const { status, body } = await site.call("POST", "/system/members", {
      ...MEMBER,
      identifier: "FarTooLongForOne",
      firstName: "",
      licenseClass: "Z",
      securityRole: { id: 4711 },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "InvalidObject", message: "member object is invalid" });
    expect(fieldsOf(body).sort()).toEqual([
      "InvalidReference securityRole/id",
      "MaxLength identifier",
      "MissingRequiredField firstName",
      "OutOfRange licenseClass",
    ]);
  });

  test("an identifier is taken in any case, by members of either kind", async () => {
    const { status, body } = await site.call("POST", "/system/apiMembers", { identifier: "adiaz" });
    expect(status).toBe(400);
    expect(fieldsOf(body)).toEqual(["ObjectExists identifier"]);
  });

  test("a field nobody knows is named", async () => {
    const { status, body } = await site.call("POST", "/system/apiMembers", { identifier: "X", colour: "red" });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "ConnectWiseApi", message: expect.stringContaining("'colour'") });
  });

  test("an API member is a member of class A", async () => {
    const { body } = await site.call("POST", "/system/apiMembers", { identifier: "Sync", name: "Sync Bot" });
    const member = await site.call("GET", `/system/members/${body.id}`);
    expect(member.body).toMatchObject({ licenseClass: "A", firstName: "Sync", lastName: "Bot" });
    const found = await site.call("GET", `/system/apiMembers${query({ conditions: 'name="sync bot"' })}`);
    expect(found.body).toEqual([body]);
  });

  test.each([
    [
      "neither name nor role",
      { identifier: "Alone" },
      { firstName: "Alone", lastName: "Alone", securityRole: { id: null } },
    ],
    ["a name of one word", { identifier: "One", name: "Word" }, { firstName: "Word", lastName: "Word" }],
    [
      "a name of many words",
      { identifier: "Many", name: "Of Many Words" },
      { firstName: "Of", lastName: "Many Words" },
    ],
  ])("an API member with %s has all that a member has to have", async (_what, sent, expected) => {
    const { status, body } = await site.call("POST", "/system/apiMembers", sent);
    expect(status).toBe(201);
    const member = await site.call("GET", `/system/members/${body.id}`);
    expect(member.body).toMatchObject({
      defaultEmail: "Office",
      defaultPhone: "Office",
      licenseClass: "A",
      ...expected,
    });
    expect(member.body.hireDate).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    const path = `/system/apiMembers/${body.id}`;
    const back = await site.call("PUT", path, (await site.call("GET", path)).body);
    expect(back.status).toBe(200);
    expect((await site.call("GET", `/system/members/${body.id}`)).body).toMatchObject(expected);
  });

  test("a name of more than 30 characters is refused, and two that are longer together are cut", async () => {
    const long = { identifier: "Long", name: "x".repeat(31) };
    expect(fieldsOf((await site.call("POST", "/system/apiMembers", long)).body)).toEqual(["MaxLength name"]);
    const [firstName, lastName] = ["F".repeat(30), "L".repeat(30)];
    const both = { ...MEMBER, identifier: "Long", licenseClass: "A", firstName, lastName };
    const { id } = (await site.call("POST", "/system/members", both)).body;
    expect((await site.call("GET", `/system/apiMembers/${id}`)).body.name).toBe(firstName);
    await site.call("PATCH", `/system/apiMembers/${id}`, set("notes", "seen"));
    expect((await site.call("GET", `/system/members/${id}`)).body).toMatchObject({
      firstName,
      lastName,
      notes: "seen",
    });
  });

  test("a member whose role is deleted is still listed, without one", async () => {
    const role = (await site.call("POST", "/system/securityroles", { name: "Short-lived" })).body;
    const sent = { identifier: "Leaver", name: "Leaver", securityRole: { id: role.id } };
    const { id } = (await site.call("POST", "/system/apiMembers", sent)).body;
    await site.call("POST", `/system/members/${id}/deactivate`, {});
    expect((await site.call("DELETE", `/system/securityroles/${role.id}`)).status).toBe(204);
    expect((await site.call("GET", `/system/members/${id}`)).body.securityRole).toEqual({ id: null });
    expect((await site.call("GET", `/system/apiMembers/${id}`)).body).not.toHaveProperty("securityRole");
  });

  test("an account at Office 365 has an id and a name, both text", async () => {
    const office365 = { id: "jo@contoso.example", name: "Jo Doe" };
    const { body } = await site.call("POST", "/system/members", { ...MEMBER, identifier: "Office", office365 });
    expect(body.office365).toEqual(office365);
    const path = `/system/members/${body.id}`;
    const changed = await site.call("PATCH", path, set("office365", { id: "doe@contoso.example" }));
    expect(changed.body.office365).toEqual({ id: "doe@contoso.example" });
    const named = await site.call("PATCH", path, set("office365/name", "J. Doe"));
    expect(named.body.office365).toEqual({ id: "doe@contoso.example", name: "J. Doe" });
    const found = await site.call(
      "GET",
      `/system/members${query({ conditions: 'office365/id="doe@contoso.example"' })}`,
    );
    expect(found.body.map(({ identifier }: { identifier: string }) => identifier)).toEqual(["Office"]);
    expect((await site.call("PATCH", path, set("office365", { id: [5] }))).status).toBe(400);
    expect((await site.call("PATCH", path, set("office365", { mail: "x" }))).status).toBe(400);
  });

  test("a full member is no API member", async () => {
    const [ana] = (await site.call("GET", `/system/members${query({ conditions: 'identifier="ADiaz"' })}`)).body;
    expect((await site.call("GET", `/system/apiMembers/${ana.id}`)).status).toBe(404);
  });
});

describe("location and business unit", () => {
  test("must belong together", async () => {
    const wrong = { identifier: "Pair", defaultLocation: { name: "Tampa" }, defaultDepartment: { name: "Sales" } };
    const refused = await site.call("POST", "/system/apiMembers", wrong);
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused.body)).toEqual(["InvalidReference defaultDepartment/id"]);
    const right = { ...wrong, defaultDepartment: { name: "Service" } };
    expect((await site.call("POST", "/system/apiMembers", right)).status).toBe(201);
  });

  test("are checked when only one of them changes", async () => {
    const { id } = site.sandbox.tenant.member("GPatel");
    const sydney = (await site.call("GET", `/system/locations${query({ conditions: 'name="Sydney"' })}`)).body[0];
    const path = `/system/members/${id}`;
    expect((await site.call("PATCH", path, set("defaultLocation", { id: sydney.id }))).status).toBe(400);
    expect(site.sandbox.tenant.member("GPatel")).toMatchObject({ location: "London", businessUnit: "Sales" });
  });
});

describe("PATCH", () => {
  const path = () => `/system/members/${site.sandbox.tenant.member("CLi").id}`;

  test("replaces a reference whole", async () => {
    const finance = site.sandbox.tenant.roles().find(({ name }) => name === "Finance");
    const { body } = await site.call("PATCH", path(), set("securityRole", { id: finance?.id }));
    expect(body.securityRole).toMatchObject({ id: finance?.id, name: "Finance" });
  });

  test("finds a field with a slash in front of its name", async () => {
    expect((await site.call("PATCH", path(), set("/title", "Lead"))).body.title).toBe("Lead");
  });

  const idOf = async (list: string, name: string): Promise<number> =>
    (await site.call("GET", `/system/${list}${query({ conditions: `name='${name}'` })}`)).body[0].id;

  test.each(["", "/"])("goes into a reference: %sid, identifier, name", async (slash) => {
    const london = await idOf("locations", "London");
    const sales = await site.call("PATCH", path(), [
      ...set(`${slash}defaultLocation/id`, london),
      ...set(`${slash}defaultDepartment/identifier`, "sales"),
      ...set(`${slash}securityRole/name`, "Sales Rep"),
      ...set(`${slash}timeZone/id`, "7"),
      ...set(`${slash}reportsTo/identifier`, "ADiaz"),
    ]);
    expect(sales).toMatchObject({
      status: 200,
      body: {
        defaultLocation: { id: london, name: "London" },
        defaultDepartment: { name: "Sales" },
        securityRole: { name: "Sales Rep" },
        timeZone: { id: 7 },
        reportsTo: { identifier: "ADiaz" },
      },
    });
    expect((await site.call("GET", path())).body).toEqual(sales.body);
    const unset = await site.call("PATCH", path(), [{ op: "remove", path: `${slash}reportsTo/id` }]);
    expect(unset.body).not.toHaveProperty("reportsTo");
  });

  test("goes into a list", async () => {
    const teams = async (...operations: object[]) => (await site.call("PATCH", path(), operations)).body.teams;
    expect(await teams({ op: "replace", path: "teams", value: [3, 5] })).toEqual([3, 5]);
    expect(await teams({ op: "replace", path: "teams/1", value: "6" })).toEqual([3, 6]);
    expect(await teams({ op: "add", path: "/teams/0", value: 1 }, { op: "add", path: "teams/-", value: 9 })).toEqual([
      1, 3, 6, 9,
    ]);
    expect(await teams({ op: "remove", path: "teams/0" })).toEqual([3, 6, 9]);
  });

  test.each([
    "teams/7",
    "teams/first",
    "teams/0/id",
    "defaultLocation/colour",
    "defaultLocation/id/x",
    "title/id",
    "/",
  ])("leads nowhere by %s, which changes nothing", async (name) => {
    const before = (await site.call("GET", path())).body;
    const { status, body } = await site.call("PATCH", path(), [...set("title", "Lost"), ...set(name, 2)]);
    expect([status, body.errors[0].field]).toEqual([400, name]);
    expect((await site.call("GET", path())).body).toEqual(before);
  });

  test("takes op, path and value in any case", async () => {
    const { body } = await site.call("PATCH", path(), [{ Op: "Replace", Path: "title", Value: "Chief" }]);
    expect(body.title).toBe("Chief");
  });

  test.each([
    ["inactiveFlag", "False", false],
    ["inactiveFlag", " true ", true],
    ["inactiveFlag", "FALSE", false],
    ["hourlyRate", "50.25", 50.25],
    ["hourlyRate", "-.5", -0.5],
    ["daysTolerance", "14", 14],
    ["timeZone", { id: "26" }, { id: 26 }],
    ["timeZone", { Id: "27", NAME: "GMT" }, { id: 27, name: "GMT" }],
    ["teams", ["3", 5], [3, 5]],
  ])("reads text into %s: %j", async (name, value, read) => {
    const { status, body } = await site.call("PATCH", path(), set(name, value));
    expect([status, body[name]]).toEqual([200, read]);
  });

  test("and so does a POST", async () => {
    const { status, body } = await site.call("POST", "/system/members", {
      ...MEMBER,
      identifier: "Texts",
      securityRole: { id: String(await idOf("securityroles", "Finance")) },
      inactiveFlag: "True",
      hourlyRate: "80",
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ securityRole: { name: "Finance" }, inactiveFlag: true, hourlyRate: 80 });
  });

  test.each([
    ["inactiveFlag", "yes", "System.String to System.Nullable`1[System.Boolean]"],
    ["daysTolerance", 2.5, "System.Double to System.Nullable`1[System.Int32]"],
    ["title", ["Engineer"], "Newtonsoft.Json.Linq.JArray to System.String"],
    ["hireDate", "2024-02-30", "System.String to System.Nullable`1[System.DateTime]"],
    ["hireDate", "soon", "System.String to System.Nullable`1[System.DateTime]"],
    ["country", "Chile", "System.String to ConnectWise.Apis.v3_0.v2015_3.Common.Models.CountryReference"],
    ["country/id", [1], "Newtonsoft.Json.Linq.JArray to ConnectWise.Apis.v3_0.v2015_3.Common.Models.CountryReference"],
  ])("of the wrong type is refused as the service does it: %s, %j", async (name, value, words) => {
    expect(await site.call("PATCH", path(), set(name, value))).toMatchObject({
      status: 400,
      body: { code: "InvalidPatch", message: `Could not cast or convert from ${words}.`, errors: null },
    });
  });

  test.each([
    ["title", 7, "7"],
    ["title", true, "true"],
    ["daysTolerance", "", undefined],
    ["hourlyRate", "", undefined],
    ["inactiveDate", "", undefined],
    ["inactiveDate", "2024-05-06T07:08:09", "2024-05-06T07:08:09Z"],
    ["inactiveDate", "2024-05-06 07:08:09.5", "2024-05-06T07:08:09Z"],
    ["inactiveDate", "2024-05-06T07:08:09+02:00", "2024-05-06T05:08:09Z"],
    ["inactiveDate", "05/06/2024 07:08:09", "2024-05-06T07:08:09Z"],
    ["inactiveDate", "/Date(1577836800000)/", "2020-01-01T00:00:00Z"],
    ["customFields", [{ id: 5, caption: "Badge", value: "12" }], undefined],
    ["_info/lastUpdated", "2024-05-06T07:08:09Z", undefined],
  ])("is read as Json.NET reads it: %s, %j", async (name, value, expected) => {
    const { status, body } = await site.call("PATCH", path(), set(name, value));
    expect([status, body[name]]).toEqual([200, expected]);
  });

  test("what a library that compares objects says of a reference's link changes nothing", async () => {
    const { status, body } = await site.call("PATCH", path(), [
      { op: "remove", path: "/securityRole/_info" },
      { op: "remove", path: "/securityRole/name" },
      { op: "replace", path: "/securityRole/id", value: "4" },
      { op: "replace", path: "/securityRole/_info/securityRole_href", value: "elsewhere" },
    ]);
    expect([status, body.securityRole.name]).toEqual([200, "Finance"]);
    expect(body.securityRole._info.securityRole_href).toContain("/system/securityroles/4");
  });

  test.each(["Title", "/Title", "colour", "__proto__", "customFields/0/value"])("knows no field %s", async (name) => {
    const { status, body } = await site.call("PATCH", path(), set(name, "Engineer"));
    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({ resource: "member", field: name });
  });

  test("adds and removes", async () => {
    expect((await site.call("PATCH", path(), [{ op: "add", path: "title", value: "Engineer" }])).body.title).toBe(
      "Engineer",
    );
    expect((await site.call("PATCH", path(), [{ op: "remove", path: "title" }])).body).not.toHaveProperty("title");
  });

  test.each([
    ["no list", { op: "replace", path: "title", value: "x" }],
    ["an unknown operation", [{ op: "move", path: "title", value: "x" }]],
    ["no path", [{ op: "replace", value: "x" }]],
    ["a value of the wrong type", set("inactiveFlag", "yes")],
    ["a required field taken away", set("firstName", null)],
    ["a date that is none", set("hireDate", "6 May 2024")],
    ["an integer beyond 32 bits", set("daysTolerance", 2 ** 31)],
    ["a number beyond all bounds", '[{"op":"replace","path":"hourlyRate","value":1e400}]'],
    ["a reference whose id is no number", set("timeZone", { id: "seven" })],
    ["a number with a unit", set("hourlyRate", "50 EUR")],
    ["a text longer than published", set("title", "x".repeat(51))],
    ["a reference to nothing", set("defaultLocation", { id: 4711 })],
  ])("is refused: %s", async (_what, body) => {
    expect((await site.call("PATCH", path(), body)).status).toBe(400);
  });
});

test("dates come back as the service writes them", async () => {
  const path = `/system/members/${site.sandbox.tenant.member("CLi").id}`;
  for (const [requestCount, answered] of [
    ["2024-05-06", "2024-05-06T00:00:00Z"],
    ["2024-05-06T10:20:30.456+02:00", "2024-05-06T08:20:30Z"],
  ]) {
    expect((await site.call("PATCH", path, set("hireDate", requestCount))).body.hireDate).toBe(answered);
  }
});

test("PUT takes away what it leaves out", async () => {
  const { body: created } = await site.call("POST", "/system/members", {
    ...MEMBER,
    identifier: "Put",
    title: "Clerk",
  });
  const { body } = await site.call("PUT", `/system/members/${created.id}`, { ...MEMBER, identifier: "Put" });
  expect(body).not.toHaveProperty("title");
  expect((await site.call("PUT", `/system/members/${created.id}`, { identifier: "Put" })).status).toBe(400);
});

test("members are deactivated, never deleted", async () => {
  const { id } = site.sandbox.tenant.member("HJones");
  expect((await site.call("DELETE", `/system/members/${id}`)).status).toBe(405);
  expect((await site.call("POST", `/system/members/${id}/deactivate`, '"now"')).status).toBe(400);
  expect((await site.call("POST", `/system/members/${id}/deactivate`, {})).status).toBe(200);
  expect((await site.call("GET", `/system/members/${id}`)).body).toMatchObject({
    inactiveFlag: true,
    inactiveDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});
