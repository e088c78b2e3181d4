/** Who may ask the sandbox, by HTTP written by hand: no client fills in a Host header of its own. */
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { API, basic, CLIENT_ID, useSandbox } from "./sandboxApi";

/** What comes back for a request line and its headers. */
async function raw(url: string, line: string, headers: readonly string[], body = ""): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    `${[line, ...headers, "Connection: close", `Content-Length: ${body.length}`].join("\r\n")}\r\n\r\n${body}`,
  );
  return text(socket);
}

const statusOf = (answer: string) => Number(answer.split(" ", 2)[1]);
const bodyOf = (answer: string) => answer.slice(answer.indexOf("\r\n\r\n") + 4);

const PATHS = [
  `GET ${API}/system/securityroles`,
  `POST ${API}/system/securityroles`,
  "GET /login/companyinfo/sandbox",
  "GET /admin/roles",
  "GET /admin/members",
  "POST /admin/roles/1",
  "GET /admin/style.css",
  "GET /admin/nowhere",
  "GET /nowhere",
  "GET /__sandbox/requests",
  "DELETE /__sandbox/faults",
];
const SIGNED = [`Authorization: ${basic("sandbox", "public", "private")}`, `clientId: ${CLIENT_ID}`];

describe("a request that names another host", () => {
  const site = useSandbox();

  test.each(PATHS)("is refused with a sentence and nothing of the tenant: %s", async (line) => {
    const headers = ["Host: evil.example:8973", "Origin: http://evil.example:8973", ...SIGNED];
    const answer = await raw(site.sandbox.url, `${line} HTTP/1.1`, headers, line.startsWith("POST") ? "{}" : "");
    expect(statusOf(answer)).toBe(403);
    expect(JSON.parse(bodyOf(answer))).toEqual({
      code: "ForeignHost",
      message: expect.stringContaining("answers only to this machine's own names"),
      errors: null,
    });
    expect(answer).not.toContain("Sandbox IT Services");
  });

  test.each([
    "evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "localhost.evil.example:8973",
    "evil.example:127.0.0.1",
    "api-na.myconnectwise.net",
    "10.0.0.5:8973",
    "0.0.0.0:8973",
    "[::2]:8973",
    "",
  ])("is refused whatever it is: %s", async (host) => {
    const answer = await raw(site.sandbox.url, "GET /admin/roles HTTP/1.1", [`Host: ${host}`]);
    expect(statusOf(answer)).toBe(403);
  });

  test("isn't helped by a forwarded or a repeated header, by another target, or by none", async () => {
    const evil = "Host: evil.example";
    const ask = (...headers: string[]) => raw(site.sandbox.url, "GET /admin/roles HTTP/1.1", headers);
    expect(statusOf(await ask(evil, "X-Forwarded-Host: localhost", "Forwarded: host=localhost"))).toBe(403);
    expect([400, 403]).toContain(statusOf(await ask(evil, "Host: localhost")));
    const absolute = await raw(site.sandbox.url, "GET http://localhost/admin/roles HTTP/1.1", [evil]);
    expect(statusOf(absolute)).not.toBe(200);
    expect(statusOf(await raw(site.sandbox.url, "GET /admin/roles HTTP/1.0", []))).toBe(403);
    expect(statusOf(await ask())).toBe(400);
  });
});

describe("a request that names this machine", () => {
  const site = useSandbox();

  test.each(["127.0.0.1", "localhost", "[::1]", "LocalHost:1", "127.0.0.1:8973", "[::1]:65535"])(
    "is answered, at any port: %s",
    async (host) => {
      const ask = (path: string) => raw(site.sandbox.url, `GET ${path} HTTP/1.1`, [`Host: ${host}`, ...SIGNED]);
      expect(statusOf(await ask("/admin/roles"))).toBe(200);
      expect(statusOf(await ask(`${API}/system/info`))).toBe(200);
    },
  );
});

describe("a site that pretends to be the cloud's", () => {
  const site = useSandbox({ cloudHost: "psa.example" });

  test.each([
    ["psa.example", 403, "SSL is required"],
    ["api-eu.myconnectwise.net", 200, '"isCloud":true'],
    ["evil.example", 403, "ForeignHost"],
    ["evil-myconnectwise.net", 403, "ForeignHost"],
  ])("answers under its names: %s", async (host, status, said) => {
    const answer = await raw(site.sandbox.url, `GET ${API}/system/info HTTP/1.1`, [`Host: ${host}`, ...SIGNED]);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toContain(said);
  });
});

test("a site that others reach answers to addresses, which nobody can take for a name of their own", async () => {
  const sandbox = await startSandbox({ host: "0.0.0.0" });
  const ask = (host: string) => raw(sandbox.url, "GET /admin/roles HTTP/1.1", [`Host: ${host}`]);
  const statuses = await Promise.all(["10.0.0.5:8973", "[fd00::1]", "localhost", "evil.example"].map(ask));
  await sandbox.close();
  expect(statuses.map(statusOf)).toEqual([200, 200, 200, 403]);
});
