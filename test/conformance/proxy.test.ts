import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { RefusedError, UnreachableError } from "../../core/model/errors";
import { TenantHttp } from "../../tenant/client/http";
import { cwroles, stackFolder } from "../helpers/cli";
import { diagnose, KEYS, on, useServers } from "../helpers/doctor";
import { useFolder } from "../helpers/folder";
import { forwardProxy } from "../helpers/forwardProxy";

const SITE = "https://api-na.myconnectwise.net";
/** For what a busy machine does late. */
const PATIENCE_MS = 10_000;
const servers = useServers();
const empty = useFolder();
afterEach(() => void vi.unstubAllEnvs());

/** A proxy that the environment of this process names. */
async function proxied(answer: string | number | undefined, variable = "https_proxy") {
  const proxy = await forwardProxy(answer);
  servers.add(proxy);
  vi.stubEnv(variable, proxy.url.replace("//", "//me:p%40ss@"));
  return proxy;
}

const tenant = (origin: string, signal?: AbortSignal) =>
  new TenantHttp(
    { origin, codebase: "v4_6_release", companyId: "acme", publicKey: "pub", privateKey: "s3cret", clientId: "guid" },
    { attempts: 1, ...(signal && { signal }) },
  );
const failure = (http: TenantHttp): Promise<unknown> =>
  http.request("GET", "/system/info", z.unknown()).then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a proxy that doesn't let a request through is told as what it is", () => {
  test.each([
    ["403 Forbidden", "which answered 403.", "have api-na.myconnectwise.net allowed there"],
    ["407 Proxy Authentication Required", "which answered 407.", "write https_proxy as http://USER:PASSWORD@HOST:PORT"],
    [
      '407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate, Digest realm="a"\r\nProxy-Authenticate: NTLM',
      "which answered 407.",
      "a log-in by Negotiate or Digest or NTLM",
    ],
    ["502 Bad Gateway", "which answered 502.", "The proxy didn't reach api-na.myconnectwise.net"],
    ["this is no HTTP", "(HPE_INVALID_STATUS)", "Check https_proxy"],
  ])("%s", async (answer, seen, step) => {
    const proxy = await proxied(answer);
    const error = await failure(tenant(SITE));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(String(error)).toContain(`No answer from ${SITE} through the proxy ${proxy.url}`);
    expect(String(error)).toContain(seen);
    expect(String(error)).toContain(step);
    expect(String(error)).toContain("#proxy-refuses-or-is-down");
    expect(String(error)).not.toMatch(/p@ss|p%40ss|s3cret/);
    const [{ headers = {}, line } = { line: "" }, ...more] = proxy.requests;
    expect({ line, more }).toEqual({ line: "CONNECT api-na.myconnectwise.net:443", more: [] });
    expect(headers["proxy-authorization"]).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("clientid");
  });

  test("and so by the doctor, in a step of its own that keeps the tenant out of blame", async () => {
    const proxy = await proxied("403 Forbidden");
    const { findings, problems } = await diagnose(on(SITE));
    expect(problems).toEqual(["proxy"]);
    expect(findings.proxy?.detail).toContain(`through the proxy ${proxy.url}, which answered 403`);
    expect(findings.proxy?.help).toMatch(/#proxy-refuses-or-is-down$/);
    expect(findings.keys?.detail).toBe("until this is mended: Proxy");
  });

  test("as is one that isn't there", async () => {
    const proxy = await proxied("403 Forbidden");
    proxy.close();
    const { findings, problems } = await diagnose(on(SITE));
    expect(problems).toEqual(["proxy"]);
    expect(findings.proxy?.detail).toMatch(/through the proxy http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\.$/);
  });

  test("and one whose address can't be used", async () => {
    vi.stubEnv("HTTPS_PROXY", "socks5://me:s3cret@proxy.example:1080");
    const { findings, problems } = await diagnose(on(SITE));
    expect(problems).toEqual(["proxy"]);
    expect(findings.proxy?.detail).toContain("HTTPS_PROXY: isn't the address of an http or https proxy");
    expect(String(await failure(tenant(SITE)))).toContain("HTTPS_PROXY: isn't the address");
  });

  test("a caller's signal ends what it is asked for at once", async () => {
    const proxy = await proxied(undefined);
    const end = new AbortController();
    const ended = failure(tenant(SITE, end.signal));
    await vi.waitUntil(() => proxy.requests.length === 1, PATIENCE_MS);
    end.abort();
    expect(String(await ended)).toContain("Cancelled");
    await vi.waitUntil(() => proxy.sockets.size === 0, PATIENCE_MS);
  });
});

test("NO_PROXY names a host that is asked without it", async () => {
  const proxy = await proxied("403 Forbidden");
  vi.stubEnv("NO_PROXY", "tenant.invalid");
  expect(String(await failure(tenant("https://tenant.invalid")))).toContain("(ENOTFOUND)");
  expect(proxy.requests).toEqual([]);
});

test("through a proxy the keys go to the tenant alone, within TLS", async () => {
  const sandbox = await servers.sandbox({ tls: true, cloudHost: "api-na.myconnectwise.net" });
  const proxy = await proxied(Number(new URL(sandbox.url).port));
  const ca = empty.write("ca.pem", sandbox.ca ?? "");
  const environment = { ...KEYS, NODE_EXTRA_CA_CERTS: ca, CONNECTWISE_SITE: SITE };
  const { code, stdout } = await cwroles(["doctor"], empty.path, environment);
  expect(stdout).toContain(`ok       Proxy: ${proxy.url} lets it through (from https_proxy)`);
  expect(stdout).toContain("ok       Connection: answers, and its certificate is trusted");
  expect(stdout).toContain("ok       Keys: accepted");
  expect(code).toBe(0);
  expect(sandbox.requests()).not.toEqual([]);
  for (const { line, headers } of proxy.requests) {
    expect(line).toBe("CONNECT api-na.myconnectwise.net:443");
    expect(JSON.stringify(headers)).not.toMatch(/"authorization"|clientid/i);
  }
});

test.each([false, true])("this machine is asked past every proxy, TLS %s", async (tls) => {
  const sandbox = await servers.sandbox({ tls });
  const proxy = await proxied("403 Forbidden");
  const trust = tls ? { NODE_EXTRA_CA_CERTS: empty.write("ca.pem", sandbox.ca ?? "") } : {};
  const everywhere = { http_proxy: proxy.url, HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url, NODE_USE_ENV_PROXY: "1" };
  const environment = { ...on(sandbox.url), ...everywhere, ...trust };
  const { code, stdout } = await cwroles(["doctor"], empty.path, environment);
  expect(stdout).toContain("ok       Proxy: none");
  expect({ code, requests: proxy.requests }).toEqual({ code: 0, requests: [] });
});

describe("with NODE_TLS_REJECT_UNAUTHORIZED=0 no key is sent", () => {
  test.each([["export", "Administrator"], ["verify"], ["plan"]])("by %s", async (...args) => {
    const sandbox = await servers.sandbox({ tls: true });
    const { folder, remove } = stackFolder({ "connectwise:site": sandbox.url });
    const { code, stderr } = await cwroles(args, folder, { ...KEYS, NODE_TLS_REJECT_UNAUTHORIZED: "0" });
    remove();
    expect(code).toBe(1);
    expect(stderr).toContain(`No key is sent to ${sandbox.url}: its certificate isn't verified.`);
    expect(stderr).toContain("Unset NODE_TLS_REJECT_UNAUTHORIZED");
    expect(sandbox.requests()).toEqual([]);
  });

  test("nor is it counted as sent", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const http = tenant(SITE);
    expect(await failure(http)).toBeInstanceOf(RefusedError);
    expect(http.requestCount).toEqual({ requests: 0, writes: 0 });
  });
});
