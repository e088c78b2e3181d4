import type { z } from "zod";
import type { Problem } from "../model/errors";
import { capFindings, withLazyMessage } from "../text/capFindings";
import { invisibleIn, quoteName } from "../text/invisible";
import { readYaml, type Yaml } from "../text/yaml";
import { nearest, suggest } from "./match";

/** A finding at a key, not yet at a place in the file. */
export interface KeyedMessage {
  readonly keys: readonly PropertyKey[];
  readonly message: string;
}

/** What is particular to one file format. */
export interface FormatMessages {
  /** The keys that may stand below `keys`, for a misspelt one. */
  readonly knownKeys: (keys: readonly PropertyKey[]) => readonly string[];
  /** What to say of a value that is none of a union's kinds; `shown` is the value, short enough for a message. */
  readonly describeUnion: (shown: string) => string;
}

/** How findings become problems of a file. */
export type PlaceAll = (findings: readonly KeyedMessage[]) => readonly Problem[];

export interface ParsedYaml<Data> {
  /** Missing when there are problems. */
  readonly data?: Data;
  readonly problems: readonly Problem[];
  /** Puts findings at their lines and columns, in the order of the file; of very many the first. */
  readonly placeAll: PlaceAll;
  readonly plain: Yaml["plain"];
  /** What the engine would take for something else; for files that both read. */
  readonly readOtherwise: () => readonly Problem[];
}

/**
 * Reads YAML by a schema: the data, or every problem with line and column, in the order of the file.
 * @param schema one for all files, or the one for what stands in this file
 */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema | ((data: unknown) => Schema),
  wording: FormatMessages,
): ParsedYaml<z.output<Schema>> {
  const yaml = readYaml(text);
  const { data, findings, plain } = yaml;
  const placeOf = (offset: number | undefined) => ({ file, ...(offset !== undefined && yaml.at(offset)) });
  const placeAll: PlaceAll = (keyed) => {
    const placed = keyed.map((finding) => ({ finding, offset: yaml.offsetOf(finding.keys) }));
    placed.sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
    return capFindings<(typeof placed)[number] | string>(placed, (summary) => summary).map(
      (item): Problem =>
        typeof item === "string"
          ? { path: "", message: item, file }
          : { path: item.finding.keys.join("."), message: item.finding.message, ...placeOf(item.offset) },
    );
  };
  const place = ({ message, offset }: (typeof findings)[number]) => ({ path: "", message, ...placeOf(offset) });
  const places = { placeAll, plain, readOtherwise: () => yaml.readOtherwise().map(place) };
  if (findings.length > 0) return { problems: findings.map(place), ...places };
  const checked = checkData(data, typeof schema === "function" ? schema(data) : schema, wording);
  if (checked.findings.length === 0) return { data: checked.data as z.output<Schema>, problems: [], ...places };
  return { problems: placeAll(checked.findings), ...places };
}

/** Data by a schema, or all that is wrong with it, wherever it came from. */
export function checkData<Schema extends z.ZodType>(
  data: unknown,
  schema: Schema,
  wording: FormatMessages,
): { readonly data?: z.output<Schema>; readonly findings: readonly KeyedMessage[] } {
  const parsed = schema.safeParse(data, { reportInput: true });
  if (parsed.success) return { data: parsed.data, findings: [] };
  return { findings: parsed.error.issues.flatMap((issue) => problemsOf(issue, [], wording)) };
}

/** Puts zod's findings into a user's words; a branch's own findings come instead of "matches no branch". */
function problemsOf(issue: z.core.$ZodIssue, parent: readonly PropertyKey[], wording: FormatMessages): KeyedMessage[] {
  const keys = [...parent, ...issue.path];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        withLazyMessage(
          { keys: [...keys, key] },
          () => `unknown key; ${suggest(nearest(key, wording.knownKeys(keys)))}`,
        ),
      );
    case "invalid_union": {
      const branch = issue.errors.find((errors) => !errors.some((error) => isWrongBranch(error)));
      if (branch) return branch.flatMap((inner) => problemsOf(inner, keys, wording));
      return [{ keys, message: wording.describeUnion(shown(issue.input)) }];
    }
    case "invalid_value": {
      const valid = issue.values.map(String);
      return [{ keys, message: `${shown(issue.input)} is not one of ${valid.join(", ")}` }];
    }
    case "invalid_key":
      return issue.issues.map(({ message }) => ({ keys, message }));
    case "invalid_type":
      return [{ keys, message: issue.input === undefined ? "required, but missing" : wrongType(issue) }];
    default:
      return [{ keys, message: issue.message + unseen(issue) }];
  }
}

/** A company id such as 00123, or a name such as true, is no text where it stands without quotes. */
function wrongType({ expected, input, message }: z.core.$ZodIssueInvalidType): string {
  if (expected !== "string" || message !== "text") return message;
  const kind = { number: "a number", boolean: "true or false" }[typeof input as string];
  return kind === undefined ? message : `${kind} where text is meant; put it in quotes`;
}

/** The value itself isn't told: it may be a credential. */
function unseen({ input, message }: z.core.$ZodIssue): string {
  const [character] = typeof input === "string" ? invisibleIn(input) : [];
  return character === undefined || message.includes(character) ? "" : ` (it has ${character}, which can't be seen)`;
}

const LONGEST = 60;

/** A value for a message: lists and maps may be of any size, and hold themselves. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  const text = typeof value === "string" ? quoteName(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const isWrongBranch = (error: z.core.$ZodIssue) =>
  error.path.length === 0 && ["invalid_type", "invalid_value"].includes(error.code);
