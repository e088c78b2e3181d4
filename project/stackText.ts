import type { KeyedMessage } from "../core/profile/document";

/** One key of a stack's files. */
export interface Entry {
  /** With its namespace: `connectwise:site`. */
  readonly key: string;
  /** Where its value stands in the file. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The project's own keys whose values are text. */
const TEXT_KEYS: readonly string[] = [
  "profile",
  "role",
  "adopt",
  "force",
  "member",
  "memberKind",
  "memberName",
  "person",
  "location",
  "businessUnit",
];

/** Whether a key without a namespace is one of those that the program of `cwroles init` reads. */
export const isOwnKey = (name: string): boolean => name === "features" || TEXT_KEYS.includes(name);

/** Text, too, but a number that everybody reads alike does no harm: the id of a location, a rate. */
const NUMBER_KEYS: readonly string[] = ["location", "businessUnit", "requestsPerMinute"];
const NUMBER = /^(0|[1-9]\d{0,14})$/;

/** Every key of the connection is text, and some of the project's own. */
function isTextKey(key: string, project: string): boolean {
  const [namespace, name = ""] = key.split(":");
  if (namespace === "connectwise") return name !== "features";
  return namespace === project && TEXT_KEYS.includes(name);
}

/**
 * What may not be text where it stands without quotes: to the engine, which reads YAML 1.1 in part, `00123` is 83, and to
 * this project 123.
 */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(true|false|yes|no|on|off)$/i, "yes or no"],
  [/^\d{4}-\d{1,2}-\d{1,2}([t\s].*)?$/i, "a date"],
  [/^[-+]?(0[xob][\da-f_]+|\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|\.\d[\d_]*(e[-+]?\d+)?|\.inf|\.nan)$/i, "a number"],
];

/**
 * The values that aren't text where text is meant. No message has the value, which may be a secret.
 * @param project whose own keys are meant
 * @param plain what stands at a path without quotes, as it is written
 */
export function notText(
  entries: readonly Entry[],
  project: string,
  plain: (path: readonly string[]) => string | undefined,
): KeyedMessage[] {
  return (
    entries
      // A key without a value isn't set.
      .filter(({ key, value }) => value !== undefined && value !== null && isTextKey(key, project))
      .flatMap(leaves)
      .flatMap(({ key, path, value }) => {
        const written = plain(path);
        if (NUMBER.test(written ?? "") && NUMBER_KEYS.includes(key.split(":")[1] ?? "")) return [];
        const message = problemOf(value, written);
        return message === undefined ? [] : [{ keys: path, message }];
      })
  );
}

/** Keys that the engine takes for one: which of their values it uses, nobody can say. */
export function repeated(entries: readonly Entry[]): KeyedMessage[] {
  const first = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const { key, path } = entry;
    const earlier = first.get(key);
    if (!earlier) first.set(key, entry);
    return earlier ? [{ keys: path, message: `the same key as ${nameOf(earlier)}: ${key}; keep one of them` }] : [];
  });
}

const nameOf = ({ path }: Entry) => path[1] ?? "";

/** Numbers and dates without quotes that the two readers of these files don't read alike. */
export const isReadOtherwise = (plain: string): boolean =>
  /^[-+]?0[\d_]|^[-+]?\d[\d_.e+-]*_|^\d{4}-\d{1,2}-\d{1,2}/i.test(plain);

/** What a key holds: itself, or what is in the map of a person. */
const leaves = (entry: Entry): Entry[] =>
  entry.key.endsWith(":person") && isMap(entry.value)
    ? Object.entries(entry.value).map(([name, value]) => ({ ...entry, path: [...entry.path, name], value }))
    : [entry];

function problemOf(value: unknown, written: string | undefined): string | undefined {
  if (typeof value === "object" && value !== null)
    return "secure" in value ? undefined : "a list or a map where text is meant";
  const kind = KINDS.find(([pattern]) => written !== undefined && pattern.test(written))?.[1];
  if (kind === undefined && typeof value === "string") return undefined;
  return `${kind ?? "no text"} where text is meant, which the engine and cwroles may read differently; put it in quotes`;
}

const isMap = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
