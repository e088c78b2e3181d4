/** In CI, and where CONNECTWISE_HOSTS is set, keys go to hosts that were named outside of the reviewed files. */
import { describe, expect, test } from "vitest";
import { assertAllowedHost } from "../../../tenant/client/hosts";

const allowed = (origin: string, environment: NodeJS.ProcessEnv): boolean => {
  try {
    assertAllowedHost(origin, environment);
    return true;
  } catch {
    return false;
  }
};

describe("a host", () => {
  test.each([
    ["https://psa.acme.example", {}, true],
    ["https://psa.acme.example", { CI: "" }, true],
    ["https://psa.acme.example", { CI: "false" }, true],
    ["https://psa.acme.example", { CI: "true" }, false],
    ["https://psa.acme.example", { CI: "1" }, false],
    ["https://psa.acme.example", { TF_BUILD: "True" }, false],
    ["https://psa.acme.example", { JENKINS_URL: "https://ci.acme.example/" }, false],
    ["https://psa.acme.example", { CI: "true", CONNECTWISE_HOSTS: "other.example, PSA.acme.example" }, true],
    ["https://psa.acme.example:8443", { CONNECTWISE_HOSTS: "psa.acme.example:8443" }, true],
    ["https://psa.acme.example", { CONNECTWISE_HOSTS: "" }, false],
    ["https://psa.acme.example.evil.example", { CONNECTWISE_HOSTS: "psa.acme.example" }, false],
    ["https://api-na.myconnectwise.net", { CI: "true" }, true],
    ["https://api-staging.connectwisedev.com", { CI: "true" }, true],
    ["https://myconnectwise.net.evil.example", { CI: "true" }, false],
    ["https://evilmyconnectwise.net", { CI: "true" }, false],
    ["http://127.0.0.1:8080", { CI: "true" }, true],
  ])("%s with %j is allowed: %s", (origin, environment, expected) => {
    expect(allowed(origin, environment)).toBe(expected);
  });

  test("that isn't is refused with the place to name it", () => {
    expect(() => assertAllowedHost("https://psa.acme.example", { CI: "true" })).toThrow(
      /this runs in CI, where keys are sent to ConnectWise's cloud and to the hosts that CONNECTWISE_HOSTS names\. If psa\.acme\.example is yours, add it there/,
    );
  });
});
