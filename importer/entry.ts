import { type Level, VERBS, type Verb, verbTitle } from "../core/model/level";
import { isBroadened, NONE, type Permission } from "../core/model/permission";
import type { FunctionName } from "../core/model/role";
import type { DraftGrant } from "./draft";
import type { Said } from "./levels";

type VerbLevels = { [verb in Verb]?: Level };

/** Levels with their doubts; `undefined` where nothing was said and nothing stands for it. */
export interface Levels {
  readonly levels: Permission;
  readonly doubts: readonly string[];
}

/** How a page writes levels, as all of it shows. */
export interface Habits {
  /** Whether it names verbs anywhere: a level without one may then be of some verbs only. */
  readonly namesVerbs: boolean;
  /** Whether a level without a verb may have lost the column that it stood in. */
  readonly areColumnsLost?: boolean;
  /** The level that the page says a tick stands for. */
  readonly ofTicks?: Level;
  /** The one level that nearly all rows give to their verbs: a verb without a level is at that. */
  readonly usual?: Level | undefined;
}

const NO_HABITS: Habits = { namesVerbs: false };

/** Which of two readings is taken where a text leaves room. */
type Reading = "narrow" | "broad";

/**
 * What a text says of a row, completed by what was said of all rows around it: the level for verbs that have none, the
 * verbs for a level that names none, or both.
 */
export function complete(
  said: Said,
  around: Said | undefined,
  reading: Reading = "narrow",
  habits: Habits = NO_HABITS,
): Levels | undefined {
  const isSilent = Object.keys(said.levels).length + said.bare.length === 0 && !said.lone;
  if (isSilent) return around && complete(around, undefined, reading, habits);
  const levels: VerbLevels = { ...said.levels };
  const doubts = [...said.doubts];
  const common = (around && commonLevel(around)) ?? habits.usual;
  for (const verb of said.bare) levels[verb] = common ?? (reading === "narrow" ? "My" : "All");
  if (said.bare.length > 0 && !common)
    doubts.push(`The page marks ${listOf(said.bare)} without a level; My is read, though All may be meant.`);
  if (said.lone) {
    const verbs = verbsOfLone(said, around, habits);
    for (const verb of reading === "narrow" ? verbs : VERBS) levels[verb] ??= said.lone;
    if (verbs.length === 0)
      doubts.push(
        `The page gives ${said.lone} below a header of verbs that lost its columns; for which verb can't be told.`,
      );
    else if (verbs.length < VERBS.length)
      doubts.push(`The page gives ${said.lone} without a verb; only ${listOf(verbs)} is read.`);
  }
  return { levels: { ...NONE, ...levels }, doubts };
}

/** The least that a level without a verb gives, whichever verbs it is for. */
const READ: readonly Verb[] = ["inquire"];

/** The verbs that a level without one is read for: all four, where the page names none anywhere, or the text says so. */
function verbsOfLone(said: Said, around: Said | undefined, habits: Habits): readonly Verb[] {
  if (around && !around.lone) return verbsOf(around);
  if (!isUnclear(said, habits)) return VERBS;
  return habits.areColumnsLost ? [] : READ;
}

const isUnclear = ({ lone, isOfAll }: Said, { namesVerbs }: Habits): boolean =>
  namesVerbs && lone !== "None" && isOfAll === undefined;

const listOf = (verbs: readonly Verb[]): string => verbs.map(verbTitle).join(", ");

const verbsOf = ({ levels, bare }: Said): readonly Verb[] =>
  VERBS.filter((verb) => levels[verb] !== undefined || bare.includes(verb));

/** The level of a text that gives all its verbs the same. */
function commonLevel({ lone, levels }: Said): Level | undefined {
  const given = new Set([...(lone ? [lone] : []), ...Object.values(levels)]);
  const [level] = given;
  return given.size === 1 ? level : undefined;
}

/** A level as it is read where the page gives it more than once, and the broadest that it gives. */
interface Given {
  readonly narrow: Level;
  readonly broad: Level;
}

const narrowed = (given: Given | undefined, level: Level): Given => ({
  narrow: given && isBroadened(given.narrow, level) ? given.narrow : level,
  broad: given && isBroadened(level, given.broad) ? given.broad : level,
});

/** All that a page says of one function, from wherever it says it. */
export class Entry {
  private readonly levels: { [verb in Verb]?: Given } = {};
  private readonly bare = new Set<Verb>();
  private lone: Given | undefined;
  private isOfAll = false;
  private isTicked = false;
  private denial: string | undefined;
  private isWithheld = false;
  private readonly doubts = new Set<string>();
  private readonly customize = new Set<string>();
  private readonly words: string[] = [];
  /** What its doubts quote of the row itself. */
  private readonly quotes: string[] = [];

  constructor(
    readonly name: FunctionName,
    readonly line: number,
    /** What was said of all rows around it. */
    private around: Said | undefined,
  ) {}

  get hasLevels(): boolean {
    return Object.keys(this.levels).length + this.bare.size > 0 || this.lone !== undefined;
  }

  /** Whether the page has given a level of this verb. */
  names(verb: Verb): boolean {
    return this.levels[verb] !== undefined || this.bare.has(verb);
  }

  /** Whether only its name was read so far. */
  get isBare(): boolean {
    return !this.hasLevels && this.words.length === 0;
  }

  /** The page names the function again, elsewhere. */
  again(around: Said | undefined): void {
    if (this.around && around && this.around !== around && !around.lone && !this.hasLevels) this.say(this.around);
    if (this.around && around && this.around !== around && !around.lone) this.say(around);
    this.around ??= around;
  }

  /** The levels above None that it gives to single verbs; none where all four have the same. */
  get levelsOfVerbs(): readonly Level[] {
    const given = VERBS.flatMap((verb) => this.levels[verb]?.narrow ?? []);
    const isSame = given.length === VERBS.length && new Set(given).size === 1;
    return isSame ? [] : given.filter((level) => level !== "None");
  }

  /** Whether it names verbs without a level, and nothing around it gives them one. */
  get hasBareVerbs(): boolean {
    return this.bare.size > 0 && !(this.around && commonLevel(this.around));
  }

  say({ levels, bare, lone, isOfAll, isTicked, doubts }: Said): void {
    for (const verb of VERBS) this.give(verb, levels[verb]);
    for (const verb of bare) this.bare.add(verb);
    if (this.lone !== undefined && lone !== undefined && lone !== this.lone.narrow)
      this.doubt("The page gives two levels; the narrower is read.");
    if (lone) this.lone = narrowed(this.lone, lone);
    this.isOfAll ||= isOfAll === true;
    this.isTicked ||= isTicked === true && bare.length > 0;
    for (const doubt of doubts) this.doubt(doubt);
  }

  /** Its doubts so far. */
  get reasons(): readonly string[] {
    return [...this.doubts];
  }

  doubt(sentence: string): void {
    this.doubts.add(sentence);
  }

  /** A doubt has these words of the row itself. */
  quote(words: string): void {
    this.quotes.push(words);
  }

  /** Whether a doubt has these words already, or a part of them. */
  isQuoted(words: string): boolean {
    return this.quotes.some((quoted) => words.includes(quoted) || quoted.includes(words));
  }

  /** The page says, in these words, that it isn't to be granted. */
  deny(words: string): void {
    this.denial ??= words;
  }

  /** It may be that the page says that it isn't to be granted. */
  withhold(doubt: string): void {
    this.isWithheld = true;
    this.doubt(doubt);
  }

  allow(entries: readonly string[]): void {
    for (const entry of entries) this.customize.add(entry);
  }

  explain(words: string): void {
    if (words !== "" && !this.words.includes(words)) this.words.push(words);
  }

  /**
   * `undefined` where no level was said.
   * @param ofPage what its page's rows have in common
   */
  grant(ofPage: Habits = NO_HABITS): DraftGrant | undefined {
    const { name, line, customize } = this;
    const habits = this.isTicked ? { ...ofPage, usual: ofPage.ofTicks } : ofPage;
    const read =
      this.read("narrow", habits) ?? this.onlyCustomize() ?? (this.denial ? { levels: NONE, doubts: [] } : undefined);
    if (!read) return undefined;
    const words = [...this.words, ...this.usualSaid(habits)].join(" ");
    const grant = { ...name, customize: [...customize], line, words };
    const broad = this.read("broad", habits)?.levels ?? read.levels;
    const levels = this.denial || this.isWithheld ? NONE : read.levels;
    const denied = this.denial ? [denialOf(this.denial)] : [];
    const doubts = [...new Set([...this.doubts, ...read.doubts, ...denied])];
    return { ...grant, levels, ...(!this.denial && !isSame(levels, broad) && { broadest: broad }), doubts };
  }

  private usualSaid({ usual }: Habits): string[] {
    const bare = [...this.bare].filter((verb) => this.levels[verb] === undefined);
    if (!usual || !this.hasBareVerbs || bare.length === 0) return [];
    return [`${listOf(bare)} without a level: ${usual}, as the page's other rows have it.`];
  }

  private read(reading: Reading, habits: Habits): Levels | undefined {
    const { lone, around, isOfAll } = this;
    const levels = Object.fromEntries(Object.entries(this.levels).map(([verb, given]) => [verb, given[reading]]));
    const bare = [...this.bare].filter((verb) => this.levels[verb] === undefined);
    const said = { levels, bare, doubts: [] };
    if (lone && Object.keys(levels).length > 0 && reading === "narrow") {
      const isNo =
        lone.narrow === "None" && VERBS.some((verb) => levels[verb] !== "None" && levels[verb] !== undefined);
      if (isNo) return { levels: NONE, doubts: ["The page gives None without a verb, too; none is granted."] };
      const doubt = `The page gives ${lone.narrow} without a verb, too; only the levels of single verbs are read.`;
      const read = complete(said, around, reading, habits);
      return read && { ...read, doubts: [...read.doubts, doubt] };
    }
    const whole = lone ? { ...said, lone: lone[reading], ...(isOfAll && { isOfAll }) } : said;
    return complete(whole, around, reading, habits);
  }

  private give(verb: Verb, level: Level | undefined): void {
    const before = this.levels[verb];
    if (level === undefined) return;
    if (before !== undefined && before.narrow !== level)
      this.doubt(`The page gives ${verbTitle(verb)} both ${before.narrow} and ${level}; the narrower is read.`);
    this.levels[verb] = narrowed(before, level);
  }

  private onlyCustomize(): Levels | undefined {
    const doubts = ["The page names entries of the Customize list but no level; none is granted."];
    return this.customize.size > 0 ? { levels: NONE, doubts } : undefined;
  }
}

/** Why a row that the page names isn't granted. */
export const denialOf = (words: string): string => `The page says “${words}”; it isn't granted.`;

const isSame = (a: Permission, b: Permission): boolean => VERBS.every((verb) => a[verb] === b[verb]);
