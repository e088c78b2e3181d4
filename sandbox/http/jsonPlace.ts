import { BODY_DEPTH } from "../quirks";

/** Where in a JSON text something stands, as Json.NET counts: characters read so far on that line. */
interface Place {
  /** `securityRole.id`, `[0].path`; empty for the whole. */
  readonly path: string;
  readonly offset: number;
}

/** The name of a field with its colon, or its value: what has been read when a reader stops. */
export type Token = "name" | "value";

/** Thrown by a walk where a text is no JSON. */
export class JsonFault extends Error {
  constructor(
    /** What was being read. */
    readonly expected: "value" | "name" | "colon" | "comma" | "end" | "escape" | "depth",
    readonly place: Place,
    /** What is there; undefined at the end of the text. */
    readonly found: string | undefined,
  ) {
    super(`expected ${expected} at ${place.offset}`);
  }
}

/** `Path 'company', line 3, position 21`: where a reader stands that has read a token of that path. */
export function whereIs(text: string, path: string, token: Token): string {
  let end = text.length;
  new Walk(text, (at, what, offset) => {
    if (at === path && what === token) end = Math.min(end, offset);
  }).whole();
  return where(text, { path, offset: end });
}

/** The same for any place. Nothing is read yet at the very first character: line 0. */
export function where(text: string, { path, offset }: Place): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `Path '${path}', line ${offset === 0 ? 0 : lines.length}, position ${lines.at(-1)?.length ?? 0}`;
}

/** What is wrong with a text that is no JSON; undefined when it is. */
export function faultIn(text: string): JsonFault | undefined {
  try {
    new Walk(text, () => {}).whole();
    return undefined;
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
}

const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?!\w)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\r\n]*/y;

/** One reading of a text, which tells each token as it ends. */
class Walk {
  private offset = 0;

  constructor(
    private readonly text: string,
    private readonly ended: (path: string, token: Token, offset: number) => void,
  ) {}

  whole(): void {
    this.value("", BODY_DEPTH);
    this.skipSpace();
    if (this.offset < this.text.length) throw this.fault("end", "");
  }

  private value(path: string, depth: number): void {
    this.skipSpace();
    const first = this.text[this.offset];
    if (first === "{") this.object(path, depth);
    else if (first === "[") this.list(path, depth);
    else {
      if (first === '"') this.string(path);
      else this.scalar(path);
      this.ended(path, "value", this.offset);
    }
  }

  private object(path: string, depth: number): void {
    this.members(path, depth, "}", () => {
      if (this.text[this.offset] !== '"') throw this.fault("name", path);
      const inner = below(path, this.string(path));
      if (!this.takes(":")) throw this.fault("colon", inner);
      this.ended(inner, "name", this.offset);
      this.value(inner, depth - 1);
      return inner;
    });
  }

  private list(path: string, depth: number): void {
    this.members(path, depth, "]", (index) => {
      this.value(`${path}[${index}]`, depth - 1);
      return `${path}[${index}]`;
    });
  }

  /** @param read reads one and gives its path */
  private members(path: string, depth: number, close: string, read: (index: number) => string): void {
    if (depth === 0) throw this.fault("depth", path);
    this.offset++;
    this.ended(path, "value", this.offset);
    if (this.takes(close)) return;
    for (let index = 0; ; index++) {
      this.skipSpace();
      const inner = read(index);
      if (this.takes(close)) return;
      if (!this.takes(",")) throw this.fault("comma", inner);
    }
  }

  private string(path: string): string {
    const start = this.offset++;
    while (this.text[this.offset] !== '"') {
      if (this.text[this.offset] === "\\") this.escape(path);
      else if (this.text.charCodeAt(this.offset) >= 0x20) this.offset++;
      else throw this.fault("value", path);
    }
    return this.text.slice(start + 1, this.offset++);
  }

  private escape(path: string): void {
    if (this.passes(ESCAPE)) return;
    const sequence = this.text.slice(this.offset, this.offset + 2);
    this.offset += sequence.length;
    throw this.fault("escape", path, sequence.length === 2 ? sequence : undefined);
  }

  private scalar(path: string): void {
    if (!this.passes(SCALAR)) throw this.fault("value", path);
  }

  private takes(character: string): boolean {
    this.skipSpace();
    if (this.text[this.offset] !== character) return false;
    this.offset++;
    return true;
  }

  private skipSpace(): void {
    this.passes(SPACE);
  }

  private passes(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    const isThere = pattern.test(this.text);
    if (isThere) this.offset = pattern.lastIndex;
    return isThere;
  }

  private fault(expected: JsonFault["expected"], path: string, found = this.text[this.offset]): JsonFault {
    return new JsonFault(expected, { path, offset: this.offset }, found);
  }
}

/** `id` below `securityRole` is `securityRole.id`; a name with signs in it stands in brackets. */
export function below(path: string, name: string): string {
  if (!/^[\w$-]+$/.test(name)) return `${path}['${name}']`;
  return path === "" ? name : `${path}.${name}`;
}
