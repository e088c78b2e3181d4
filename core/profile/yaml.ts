import {
  Composer,
  type Document,
  isAlias,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  visit,
  type YAMLError,
} from "yaml";

/** What is wrong with a text as YAML. */
interface Finding {
  readonly message: string;
  /** `undefined` for the whole text. */
  readonly offset?: number | undefined;
}

/** A text read as one YAML document. */
export interface Yaml {
  /** `undefined` where there are findings. */
  readonly data?: unknown;
  readonly findings: readonly Finding[];
  readonly contents: Node | null;
  /** 1-based. */
  at(offset: number): { readonly line: number; readonly column: number };
  /** What stands at a path without quotes, as it is written; `undefined` for anything but plain text on one or more lines. */
  plain(keys: readonly string[]): string | undefined;
}

/** Texts that were read before, with what they hold. */
const known = new Map<string, unknown>();

/** Spares the reading of a text that is known to hold `data` and nothing wrong, as those that are read when the package is built. */
export const rememberYaml = (text: string, data: unknown): void => void known.set(text, data);

/** Reads YAML 1.2 with merge keys. Nothing that a text holds makes it throw. */
export function readYaml(text: string): Yaml {
  if (!known.has(text)) return read(text);
  let whole: Yaml | undefined;
  const places = () => {
    whole ??= read(text);
    return whole;
  };
  return {
    data: known.get(text),
    findings: [],
    get contents() {
      return places().contents;
    },
    at: (offset) => places().at(offset),
    plain: (keys) => places().plain(keys),
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
    const { contents } = document;
    const plain = (keys: readonly string[]) => plainText(document, keys);
    const findings =
      document.errors.length > 0
        ? firstOf(document.errors)
        : [...secondDocument(second), ...repeatedKeys(document, at), ...unresolvedAliases(document)];
    if (findings.length > 0) return { findings, contents, at, plain };
    return { data: document.toJS(), findings, contents, at, plain };
  } catch (error) {
    // The library throws of aliases that unfold without end, and of merges of what is no map.
    const message = error instanceof RangeError ? TOO_DEEP : `can't be read: ${(error as Error).message}`;
    return { findings: [{ message }], contents: null, at, plain: () => undefined };
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

/** What isn't YAML at all has an error in each line. */
const SHOWN = 20;

function firstOf(errors: readonly YAMLError[]): Finding[] {
  const more = errors.length - SHOWN;
  return [
    ...errors.slice(0, SHOWN).map((error) => ({ message: error.message, offset: error.pos[0] })),
    ...(more > 0 ? [{ message: `and ${more} more` }] : []),
  ];
}

/** Keys count as the formats read them: without the blanks around them. */
function repeatedKeys(document: Document, at: Yaml["at"]): Finding[] {
  const found: Finding[] = [];
  visit(document, {
    Map(_, { items }) {
      const first = new Map<string, number>();
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue;
        const [name, offset] = [String(key.value ?? "").trim(), key.range[0]];
        const before = first.get(name);
        if (before === undefined) first.set(name, offset);
        else found.push({ message: `keys must be unique; "${name}" is at ${placeOf(at(before))} already`, offset });
      }
    },
  });
  return found;
}

const placeOf = ({ line, column }: ReturnType<Yaml["at"]>) => `${line}:${column}`;

function unresolvedAliases(document: Document): Finding[] {
  const found: Finding[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document))
        found.push({ message: `*${alias.source} stands for nothing`, offset: alias.range?.[0] });
    },
  });
  return found;
}

function plainText(document: Document, keys: readonly string[]): string | undefined {
  const found = document.getIn(keys, true);
  const node = isAlias(found) ? found.resolve(document) : found;
  return isScalar(node) && node.type === "PLAIN" && node.tag === undefined ? node.source : undefined;
}
