import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../../core/model/errors";
import { isExempt, proxyFor } from "../../../tenant/client/proxy";

const SITE = "https://psa.example.com";
const PROXY = "http://proxy.example:3128";

describe("the proxy of an address", () => {
  test.each([
    [{ HTTPS_PROXY: PROXY }, PROXY, "HTTPS_PROXY"],
    [{ HTTPS_PROXY: "http://other.example", https_proxy: PROXY }, PROXY, "https_proxy"],
    [{ ALL_PROXY: PROXY }, PROXY, "ALL_PROXY"],
    [{ HTTPS_PROXY: " ", all_proxy: PROXY }, PROXY, "all_proxy"],
    [{ HTTPS_PROXY: "proxy.example:3128" }, PROXY, "HTTPS_PROXY"],
    [{ HTTPS_PROXY: "https://me:secret@proxy.example" }, "https://proxy.example", "HTTPS_PROXY"],
  ])("is what the environment names, and is shown without its log-in: %o", (environment, shown, variable) => {
    expect(proxyFor(SITE, environment)).toMatchObject({ shown, variable });
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ["https://psa.example.com", { HTTP_PROXY: PROXY }],
    ["https://psa.example.com", { HTTPS_PROXY: PROXY, NO_PROXY: "example.com" }],
    ["https://psa.example.com", { HTTPS_PROXY: PROXY, NO_PROXY: "elsewhere.example", no_proxy: "psa.example.com" }],
    ...["http://127.0.0.1:8973", "http://localhost:1", "https://[::1]:8443", "https://127.4.5.6"].map(
      (origin): [string, NodeJS.ProcessEnv] => [origin, { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, ALL_PROXY: PROXY }],
    ),
  ])("is none for %s with %o", (origin, environment) => {
    expect(proxyFor(origin, environment)).toBeUndefined();
  });

  test.each(["socks5://me:s3cret@proxy.example:1080", "http://", "http://me:s3cret@", "a b:s3cret", "file:///s3cret"])(
    "that can't be used is refused by its variable's name, and isn't repeated: %s",
    (written) => {
      const open = () => proxyFor(SITE, { HTTPS_PROXY: written });
      expect(open).toThrow(InvalidInputError);
      expect(open).toThrow(/HTTPS_PROXY: isn't the address of an http or https proxy/);
      expect(open).not.toThrow(/s3cret/);
    },
  );
});

test.each([
  ["psa.example.com", "https://psa.example.com", true],
  ["example.com", "https://psa.example.com", true],
  [".example.com", "https://psa.example.com", true],
  ["*.EXAMPLE.com", "https://psa.example.com", true],
  ["other.example, example.com.", "https://psa.example.com", true],
  ["*", "https://psa.example.com", true],
  ["psa.example.com:443", "https://psa.example.com", true],
  ["psa.example.com:8443", "https://psa.example.com", false],
  ["psa.example.com:8443", "https://psa.example.com:8443", true],
  ["ample.com", "https://psa.example.com", false],
  ["psa.example.com.evil", "https://psa.example.com", false],
  ["", "https://psa.example.com", false],
  [":443", "https://psa.example.com", false],
  ["10.1.2.3", "https://10.1.2.3", true],
  ["2.3", "https://10.1.2.3", false],
  ["10.0.0.0/8", "https://10.1.2.3", true],
  ["10.0.0.0/16", "https://10.1.2.3", false],
  ["10.0.0.0/33", "https://10.1.2.3", false],
  ["fd00::/8", "https://[fd00::1]", true],
  ["fd00:0::1", "https://[fd00::1]", true],
  ["[fd00::1]:443", "https://[fd00::1]", true],
  ["10.0.0.0/8", "https://psa.example.com", false],
])("NO_PROXY %s for %s: %s", (list, origin, expected) => {
  expect(isExempt(new URL(origin), list)).toBe(expected);
});
