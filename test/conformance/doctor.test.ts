import { describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { diagnose, KEYS, on, stackOf, useServers } from "../helpers/doctor";
import { useSandbox } from "./sandboxApi";

const servers = useServers();
const GUID = KEYS.CONNECTWISE_CLIENT_ID;

describe("a connection in order", () => {
  const site = useSandbox();

  test("is told check by check, with three reads", async () => {
    const { findings, problems, sent: requestCount } = await diagnose(on(site.sandbox.url));
    expect(problems).toEqual([]);
    expect(Object.values(findings).filter(({ status }) => status === "skipped")).toEqual([
      expect.objectContaining({ check: "levels", detail: expect.stringContaining("--probe") }),
    ]);
    expect(findings.companyId?.detail).toBe("sandbox: Sandbox IT Services");
    expect(findings.security?.detail).toBe("Add All, Edit All, Delete All, Inquire All");
    expect(findings.version?.detail).toBe("v2025.1.25881");
    expect(requestCount).toEqual({ requests: 3, writes: 0 });
    expect(site.sandbox.requests().map(({ method }) => method)).toEqual(["GET", "GET", "GET"]);
  });

  test("is so at an address pasted from the browser, with what is left off", async () => {
    const pasted = `${site.sandbox.url}/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV`;
    const { findings, problems } = await diagnose(on(pasted));
    expect(problems).toEqual([]);
    expect(findings.address?.detail).toContain("What stands behind the host in connectwise:site is left off.");
    expect(findings.address?.nextStep).toContain(`pulumi config set connectwise:site ${site.sandbox.url}`);
  });

  test("is so on the cloud, at its own codebase", async () => {
    const { url } = await servers.sandbox({ cloudHost: "api-na.myconnectwise.net" });
    const { findings, problems } = await diagnose(on(url, { CONNECTWISE_CODEBASE: "v2025_1" }));
    expect(problems).toEqual([]);
    expect(findings.version?.detail).toContain("on the cloud");
  });

  test("is so on an older release, with a word of warning", async () => {
    const { url } = await servers.sandbox({ version: "2019.2" });
    const { findings, problems } = await diagnose(on(url));
    expect(problems).toEqual([]);
    expect(findings.version?.detail).toContain("older than 2022.1");
  });

  test.each([
    ["2024.3", undefined, "Should it refuse that: pulumi config set connectwise:apiVersion 2024.3"],
    ["2024.3", "2024.3", undefined],
    ["2025.8", undefined, undefined],
  ])("is so on %s with %s as the version to ask for", async (version, apiVersion, nextStep) => {
    const { url } = await servers.sandbox({ version });
    const { findings, problems } = await diagnose(on(url, { CONNECTWISE_API_VERSION: apiVersion }));
    expect(problems).toEqual([]);
    expect(findings.version?.nextStep).toBe(nextStep);
  });

  test.each([
    ["CONNECTWISE_API_VERSION", "3.0", "connectwise:apiVersion: a version such as 2024.3"],
    ["CONNECTWISE_REQUESTS_PER_MINUTE", "many", "connectwise:requestsPerMinute: a whole number of requests"],
  ])("needs a %s that isn't %s", async (variable, value, problem) => {
    const { findings, problems } = await diagnose(on(site.sandbox.url, { [variable]: value }));
    expect(problems).toEqual(["configuration"]);
    expect(findings.configuration?.detail).toContain(problem);
    expect(findings.keys?.detail).toBe("until this is mended: Configuration");
  });
});

describe("wrong keys", () => {
  const onPremise = useSandbox();
  const cloud = useSandbox({ cloudHost: "api-na.myconnectwise.net" });
  const sites = [
    ["on premise", () => onPremise.sandbox.url, "answered 401", "401-unauthorized"],
    ["on the cloud", () => cloud.sandbox.url, "answered 404", "404-on-a-path-every-tenant-has"],
  ] as const;

  describe.each(sites)("%s", (_where, url, answer, topic) => {
    test("a company id that the tenant doesn't know isn't taken for wrong keys", async () => {
      const { findings, problems } = await diagnose(on(url(), { CONNECTWISE_COMPANY_ID: "sandbx" }));
      expect(problems).toEqual(["companyId"]);
      expect(findings.companyId?.detail).toBe('the tenant knows no company "sandbx"');
      expect(findings.companyId?.nextStep).toContain("typed as Company at log-in");
      expect(findings.keys).toMatchObject({ status: "skipped", detail: "until this is mended: Company id" });
    });

    test.each(["CONNECTWISE_PUBLIC_KEY", "CONNECTWISE_PRIVATE_KEY"])(
      "%s isn't taken for a wrong company",
      async (key) => {
        const { findings, problems } = await diagnose(on(url(), { [key]: "s3cretWr0ng" }));
        expect(problems).toEqual(["keys"]);
        expect(findings.keys?.detail).toContain(answer);
        expect(findings.keys?.detail).toContain("Company info knows the company id, so it is the key pair.");
        expect(findings.keys?.help).toBe(`node_modules/connectwise-roles/docs/troubleshooting.md#${topic}`);
        expect(findings.security).toMatchObject({ status: "skipped", detail: "until this is mended: Keys" });
        expect(JSON.stringify(findings)).not.toContain("s3cretWr0ng");
      },
    );
  });

  test("a key that isn't set, and a clientId that is no GUID, are told together", async () => {
    const { CONNECTWISE_PRIVATE_KEY: _, ...others } = on(onPremise.sandbox.url, { CONNECTWISE_CLIENT_ID: "my-client" });
    const { findings, problems } = await diagnose(others);
    expect(problems).toEqual(["keys", "clientId"]);
    expect(findings.keys?.detail).toBe("connectwise:privateKey: not set");
    expect(findings.keys?.nextStep).toContain("pulumi config set --secret connectwise:privateKey, which asks for it");
    expect(findings.clientId?.detail).toContain("connectwise:clientId: a GUID");
    expect(findings.companyId?.status).toBe("ok");
  });

  test("a key that the engine can't decrypt is told with its reason and the ways there are", async () => {
    const { CONNECTWISE_PRIVATE_KEY: _, ...others } = on(onPremise.sandbox.url);
    const stack = stackOf({}, ["connectwise:privateKey"]);
    const { findings, problems } = await diagnose(others, { stack });
    expect(problems).toEqual(["keys"]);
    expect(findings.keys?.detail).toContain("the engine can't decrypt it: incorrect passphrase");
    expect(findings.keys?.nextStep).toContain("Set PULUMI_CONFIG_PASSPHRASE");
    expect((await diagnose(on(onPremise.sandbox.url), { stack })).problems).toEqual([]);
  });

  test.each([
    ["a body of its own", { code: "Forbidden", message: "A valid clientId header is required." }],
    ["no API error", "Forbidden"],
  ])("a clientId that the tenant refuses with %s is told as that", async (_what, body) => {
    const sandbox = await servers.sandbox();
    sandbox.fault({ path: "/system/info", status: 403, body });
    const { findings, problems } = await diagnose(on(sandbox.url, { CONNECTWISE_CLIENT_ID: GUID }));
    expect(problems).toEqual(["clientId"]);
    expect(findings.clientId?.help).toBe("node_modules/connectwise-roles/docs/troubleshooting.md#clientid-refused");
    expect(findings.keys).toMatchObject({ status: "skipped", detail: expect.stringContaining("clientId is accepted") });
  });
});

describe("a wrong address", () => {
  test.each([
    ["http off this machine", "http://connectwise.example.com.au", "http:// would send the keys in clear"],
    ["keys in it", "https://acme+key:s3cret@na.myconnectwise.net", "keys don't belong into the address"],
    ["no host", "https://", "is no address"],
    ["blank", "  ", "connectwise:site: blank"],
  ])("with %s is told without a request, and with what else is wrong", async (_what, written, message) => {
    const { findings, problems, sent: requestCount } = await diagnose(on(written, { CONNECTWISE_CLIENT_ID: "" }));
    expect(problems).toEqual(["address", "clientId"]);
    expect(findings.address?.detail).toContain(message);
    expect(findings.address?.help).toBe("node_modules/connectwise-roles/docs/troubleshooting.md#which-address-to-use");
    expect(findings.connection?.detail).toBe("until this is mended: Address");
    expect(requestCount).toEqual({ requests: 0, writes: 0 });
    expect(JSON.stringify(findings)).not.toContain("s3cret");
  });

  test("whose host isn't known ends at the host", async () => {
    const { findings, problems } = await diagnose(on("https://connectwise.invalid"));
    expect(problems).toEqual(["host"]);
    expect(findings.host?.detail).toMatch(/No answer from https:\/\/connectwise\.invalid \((ENOTFOUND|EAI_AGAIN)\)/);
    expect(findings.companyId?.status).toBe("skipped");
  });

  test("where nothing listens ends at the connection", async () => {
    const sandbox = await startSandbox();
    await sandbox.close();
    const { findings, problems, sent: requestCount } = await diagnose(on(sandbox.url));
    expect(problems).toEqual(["connection"]);
    expect(findings.connection?.detail).toBe(`No answer from ${sandbox.url} (ECONNREFUSED).`);
    expect(requestCount.requests).toBe(1);
  });

  test("whose certificate isn't trusted comes with NODE_EXTRA_CA_CERTS", async () => {
    const { url } = await servers.sandbox({ tls: true });
    const { findings, problems } = await diagnose(on(url));
    expect(problems).toEqual(["connection"]);
    expect(findings.connection?.nextStep).toContain("NODE_EXTRA_CA_CERTS");
    expect(findings.connection?.help).toBe(
      "node_modules/connectwise-roles/docs/troubleshooting.md#certificate-not-trusted",
    );
  });

  test("with https where the port speaks http ends at the connection", async () => {
    const { url } = await servers.sandbox();
    const { findings, problems } = await diagnose(on(url.replace("http:", "https:")));
    expect(problems).toEqual(["connection"]);
    expect(findings.connection?.nextStep).toBe("That port doesn't speak https: check connectwise:site.");
  });

  test("of the cloud without api- in front, where SSL is required", async () => {
    const { url } = await servers.sandbox({ cloudHost: "na.myconnectwise.net" });
    const { findings, problems } = await diagnose(on(url));
    expect(problems).toEqual(["api"]);
    expect(findings.api?.nextStep).toContain("on the cloud it starts with api-");
    expect(findings.api?.help).toBe(
      "node_modules/connectwise-roles/docs/troubleshooting.md#ssl-is-required-or-a-login-page",
    );
  });
});

describe("a wrong codebase", () => {
  test("of the cloud is named beside the right one, and 404 isn't blamed on the keys", async () => {
    const { url } = await servers.sandbox({ cloudHost: "api-na.myconnectwise.net" });
    const { findings, problems } = await diagnose(on(url, { CONNECTWISE_CODEBASE: "v2019_1" }));
    expect(problems).toEqual(["codebase"]);
    expect(findings.codebase?.detail).toBe("connectwise:codebase is v2019_1, but company info names v2025_1");
    expect(findings.keys?.detail).toBe("until this is mended: Codebase");
  });

  test("that answers all the same is no problem", async () => {
    const { url } = await servers.sandbox();
    const { findings, problems } = await diagnose(on(url, { CONNECTWISE_CODEBASE: "v2019_1" }));
    expect(problems).toEqual([]);
    expect(findings.codebase?.detail).toBe("v2019_1 answers, though company info names v4_6_release");
  });

  test("that is no codebase is never sent", async () => {
    const { url } = await servers.sandbox();
    const { findings, problems, sent: requestCount } = await diagnose(on(url, { CONNECTWISE_CODEBASE: "../../evil" }));
    expect(problems).toEqual(["codebase"]);
    expect(findings.codebase?.detail).toContain("a codebase such as v4_6_release");
    expect(requestCount.requests).toBe(1);
  });
});
