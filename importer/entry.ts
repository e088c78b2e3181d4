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

/**
 * What a text says of a row, completed by what was said of all rows around it: the level for verbs that have none, the
 * verbs for a level that names none, or both.
 */
export function complete(said: Said, around: Said | undefined): Levels | undefined {
  const isSilent = Object.keys(said.levels).length + said.bare.length === 0 && !said.lone;
  if (isSilent) return around && complete(around, undefined);
  const levels: VerbLevels = { ...said.levels };
  const doubts = [...said.doubts];
  const common = around && commonLevel(around);
  for (const verb of said.bare) levels[verb] = common ?? "All";
  if (said.bare.length > 0 && !common)
    doubts.push(`The page marks ${said.bare.map(verbTitle).join(", ")} without a level; All is read.`);
  if (said.lone) {
    for (const verb of VERBS) levels[verb] ??= said.lone;
    if (around && !around.lone) doubts.push(`The page gives ${said.lone} without a verb; every verb is read.`);
  }
  return { levels: { ...NONE, ...levels }, doubts };
}

/** The level of a text that gives all its verbs the same. */
function commonLevel({ lone, levels }: Said): Level | undefined {
  const given = new Set([...(lone ? [lone] : []), ...Object.values(levels)]);
  const [level] = given;
  return given.size === 1 ? level : undefined;
}

/** All that a page says of one function, from wherever it says it. */
export class Entry {
  private readonly levels: VerbLevels = {};
  private readonly bare = new Set<Verb>();
  private lone: Level | undefined;
  private readonly doubts = new Set<string>();
  private readonly customize = new Set<string>();
  private readonly words: string[] = [];

  constructor(
    readonly name: FunctionName,
    readonly line: number,
    /** What was said of all rows around it. */
    private around: Said | undefined,
  ) {}

  get hasLevels(): boolean {
    return Object.keys(this.levels).length + this.bare.size > 0 || this.lone !== undefined;
  }

  /** Whether only its name was read so far. */
  get isBare(): boolean {
    return !this.hasLevels && this.words.length === 0;
  }

  /** The page names the function again, elsewhere. */
  again(around: Said | undefined): void {
    this.around ??= around;
  }

  say({ levels, bare, lone, doubts }: Said): void {
    for (const verb of VERBS) this.raise(verb, levels[verb]);
    for (const verb of bare) this.bare.add(verb);
    if (this.lone !== undefined && lone !== undefined && lone !== this.lone)
      this.doubt("The page gives two levels; the broader is read.");
    if (this.lone === undefined || (lone && isBroadened(this.lone, lone))) this.lone = lone ?? this.lone;
    for (const doubt of doubts) this.doubt(doubt);
  }

  doubt(sentence: string): void {
    this.doubts.add(sentence);
  }

  allow(entries: readonly string[]): void {
    for (const entry of entries) this.customize.add(entry);
  }

  explain(words: string): void {
    if (words !== "" && !this.words.includes(words)) this.words.push(words);
  }

  /** `undefined` where no level was said. */
  grant(): DraftGrant | undefined {
    const { name, line, customize } = this;
    const said = {
      levels: this.levels,
      bare: [...this.bare].filter((verb) => this.levels[verb] === undefined),
      doubts: [],
    };
    const read = complete(this.lone ? { ...said, lone: this.lone } : said, this.around) ?? this.onlyCustomize();
    if (!read) return undefined;
    const doubts = [...new Set([...this.doubts, ...read.doubts])];
    return { ...name, levels: read.levels, customize: [...customize], doubts, line, words: this.words.join(" ") };
  }

  private raise(verb: Verb, level: Level | undefined): void {
    const before = this.levels[verb];
    if (level === undefined || level === before) return;
    if (before !== undefined)
      this.doubt(`The page gives ${verbTitle(verb)} both ${before} and ${level}; the broader is read.`);
    if (before === undefined || isBroadened(before, level)) this.levels[verb] = level;
  }

  private onlyCustomize(): Levels | undefined {
    const doubts = ["The page names entries of the Customize list but no level; none is granted."];
    return this.customize.size > 0 ? { levels: NONE, doubts } : undefined;
  }
}
