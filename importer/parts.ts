import { VERBS, verbTitle } from "../core/model/level";
import { isBroadened, isNone, NONE, type Permission, unionOf } from "../core/model/permission";
import type { FunctionName } from "../core/model/role";
import { type Condition, featureId } from "./conditions";
import type { DraftFeature, DraftGrant, DraftVariant } from "./draft";
import { denialOf, Entry, type Habits } from "./entry";
import type { Said } from "./levels";
import { trimmed } from "./phrases";
import type { VerbsOfPage } from "./verbs";

/** The rows of a page that hold under the same conditions. */
interface Part {
  readonly kind: Condition["kind"] | "always";
  /** What makes it a part; missing for rows that hold always. */
  readonly condition?: Condition;
  readonly entries: Map<string, Entry>;
}

const LONGEST_WORDS = 160;
const OF_SEVERAL = /\b(?:these|those|above|all|permissions|rows|tables)\b/i;
/** Rows that make a habit of a page. */
const FEWEST_STATED = 2;
/** For each row that leaves the level out. */
const FEWEST_STATED_FOR_BARE = 3;

/** A page's functions, apart by the conditions that they stand under. */
export class Parts {
  private readonly parts = new Map<string, Part>();
  /** Those since the last title: what "these rows" may mean. */
  private recent = new Set<Entry>();
  /** Those of the last table: what a sentence may mean that names no rows. */
  private ofTable = new Set<Entry>();

  constructor(private readonly verbs: VerbsOfPage) {}

  /** The function's entry under these conditions, which is made when it is named first. */
  entry(name: FunctionName, line: number, around: Said | undefined, conditions: readonly Condition[]): Entry {
    const { entries, kind } = this.partFor(conditions);
    const key = `${name.module}\n${name.function}`;
    const entry = entries.get(key) ?? new Entry(name, line, around);
    entry.again(around);
    for (const condition of conditions) tell(entry, condition, kind);
    entries.set(key, entry);
    this.recent.add(entry);
    this.ofTable.add(entry);
    return entry;
  }

  /** The function's entries so far. */
  known(name: FunctionName): Entry[] {
    return [...this.parts.values()].flatMap(({ entries }) => entries.get(keyOf(name)) ?? []);
  }

  /** Only some need a row that was read as one for all. */
  limit(entry: Entry, condition: Condition): void {
    const key = keyOf(entry.name);
    const target = this.partFor([condition]).entries;
    for (const part of [...this.of("always"), ...this.of("unclear")]) {
      if (part.entries.get(key) !== entry) continue;
      tell(entry, condition, condition.kind);
      if (target.has(key)) entry.withhold(doubtOf(condition));
      else {
        part.entries.delete(key);
        target.set(key, entry);
      }
    }
  }

  startPart(): void {
    this.recent = new Set();
  }

  startTable(): void {
    this.ofTable = new Set();
  }

  /** What the page says of the rows since the last title, or of the last table's, when it has named them. */
  sayOfRecent(condition: Condition): void {
    for (const entry of OF_SEVERAL.test(condition.words) ? this.recent : this.ofTable)
      if (condition.kind === "negation") entry.deny(shortened(condition.words));
      else entry.doubt(`The page says of it on line ${condition.line}: “${shortened(condition.words)}”.`);
  }

  /**
   * @param isWhole whether all that the page lists was read: what wasn't may be for all, and then a title isn't above all rows
   * @param tellBare is told of the entries that have no level
   */
  grants(isWhole: boolean, tellBare: (entry: Entry) => void): DraftGrant[] {
    const common = this.commonPurpose(isWhole);
    const certain = common ? [common] : this.of("always");
    const table = new Map(
      certain.flatMap((part) => this.grantsOf(part, tellBare)).map((grant) => [keyOf(grant), grant]),
    );
    for (const part of [...this.of("unclear"), ...this.titled(isWhole)].filter((other) => other !== common)) {
      tellPurpose(part);
      for (const grant of this.grantsOf(part, tellBare))
        table.set(keyOf(grant), besides(table.get(keyOf(grant)), grant));
    }
    for (const part of this.of("opaque"))
      for (const grant of this.grantsOf(part, tellBare))
        table.set(keyOf(grant), besides(table.get(keyOf(grant)), grant));
    for (const { entries } of this.of("negation"))
      for (const entry of entries.values()) {
        const key = keyOf(entry.name);
        table.set(key, denied(table.get(key), entry));
      }
    return [...table.values()];
  }

  /** @param isWhole as of {@link grants} */
  features(isWhole: boolean, tellBare: (entry: Entry) => void): DraftFeature[] {
    const common = this.commonPurpose(isWhole);
    const titled = this.titled(isWhole);
    return this.of("option").flatMap((part) => {
      if (part === common || titled.includes(part)) return [];
      tellPurpose(part);
      const grants = this.grantsOf(part, tellBare);
      const { condition } = part;
      if (!condition || grants.length === 0) return [];
      return { id: featureId(condition), words: shortened(condition.words), line: condition.line, grants };
    });
  }

  variants(tellBare: (entry: Entry) => void): DraftVariant[] {
    return this.of("upTo").flatMap((part) => {
      const grants = this.grantsOf(part, tellBare);
      const { version = "", line = 1 } = part.condition ?? {};
      return grants.length > 0 ? { upTo: version, line, grants } : [];
    });
  }

  /** @param tellBare is told of the entries that have no level */
  private grantsOf({ entries }: Part, tellBare: (entry: Entry) => void): DraftGrant[] {
    const habits = this.habits();
    return [...entries.values()].flatMap((entry) => {
      const grant = entry.grant(habits);
      if (!grant) tellBare(entry);
      return grant ?? [];
    });
  }

  /** What the page's rows have in common; one level for verbs is usual where nearly all of the rows that name verbs give it. */
  private habits(): Habits {
    const entries = [...this.parts.values()].flatMap((part) => [...part.entries.values()]);
    const stated = entries.map((entry) => entry.levelsOfVerbs).filter((levels) => levels.length > 0);
    const [usual, ...others] = new Set(stated.flat());
    const bare = entries.filter((entry) => entry.hasBareVerbs).length;
    const isUsual = others.length === 0 && stated.length >= Math.max(FEWEST_STATED, bare * FEWEST_STATED_FOR_BARE);
    const { areNamed, areColumnsLost, ofTicks } = this.verbs;
    return {
      namesVerbs: areNamed || stated.length + bare > 0,
      areColumnsLost,
      ...(ofTicks && { ofTicks }),
      ...(usual && isUsual && { usual }),
    };
  }

  /** The part of a purpose that all rows of the page share, but for those of options that are more, and of versions. */
  private commonPurpose(isWhole: boolean): Part | undefined {
    const purposes = this.of("option").filter(isOfPurpose);
    const [first, ...others] = [...this.of("always"), ...this.of("unclear"), ...purposes];
    return isWhole && first && isOfPurpose(first) && others.length === 0 ? first : undefined;
  }

  /** The parts of what the page's titles speak of, where it has no rows for all: none of them is an option then. */
  private titled(isWhole: boolean): Part[] {
    const parts = this.of("option").filter(isOfPurpose);
    return isWhole && this.of("always").length + this.of("unclear").length === 0 ? parts : [];
  }

  private of(kind: Part["kind"]): Part[] {
    return [...this.parts.values()].filter((part) => part.kind === kind);
  }

  private partFor(conditions: readonly Condition[]): Part {
    const condition = ORDER.flatMap((kind) => {
      const ofKind = conditions.filter((found) => found.kind === kind);
      return ofKind.findLast(({ isPurpose }) => !isPurpose) ?? ofKind.at(-1) ?? [];
    })[0];
    const key = condition ? keyOfPart(condition) : "always";
    const part = this.parts.get(key) ?? {
      kind: condition?.kind ?? "always",
      ...(condition && { condition }),
      entries: new Map(),
    };
    this.parts.set(key, part);
    return part;
  }
}

/** Whether a condition says by no grammar of one, but only by its subject, what the rows are for. */
const isOfSubject = ({ isPurpose, isBySubject }: Condition): boolean => isPurpose === true || isBySubject === true;
const isOfPurpose = ({ condition }: Part): boolean => condition !== undefined && isOfSubject(condition);

/** The one that decides stands first. */
const ORDER = ["negation", "opaque", "option", "upTo", "unclear"] as const;

function keyOfPart(condition: Condition): string {
  if (condition.kind === "option") return `option ${featureId(condition)}`;
  if (isOfSubject(condition)) return `purpose on line ${condition.line}`;
  return condition.version ? `${condition.kind} ${condition.version}` : condition.kind;
}

const keyOf = ({ module, function: name }: FunctionName): string => `${module}\n${name}`;

/** Why a row isn't certain that stands under a condition. */
export const doubtOf = ({ kind, words, isOwn }: Condition): string => {
  if (isOwn) return `The page says “${shortened(words)}” of it.`;
  if (kind === "negation") return denialOf(shortened(words));
  const listed = `The page lists it under “${shortened(words)}”`;
  return kind === "opaque" ? `${listed}, which may say yes or no; it isn't granted.` : `${listed}.`;
};

const shortened = (words: string): string => {
  const text = trimmed(words.slice(0, LONGEST_WORDS + 1), /[\s.:]/);
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
};

/** Tells a row what its part's conditions make of it. */
function tell(entry: Entry, condition: Condition, kind: Part["kind"]): void {
  if (kind === "negation" && condition.kind !== "negation") return;
  if (condition.kind === "opaque") entry.withhold(doubtOf(condition));
  else if (isOfSubject(condition)) return;
  else entry.doubt(doubtOf(condition));
  if (condition.isOwn) entry.quote(shortened(condition.words).replace(/…$/, ""));
}

function tellPurpose({ condition, entries }: Part): void {
  if (condition && isOfSubject(condition)) for (const entry of entries.values()) entry.doubt(doubtOf(condition));
}

/** A row that may hold for some only, beside what holds for all: that stays as it is, and more is told. */
function besides(there: DraftGrant | undefined, grant: DraftGrant): DraftGrant {
  if (!there) return grant;
  const more = VERBS.filter((verb) => isBroadened(there.levels[verb], grant.levels[verb]));
  const isOpaque = isNone(grant.levels) && grant.broadest !== undefined;
  if (more.length === 0 && !isOpaque) return there;
  const asked = more.map((verb) => `${verbTitle(verb)} ${grant.levels[verb]}`).join(", ");
  const told = asked === "" ? [] : [`There it asks for ${asked}, which isn't read.`];
  const doubts = [...there.doubts, ...grant.doubts, ...told];
  return { ...there, doubts, broadest: broadestOf(there, grant) };
}

/** The verbs that are named are taken out; all, where none is. */
function denied(there: DraftGrant | undefined, entry: Entry): DraftGrant {
  const grant = entry.grant() ?? {
    ...entry.name,
    levels: NONE,
    customize: [],
    doubts: entry.reasons,
    line: entry.line,
    words: "",
  };
  const { levels, broadest: _, ...rest } = grant;
  if (!there) return { ...rest, levels: NONE, customize: [] };
  const isTaken = (verb: (typeof VERBS)[number]) => isNone(levels) || levels[verb] !== "None";
  const left = Object.fromEntries(VERBS.map((verb) => [verb, isTaken(verb) ? "None" : there.levels[verb]]));
  const doubts = [...there.doubts, ...grant.doubts];
  return { ...there, levels: left as unknown as Permission, doubts, broadest: there.broadest ?? there.levels };
}

const broadestOf = (a: DraftGrant, b: DraftGrant): Permission =>
  unionOf(a.broadest ?? a.levels, b.broadest ?? b.levels);
