import { describe, expect, test } from "vitest";
import { isLoopback, parseSite } from "../../../tenant/client/site";

describe("a site", () => {
  test.each([
    ["au.myconnectwise.net", "https://api-au.myconnectwise.net"],
    ["au.myConnectWise.net", "https://api-au.myconnectwise.net"],
    ["NA.MYCONNECTWISE.NET", "https://api-na.myconnectwise.net"],
    ["https://eu.myconnectwise.net", "https://api-eu.myconnectwise.net"],
    ["HTTPS://EU.myConnectWise.net/", "https://api-eu.myconnectwise.net"],
    ["na.myconnectwise.net/v4_6_release/services/system_io/router.rails?x=1", "https://api-na.myconnectwise.net"],
    ["https://na.myconnectwise.net:443/login", "https://api-na.myconnectwise.net"],
    ["  na.myconnectwise.net\n", "https://api-na.myconnectwise.net"],
    ["staging.connectwisedev.com", "https://api-staging.connectwisedev.com"],
  ])("of the cloud without api- gets it, with a notice: %j", (written, origin) => {
    const site = parseSite(written);
    expect(site.origin).toBe(origin);
    expect(site.notices[0]).toContain(new URL(origin).host);
  });

  test.each([
    ["“https://na.myconnectwise.net”", ["The quotes", "using that"]],
    ["„api-na.myconnectwise.net“", ["The quotes"]],
    ["‘api-na.myconnectwise.net’", ["The quotes"]],
    ["«\u00a0api-na.myconnectwise.net\u00a0»", ["U+00A0", "The quotes"]],
    ['"api-na.myconnectwise.net"', ["The quotes"]],
    ["<https://api-na.myconnectwise.net/>", ["The quotes"]],
    ["api-na.myconnectwise.net\u200b", ['U+200B after "api-na.myconnectwise.net"']],
    ["api-na.my\u00adconnectwise.net", ["U+00AD"]],
    ["api-na.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en_US#startscreen=sr100", ["behind the host"]],
    ["“na.myconnectwise.net/login”", ["The quotes", "using that", "behind the host"]],
  ])("is mended where it was pasted, with a notice: %j", (written, said) => {
    const { origin, notices } = parseSite(written);
    expect(origin).toBe("https://api-na.myconnectwise.net");
    expect(notices).toEqual(said.map((part) => expect.stringContaining(part)));
  });

  test.each([
    ["api-na.myconnectwise.net", "https://api-na.myconnectwise.net"],
    ["API-AU.myConnectWise.net", "https://api-au.myconnectwise.net"],
    ["https://api-eu.myconnectwise.net/", "https://api-eu.myconnectwise.net"],
    ["xn--bcher-kva.example", "https://xn--bcher-kva.example"],
    ["api-staging.connectwisedev.com", "https://api-staging.connectwisedev.com"],
    ["ConnectWise.example.com.au", "https://connectwise.example.com.au"],
    ["https://connectwise.example.com.au:8443", "https://connectwise.example.com.au:8443"],
    ["myconnectwise.net.example.com", "https://myconnectwise.net.example.com"],
    ["notmyconnectwise.net", "https://notmyconnectwise.net"],
    ["http://127.0.0.1:8973", "http://127.0.0.1:8973"],
    ["http://localhost:8973/", "http://localhost:8973"],
    ["http://[::1]:8973", "http://[::1]:8973"],
  ])("of another kind is left alone: %j", (written, origin) => {
    expect(parseSite(written)).toEqual({ origin, notices: [] });
  });

  test.each([
    ["http off this machine", "http://connectwise.example.com.au", "write https://connectwise.example.com.au"],
    ["http to the cloud", "http://na.myconnectwise.net", "send the keys in clear"],
    ["a host that only looks like this machine", "http://127.0.0.1.example.com", "send the keys in clear"],
    ["another scheme", "ftp://connectwise.example.com.au", '"ftp://" can\'t be used'],
    ["spaces", "not an address", '"not an address" is no address'],
    ["a letter of another alphabet", "api-n\u0430.myconnectwise.net", "no host has the character \u0430 (U+0430)"],
    ["a quote in its middle", "api-na.myconnectwise.net“/v4_6_release", "no host has the character “ (U+201C)"],
    ["a comma", "api-na.myconnectwise.net,", "no host has the character , (U+002C)"],
    ["a wide full stop", "api-na。myconnectwise。net", "(U+3002)"],
    ["a scheme that lost its colon", "https//na.myconnectwise.net", "is no address"],
    ["nothing but a scheme", "https://", "is no address"],
  ])("is refused with %s", (_what, written, message) => {
    expect(() => parseSite(written)).toThrow(message);
    expect(() => parseSite(written)).not.toThrow("xn--");
    expect(() => parseSite(written)).toThrow("connectwise:site");
  });

  test.each([
    "https://acme+key:s3cret@na.myconnectwise.net",
    "acme+key:s3cret@na.myconnectwise.net",
    "https://acme+key:s3cret@na.myconnectwise.net:no-port",
    "“https://acme+key:s3cret@na.myconnectwise.net”",
    "https://acme+key:s3cret\u200b@na.myconnectwise.net",
    "acme+key:s3“cret@na.myconnectwise.net:no-port",
    "ftp://acme+key:s3cret@na.myconnectwise.net",
  ])("with keys in it is refused without repeating them: %s", (written) => {
    const refused = () => parseSite(written);
    expect(refused).toThrow("connectwise:site");
    expect(refused).not.toThrow("s3cret");
  });
});

test.each([
  ["http://127.0.0.1:8973", true],
  ["http://127.3.2.1", true],
  ["https://localhost", true],
  ["http://[::1]:1", true],
  ["http://0.0.0.0:8973", false],
  ["https://localhost.example.com", false],
])("%s never leaves this machine: %s", (origin, expected) => {
  expect(isLoopback(origin)).toBe(expected);
});
