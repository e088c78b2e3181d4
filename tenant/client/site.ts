import { InvalidInputError } from "../../core/model/errors";

/** Where a tenant's API answers. */
export interface Site {
  /** Scheme and host, `https://api-na.myconnectwise.net`. */
  readonly origin: string;
  /** What was mended in what the user wrote, for people. */
  readonly notices: readonly string[];
}

const CLOUD = /^(?!api-)([a-z0-9-]+)\.(myconnectwise\.net|connectwisedev\.com)$/;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Reads a site as people write it: with or without scheme, in any case, with a path pasted from the browser.
 * A cloud host without `api-` gets it: the cloud answers API requests only there. An on-premise host is left alone.
 * Source: Kaseya's article "ConnectWise PSA permissions and sync error resolution".
 *
 * @throws InvalidInputError when it isn't an address, or sends keys in clear over a network
 */
export function parseSite(written: string): Site {
  const invalid = (message: string) =>
    new InvalidInputError("The site can't be used", [
      { path: "connectwise:site", message, topic: "which-address-to-use" },
    ]);
  const trimmed = written.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `${defaultScheme(trimmed)}//${trimmed}`;
  if (!URL.canParse(withScheme))
    throw invalid(`"${trimmed.replace(/.*@/, "…@")}" is no address; write it like api-na.myconnectwise.net`);
  const url = new URL(withScheme);
  url.hostname = url.hostname.replace(/\.$/, "");
  const suggested = CLOUD.test(url.hostname) ? `api-${url.host}` : url.host;
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw invalid(`"${url.protocol}//" can't be used; write https://${suggested}`);
  if (url.username || url.password) throw invalid("keys don't belong into the address; use publicKey and privateKey");
  if (url.protocol === "http:" && !isLoopback(url.origin))
    throw invalid(`http:// would send the keys in clear; write https://${suggested}`);
  if (/^https?$/.test(url.hostname))
    throw invalid(`"${trimmed}" is no address; write it like api-na.myconnectwise.net`);
  const notices: string[] = [];
  if (suggested !== url.host) {
    notices.push(`The cloud's API answers at ${suggested}, not at ${url.host}: using that.`);
    url.host = suggested;
  }
  return { origin: url.origin, notices };
}

/** Only a server on this machine, such as the sandbox, is meant without https. */
const defaultScheme = (host: string) => (LOOPBACK.test(host.replace(/[:/](?!.*\]).*$/, "")) ? "http:" : "https:");

/** Whether an address never leaves this machine. */
export const isLoopback = (origin: string): boolean => LOOPBACK.test(new URL(origin).hostname);
