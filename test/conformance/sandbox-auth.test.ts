import http from "node:http";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { API, basic, CLIENT_ID, useSandbox } from "./sandboxApi";

const CANNOT_ROUTE = { code: "NotFound", message: "Cannot route. Codebase/company is invalid", errors: null };
const HEADERS = { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID };

/** A request with a Host header of its own, which fetch doesn't allow. */
function get(url: string, host: string): Promise<{ status: number | undefined; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers: { ...HEADERS, host } }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, type: String(response.headers["content-type"]), text }),
      );
    });
    request.on("error", reject);
  });
}

describe("the cloud", () => {
  const site = useSandbox({ cloudHost: "api-na.myconnectwise.net", version: "2025.8" });

  test("names its own codebase, and answers to it and to v4_6_release only", async () => {
    const info = await (await fetch(`${site.sandbox.url}/login/companyinfo/sandbox`)).json();
    expect(info).toMatchObject({ Codebase: "v2025_8/", VersionCode: "v2025.8", IsCloud: true });
    const read = (codebase: string) =>
      fetch(`${site.sandbox.url}/${codebase}/apis/3.0/system/info`, { headers: HEADERS });
    for (const codebase of ["v2025_8", "v4_6_release"]) {
      expect(await (await read(codebase)).json()).toMatchObject({ isCloud: true });
    }
    const other = await read("v2019_1");
    expect({ status: other.status, body: await other.json() }).toEqual({ status: 404, body: CANNOT_ROUTE });
  });

  test.each([
    ["another company", basic("other", "public", "private")],
    ["a wrong public key", basic("sandbox", "x", "private")],
    ["a wrong private key", basic("sandbox", "public", "x")],
  ])("%s is answered with 404, not 401", async (_what, authorization) => {
    const { status, body } = await site.call("GET", "/system/info", undefined, { authorization });
    expect({ status, body }).toEqual({ status: 404, body: CANNOT_ROUTE });
  });

  test("a missing clientId is still 403", async () => {
    expect((await site.call("GET", "/system/info", undefined, { clientId: "" })).status).toBe(403);
  });

  test("a host without api- wants SSL; one with it answers", async () => {
    const url = `${site.sandbox.url}${API}/system/info`;
    expect(await get(url, "na.myconnectwise.net")).toMatchObject({
      status: 403,
      text: JSON.stringify({ code: "Security", message: "SSL is required.", errors: null }),
    });
    expect(await get(url, "api-eu.myconnectwise.net")).toMatchObject({ status: 200 });
  });
});

test("on premises no name needs api-", async () => {
  const sandbox = await startSandbox();
  const answer = await get(`${sandbox.url}${API}/system/info`, "localhost");
  await sandbox.close();
  expect(answer).toMatchObject({ status: 200 });
});

describe("a codebase of its own", () => {
  const site = useSandbox({ codebase: "v2025_1" });

  test("is what company info names and the API answers to", async () => {
    const info = await (await fetch(`${site.sandbox.url}/login/companyinfo/sandbox`)).json();
    expect(info).toMatchObject({ Codebase: "v2025_1/", IsCloud: false });
    const url = `${site.sandbox.url}/v2025_1/apis/3.0/system/securityroles?pageSize=2`;
    const response = await fetch(url, { headers: HEADERS });
    expect(response.headers.get("link")).toContain(`<${site.sandbox.url}/v2025_1/apis/3.0/system/securityroles?`);
    const [role] = (await response.json()) as { id: number }[];
    expect(role?.id).toBe(1);
  });
});

describe("impersonation", () => {
  let now = new Date("2030-01-01T00:00:00Z");
  const site = useSandbox({ now: () => now });
  const issue = async (identifier: string) => {
    const { status, body } = await site.call("POST", `/system/members/${identifier}/tokens`, {});
    expect(status).toBe(200);
    return { body, headers: { authorization: basic("sandbox", body.publicKey, body.privateKey) } };
  };

  test("a token acts as the member, with the member's role, for four hours", async () => {
    const { body, headers } = await issue("GPatel");
    expect(body).toEqual({
      publicKey: expect.stringMatching(/^\w{16}$/),
      privateKey: expect.stringMatching(/^\w{16}$/),
      expiration: "2030-01-01T04:00:00Z",
    });
    const me = () => site.call("GET", "/system/myMembers?fields=identifier", undefined, headers);
    expect((await me()).body).toEqual({ identifier: "GPatel" });
    const rows = await site.call("GET", "/system/mySecurity?pageSize=1000", undefined, headers);
    expect(new Set(rows.body.map((row: { member: { identifier: string } }) => row.member.identifier))).toEqual(
      new Set(["GPatel"]),
    );
    now = new Date("2030-01-01T03:59:59Z");
    expect((await me()).status).toBe(200);
    now = new Date("2030-01-01T04:00:00Z");
    expect((await me()).status).toBe(401);
  });

  test("ends with the member", async () => {
    const { headers } = await issue("HJones");
    site.sandbox.tenant.setMember("HJones", { inactive: true });
    expect((await site.call("GET", "/system/myMembers", undefined, headers)).status).toBe(401);
  });

  test("of nobody is not found; without the function it is refused", async () => {
    expect((await site.call("POST", "/system/members/nobody/tokens", {})).status).toBe(404);
    const { headers } = await issue("CLi");
    expect((await site.call("POST", "/system/members/ADiaz/tokens", {}, headers)).status).toBe(403);
  });
});
