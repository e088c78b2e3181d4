import { NONE } from "../core/model/permission";
import type { FunctionName } from "../core/model/role";
import type { Article } from "./blocks";
import type { Condition } from "./conditions";
import type { Draft, DraftVariant, Remark, UnmatchedName } from "./draft";
import { complete, type Entry } from "./entry";
import type { Said } from "./levels";
import type { Names } from "./names";
import { doubtOf, Parts } from "./parts";
import type { Scopes } from "./scopes";
import type { VerbsOfPage } from "./verbs";

/** What was said of all rows that follow, and where: `Set these to All:`. */
export interface Around extends Remark {
  readonly said: Said;
  /** The module whose rows alone it speaks of. */
  readonly module?: string | undefined;
}

/** Gathers what an article says while it is read. */
export class Findings {
  private readonly parts: Parts;
  private readonly variants: DraftVariant[] = [];
  private readonly unmatched: UnmatchedName[] = [];
  /** By line and text: a saved page may have all of it on one line. */
  private readonly notUnderstood = new Map<string, Remark>();
  private readonly notices = new Map<string, Remark>();
  /** Statements about rows that follow; one that no row followed was not understood. */
  private readonly waiting = new Set<Around>();
  /** What the page says of functions that it rules out by name. */
  private readonly denied = new Map<string, string>();
  private section: string | undefined;
  private skipped = 0;

  constructor(
    private readonly names: Names,
    private readonly scopes: Scopes,
    verbs: VerbsOfPage,
  ) {
    this.parts = new Parts(verbs);
  }

  /**
   * The function's entry, which is made when it is named first.
   * @param own the conditions that the row itself names
   */
  entry(name: FunctionName, line: number, around: Around | undefined, own: readonly Condition[] = []): Entry {
    if (around) this.waiting.delete(around);
    const entry = this.parts.entry(name, line, around?.said, [...own, ...this.scopes.conditions()]);
    const denial = this.denied.get(pathOf(name));
    if (denial !== undefined) entry.deny(denial);
    return entry;
  }

  /** The page says in these words that a function isn't to be granted, wherever it lists it. */
  deny(name: FunctionName, words: string): void {
    this.denied.set(pathOf(name), words);
    for (const entry of this.known(name)) entry.deny(words);
  }

  /** The page says below a row that only some need it. */
  limit(entry: Entry, condition: Condition): void {
    this.parts.limit(entry, condition);
  }

  /** The title that what is read from here on stands below. */
  goTo(section: string): void {
    this.section = section;
  }

  /** The entries that the function has so far, under whichever conditions. */
  known(name: FunctionName): Entry[] {
    return this.parts.known(name);
  }

  /** From here on "these rows" are others. */
  startPart(): void {
    this.parts.startPart();
  }

  /** From here on "it" is another table. */
  startTable(): void {
    this.parts.startTable();
  }

  sayOfRowsBefore(condition: Condition): void {
    this.parts.sayOfRecent(condition);
  }

  addUnmatched(name: string, module: string | undefined, said: Said | undefined, line: number, around?: Around): void {
    if (around) this.waiting.delete(around);
    const conditions = this.scopes.conditions().filter(({ isPurpose }) => !isPurpose);
    const isDenied = conditions.some(({ kind }) => kind === "negation");
    const levels = complete(said ?? { levels: {}, bare: [], doubts: [] }, around?.said)?.levels;
    const message = [this.names.explain(name, module), ...conditions.map(doubtOf)]
      .map((sentence) => sentence.replace(/\.$/, ""))
      .join(". ");
    this.unmatched.push({
      ...(module && { module }),
      function: name,
      ...(levels && !isDenied && { levels }),
      line,
      message,
    });
  }

  addVariant(upTo: string, name: FunctionName, said: Said, line: number): void {
    const { levels = NONE, doubts = [] } = complete(said, undefined) ?? {};
    const conditions = this.scopes.conditions().filter(({ kind }) => kind === "negation" || kind === "option");
    const all = [...doubts, ...conditions.map(doubtOf)];
    const grant = { ...name, levels, customize: [], doubts: all, line, words: "" };
    this.variants.push({ upTo, line, grants: [grant] });
  }

  /** A statement that the rows that follow have to take up. */
  wait(around: Around): Around {
    this.waiting.add(around);
    return around;
  }

  doNotUnderstand({ line, text }: Remark): void {
    const { section } = this;
    this.notUnderstood.set(`${line}\n${section}\n${text}`, {
      line,
      text,
      ...(section && section !== text && { section }),
    });
  }

  notice({ line, text }: Remark): void {
    this.notices.set(`${line}\n${text}`, { line, text });
  }

  skip(): void {
    this.skipped += 1;
  }

  draft({ title, url }: Article): Draft {
    this.section = undefined;
    for (const around of this.waiting) this.doNotUnderstand(around);
    const tellBare = ({ name, line }: Entry) =>
      this.doNotUnderstand({ line, text: `${pathOf(name)} is named without a level` });
    const isGranted = ({ name }: Entry) => this.parts.known(name).some((entry) => entry.grant() !== undefined);
    const isWhole = this.unmatched.length + this.notUnderstood.size === 0;
    const grants = this.parts.grants(isWhole, (entry) => !isGranted(entry) && tellBare(entry));
    const features = this.parts.features(isWhole, tellBare);
    const variants = byVersion([...this.variants, ...this.parts.variants(tellBare)]);
    const { unmatched, skipped } = this;
    const remarks = (from: ReadonlyMap<string, Remark>) => [...from.values()].sort((a, b) => a.line - b.line);
    const [notUnderstood, notices] = [remarks(this.notUnderstood), remarks(this.notices)];
    return {
      ...(title && { title }),
      ...(url && { url }),
      grants,
      features,
      variants,
      unmatched,
      notUnderstood,
      notices,
      skipped,
    };
  }
}

const pathOf = ({ module, function: name }: FunctionName) => `${module} › ${name}`;

/** What several places of a page say of one version, together. */
function byVersion(variants: readonly DraftVariant[]): DraftVariant[] {
  const merged = new Map<string, DraftVariant>();
  for (const variant of variants) {
    const { upTo, grants } = variant;
    const before = merged.get(upTo);
    const names = new Set(before?.grants.map(pathOf));
    const added = grants.filter((grant) => !names.has(pathOf(grant)));
    merged.set(upTo, before ? { ...before, grants: [...before.grants, ...added] } : variant);
  }
  return [...merged.values()];
}
