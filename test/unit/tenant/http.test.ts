import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { TenantHttp } from "../../../tenant/client/http";

const requests: { url: string | undefined; headers: NodeJS.Dict<string | string[]>; at: number }[] = [];
let statuses: number[] = [];
let link: string | undefined;
const server = createServer((request, response) => {
  requests.push({ url: request.url, headers: request.headers, at: performance.now() });
  const headers = { "content-type": "application/json", "retry-after": "1", ...(link !== undefined && { link }) };
  link = undefined;
  response.writeHead(statuses.shift() ?? 200, headers).end("[]");
});

let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requests.length = 0;
});
afterAll(() => server.close());

const open = (codebase = "v4_6_release") =>
  new TenantHttp({ origin, codebase, companyId: "acmé", publicKey: "pub", privateKey: "priv:ate", clientId: "guid" });

test("a request is signed, and asks for the version that the shapes are of", async () => {
  await open("v2025_1").request("GET", "/system/info", z.unknown(), { query: { conditions: 'name="A & B + C"' } });
  expect(new URL(requests[0]?.url ?? "", origin).pathname).toBe("/v2025_1/apis/3.0/system/info");
  expect(new URL(requests[0]?.url ?? "", origin).searchParams.get("conditions")).toBe('name="A & B + C"');
  expect(requests[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from("acmé+pub:priv:ate").toString("base64")}`,
    clientid: "guid",
    accept: "application/vnd.connectwise.com+json; version=2025.1",
  });
});

test("a request asks for the version that is configured", async () => {
  const http = new TenantHttp({ ...open().credentials, apiVersion: "2024.10" });
  await http.request("GET", "/system/info", z.unknown());
  expect(requests[0]?.headers.accept).toBe("application/vnd.connectwise.com+json; version=2024.10");
});

test("a repeated request waits as long as the tenant asks", async () => {
  statuses = [503, 429];
  await open().request("GET", "/system/info", z.unknown());
  expect(requests).toHaveLength(3);
  const [first = 0, second = 0, third = 0] = requests.map(({ at }) => at);
  for (const wait of [second - first, third - second]) expect(wait).toBeGreaterThan(990);
});

test("a redirect isn't followed: the keys go nowhere else", async () => {
  statuses = [302];
  await expect(open().request("GET", "/system/info", z.unknown())).rejects.toThrow("GET /system/info answered 302");
  expect(requests).toHaveLength(1);
});

test("a host that refuses connections isn't asked again", async () => {
  let connections = 0;
  const count = () => void connections++;
  subscribe("net.client.socket", count);
  const gone = new TenantHttp({ ...open().credentials, origin: "http://127.0.0.1:1" });
  await expect(gone.request("GET", "/system/info", z.unknown())).rejects.toThrow("ECONNREFUSED");
  unsubscribe("net.client.socket", count);
  expect(connections).toBe(1);
});

test.each([
  "https://elsewhere.example/apis/3.0/system/members?page=2",
  "https://elsewhere.example/system/members?page=2",
  "//elsewhere.example/system/members?page=2",
  "https://tenant.example/apis/3.0//elsewhere.example/system/members?page=2",
])("a list's next page is asked of the tenant itself, wherever the link points: %s", async (target) => {
  link = `<${target}>; rel="next"`;
  await open().list("/system/members", z.unknown());
  expect(requests.map(({ headers }) => headers.host)).toEqual([new URL(origin).host, new URL(origin).host]);
});

test.each([
  ["is the whole list where no more are counted", 25, 25],
  ["isn't where more are counted: the tenant may not look at the page's number", 26, undefined],
])("a full page that comes again %s", async (_what, count, rows) => {
  const page = Array.from({ length: 25 }, (_, id) => ({ id }));
  const repeating = createServer(({ url }, response) => {
    const body = url?.includes("/count") ? { count } : page;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => repeating.listen(0, "127.0.0.1", resolve));
  const http = new TenantHttp({
    ...open().credentials,
    origin: `http://127.0.0.1:${(repeating.address() as AddressInfo).port}`,
  });
  const listed = await http.list("/system/members", z.unknown()).catch((error: Error) => error.message);
  repeating.close();
  if (rows === undefined) expect(listed).toContain("page 2 is one before it, and 25 of 26 rows were shown");
  else expect(listed).toHaveLength(rows);
});
