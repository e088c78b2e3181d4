import { InvalidInputError } from "../../core/model/errors";
import { describeInvisible, visibleForm } from "../../core/text/invisible";

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
 * Reads a site as people write and paste it: with or without scheme, in any case, in quotes, with a path of the web client.
 * A cloud host without `api-` gets it: the cloud answers API requests only there. An on-premise host is left alone.
 * Source: Kaseya's article "ConnectWise PSA permissions and sync error resolution".
 *
 * @throws InvalidInputError when it isn't an address, has letters that look like others, or sends keys in clear over a network
 */
export function parseSite(written: string): Site {
  const { text, notices } = unquoted(written);
  const url = urlOf(text);
  const suggested = CLOUD.test(url.hostname) ? `api-${url.host}` : url.host;
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw invalid(`"${url.protocol}//" can't be used; write https://${suggested}`);
  if (url.protocol === "http:" && !isLoopback(url.origin))
    throw invalid(`http:// would send the keys in clear; write https://${suggested}`);
  if (suggested !== url.host) {
    notices.push(`The cloud's API answers at ${suggested}, not at ${url.host}: using that.`);
    url.host = suggested;
  }
  if (url.pathname !== "/" || url.search || url.hash)
    notices.push("What stands behind the host in connectwise:site is left off.");
  return { origin: url.origin, notices };
}

const invalid = (message: string) =>
  new InvalidInputError("The site can't be used", [
    { path: "connectwise:site", message, topic: "which-address-to-use" },
  ]);

/** What editors and mail programs put around an address: quotes of all languages, and angle brackets. */
const QUOTES = /^[\p{Pi}\p{Pf}\u201a\u201e"'`<>\s]+|[\p{Pi}\p{Pf}\u201a\u201e"'`<>\s]+$/gu;

function unquoted(written: string): { text: string; notices: string[] } {
  const notices: string[] = [];
  const visible = visibleForm(written);
  const text = visible.replace(QUOTES, "");
  const invisible = describeInvisible(written.trim());
  if (invisible !== undefined && !written.includes("@"))
    notices.push(`connectwise:site has ${invisible}, which can't be seen: it is left off.`);
  if (text !== visible) notices.push("The quotes around connectwise:site are left off.");
  return { text, notices };
}

/** Where the host begins and ends. */
const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/\\?#]*)/i;

function urlOf(text: string): URL {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${defaultScheme(text)}//${text}`;
  const [, host = ""] = HOST.exec(text) ?? [];
  const isAddress = URL.canParse(withScheme);
  const noAddress = () =>
    invalid(`"${text.replace(/.*@/, "…@")}" is no address; write it like api-na.myconnectwise.net`);
  if (!isAddress && !host.includes("@")) assertPlain(host);
  if (!isAddress) throw noAddress();
  const url = new URL(withScheme);
  if (url.username || url.password) throw invalid("keys don't belong into the address; use publicKey and privateKey");
  assertPlain(host);
  url.hostname = url.hostname.replace(/\.$/, "");
  if (/^https?$/.test(url.hostname)) throw noAddress();
  return url;
}

/**
 * A letter of another alphabet may look like one of the cloud's own host, and a character that no host has comes from a slip of
 * the pen: either would make the address of another server, and send the keys there.
 */
function assertPlain(host: string): void {
  const [odd] = /[^a-z0-9._:[\]% -]/iu.exec(host) ?? [];
  if (odd === undefined) return;
  const code = `U+${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  throw invalid(
    `"${host}" is no address: no host has the character ${odd} (${code}); write it like api-na.myconnectwise.net`,
  );
}

/** Only a server on this machine, such as the sandbox, is meant without https. */
const defaultScheme = (host: string) => (LOOPBACK.test(host.replace(/[:/](?!.*\]).*$/, "")) ? "http:" : "https:");

/** Whether an address never leaves this machine. */
export const isLoopback = (origin: string): boolean => LOOPBACK.test(new URL(origin).hostname);
