import { type Level, VERBS, type Verb, verbTitle } from "../core/model/level";
import { isBroadened } from "../core/model/permission";
import type { Row } from "./blocks";
import { readLevels, type Said } from "./levels";

/** Which column of a table holds what. */
export interface Columns {
  /** The verbs of a column of levels: one, or several that share their cells. */
  readonly verbs: ReadonlyMap<number, readonly Verb[]>;
  readonly module: number | undefined;
  readonly name: number | undefined;
  /** The column of entries of Customize lists. */
  readonly customize: number | undefined;
  readonly titles: readonly string[];
}

const MODULE = /^(?:security )?(?:modules?|areas?|categor(?:y|ies)|sections?|groups?)(?: names?)?$/i;
/** The surest first: "Permission" may also stand above levels. */
const NAMES = [
  /\bfunctions?\b/i,
  /\b(?:sub-?(?:categor(?:y|ies)|modules?|areas?)|parameters?)\b/i,
  /\b(?:items?|features?|screens?|names?)\b/i,
  /\b(?:permissions?|settings?|rights?)\b/i,
  /^(?:actions?|descriptions?)$/i,
];
const CUSTOMIZE = /\bcustomi[sz]\w*|\ballow(?:ed)?(?: access)?(?: to)?\b/i;
const VERB_HEADING = /^(?:add|edit|delete|inquire|inquiry)\b[\s\p{Dash}]*(?:levels?|access|permissions?)?$/iu;

/** The columns of a table by its header; `undefined` where the row is none. */
export function columnsOf(cells: readonly string[]): Columns | undefined {
  if (cells.some(({ length }) => length > LONGEST_HEADING)) return undefined;
  const verbs = new Map(
    cells.flatMap((cell, index): [number, readonly Verb[]][] => {
      const heading = verbsOf(cell);
      return heading ? [[index, heading]] : [];
    }),
  );
  const column = (pattern: RegExp, taken?: number) => {
    const index = cells.findIndex((cell, at) => at !== taken && !verbs.has(at) && pattern.test(cell));
    return index < 0 ? undefined : index;
  };
  const module = column(MODULE);
  const [name] = NAMES.flatMap((pattern) => column(pattern, module) ?? []);
  const customize = column(CUSTOMIZE);
  const titled = [module, name, customize].filter((index) => index !== undefined).length + verbs.size;
  const isHeader = [...verbs.values()].flat().length > 1 || titled > 1;
  return isHeader ? { verbs, module, name, customize, titles: cells } : undefined;
}

const LONGEST_HEADING = 60;

/**
 * The columns of a table whose header lost its first cell, a blank one above the names: its verbs stand in the first columns, where
 * the row below has a name.
 */
export function withNames(columns: Columns, below: readonly string[] | undefined): Columns {
  const indices = [...columns.verbs.keys()];
  const isLost =
    indices.every((column, index) => column === index) &&
    columns.module === undefined &&
    columns.name === undefined &&
    below !== undefined &&
    below.length > indices.length &&
    below[0] !== "" &&
    !isCell(below[0] ?? "") &&
    indices.every((column) => isCell(below[column + 1] ?? "") || below[column + 1] === "");
  if (!isLost) return columns;
  const { verbs, customize, titles } = columns;
  const after = (column: number | undefined) => (column === undefined ? undefined : column + 1);
  return {
    verbs: new Map([...verbs].map(([column, heading]) => [column + 1, heading])),
    module: undefined,
    name: 0,
    customize: after(customize),
    titles: ["", ...titles],
  };
}

const OF_REASONS =
  /\b(?:reason(?:s|ing)?|why|notes?|descriptions?|comments?|purposes?|details?|explanations?|usage|used (?:for|by|to)|remarks?|justification|what|examples?|customi[sz]\w*)\b/i;
const OF_OPTIONS = /\boptional\b/i;
const OF_NEEDS =
  /\b(?:required|needed|needs?|mandatory|necessary|when|conditions?|if|who|whom|for|status|optional|applies|scope|use|priority|edition|plan|versions?|features?|options?)\b/i;

/** What a cell beside a row says of whether it is needed. */
export interface Need {
  readonly text: string;
  /** As the page has it, where `text` isn't. */
  readonly words?: string;
  /** Whether its column is for that. */
  readonly isOfNeed: boolean;
}

/** `undefined` where a cell's column gives reasons, or it only says yes. */
export function needSaid({ titles }: Columns, index: number, text: string): Need | undefined {
  const title = titles[index] ?? "";
  if (OF_REASONS.test(title)) return undefined;
  const [isYes, isNo] = [TICK.test(text) || CROSS.test(text), text !== "" && NOTHING.test(text)];
  const isOfNeed = OF_NEEDS.test(title);
  if (OF_OPTIONS.test(title)) return isNo ? undefined : { text: "Optional", words: `${title}: ${text}`, isOfNeed };
  if (isNo) return { text: "Not needed", words: `${title}: ${text}`.replace("?:", "?"), isOfNeed };
  return isYes || FOR_ALL.test(text) ? undefined : { text, isOfNeed };
}

const FOR_ALL =
  /^(?:all(?: (?:features|functions|functionality|customers|tenants|plans|integrations|users))?|always|everything|everyone|core|basics?|general)$/i;

/** The titles of columns that say whether a row is needed, and say nothing of this one. */
export const blankNeeds = ({ titles }: Columns, cells: readonly string[]): string[] =>
  titles.filter((title, index) => (cells[index] ?? "") === "" && OF_NECESSITY.test(title));

const OF_NECESSITY = /^(?:is |are )?(?:required|mandatory|needed|necessary)\b(?! (?:for|by|to|when))/i;

/** The single verb that a title names. */
export function verbOf(cell: string): Verb | undefined {
  const [verb, ...others] = verbsOf(cell) ?? [];
  return others.length === 0 ? verb : undefined;
}

function verbsOf(cell: string): readonly Verb[] | undefined {
  const initial = VERBS.find((verb) => isInitial(cell, [verb]));
  if (initial) return [initial];
  if (!VERB_HEADING.test(cell) && !cell.includes("/")) return undefined;
  const said = readLevels(cell);
  return said && !said.lone && Object.keys(said.levels).length === 0 ? said.bare : undefined;
}

/**
 * A row whose first cell got lost: it names a function where others name the module, a level where they name the function,
 * and its last cell is blank or missing.
 * @returns the row with its cells where they belong; `undefined` where it lacks none
 */
export function shifted(cells: readonly string[], columns: Columns): string[] | undefined {
  const width = columns.titles.length;
  const first = Math.min(...columns.verbs.keys());
  const filled = cells.length === width - 1 ? [...cells, ""] : cells;
  const ofVerbs = cells.slice(1, 1 + columns.verbs.size);
  if (
    cells.length === width - 1 &&
    first === 2 &&
    [...columns.verbs.keys()].every((column, index) => column === first + index) &&
    ofVerbs.every((cell) => isCell(cell))
  )
    return ["", ...cells];
  const isLost =
    first === 2 && columns.verbs.size === width - 2 && filled.length === width && (filled.at(-1) ?? "") === "";
  const levels = filled.slice(1, -1);
  return isLost && levels.every((cell) => isCell(cell)) ? ["", ...filled.slice(0, -1)] : undefined;
}

const isCell = (cell: string): boolean =>
  cell !== "" && (readLevels(cell)?.lone !== undefined || NOTHING.test(cell) || TICK.test(cell) || CROSS.test(cell));

/**
 * Whether blank cells stand at the ends of a table's rows alone, below Inquire too, where other verbs are granted: a copy
 * that loses blank cells looks so, and its levels may stand under another verb.
 */
export function mayLackBlanks(rows: readonly Row[], { verbs }: Columns): boolean {
  const columns = [...verbs.keys()];
  const [last] = [...verbs.values()].at(-1) ?? [];
  const filled = rows.map(({ cells }) => columns.map((column) => (cells[column] ?? "").trim() !== ""));
  const isInner = (row: readonly boolean[]) => row.lastIndexOf(true) > row.indexOf(false) && row.includes(false);
  const ending = filled.filter((row) => row[0] === true && row.at(-1) === false);
  return (
    last === "inquire" &&
    ending.length > 0 &&
    !filled.some(isInner) &&
    filled.every((row) => row[0] === true || !row.includes(true))
  );
}

const TICK =
  /^(?:[✓✔☑✅●•■√]|yes|y|\(?tick\)?|(?:green )?(?:check|tick)(?:ed)?(?:[ -]?mark)?(?: icon)?|enabled|allowed|granted|true)\ufe0f?$/iu;
const CROSS = /^[x✗✘✖×]\ufe0f?$/iu;
const NOTHING =
  /^(?:|[\p{Dash}]+|☐|❌|⛔|➖|no|n|n\/a|none|blocked|\(?error\)?|(?:red )?cross(?:[ -]?mark)?(?: icon)?|red x|not granted|denied|disabled|unchecked|false)\ufe0f?$/iu;

/** Whether a cell says "yes" and nothing else: a tick. */
export const isYes = (text: string): boolean => TICK.test(text);

/** Whether a cell says "no" and nothing else: a dash, a cross. */
export const isNothing = (text: string): boolean => NOTHING.test(text);

/** Whether a table ticks what is granted: then a cross in it stands for "no", else for "yes". */
export const hasTicks = (rows: readonly Row[], { verbs }: Columns): boolean =>
  rows.some(({ cells }) => [...verbs.keys()].some((column) => TICK.test(cells[column] ?? "")));

/** What a row's cells below the verbs say; `undefined` where one of them can't be read. */
export function cellsSaid(cells: readonly string[], { verbs }: Columns, ticked: boolean): Said | undefined {
  const said: { levels: Said["levels"]; bare: Verb[]; doubts: string[] } = { levels: {}, bare: [], doubts: [] };
  for (const [column, heading] of verbs) {
    const cell = cellSaid(cells[column] ?? "", heading, ticked, verbs.size === 1 ? VERBS : heading);
    if (!cell) return undefined;
    Object.assign(said.levels, cell.levels);
    said.bare.push(...cell.bare);
    said.doubts.push(...cell.doubts);
  }
  for (const verb of VERBS) if (!said.bare.includes(verb)) said.levels[verb] ??= "None";
  return { ...narrowedWhereTwice(said, cells, verbs, ticked), isTicked: true };
}

/** A verb above two columns, such as today's levels beside those that are needed: where their cells differ, the narrower counts. */
function narrowedWhereTwice(said: Said, cells: readonly string[], verbs: Columns["verbs"], ticked: boolean): Said {
  const twice = VERBS.flatMap((verb) => {
    const columns = [...verbs].filter(([, heading]) => heading.includes(verb));
    const differ = new Set(columns.map(([column]) => cells[column] ?? "")).size > 1;
    return differ ? [{ verb, given: columns.map(([column]) => levelIn(cells[column] ?? "", verb, ticked)) }] : [];
  });
  const levels = { ...said.levels };
  for (const { verb, given } of twice)
    levels[verb] = given.reduce((narrow, level) => (isBroadened(level, narrow) ? level : narrow));
  const doubts = twice.map(
    ({ verb }) => `The table has more than one column for ${verbTitle(verb)}; the narrower is read.`,
  );
  const bare = said.bare.filter((verb) => twice.every((other) => other.verb !== verb));
  return { ...said, levels, bare, doubts: [...said.doubts, ...doubts] };
}

/** A mark without a level is the least that it may be. */
function levelIn(cell: string, verb: Verb, ticked: boolean): Level {
  const said = cellSaid(cell, [verb], ticked);
  return said?.levels[verb] ?? (said?.bare.includes(verb) ? "My" : "None");
}

/** @param mayName the verbs that a cell may name itself: any, where the table has one column of levels for all of them */
function cellSaid(cell: string, verbs: readonly Verb[], ticked: boolean, mayName = verbs): Said | undefined {
  if (NOTHING.test(cell) || (ticked && CROSS.test(cell))) return SILENT;
  if (TICK.test(cell) || CROSS.test(cell) || isInitial(cell, verbs)) return { ...SILENT, bare: verbs };
  const level = LETTERS[cell] ?? cell;
  const own = readLevels(level);
  const named = own && own.bare.length === 0 ? VERBS.filter((verb) => own.levels[verb] !== undefined) : [];
  if (own && named.length > 0) return named.every((verb) => mayName.includes(verb)) ? own : undefined;
  const said = readLevels(`${verbs.join("/")}: ${level}`);
  return said && said.bare.length === 0 && !said.lone ? said : undefined;
}

const SILENT: Said = { levels: {}, bare: [], doubts: [] };

/** Levels by their first letter, and what else vendors call all of a verb; `A` below Add is that verb's own letter. */
const LETTERS: Readonly<Record<string, string>> = { A: "All", M: "My", N: "None", Full: "All", "Full access": "All" };

const isInitial = (cell: string, [verb, ...others]: readonly Verb[]): boolean =>
  others.length === 0 && verb !== undefined && cell.toUpperCase() === verb.charAt(0).toUpperCase();

/**
 * A row for each line of its cells: `Contacts⏎Notes` in one cell are two functions with the same levels.
 * @param isName whether a line is a function's name: what else stands below one in its cell is said of it
 * @param customize the column whose lines are entries of one list
 */
export function unfold(row: Row, isName: (line: string) => boolean, customize?: number): Row[] {
  const whole = row.cells.map((cell, index) => {
    if (index === customize) return cell.replaceAll("\n", ", ");
    const [first = "", ...others] = cell.split("\n");
    return isName(first) && !others.some(isName) ? [first, others.join(" ")].filter(Boolean).join(": ") : cell;
  });
  const lines = whole.map((cell) => cell.split("\n"));
  const most = Math.max(...lines.map(({ length }) => length));
  if (most === 1 || lines.some(({ length }) => length > 1 && length < most)) {
    return [{ ...row, cells: whole.map((cell) => cell.replaceAll("\n", " ")) }];
  }
  return Array.from({ length: most }, (_, index) => ({
    ...row,
    cells: lines.map((cell) => (cell.length === 1 ? cell[0] : cell[index]) ?? ""),
  }));
}
