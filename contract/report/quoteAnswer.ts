import type { Answer } from "../transport";
import { WORDS } from "./words";

const MOST_WORDS = 40;

type TenantAnswer = Pick<Answer, "status" | "json" | "text" | "headers" | "names">;

/**
 * An answer as a report may show it: its status, and what it says as far as the words are ones that the service has for anybody. What
 * stands in quotes is left out, a word that might be somebody's name, and every number: `404, NotFound: "Role … not found"`.
 */
export function quoteAnswer({ status, json, text, headers, names }: TenantAnswer): string {
  const refusal = refusalBodyOf(json);
  const code = codeOf({ json });
  const message = textIn(refusal, "message") ?? textIn(refusal, "detail");
  const errors = refusal && Array.isArray(refusal.errors) ? refusal.errors.filter(isObject) : [];
  const fields = errors.map((fieldError) =>
    [textIn(fieldError, "code"), textIn(fieldError, "field")].map((word) => word && knownWordOrDots(word)),
  );
  if (refusal === undefined && status >= 300)
    return `${status}, ${/html/i.test(headers["content-type"] ?? "") ? "a web page" : text === "" ? "without a body" : "no JSON object"}`;
  if (status < 300) return `${status}`;
  const quoted = message === undefined ? "" : `: "${keepKnownWords(message, names)}"`;
  const fieldTexts = fields.slice(0, 5).map((words) => words.filter(Boolean).join(" "));
  return [`${status}${code === undefined ? "" : `, ${knownWordOrDots(code)}`}${quoted}`, ...fieldTexts].join("; ");
}

/** A code or a field by itself. */
const knownWordOrDots = (word: string): string => (isKnown(word) ? word : "…");

/**
 * The words of a sentence that anybody's tenant has; dots for each run of others. A word with a capital is a name, unless the sentence
 * begins with it, or it is one of the service's codes, types or fields.
 * @param names words, in small letters, that are somebody's
 */
export function keepKnownWords(text: string, names: ReadonlySet<string> = new Set()): string {
  const unquoted = text.replaceAll(/(["'])(?:(?!\1).)*\1/gsu, " … ");
  const parts = unquoted.match(/[\p{L}\p{N}_]+(?:'[a-z]+)?|[^\p{L}\p{N}_\s]+|\s+/gu) ?? [];
  const shown = parts.slice(0, 2 * MOST_WORDS).map((part, at) => {
    const isFirst =
      parts.slice(0, at).every((before) => !/[\p{L}\p{N}]/u.test(before)) || /[.!?]/.test(parts[at - 2] ?? "");
    const isCapital = /^\p{Lu}/u.test(part) && !/\p{Lu}.*\p{Ll}.*\p{Lu}|^[A-Z]{2,5}$|\d/u.test(part);
    const isName = names.has(part.toLowerCase()) || (isCapital && !isFirst);
    return isKnown(part) && !isName ? part : "…";
  });
  return shown
    .join("")
    .replace(/…(?:[^\p{L}\p{N}]*…)+/gu, "…")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Whether a word is one of the service's own, of its descriptions or of the language; of signs, whether they are those of a sentence. */
export const isKnown = (part: string): boolean =>
  /^\s+$/.test(part) || /^[.,:;!?()"'/-]{1,3}$/.test(part) || WORDS().has(part.toLowerCase());

/** The code of a refusal, as the tenant gives it. */
export const codeOf = ({ json }: Pick<Answer, "json">): string | undefined =>
  textIn(refusalBodyOf(json), "code") ?? textIn(refusalBodyOf(json), "title");

/** What is said, also where ASP.NET puts it inside of `error`. */
const refusalBodyOf = (json: unknown): Readonly<Record<string, unknown>> | undefined =>
  isObject(json) ? (isObject(json.error) ? json.error : json) : undefined;

/** The codes of single fields in a refusal. */
export function fieldCodesOf({ json }: Pick<Answer, "json">): string[] {
  const { errors } = refusalBodyOf(json) ?? {};
  return Array.isArray(errors) ? errors.filter(isObject).flatMap((fieldError) => textIn(fieldError, "code") ?? []) : [];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textIn = (value: unknown, name: string): string | undefined =>
  isObject(value) && typeof value[name] === "string" ? value[name] : undefined;
