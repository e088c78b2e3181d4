import { mkdtempSync, readFileSync } from "node:fs";
import https from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { API, basic, CLIENT_ID, caller, useSandbox } from "./sandboxApi";

/** `module › function` of every row of the first role, as the API tells it. */
async function functionNames(version: string): Promise<string[]> {
  const sandbox = await startSandbox({ version });
  const { body } = await caller(sandbox.url)("GET", "/system/securityRoles/1/settings?pageSize=1000");
  await sandbox.close();
  return body.map((row: Record<string, string>) => `${row.moduleName} › ${row.moduleFunctionName}`);
}

/** As a reader of vendors' tables compares names: case, kind of dash, spaces around it, & for and. */
const normalized = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/\s*[‐-―-]\s*/gu, "-")
    .replaceAll(" & ", " and ");

describe("versions", () => {
  test("functions have the names of their release", async () => {
    const [before, old, recent] = await Promise.all(["2017.4", "2019.2", "2025.8"].map(functionNames));
    const only = (some: string[] = [], others: string[] = []) => some.filter((name) => !others.includes(name));
    expect(only(before, old)).toEqual(["Procurement › Product Entry"]);
    expect(only(old, recent).filter((name) => !name.startsWith("Time and Expense"))).toEqual([
      "Companies › Configuration – Display Passwords",
      "Companies › Teams Members",
      "Companies › User Scenarios",
      "Finance › Expense Reimbursement",
      "Project › Project Ticket- Dependencies",
      "Service Desk › Service Tickets – Dependencies",
    ]);
    expect(old?.filter((name) => name.startsWith("Time and Expense"))).toHaveLength(8);
    const today = new Set(recent?.map(normalized));
    expect(old?.map(normalized).filter((name) => !today.has(name))).toEqual([
      "companies › teams members",
      "companies › user scenarios",
      "finance › expense reimbursement",
    ]);
  });

  test("forward-only paging came with 2018.5", async () => {
    const relations = async (version: string, path: string, paging: Record<string, string>) => {
      const sandbox = await startSandbox({ version });
      const { headers, body } = await caller(sandbox.url)("GET", path, undefined, paging);
      await sandbox.close();
      return [body[0].id, ...(headers.get("link") ?? "").matchAll(/rel="(\w+)"/g)].map((part) => part[1] ?? part);
    };
    const paging = { "pagination-type": "forward-only" };
    expect(await relations("2018.5", "/system/members?pageSize=2&pageId=3", paging)).toEqual([4, "next"]);
    expect(await relations("2018.4", "/system/members?pageSize=2&pageId=3", paging)).toEqual([1, "next", "last"]);
    expect(await relations("2025.1", "/system/members?pageSize=2&pageId=3", {})).toEqual([4, "next", "last"]);
  });

  test("what a later description published isn't there before", async () => {
    const late = ["/project/securityRoles/info", "/project/securityRoles/1/info"];
    for (const [version, expected] of [
      ["2022.1", 404],
      ["2025.8", 200],
    ] as const) {
      const sandbox = await startSandbox({ version });
      const call = caller(sandbox.url);
      const statuses = await Promise.all(late.map(async (one) => (await call("GET", one)).status));
      const always = ["/system/members/1", "/system/members/CLi", "/system/info/members/CLi"];
      const others = await Promise.all(always.map(async (one) => (await call("GET", one)).status));
      await sandbox.close();
      expect({ version, statuses, others }).toEqual({
        version,
        statuses: late.map(() => expected),
        others: [200, 200, 200],
      });
    }
  });
});

describe("fields", () => {
  const at = async (version: string, path: string) => {
    const sandbox = await startSandbox({ version });
    const { body } = await caller(sandbox.url)("GET", path);
    await sandbox.close();
    return Object.keys(Array.isArray(body) ? body[0] : body);
  };

  test.each([
    ["/system/info", "2022.1", "2025.1", "maxWorkFlowRecordsAllowed"],
    ["/system/apiMembers/default", "2019.5", "2022.1", "blockCostFlag"],
    ["/system/info/members", "2019.2", "2019.3", "licenseClass"],
    ["/system/info/locations", "2019.5", "2022.1", "structureLevel"],
  ])("of %s are those of the release: %s, %s: %s", async (path, before, since, field) => {
    expect(await at(before, path)).not.toContain(field);
    expect(await at(since, path)).toContain(field);
  });

  test("that come later are unknown to an older release, in bodies, PATCHes and conditions", async () => {
    const sandbox = await startSandbox({ version: "2022.1" });
    const call = caller(sandbox.url);
    const answers = await Promise.all([
      call("POST", "/system/securityroles", { name: "Typed", roleType: "Kind" }),
      call("PATCH", "/system/members/1", [{ op: "replace", path: "teams", value: [1] }]),
      call("GET", "/system/securityroles?conditions=roleType='Kind'"),
    ]);
    await sandbox.close();
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(answers[0]?.body.message).toContain("Could not find member 'roleType'");
  });

  test.each(["/system/info/locales", "/system/locations/1/usages"])("of %s have no _info", async (path) => {
    const sandbox = await startSandbox();
    const { body } = await caller(sandbox.url)("GET", path);
    await sandbox.close();
    expect(body[0]).toHaveProperty("id");
    expect(body.filter((row: object) => "_info" in row)).toEqual([]);
  });

  test("of a project role's short form are its flags, too", async () => {
    expect(await at("2025.8", "/project/securityRoles/info")).toEqual([
      "id",
      "name",
      "managerRoleFlag",
      "defaultContactFlag",
      "_info",
    ]);
  });
});

describe("TLS", () => {
  const caFile = path.join(mkdtempSync(path.join(tmpdir(), "sandbox-")), "ca.pem");
  const site = useSandbox({ tls: true, caFile, cloudHost: "na.myconnectwise.net" });

  const get = (ca: string | undefined, servername?: string) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const headers = { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID };
      const options = { headers, ...(ca === undefined ? {} : { ca }), ...(servername ? { servername } : {}) };
      https
        .get(`${site.sandbox.url}${API}/system/info`, options, (response) => {
          let text = "";
          response.on("data", (chunk) => (text += chunk));
          response.on("end", () => resolve({ status: response.statusCode, text }));
        })
        .on("error", reject);
    });

  test("clients that trust the authority are served, others refuse", async () => {
    expect(site.sandbox.url).toMatch(/^https:/);
    const ca = readFileSync(caFile, "utf8");
    expect(ca).toBe(site.sandbox.ca);
    expect((await get(ca)).status).toBe(200);
    expect((await get(ca, "na.myconnectwise.net")).status).toBe(200);
    await expect(get(undefined)).rejects.toThrow(/certificate/);
    await expect(get(ca, "example.com")).rejects.toThrow(/altnames/);
  });

  test("the cloud's host without api- answers with its login page", async () => {
    const { status, text } = await get(site.sandbox.ca);
    expect(status).toBe(200);
    expect(text).toContain("<!DOCTYPE html>");
  });
});
