import { describe, expect, test } from "vitest";
import { type Answer, API, query, useSandbox } from "./sandboxApi";

const site = useSandbox();

const members = (parameters: Record<string, string>) => site.call("GET", `/system/members${query(parameters)}`);
const identifiers = ({ body }: Answer): string[] => body.map(({ identifier }: { identifier: string }) => identifier);

/** `{next: url, last: url}` of a Link header. */
function links({ headers }: Answer): Record<string, URL> {
  const parts = (headers.get("link") ?? "").split(", ").filter(Boolean);
  return Object.fromEntries(
    parts.map((part) => {
      const [, url = "", rel = ""] = /^<(.*)>; rel="(.*)"$/.exec(part) ?? [];
      return [rel, new URL(url)];
    }),
  );
}

describe("conditions", () => {
  test.each([
    ['identifier = "gpatel"', ["GPatel"]],
    ['identifier like "%a%z"', ["ADiaz"]],
    ['identifier like "g*"', ["GPatel"]],
    ['identifier like "_Li" and id > 1', ["CLi"]],
    ['identifier like "[a-c]%[iz]"', ["ADiaz", "CLi"]],
    ['identifier like "[^a-g]%" and id < 11', ["RolesAsCode", "RMMBridge", "OldBackup"]],
    ['identifier like "[[]%" or identifier like "[" or identifier like ""', []],
    ['lastName contains "ones"', ["HJones"]],
    ['identifier in ("CLi", "GPatel")', ["CLi", "GPatel"]],
    ['licenseClass = "F" and not (inactiveFlag = false)', []],
    ["INACTIVEFLAG = True", ["OldBackup", "ILopez"]],
    ['securityRole/name = "Finance" or securityRole/name = "Sales Rep"', ["FRossi", "GPatel"]],
    ['defaultLocation/name = "London" and defaultDepartment/identifier != "Sales"', ["ESmith"]],
    ["id > 10 and id <= 11", ["HJones"]],
    ["id in (1, 2) and id not in (2)", ["RolesAsCode"]],
    ['hireDate < [2019-12-31T00:00:00Z] or identifier="CLi"', ["CLi"]],
    ["emailAddress != null", ["RolesAsCode", "RMMBridge"]],
    ['identifier not contains "a" and id > 1 and id < 9', ["RMMBridge", "CLi", "DNguyen", "ESmith"]],
    ['identifier not like "%i%" and id > 4', ["BOkafor", "DNguyen", "GPatel", "HJones"]],
    ['LASTNAME >= "rossi" and LastName < "SN"', ["ESmith", "FRossi"]],
    ['securityRole/id = 1 and NOT licenseClass = "A"', ["ADiaz"]],
    ["hireDate = [2020-01-01] and id = 5", ["BOkafor"]],
    ['not not (id = 5 OR (id = 6 AND identifier = "CLi"))', ["BOkafor", "CLi"]],
    ["title = null and id = 6", ["CLi"]],
    ["identifier = 'cli' AND licenseClass in ('F', \"A\")", ["CLi"]],
    ["defaultLocation/name = 'London' and identifier like '%th'", ["ESmith"]],
    ['defaultLocation/structureLevel/name = "Corporate" and id <= 2', ["RolesAsCode", "RMMBridge"]],
    ["lastUpdated > [2020-01-01T00:00:00Z] and id = 5", ["BOkafor"]],
  ])("%s", async (conditions, expected) => {
    const resource = conditions.includes("emailAddress") ? "apiMembers" : "members";
    const answer = await site.call("GET", `/system/${resource}${query({ conditions })}`);
    expect(identifiers(answer)).toEqual(expected);
  });

  test("and binds tighter than or", async () => {
    const conditions = 'identifier="CLi" or identifier="GPatel" and inactiveFlag=true';
    expect(identifiers(await members({ conditions }))).toEqual(["CLi"]);
  });

  test("quotes and backslashes in a string can be escaped", async () => {
    const name = 'A "quoted" \\ role';
    await site.call("POST", "/system/securityroles", { name });
    const conditions = `name="${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
    const { body } = await site.call("GET", `/system/securityroles${query({ conditions })}`);
    expect(body).toMatchObject([{ name }]);
  });

  test.each([
    [`'It''s a "role"'`, `It's a "role"`],
    [`"It's a ""role"""`, `It's a "role"`],
    [`'It''s'`, undefined],
    [`''`, undefined],
    [`'It\\'s a \\"role\\"'`, `It's a "role"`],
    [`"It's a \\"role\\""`, `It's a "role"`],
    [`"It\\'s a \\"role\\""`, `It's a "role"`],
    [`'It\\'s a "role"'`, `It's a "role"`],
  ])("strings stand in quotes of either kind, with the other kind inside: %s", async (literal, name) => {
    await site.call("POST", "/system/securityroles", { name: `It's a "role"` });
    const { status, body } = await site.call("GET", `/system/securityroles${query({ conditions: `name=${literal}` })}`);
    expect([status, body[0]?.name]).toEqual([200, name]);
  });

  test("a field the object doesn't have is refused by name", async () => {
    const { status, body } = await members({ conditions: "securityRole/colour = 1" });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "ApiFindCondition", message: "securityRole/colour is not a recognized name." });
  });

  test.each([
    ["identifier = CLi", 14],
    ["identifier = 'CLi\"", 14],
    ["identifier", 11],
    ["(id = 1", 8],
    ["id = 1 and", 11],
  ])("a syntax error says where: %s", async (conditions, position) => {
    const { status, body } = await members({ conditions });
    expect(status).toBe(400);
    expect(body.code).toBe("ApiFindCondition");
    expect(body.message).toContain(`At position ${position} `);
  });

  test.each([
    ['id = "abc"', 6],
    ["inactiveFlag = 7", 16],
    ['licenseClass in ("F", "Z")', 23],
    ["hireDate > [yesterday]", 12],
    ["firstName = [2020-01-01]", 13],
  ])("a value of the wrong type is refused with its place: %s", async (conditions, position) => {
    const { status, body } = await members({ conditions });
    expect(status).toBe(400);
    expect(body.message).toContain(`At position ${position}.`);
  });

  test("childConditions are about the elements of lists", async () => {
    const { id } = site.sandbox.tenant.member("DNguyen");
    await site.call("PATCH", `/system/members/${id}`, [{ op: "add", path: "teams", value: [3, 5] }]);
    expect(identifiers(await members({ childConditions: "teams/id = 5" }))).toEqual(["DNguyen"]);
    expect(identifiers(await members({ childConditions: "teams in (4, 5)", conditions: "id = 1" }))).toEqual([]);
    expect((await members({ childConditions: "identifier = 5" })).status).toBe(400);
  });

  test("nothing has custom fields", async () => {
    const conditions = 'caption = "Colour" and value = "red"';
    expect((await members({ customFieldConditions: conditions })).body).toEqual([]);
    expect((await members({ customFieldConditions: "caption" })).status).toBe(400);
  });
});

describe("paging", () => {
  test("a page holds 25 unless asked", async () => {
    const { body } = await site.call("GET", "/system/securityRoles/1/settings");
    expect(body).toHaveLength(25);
  });

  test("links are absolute and keep the query", async () => {
    const answer = await members({ conditions: "id > 0", pageSize: "3", page: "2" });
    const { next, prev, first, last } = links(answer);
    expect(Object.keys(links(answer))).toEqual(["prev", "first", "next", "last"]);
    expect(next?.origin).toBe(site.sandbox.url);
    expect(next?.pathname).toBe(`${API}/system/members`);
    expect(Object.fromEntries(next?.searchParams ?? [])).toEqual({ conditions: "id > 0", pageSize: "3", page: "3" });
    expect([prev, first, last].map((url) => url?.searchParams.get("page"))).toEqual(["1", "1", "4"]);
  });

  test("following rel=next meets every record once", async () => {
    const observed: string[] = [];
    let path: string | undefined = `/system/members${query({ pageSize: "5", orderBy: "lastName desc" })}`;
    while (path) {
      const answer = await site.call("GET", path);
      observed.push(...identifiers(answer));
      path = links(answer).next?.href.replace(`${site.sandbox.url}${API}`, "");
    }
    expect(observed).toHaveLength(12);
    expect(new Set(observed).size).toBe(12);
  });

  test("the only page has no links", async () => {
    expect((await members({ pageSize: "100" })).headers.get("link")).toBeNull();
  });

  test("forward-only paging goes by id and ignores page and orderBy", async () => {
    const headers = { "pagination-type": "forward-only" };
    const path = `/system/members${query({ pageSize: "7", page: "3", orderBy: "id desc", fields: "id" })}`;
    const first = await site.call("GET", path, undefined, headers);
    expect(first.body.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const { next } = links(first);
    expect(next?.searchParams.get("pageId")).toBe("7");
    const second = await site.call("GET", next?.href.split(API)[1] ?? "", undefined, headers);
    expect(second.body.map(({ id }: { id: number }) => id)).toEqual([8, 9, 10, 11, 12]);
    expect(second.headers.get("link")).toBe("");
  });

  test("a list that fits on one forward-only page has an empty Link, too", async () => {
    const headers = { "pagination-type": "forward-only" };
    expect((await site.call("GET", "/system/locations", undefined, headers)).headers.get("link")).toBe("");
    const none = await site.call("GET", `/system/locations${query({ conditions: "id < 0" })}`, undefined, headers);
    expect([none.body, none.headers.get("link")]).toEqual([[], ""]);
  });

  test("a client that takes the last entry for the number of pages meets every record", async () => {
    const observed: string[] = [];
    for (let page = 1, last = 1; page <= last; page++) {
      const answer = await members({ pageSize: "3", page: String(page) });
      observed.push(...identifiers(answer));
      const entry = Object.entries(links(answer)).at(-1);
      last = entry?.[0] === "last" ? Number(entry[1].searchParams.get("page")) : page;
    }
    expect(observed).toHaveLength(12);
  });
});

test("orderBy sorts by several fields", async () => {
  const answer = await members({ orderBy: "securityRole/name desc, identifier", conditions: "id > 3 and id < 8" });
  expect(identifiers(answer)).toEqual(["CLi", "DNguyen", "BOkafor", "ADiaz"]);
});

test.each(["lastName sideways", "lastName asc desc", "colour"])("orderBy %s is refused", async (orderBy) => {
  const { status, body } = await members({ orderBy });
  expect({ status, code: body.code }).toEqual({ status: 400, code: "ApiFindCondition" });
});

test("columns means fields", async () => {
  const { body } = await members({ conditions: 'identifier="CLi"', columns: "identifier" });
  expect(body).toEqual([{ identifier: "CLi" }]);
});

test("fields keeps what it names, within references too", async () => {
  const { body } = await members({ conditions: 'identifier="CLi"', fields: "Identifier,securityRole/name" });
  expect(body).toEqual([{ identifier: "CLi", securityRole: { name: "Service Technician" } }]);
});

test("count counts what the conditions accept", async () => {
  const conditions = 'licenseClass="A"';
  expect((await site.call("GET", `/system/members/count${query({ conditions })}`)).body).toEqual({ count: 3 });
});

test("a business unit lists its locations, a location its business units", async () => {
  const sales = await site.call("GET", `/system/departments${query({ conditions: 'name="Sales"' })}`);
  const { body } = await site.call("GET", `/system/departments/${sales.body[0].id}/locations`);
  expect(body.map(({ location }: { location: { name: string } }) => location.name)).toEqual(["Main Office", "London"]);
  const tampa = await site.call("GET", `/system/locations${query({ conditions: 'name="Tampa"' })}`);
  expect(tampa.body[0].departmentIds).toHaveLength(1);
});
