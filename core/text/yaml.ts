import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { aliasFindings, type Finding, repeatedKeys } from "./yamlChecks";
import { engineDifferences } from "./yamlEngineDifferences";

/** A text read as one YAML document. */
export interface Yaml {
  /** `undefined` where there are findings. */
  readonly data?: unknown;
  readonly findings: readonly Finding[];
  /** 1-based. */
  at(offset: number): { readonly line: number; readonly column: number };
  /** Where the deepest key of a path stands that the text has; `undefined` in an empty one. */
  offsetOf(keys: readonly PropertyKey[]): number | undefined;
  /** What stands at a path without quotes, as it is written; `undefined` for anything but plain text on one or more lines. */
  plain(keys: readonly string[]): string | undefined;
  /** What the engine would take for something else; for files that both read. */
  readOtherwise(): readonly Finding[];
}

/** Texts that were read before, with what they hold. */
const cachedData = new Map<string, unknown>();

/** Spares the reading of a text that is known to hold `data` and nothing wrong, as those that are read when the package is built. */
export const rememberYaml = (text: string, data: unknown): void => void cachedData.set(text, data);

/** Reads YAML 1.2 with merge keys. Nothing that a text holds makes it throw. */
export function readYaml(text: string): Yaml {
  if (!cachedData.has(text)) return read(text);
  let whole: Yaml | undefined;
  const places = () => {
    whole ??= read(text);
    return whole;
  };
  return {
    data: cachedData.get(text),
    findings: [],
    at: (offset) => places().at(offset),
    offsetOf: (keys) => places().offsetOf(keys),
    plain: (keys) => places().plain(keys),
    readOtherwise: () => places().readOtherwise(),
  };
}

function read(text: string): Yaml {
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col: column } = lines.linePos(offset);
    return { line, column };
  };
  try {
    const [document, second] = documentsIn(text, lines);
    const offsetOf = placesIn(document.contents);
    const plain = (keys: readonly string[]) => plainText(document, keys);
    const placeOf = (offset: number) => Object.values(at(offset)).join(":");
    const findings =
      document.errors.length > 0
        ? document.errors.map(({ code, message, pos }) => ({
            message: SENTENCES[code] ?? shortened(message),
            offset: pos[0],
          }))
        : [...secondDocument(second), ...repeatedKeys(document, placeOf), ...aliasFindings(document)];
    const places = { at, offsetOf, plain, readOtherwise: () => firstOf(engineDifferences(document, text)) };
    if (findings.length > 0) return { findings: firstOf(findings), ...places };
    return { data: document.toJS({ maxAliasCount: -1 }), findings, ...places };
  } catch (error) {
    const message = error instanceof RangeError ? TOO_DEEP : `can't be read: ${(error as Error).message}`;
    const nothing = () => undefined;
    return { findings: [{ message }], at, offsetOf: nothing, plain: nothing, readOtherwise: () => [] };
  }
}

const TOO_DEEP = "is nested too deeply";

/** Far more levels than a format here has. */
const DEEPEST = 100;

// The library's own check for repeated keys compares each with each: 10,000 of them take longer than all the rest.
const OPTIONS = { prettyErrors: false, merge: true, uniqueKeys: false, logLevel: "error" } as const;

/**
 * The documents of a text: the first, even where the text is empty, and a second one where it has more. Composing takes the
 * call stack, and Node.js dies where a regular expression is compiled at its very end; so the depth is bounded before.
 * @throws RangeError where it is nested too deeply
 */
function documentsIn(text: string, lines: LineCounter): readonly [Document.Parsed, Document.Parsed?] {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  function* tokens() {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      if (parser.stack.length > DEEPEST) throw new RangeError(TOO_DEEP);
    }
    yield* parser.end();
  }
  const documents = new Composer(OPTIONS).compose(tokens(), true, text.length);
  return [...documents] as unknown as readonly [Document.Parsed, Document.Parsed?];
}

const SECOND = "a second document begins here; a file holds one, without --- between its parts";

const secondDocument = (second: Document.Parsed | undefined): Finding[] =>
  second ? [{ message: SECOND, offset: second.range[0] }] : [];

/** Where the library's own words help nobody. */
const SENTENCES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "a tab stands where the line is indented; YAML takes blanks alone there",
};

const LONGEST = 200;

/** The library's words may repeat what stands there, however long that is. */
const shortened = (message: string) => (message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message);

/** What isn't YAML at all has an error in each line. */
const SHOWN = 20;

function firstOf(findings: readonly Finding[]): Finding[] {
  const more = findings.length - SHOWN;
  return [...findings.slice(0, SHOWN), ...(more > 0 ? [{ message: `and ${more} more` }] : [])];
}

function plainText(document: Document, keys: readonly string[]): string | undefined {
  const found = document.getIn(keys, true);
  const node = isAlias(found) ? found.resolve(document) : found;
  return isScalar(node) && node.type === "PLAIN" && node.tag === undefined ? node.source : undefined;
}

/** Finds keys in maps of any size. */
function placesIn(contents: Node | null): Yaml["offsetOf"] {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairIn = (map: YAMLMap, key: PropertyKey) => {
    const index = indexes.get(map) ?? indexOf(map);
    indexes.set(map, index);
    return index.get(String(key));
  };
  return (keys) => {
    let node: unknown = contents;
    let offset = contents?.range?.[0];
    for (const key of keys) {
      const pair = isMap(node) ? pairIn(node, key) : undefined;
      if (isMap(node) && !pair) return offset;
      const item = pair ? pair.key : (node as { items?: unknown[] } | null)?.items?.[Number(key)];
      offset = (item as Node | undefined)?.range?.[0] ?? offset;
      node = pair ? pair.value : item;
    }
    return offset;
  };
}

/** Keys as they are read, and without the blanks that a schema takes off them. */
function indexOf({ items }: YAMLMap): ReadonlyMap<string, Pair> {
  const pairs = items.filter((pair) => isScalar(pair.key));
  const named = (name: (key: string) => string) =>
    pairs.map((pair): [string, Pair] => [name(String((pair.key as Scalar).value)), pair]);
  return new Map([...named((key) => key.trim()), ...named((key) => key)]);
}
