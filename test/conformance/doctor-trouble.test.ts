import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox";
import { diagnose, on, useServers } from "../helpers/doctor";

const servers = useServers();

describe("a tenant in trouble", () => {
  const troubled = async (...faults: Fault[]) => {
    const sandbox = await servers.sandbox();
    faults.forEach(sandbox.fault);
    return diagnose(on(sandbox.url));
  };

  test("that is down is asked twice at most", async () => {
    const { findings, problems, sent: requestCount } = await troubled({ status: 503 });
    expect(problems).toEqual(["api"]);
    expect(findings.api).toMatchObject({
      detail: expect.stringContaining("GET /system/info answered 503"),
      nextStep: expect.stringContaining("run it again later"),
      help: "node_modules/connectwise-roles/docs/troubleshooting.md#tenant-busy-or-down",
    });
    expect(findings.companyId?.status).toBe("skipped");
    expect(requestCount.requests).toBe(2);
  });

  test("that wants fewer requests is told with how long to wait", async () => {
    const { findings, problems } = await troubled({ path: "/system/info", status: 429, retryAfter: 30 });
    expect(problems).toEqual(["api", "rateLimit"]);
    expect(findings.rateLimit?.nextStep).toBe("Wait 30 seconds, then run it again.");
  });

  test.each([
    ["its login page", { answer: "html" } as const, "ssl-is-required-or-a-login-page"],
    [
      "its login page for the API alone",
      { path: "/apis/", answer: "html" } as const,
      "ssl-is-required-or-a-login-page",
    ],
    ["half an answer", { path: "/apis/", answer: "truncated" } as const, "answer-cut-off"],
    ["JSON of another shape", { path: "/apis/", status: 200, body: { hello: 1 } }, "answer-of-another-shape"],
    ["a broken connection", { path: "/apis/", reset: "before" } as const, "no-answer"],
    ["404 where it isn't the cloud", { path: "/apis/", status: 404 }, "wrong-codebase"],
  ])("that answers %s is told as that", async (_what, fault, topic) => {
    const { findings, problems } = await troubled(fault);
    expect(problems).toEqual(["api"]);
    expect(findings.api?.help).toBe(`node_modules/connectwise-roles/docs/troubleshooting.md#${topic}`);
    expect(findings.keys?.detail).toBe("until this is mended: API");
  });

  const noVersion = "The HTTP resource that matches the request URI does not support the API version 2025.1.";
  test("that doesn't have the API's version says which it has", async () => {
    const fault = { status: 400, path: "apis/3.0", body: { code: "ConnectWiseApi", message: noVersion } };
    const older = await servers.sandbox({ cloudHost: "api-na.myconnectwise.net", version: "2024.3" });
    older.fault(fault);
    const { findings, problems } = await diagnose(on(older.url));
    expect(problems).toEqual(["api"]);
    expect(findings.api?.detail).toContain(noVersion);
    expect(findings.api?.nextStep).toBe("Company info names v2024_3: pulumi config set connectwise:apiVersion 2024.3");
    expect(findings.api?.help).toMatch(/#api-version-not-offered$/);
    const onPremise = await troubled(fault);
    expect(onPremise.findings.api?.nextStep).toContain("Requests name version 2025.1: set connectwise:apiVersion");
  });

  test("behind a firewall isn't taken for one that refuses the clientId", async () => {
    const { findings, problems } = await troubled({ status: 403, path: "apis/3.0", answer: "html" });
    expect(problems).toEqual(["api"]);
    expect(findings.api?.nextStep).toContain("a firewall or a list of allowed addresses in front of it");
    expect(findings.api?.help).toMatch(/#blocked-on-the-way$/);
    expect(findings.clientId?.detail).toBe("until this is mended: API");
  });

  test("that says its API member is disabled is told with where to make it active", async () => {
    const body = { code: "ConnectWiseApi", message: "The API member is disabled." };
    const { findings, problems } = await troubled({ status: 401, path: "apis/3.0", body });
    expect(problems).toEqual(["keys"]);
    expect(findings.keys?.nextStep).toContain("System > Members > API Members");
    expect(findings.keys?.help).toMatch(/#api-member-disabled$/);
  });

  test("that has no company info to show is judged by its keys", async () => {
    const { findings, problems } = await troubled({ path: "/login/companyinfo", status: 404 });
    expect(problems).toEqual([]);
    expect(findings.companyId?.detail).toBe("sandbox: the tenant has no company info to show, but takes the keys");
  });

  test.each([
    ["ahead of", -30],
    ["behind", 30],
  ])("whose clock shows this machine %s it", async (direction, minutes) => {
    const server = createServer((_request, response) => {
      response.setHeader("date", new Date(Date.now() + minutes * 60_000).toUTCString());
      response.end("{}");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    servers.add(server);
    const { port } = server.address() as AddressInfo;
    const { findings } = await diagnose(on(`http://127.0.0.1:${port}`));
    expect(findings.clock).toMatchObject({
      status: "problem",
      detail: `this machine is 30 minutes ${direction} the tenant`,
      help: "node_modules/connectwise-roles/docs/troubleshooting.md#clock-is-off",
    });
  });

  test("without a clock isn't compared, and limits that it tells are shown", async () => {
    const server = createServer((_request, response) => {
      response.sendDate = false;
      response.setHeader("x-ratelimit-remaining", "990");
      response.end("{}");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    servers.add(server);
    const { port } = server.address() as AddressInfo;
    const { findings } = await diagnose(on(`http://127.0.0.1:${port}`));
    expect(findings.clock?.status).toBe("skipped");
    expect(findings.rateLimit?.detail).toBe("x-ratelimit-remaining: 990");
  });
});
