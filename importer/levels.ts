import { isLevel, type Level, VERBS, type Verb } from "../core/model/level";

/** What a text says of a row's levels. */
export interface Said {
  /** Verbs with their level. */
  readonly levels: Partial<Record<Verb, Level>>;
  /** Verbs named without a level. */
  readonly bare: readonly Verb[];
  /** Whether marks below a table's verbs name them. */
  readonly isTicked?: true;
  /** A level that names no verb. */
  readonly lone?: Level;
  /** Whether the lone level is said to be that of all: `set all to All`. */
  readonly isOfAll?: true;
  /** Where the text leaves room. */
  readonly doubts: readonly string[];
}

/** Where every word has to be part of the grammar, or where it is looked for in a sentence. */
type Manner = "whole" | "prose";

interface Token {
  readonly kind: "level" | "verb" | "every" | "link" | "other";
  readonly text: string;
  readonly verbs?: readonly Verb[];
  readonly level?: Level;
}

const TOKEN = new RegExp(
  [
    /(?<every>\b(?:all|every|each|any)(?: (?:four|of the|the|access|permission))* (?:levels|columns|verbs)\b|(?<!\b(?:to|at|as|of) )\b(?:all|every|each|any)(?: (?:four|of the|the|access|permission))* level\b)/,
    /(?<level>(?<!\bnon-)\b(?:all|mine|my|none)\b(?! (?:company|account)\b))/,
    /(?<verb>\b(?:add|edit|delete|inquire|inquiry)\b)/,
    /(?<letters>\b[AEDI](?:[\s,/&+]*[AEDI]){1,3}\b|\b[EDI]\b)/,
    /(?<link>\b(?:to|for|at|as|is|are|be|on|set|select|the|levels?|access|permissions?|rights?|and|with|requires?|required|must|should|needs?|only)\b)/,
    /(?<mark>[^\p{L}\p{N}]+)/u,
    /(?<other>[\p{L}\p{N}]+)/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "giu",
);

const VERB_LETTERS: Readonly<Record<string, Verb>> = { A: "add", E: "edit", D: "delete", I: "inquire" };

/**
 * What a text says, if it is nothing but levels: `All`, `Add, Edit - My; Inquire: All`, `All (Add/Inquire)`, `AEI`,
 * `All for all levels`. `undefined` where a word is none of these, or where it says two things of one verb.
 */
export function readLevels(text: string): Said | undefined {
  const tokens = tokensOf(text, "whole");
  return tokens.some(({ kind }) => kind === "other") ? undefined : saidBy(tokens);
}

/**
 * What a sentence says of levels in passing: `… set to All for Inquire Level to be able to …`. Only words that are
 * written as the web client does, `All` and not `all`, count as levels. `undefined` where it says nothing, or several
 * things, or says what is not to be done.
 */
export function findLevels(written: string): Said | undefined {
  const sentence = withoutNone(written);
  if (isNegative(sentence)) return undefined;
  const runs = runsOf(tokensOf(sentence, "prose"));
  const [found, ...others] = runs.filter(isStatement);
  const said = found && others.length === 0 ? saidBy(found) : undefined;
  const isAlone = runs.every((run) => run === found || run.every(({ kind }) => kind !== "level"));
  const whole = said?.lone ? withVerbsOf(sentence, said, isOfRole) : said;
  return whole && !isAlone ? { ...whole, doubts: [...whole.doubts, ANOTHER_LEVEL] } : whole;
}

const ANOTHER_LEVEL = "The page names another level in the same sentence, which isn't read.";

/** `All for Inquire and None for the rest` */
export const withoutNone = (text: string): string => text.replace(NONE_ELSEWHERE, "");
const NONE_ELSEWHERE =
  /(?:\s*[,;]\s*|\s+)(?:and |but )?None (?:(?:for|on|in|at) (?:the rest|(?:all )?(?:the )?others?|everything else|all else)|elsewhere)\b|\s*[,;]\s*(?:and |but )?(?:leave|keep)\s+(?:the )?(?:(?:Add|Edit|Delete|Inquire)\b(?:[\s,/&]|\band\b|\blevels?\b)*)+(?:at|to|as|on)\s+None\b/gi;

/** Whether a word such as `Edit` is a verb of the role and not one of the sentence: `Edit the role` begins with one. */
const isOfRole = ({ text }: Token, index: number, tokens: readonly Token[]): boolean =>
  /^inquir/i.test(text) ||
  (index > 0 && /^\p{Lu}/u.test(text)) ||
  /^\s*(?:levels?|columns?|access|permissions?|rights?)\b/i.test(textOf(tokens.slice(index + 1)));

/**
 * A level without a verb, for the verbs that the text around it names: `Configure Inquire for these. Set all to All:`.
 * @param isVerb whether a word counts as one
 */
export function withVerbsOf(text: string, said: Said, isVerb: typeof isOfRole = () => true): Said {
  const tokens = tokensOf(text, "prose");
  const verbs = tokens.flatMap((token, index) =>
    token.kind === "verb" && isVerb(token, index, tokens) ? (token.verbs ?? []) : [],
  );
  const { lone, isOfAll: _, ...rest } = said;
  const isOfOneLevel = tokens.every(({ level }) => level === undefined || level === lone);
  if (!lone || verbs.length === 0 || !isOfOneLevel || isNegative(text)) return said;
  return { ...rest, levels: { ...rest.levels, ...Object.fromEntries(verbs.map((verb) => [verb, lone])) } };
}

/** Whether a text speaks of levels, in a way that can be read or not. */
export function mentionsLevels(text: string): boolean {
  const tokens = tokensOf(text, "prose");
  const hasLevel = tokens.some(({ kind }, index) => kind === "level" && index > 0);
  const hasVerb = tokens.some((token) => token.kind === "verb" && /^\p{Lu}/u.test(token.text));
  return runsOf(tokens).some(isStatement) || (hasLevel && (hasVerb || /\blevels?\b/i.test(text)));
}

/**
 * Verbs that a sentence names as what is granted, without a level: `Inquire access to`, `(Add and Edit levels)`, `grant Add and
 * Inquire to`.
 */
export function verbsOfAccess(text: string): Said | undefined {
  const [found, ...others] = [...text.matchAll(OF_ACCESS), ...text.matchAll(GRANTED)];
  if (!found?.[1] || others.some((other) => other[1] !== found[1])) return undefined;
  const said = readLevels(found[1]);
  return said && !said.lone ? said : undefined;
}

const VERBS_IN_PROSE = String.raw`\b((?:(?:add|edit|delete|inquire|inquiry)(?:\s*[,/&+]\s*|\s+and\s+|\s*)(?:and\s+)?)+)(?<=[\s,])`;
const OF_ACCESS = new RegExp(String.raw`${VERBS_IN_PROSE}(?:access|levels?|permissions?|rights?)\b`, "giu");
const GRANTED = new RegExp(
  String.raw`\b(?:grant|give|allow|need|require|have|set|select|check|tick|enable|assign)\w*\s+(?:the\s+)?${VERBS_IN_PROSE}(?:to|for|on|in)\b`,
  "giu",
);

/**
 * What a text says that begins with verbs and their levels and goes on with words about them: `Inquire (for lookups)`, `Add Level =
 * All Required to create tickets`. `undefined` where the words speak of levels, too, or say no.
 */
export function startsWithLevels(text: string): Said | undefined {
  if (isNegative(text)) return undefined;
  const tokens = tokensOf(text, "whole");
  const end = tokens.findIndex(({ kind }) => kind === "other");
  const [start, rest] = [tokens.slice(0, end), tokens.slice(end)];
  const first = start.find(({ kind }) => kind !== "link");
  if (end < 0 || first?.kind !== "verb" || mentionsLevels(textOf(rest))) return undefined;
  const afterVerbs = textOf(start.slice(start.findLastIndex(({ kind }) => kind === "verb") + 1));
  const said = saidBy(start);
  const isOfLevels = start.some(({ kind }) => kind === "level") || OF_LEVELS.test(afterVerbs);
  return said && !said.lone && isOfLevels ? said : undefined;
}

/** `Edit the role` is a step, `Edit: for notes` and `Edit permission` are none. */
const OF_LEVELS = /[:(=\p{Dash}]|\b(?:levels?|permissions?|access|rights?|required?)\b/iu;

/** Whether a text says no, or takes something back. */
export const isNegative = (text: string): boolean => /\b(?:not|never|don['’]t|no longer|except|unless)\b/i.test(text);

/** A level with a verb, or one that something is set to. */
const isStatement = (run: readonly Token[]): boolean => {
  const level = run.findIndex(({ kind }) => kind === "level");
  if (level < 0) return false;
  const has = (kind: Token["kind"]) => run.some((token) => token.kind === kind);
  return has("verb") || has("every") || /\b(?:to|as|is|are|at)\b\W*$/i.test(textOf(run.slice(0, level)));
};

const textOf = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join("");

/** Parts a sentence at every word that is foreign to the grammar, and at the ends of its sentences. */
function runsOf(tokens: readonly Token[]): Token[][] {
  const runs: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "other" || /[.!?]\s/.test(token.text)) runs.push([]);
    if (token.kind !== "other") runs.at(-1)?.push(token);
  }
  return runs;
}

/** `Set Inquiry level to all`: a level though it is written small. */
const SMALL = /(\b(?:add|edit|delete|inquire|inquiry)\s+levels?\s+(?:set\s+)?(?:to|as|=|:)\s+["“”']?)(all|my|none)\b/gi;

/** `AddEdit`, as copied from two lines of a cell. */
const GLUED_VERBS = /\b(Add|Edit|Delete|Inquire)(?=Add|Edit|Delete|Inquire)/g;

function tokensOf(written: string, manner: Manner): Token[] {
  const text = written
    .replace(GLUED_VERBS, "$1 ")
    .replace(SMALL, (_all, before: string, level: string) => before + levelOf(level));
  const tokens = [...text.matchAll(TOKEN)].map((match) => tokenOf(match, manner));
  const isWritten = ({ kind, text: word }: Token) => kind === "level" && /^\p{Lu}/u.test(word);
  if (manner === "whole" && !tokens.some(isWritten)) return tokens;
  return tokens.map((token) => (token.kind === "level" && !isWritten(token) ? { ...token, kind: "link" } : token));
}

function tokenOf({ 0: text, groups = {} }: RegExpMatchArray, manner: Manner): Token {
  if (groups.every) return { kind: "every", text };
  if (groups.level) return { kind: "level", text, level: levelOf(text) };
  if (groups.verb) return { kind: "verb", text, verbs: [verbOf(text)] };
  if (groups.letters && manner === "whole" && text === text.toUpperCase()) return lettersOf(text);
  if (groups.letters) return { kind: "other", text };
  return { kind: groups.other ? "other" : "link", text };
}

/** Older versions call My "Mine". */
const levelOf = (word: string): Level => {
  const level = word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  return isLevel(level) ? level : "My";
};

const verbOf = (word: string): Verb => VERBS.find((verb) => verb === word.toLowerCase()) ?? "inquire";

function lettersOf(text: string): Token {
  const verbs = [...text].flatMap((letter) => VERB_LETTERS[letter] ?? []);
  return new Set(verbs).size === verbs.length ? { kind: "verb", text, verbs } : { kind: "other", text };
}

/** Verbs that share a level, as a run of them: `every` for "all levels". */
interface Term {
  verbs: Verb[];
  every: boolean;
}

/** Reads terms and levels, whichever comes first: `Add, Edit: All; Inquire: My` or `All (Add, Edit), My (Inquire)`. */
function saidBy(tokens: readonly Token[]): Said | undefined {
  const parts = partsOf(tokens);
  const [first, second] = parts;
  if (!first) return undefined;
  if (isTerm(first)) {
    const levels = parts.filter((part) => !isTerm(part));
    if (levels.length > 1 && parts.length === levels.length + 1) return eachItsOwn(first, levels);
    return pairs(parts);
  }
  if (second === undefined) {
    const isOfAll = tokens.some(({ kind, text }) => kind === "link" && text === "all");
    return { levels: {}, bare: [], lone: first, doubts: [], ...(isOfAll && { isOfAll }) };
  }
  return pairs(inPairs(parts).flatMap(([level, term]) => [term, level]));
}

type Part = Term | Level;
const isTerm = (part: Part | undefined): part is Term => typeof part === "object";

function partsOf(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  for (const { kind, verbs = [], level } of tokens) {
    if (kind === "level" && level) parts.push(level);
    else if (kind === "verb" || kind === "every") {
      const open = parts.at(-1);
      const term = isTerm(open) ? open : { verbs: [], every: false };
      if (term !== open) parts.push(term);
      term.verbs.push(...verbs);
      term.every ||= kind === "every";
    }
  }
  return parts;
}

const inPairs = (parts: readonly Part[]) =>
  parts.flatMap((part, index): [Part | undefined, Part | undefined][] =>
    index % 2 === 0 ? [[part, parts[index + 1]]] : [],
  );

/** `Add Edit Delete Inquire: All All None All` */
function eachItsOwn({ verbs, every }: Term, levels: readonly Part[]): Said | undefined {
  if (every || levels.length !== verbs.length || new Set(verbs).size < verbs.length) return undefined;
  return { levels: Object.fromEntries(verbs.map((verb, index) => [verb, levels[index]])), bare: [], doubts: [] };
}

/** Terms each followed by its level; the last may lack one. */
function pairs(parts: readonly (Part | undefined)[]): Said | undefined {
  const levels: Partial<Record<Verb, Level>> = {};
  const bare: Verb[] = [];
  const doubts: string[] = [];
  for (const [term, level] of inPairs(parts as Part[])) {
    if (!isTerm(term) || isTerm(level)) return undefined;
    const verbs = term.verbs.length > 0 ? term.verbs : VERBS;
    if (verbs.some((verb) => levels[verb] !== undefined)) return undefined;
    if (term.every && verbs.length < VERBS.length) doubts.push(SOME_OF_ALL(verbs));
    if (level === undefined) bare.push(...verbs);
    else for (const verb of verbs) levels[verb] = level;
  }
  return { levels, bare, doubts };
}

const SOME_OF_ALL = (verbs: readonly Verb[]) =>
  `The page asks for all levels but names ${verbs.length} of the four; only those are read.`;
