import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { z } from "zod";
import type { Problem } from "../model/errors";
import { nearest, suggest } from "./match";

/** A finding at a key, not yet at a place in the file. */
export interface KeyedMessage {
  readonly keys: readonly PropertyKey[];
  readonly message: string;
}

/** What is particular to one file format. */
export interface Wording {
  /** The keys that may stand below `keys`, for a misspelt one. */
  readonly knownKeys: (keys: readonly PropertyKey[]) => readonly string[];
  /** What to say of a value that is none of a union's kinds. */
  readonly describeUnion: (input: unknown) => string;
}

export interface ParsedYaml<Data> {
  /** Missing when there are problems. */
  readonly data?: Data;
  readonly problems: readonly Problem[];
  /** Puts a finding at its line and column. */
  readonly place: (finding: KeyedMessage) => Problem;
}

/** Reads YAML by a schema: the data, or every problem with line and column, in the order of the file. */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  wording: Wording,
): ParsedYaml<z.output<Schema>> {
  const lines = new LineCounter();
  // The parser's own check for repeated keys compares each with each: 10,000 of them take longer than all the rest.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, uniqueKeys: false });
  const at = (offset: number | undefined) => {
    if (offset === undefined) return { file };
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const place = ({ keys, message }: KeyedMessage): Problem => ({
    path: keys.join("."),
    message,
    ...at(offsetOf(document.contents, keys)),
  });
  const unreadable = [
    ...document.errors.map(({ message, pos }) => ({ message, offset: pos[0] })),
    ...(document.errors.length > 0 ? [] : [...repeatedKeys(document), ...unresolvedAliases(document)]),
  ].map(({ message, offset }) => ({ path: "", message, ...at(offset) }));
  if (unreadable.length > 0) return { problems: unreadable, place };
  const parsed = schema.safeParse(document.toJS(), { reportInput: true });
  if (parsed.success) return { data: parsed.data, problems: [], place };
  const problems = parsed.error.issues
    .flatMap((issue) => problemsOf(issue, [], wording))
    .map(place)
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { problems, place };
}

interface Unreadable {
  readonly message: string;
  readonly offset: number | undefined;
}

function repeatedKeys(document: Document): Unreadable[] {
  const found: Unreadable[] = [];
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) found.push({ message: "Map keys must be unique", offset: key.range?.[0] });
        keys.add(key.value);
      }
    },
  });
  return found;
}

function unresolvedAliases(document: Document): Unreadable[] {
  const found: Unreadable[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document))
        found.push({ message: `*${alias.source} stands for nothing`, offset: alias.range?.[0] });
    },
  });
  return found;
}

/** Puts zod's findings into a user's words; a branch's own findings come instead of "matches no branch". */
function problemsOf(issue: z.core.$ZodIssue, parent: readonly PropertyKey[], wording: Wording): KeyedMessage[] {
  const keys = [...parent, ...issue.path];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        keys: [...keys, key],
        message: `unknown key; ${suggest(nearest(key, wording.knownKeys(keys)))}`,
      }));
    case "invalid_union": {
      const branch = issue.errors.find((errors) => !errors.some((error) => isWrongBranch(error)));
      if (branch) return branch.flatMap((inner) => problemsOf(inner, keys, wording));
      return [{ keys, message: wording.describeUnion(issue.input) }];
    }
    case "invalid_value": {
      const valid = issue.values.map(String);
      return [{ keys, message: `${JSON.stringify(issue.input)} is not one of ${valid.join(", ")}` }];
    }
    case "invalid_key":
      return issue.issues.map(({ message }) => ({ keys, message }));
    case "invalid_type":
      return [{ keys, message: issue.input === undefined ? "required, but missing" : issue.message }];
    default:
      return [{ keys, message: issue.message }];
  }
}

const isWrongBranch = (error: z.core.$ZodIssue) =>
  error.path.length === 0 && ["invalid_type", "invalid_value"].includes(error.code);

/** Where the deepest key of a path stands in the file, as an offset. */
function offsetOf(contents: Node | null, keys: readonly PropertyKey[]): number | undefined {
  let node: unknown = contents;
  let offset = contents?.range?.[0];
  for (const key of keys) {
    if (!isMap(node)) {
      node = (node as { items?: unknown[] } | null)?.items?.[Number(key)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
      continue;
    }
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
    );
    if (!pair || !isScalar(pair.key)) return offset;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}
