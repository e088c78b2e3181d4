import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../../core/model/errors";
import { connect } from "../../../tenant/connection";
import { isPlainKeyRisky, variableOf } from "../../../tenant/environment";

const COMPLETE = {
  "connectwise:site": "na.myconnectwise.net",
  "connectwise:companyId": "acme",
  "connectwise:publicKey": "pub91f3",
  "connectwise:privateKey": "s3cretKey",
  "connectwise:clientId": "2f6d1c3e-7d0b-4d7b-9d39-0e6f4c1f7a55",
};

const open = (config: Record<string, string>, environment: NodeJS.ProcessEnv = {}) =>
  connect((key) => config[key], environment);

/** The problems that an invalid configuration is refused with. */
function problemsOf(config: Record<string, string>, environment?: NodeJS.ProcessEnv): string[] {
  try {
    open(config, environment);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe("a connection", () => {
  test("is made of the stack's configuration, the site mended with a notice", () => {
    const { gateway, levels, notices } = open(COMPLETE);
    expect(gateway.http.credentials).toEqual({
      origin: "https://api-na.myconnectwise.net",
      codebase: "v4_6_release",
      companyId: "acme",
      publicKey: "pub91f3",
      privateKey: "s3cretKey",
      clientId: "2f6d1c3e-7d0b-4d7b-9d39-0e6f4c1f7a55",
    });
    expect(levels).toBe("auto");
    expect(notices).toEqual([expect.stringContaining("api-na.myconnectwise.net")]);
  });

  test("with a character that can't be seen is refused; a key isn't repeated", () => {
    const config = { ...COMPLETE, "connectwise:companyId": "ac\u200bme", "connectwise:privateKey": "s3cret\u00a0Key" };
    expect(problemsOf(config)).toEqual([
      expect.stringMatching(/^connectwise:companyId: has U\+200B after "ac", which can't be seen; write it without/),
      expect.stringMatching(/^connectwise:privateKey: has U\+00A0, which can't be seen; type it again/),
    ]);
    expect(problemsOf(config).join()).not.toContain("s3cret");
  });

  test("takes from the environment what the configuration doesn't have", () => {
    const { "connectwise:privateKey": _, ...config } = COMPLETE;
    const { gateway, levels } = open(config, {
      CONNECTWISE_PRIVATE_KEY: "fromEnvironment",
      CONNECTWISE_COMPANY_ID: "other",
      CONNECTWISE_LEVELS: "attended",
      CONNECTWISE_CODEBASE: "v2025_1",
    });
    expect(gateway.http.credentials).toMatchObject({
      privateKey: "fromEnvironment",
      companyId: "acme",
      codebase: "v2025_1",
    });
    expect(levels).toBe("attended");
  });

  test("knows which tenant it leads to, and what that one was called before", () => {
    const acme = { origin: "https://api-na.myconnectwise.net", companyId: "acme" };
    expect(open(COMPLETE)).toMatchObject({ tenant: acme, movedFrom: undefined });
    const moved = open({ ...COMPLETE, "connectwise:movedFrom": "acme at https://psa.example.com" });
    expect(moved).toMatchObject({ tenant: acme, movedFrom: { origin: "https://psa.example.com", companyId: "acme" } });
    expect(() => open({ ...COMPLETE, "connectwise:movedFrom": "psa.example.com" })).toThrow(
      "connectwise:movedFrom: the tenant as it was before, such as acme at https://psa.example.com",
    );
  });

  test.each([
    ["site", "CONNECTWISE_SITE"],
    ["companyId", "CONNECTWISE_COMPANY_ID"],
    ["clientId", "CONNECTWISE_CLIENT_ID"],
  ])("finds %s in %s", (key, variable) => {
    expect(variableOf(key)).toBe(variable);
  });
});

describe("a connection is refused", () => {
  test("with every key that isn't set, and how to set it", () => {
    const problems = problemsOf({});
    expect(problems).toEqual([
      "connectwise:site: not set; set it with: pulumi config set connectwise:site …, or in CONNECTWISE_SITE",
      "connectwise:companyId: not set; set it with: pulumi config set connectwise:companyId …, or in CONNECTWISE_COMPANY_ID",
      "connectwise:publicKey: not set; set it with: pulumi config set connectwise:publicKey …, or in CONNECTWISE_PUBLIC_KEY",
      "connectwise:privateKey: not set; set it with: pulumi config set --secret connectwise:privateKey, which asks for it, or in CONNECTWISE_PRIVATE_KEY",
      "connectwise:clientId: not set; set it with: pulumi config set connectwise:clientId …, or in CONNECTWISE_CLIENT_ID",
    ]);
  });

  test("with every invalid key at once", () => {
    const problems = problemsOf({
      "connectwise:site": "http://connectwise.example.com.au",
      "connectwise:companyId": "  ",
      "connectwise:publicKey": "pub91f3",
      "connectwise:privateKey": "s3cretKey",
      "connectwise:clientId": "my-client",
      "connectwise:codebase": "../../evil",
      "connectwise:levels": "sometimes",
    });
    expect(problems).toEqual([
      expect.stringContaining("connectwise:companyId: blank; set it with"),
      expect.stringContaining("connectwise:clientId: a GUID"),
      expect.stringContaining("connectwise:codebase: a codebase such as v4_6_release"),
      expect.stringContaining("connectwise:levels: one of auto, api, attended"),
      expect.stringContaining("connectwise:site: http:// would send the keys in clear"),
    ]);
  });

  test("without repeating a value that is secret", () => {
    const secret = "s3cretKey";
    const wrong = {
      "connectwise:site": `https://acme+pub:${secret}@na.myconnectwise.net`,
      "connectwise:privateKey": secret,
      "connectwise:clientId": secret,
      "connectwise:codebase": secret,
      "connectwise:levels": secret,
    };
    expect(problemsOf(wrong)).toHaveLength(6);
    expect(problemsOf(wrong).join()).not.toContain(secret);
  });
});

test.each([
  ["the cloud", "na.myconnectwise.net", true],
  ["on-premise", "connectwise.example.com.au", true],
  ["no site yet", undefined, true],
  ["a site that can't be read", "not an address", true],
  ["the sandbox", "http://127.0.0.1:8973", false],
])("a private key in plain text is a risk with %s: %s", (_what, site, risky) => {
  expect(isPlainKeyRisky(site)).toBe(risky);
});
