import type { Answer } from "../transport";
import { WORDS } from "./words";

const MOST_WORDS = 40;

/**
 * An answer as a report may show it: its status, and what it says as far as the words are ones that the service has for anybody. A
 * word that might be somebody's name is left out, and so is every number: `404, NotFound: "Role … not found"`.
 */
export function saidBy({ status, json, text, headers }: Pick<Answer, "status" | "json" | "text" | "headers">): string {
  const said = saidIn(json);
  const code = codeOf({ json });
  const message = textIn(said, "message") ?? textIn(said, "detail");
  const errors = said && Array.isArray(said.errors) ? said.errors.filter(isObject) : [];
  const fields = errors.map((one) => known([textIn(one, "code"), textIn(one, "field")].filter(Boolean).join(" ")));
  if (said === undefined && status >= 300)
    return `${status}, ${/html/i.test(headers["content-type"] ?? "") ? "a web page" : text === "" ? "without a body" : "no JSON object"}`;
  if (status < 300) return `${status}`;
  const quoted = message === undefined ? "" : `: "${known(message)}"`;
  return [`${status}${code === undefined ? "" : `, ${known(code)}`}${quoted}`, ...fields.slice(0, 5)].join("; ");
}

/** The words of a text that anybody's tenant has; a dash of dots for each run of others. */
export function known(text: string): string {
  const parts = text.match(/[\p{L}\p{N}_']+|[^\p{L}\p{N}_'\s]+|\s+/gu) ?? [];
  const shown = parts.slice(0, 2 * MOST_WORDS).map((part) => (isKnown(part) ? part : "…"));
  return shown
    .join("")
    .replace(/…(?:[^\p{L}\p{N}]*…)+/gu, "…")
    .trim();
}

/** Whether a word is one of the service's own, of its descriptions or of the language; of signs, whether they are those of a sentence. */
export const isKnown = (part: string): boolean =>
  /^\s+$/.test(part) || /^[.,:;!?()"'/-]{1,3}$/.test(part) || WORDS().has(part.toLowerCase());

/** The code of a refusal, as the tenant gives it. */
export const codeOf = ({ json }: Pick<Answer, "json">): string | undefined =>
  textIn(saidIn(json), "code") ?? textIn(saidIn(json), "title");

/** What is said, also where ASP.NET puts it inside of `error`. */
const saidIn = (json: unknown): Readonly<Record<string, unknown>> | undefined =>
  isObject(json) ? (isObject(json.error) ? json.error : json) : undefined;

/** The codes of single fields in a refusal. */
export function fieldCodesOf({ json }: Pick<Answer, "json">): string[] {
  const { errors } = saidIn(json) ?? {};
  return Array.isArray(errors) ? errors.filter(isObject).flatMap((one) => textIn(one, "code") ?? []) : [];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textIn = (value: unknown, name: string): string | undefined =>
  isObject(value) && typeof value[name] === "string" ? value[name] : undefined;
