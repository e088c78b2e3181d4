import { describe, expect, test } from "vitest";
import { Examination, type Finding } from "../../../tenant/doctor";
import { companyInfoOf, isUnknownCompany } from "../../../tenant/doctor/companyInfo";
import { KEYS, stackOf } from "../../helpers/doctor";

/** The findings that need no request: up to the address. */
async function address(site: string, config: Record<string, string> = {}): Promise<Finding[]> {
  const examination = new Examination(stackOf(config), { environment: { ...KEYS, CONNECTWISE_SITE: site } });
  const findings: Finding[] = [];
  for await (const finding of examination.findings()) {
    findings.push(finding);
    if (finding.check === "address") break;
  }
  expect(examination.requestCount).toEqual({ requests: 0, writes: 0 });
  return findings;
}

describe("an address", () => {
  test.each([
    ["na.myconnectwise.net", ["not at na.myconnectwise.net: using that."]],
    ["https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en", ["using that.", "is left off."]],
    ["https://api-na.myconnectwise.net?x=1", ["is left off."]],
  ])("%s is mended, and says how to have it right", async (written, said) => {
    const finding = (await address(written)).at(-1);
    expect(finding?.status).toBe("ok");
    expect(finding?.detail).toMatch(/^https:\/\/api-na\.myconnectwise\.net\. /);
    for (const words of said) expect(finding?.detail).toContain(words);
    expect(finding?.nextStep).toContain("pulumi config set connectwise:site https://api-na.myconnectwise.net");
  });

  test.each(["api-eu.myconnectwise.net", "https://connectwise.example.com.au/", "http://127.0.0.1:8973"])(
    "%s is right as it is",
    async (written) => {
      const finding = (await address(written)).at(-1);
      expect(finding).toMatchObject({ status: "ok", detail: expect.stringMatching(/^https?:\/\/[^ ]+$/) });
      expect(finding?.nextStep).toBeUndefined();
    },
  );

  test("in the stack wins over the environment's", async () => {
    const found = await address("na.myconnectwise.net", { "connectwise:site": "connectwise.example.com.au" });
    expect(found.at(-1)?.detail).toBe("https://connectwise.example.com.au");
  });
});

test("keys that don't concern the tenant are checked, too, all at once", async () => {
  const config = { "connectwise:levels": "sometimes", "connectwise:wait": "long" };
  const [configuration] = await address("api-eu.myconnectwise.net", config);
  expect(configuration).toMatchObject({
    check: "configuration",
    status: "problem",
    detail: expect.stringMatching(/connectwise:levels: one of auto.*connectwise:wait: a time such as 15m/),
    help: "node_modules/connectwise-roles/docs/troubleshooting.md#connection-not-configured",
  });
});

describe("company info", () => {
  const answer = (status: number, data: unknown) => ({ status, data }) as Parameters<typeof companyInfoOf>[0];

  test.each([true, "True"])("says whether it is the cloud, with IsCloud as %j", (IsCloud) => {
    const shown = { CompanyName: "Acme", Codebase: "v2025_1/", CompanyID: "ACM", IsCloud };
    expect(companyInfoOf(answer(200, shown))).toEqual({ name: "Acme", codebase: "v2025_1", isCloud: true });
  });

  test.each([
    [404, { code: "ConnectWiseApi" }, true],
    [200, null, true],
    [200, "", true],
    [200, { Codebase: null }, true],
    [404, "<html>Not found</html>", false],
    [200, "<html>Log in</html>", false],
    [503, { code: "ConnectWiseApi" }, false],
  ])("of %i %j: the company is unknown: %s", (status, data, unknown) => {
    expect(companyInfoOf(answer(status, data))).toBeUndefined();
    expect(isUnknownCompany(answer(status, data))).toBe(unknown);
  });
});
