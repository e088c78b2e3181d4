import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { API, basic, CLIENT_ID, caller, useSandbox } from "./sandboxApi";

const site = useSandbox();

describe("company info", () => {
  test("needs no key and tells the codebase", async () => {
    const response = await fetch(`${site.sandbox.url}/login/companyinfo/Sandbox`);
    expect(await response.json()).toEqual({
      CompanyName: "Sandbox IT Services",
      Codebase: "v4_6_release/",
      VersionCode: "v2025.1",
      VersionNumber: expect.stringMatching(/^v4\.6\./),
      CompanyID: "sandbox",
      IsCloud: false,
      SiteUrl: new URL(site.sandbox.url).host,
    });
  });

  test("of another company is null, with status 200", async () => {
    const response = await fetch(`${site.sandbox.url}/login/companyinfo/other`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await response.text()).toBe("null");
  });
});

describe("authentication", () => {
  const info = (headers: Record<string, string>) => site.call("GET", "/system/info", undefined, headers);

  test.each([
    ["another company", basic("other", "public", "private")],
    ["a wrong public key", basic("sandbox", "x", "private")],
    ["a wrong private key", basic("sandbox", "public", "x")],
    ["no company", `Basic ${Buffer.from("public:private").toString("base64")}`],
    ["another scheme", "Bearer abc"],
  ])("%s is refused", async (_what, authorization) => {
    const { status, body } = await info({ authorization });
    expect(status).toBe(401);
    expect(body).toEqual({ code: "ConnectWiseApi", message: "UserNotAuthenticated", errors: null });
  });

  test("the company id is compared without regard to case", async () => {
    expect((await info({ authorization: basic("SANDBOX", "public", "private") })).status).toBe(200);
  });

  test.each(["", "my-client"])("clientId %j is refused", async (clientId) => {
    expect((await info({ clientId })).status).toBe(403);
  });

  test("the key of an inactive member is refused", async () => {
    const authorization = basic("sandbox", "rmm-public", "rmm-private");
    expect((await info({ authorization })).status).toBe(200);
    site.sandbox.tenant.setMember("RMMBridge", { inactive: true });
    expect((await info({ authorization })).status).toBe(401);
  });
});

describe("paths and bodies", () => {
  test("the codebase of a release answers like v4_6_release", async () => {
    const url = `${site.sandbox.url}/v2025_1/apis/3.0/system/locations/1`;
    const headers = { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID };
    expect(await (await fetch(url, { headers })).json()).toMatchObject({ name: "Main Office" });
  });

  test("a path that doesn't exist", async () => {
    const { status, body } = await site.call("GET", "/system/securityrole");
    expect(status).toBe(404);
    expect(body).toEqual({ code: "ConnectWiseApi", message: "The endpoint does not exist." });
  });

  test("an object that doesn't exist", async () => {
    const { status, body } = await site.call("GET", "/system/securityroles/4711");
    expect(status).toBe(404);
    expect(body).toEqual({ code: "NotFound", message: "SecurityRole 4711 not found", errors: null });
  });

  test("a body that is no JSON", async () => {
    const { status, body } = await site.call("POST", "/system/securityroles", "{name:");
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "ConnectWiseApi", errors: null });
  });

  test("a body of another kind", async () => {
    const headers = { "content-type": "text/xml" };
    expect((await site.call("POST", "/system/securityroles", "<role/>", headers)).status).toBe(415);
  });

  test.each([[[]], ["name"], [null], [5]])("a body that is no object: %j", async (requestCount) => {
    expect((await site.call("POST", "/system/securityroles", JSON.stringify(requestCount))).status).toBe(400);
  });
});

describe("the request log", () => {
  test("holds API requests in order, with query and status, and can be emptied", async () => {
    site.sandbox.clearRequests();
    await site.call("GET", "/system/info?fields=version");
    await site.call("GET", "/system/nothing");
    await fetch(`${site.sandbox.url}/__sandbox/requests`);
    const common = { company: "sandbox", at: expect.any(Number), method: "GET", ms: expect.any(Number) };
    const expected = [
      { ...common, path: `${API}/system/info?fields=version`, status: 200 },
      { ...common, path: `${API}/system/nothing`, status: 404 },
    ];
    expect(site.sandbox.requests()).toEqual(expected);
    expect(await (await fetch(`${site.sandbox.url}/__sandbox/requests`)).json()).toEqual(expected);
    await fetch(`${site.sandbox.url}/__sandbox/requests`, { method: "DELETE" });
    expect(site.sandbox.requests()).toEqual([]);
  });
});

describe("a state file", () => {
  test("carries the tenant over a restart", async () => {
    const stateFile = path.join(mkdtempSync(path.join(tmpdir(), "sandbox-")), "deep", "tenant.json");
    const first = await startSandbox({ stateFile });
    const { body: role } = await caller(first.url)("POST", "/system/securityroles", { name: "Kept" });
    first.tenant.setLevel("Kept", "Sales", "Opportunity", "edit", "My");
    await first.close();
    expect(readFileSync(stateFile, "utf8")).toContain("Kept");

    const second = await startSandbox({ stateFile });
    expect(second.tenant.level("Kept", "Sales", "Opportunity", "edit")).toBe("My");
    const { body: next } = await caller(second.url)("POST", "/system/securityroles", { name: "Next" });
    expect(next.id).toBeGreaterThan(role.id);
    await second.close();
  });

  test("of another kind is refused by name", async () => {
    const stateFile = path.join(process.cwd(), "package.json");
    await expect(startSandbox({ stateFile })).rejects.toThrow("package.json");
  });
});

test("a taken port is told by its code", async () => {
  const port = Number(new URL(site.sandbox.url).port);
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
