/** What a run is led to in the place of a tenant, and what it never is. */
import { describe, expect, test } from "vitest";
import { connect } from "../../../tenant/connection";
import { COPY_VARIABLE, copyIn, copyText, type TenantCopy } from "../../../tenant/copy";

const OF = { origin: "https://api-na.myconnectwise.net", companyId: "acme" };
const COPY: TenantCopy = {
  ...{ of: OF, origin: "http://127.0.0.1:4711", publicKey: "copyPublic", privateKey: "copyPrivate" },
  clientId: "2f6d1c3e-7d0b-4d7b-9d39-0e6f4c1f7a55",
};

describe("a copy", () => {
  test("is asked by its own keys, at its own pace, and the tenant stays what it is", () => {
    const config: Record<string, string> = {
      ...{ site: "na.myconnectwise.net", companyId: "Acme", publicKey: "real", privateKey: "realPrivate" },
      ...{ requestsPerMinute: "1", wait: "15m" },
    };
    const { gateway, tenant, wait } = connect((key) => config[key.replace("connectwise:", "")], {}, { copy: COPY });
    expect(tenant).toEqual({ ...OF, companyId: "Acme" });
    expect(gateway.http.credentials).toMatchObject({
      ...{ origin: COPY.origin, publicKey: COPY.publicKey, privateKey: COPY.privateKey, clientId: COPY.clientId },
    });
    expect(gateway.http.credentials.requestsPerMinute).toBeUndefined();
    expect(wait).toBe(0);
  });

  test.each([
    ["another company", { site: "na.myconnectwise.net", companyId: "globex" }],
    ["another site", { site: "au.myconnectwise.net", companyId: "acme" }],
  ])("is in the place of no tenant but its own: %s", (_, config: Record<string, string>) => {
    expect(() => connect((key) => config[key.replace("connectwise:", "")], {}, { copy: COPY })).toThrow(
      "of which there is no copy. Nothing is sent there.",
    );
  });

  test("is read from the environment as it was written there, and only one on this machine", () => {
    expect(copyIn({})).toBeUndefined();
    expect(copyIn({ [COPY_VARIABLE]: copyText(COPY) })).toEqual(COPY);
    for (const written of ["", "no JSON", copyText({ ...COPY, origin: "https://evil.example" })])
      expect(() => copyIn({ [COPY_VARIABLE]: written })).toThrow("doesn't name a copy on this machine");
  });
});
