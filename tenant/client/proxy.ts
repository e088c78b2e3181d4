import { BlockList, isIP } from "node:net";
import { InvalidInputError } from "../../core/model/errors";
import { isLoopback } from "./site";

/** A proxy that a request goes through. */
export interface ForwardProxy {
  /** With its user and password, where it wants them. */
  readonly url: URL;
  /** Scheme, host and port alone, for people. */
  readonly shown: string;
  /** The variable that names it. */
  readonly variable: string;
}

/** As curl reads them: in either case, small letters first. */
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy that the environment names for an address; `undefined` where requests go straight to it: on this machine always, and
 * where NO_PROXY names the host. Without TLS only this machine is asked, so that HTTP_PROXY is nobody's.
 * @throws InvalidInputError when it can't be used, without repeating it
 */
export function proxyFor(origin: string, environment: NodeJS.ProcessEnv = process.env): ForwardProxy | undefined {
  const variable = VARIABLES.find((name) => environment[name]?.trim());
  if (variable === undefined || isLoopback(origin)) return undefined;
  if (isExempt(new URL(origin), environment.no_proxy ?? environment.NO_PROXY ?? "")) return undefined;
  const written = environment[variable]?.trim() ?? "";
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "")
    throw new InvalidInputError("The proxy can't be used", [
      {
        path: variable,
        message: "isn't the address of an http or https proxy; write it like http://proxy.example:3128",
        topic: "proxy-refuses-or-is-down",
      },
    ]);
  return { url, shown: url.origin, variable };
}

/**
 * Whether a list such as NO_PROXY names an address. An entry is a host and what is below it (`example.com`, `.example.com`,
 * `*.example.com`), an IP address, a subnet (`10.0.0.0/8`), or `*` for all; it may end in a port.
 */
export function isExempt({ protocol, hostname, port }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, "");
  const itsPort = port || (protocol === "https:" ? "443" : "80");
  const entries = list.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => entry !== "" && isMeant(entry, host, itsPort));
}

function isMeant(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInSubnet(entry, host);
  if (isIP(entry) === 6) return isSameAddress(entry, host);
  const [, bracketed, named = bracketed, itsPort = port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  if (named === undefined || itsPort !== port) return false;
  if (isIP(named)) return isSameAddress(named, host);
  const name = named.replace(/^\*?\.|\.$/g, "");
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isInSubnet(entry: string, host: string): boolean {
  const [network = "", bits = ""] = entry.split("/");
  const version = isIP(network);
  if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 6 ? 128 : 32)) return false;
  const subnet = new BlockList();
  subnet.addSubnet(network, Number(bits), version === 6 ? "ipv6" : "ipv4");
  return isListed(subnet, host);
}

/** An IPv6 address may be written in several ways. */
function isSameAddress(address: string, host: string): boolean {
  const only = new BlockList();
  only.addAddress(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return isListed(only, host);
}

const isListed = (list: BlockList, host: string): boolean =>
  isIP(host) !== 0 && list.check(host, isIP(host) === 6 ? "ipv6" : "ipv4");
