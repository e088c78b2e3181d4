import { NONE } from "../core/model/permission";
import type { FunctionName } from "../core/model/role";
import type { Article } from "./blocks";
import type { Draft, DraftVariant, Remark, UnmatchedName } from "./draft";
import { complete, Entry } from "./entry";
import type { Said } from "./levels";
import type { Names } from "./names";

/** What was said of all rows that follow, and where: `Set these to All:`. */
export interface Around extends Remark {
  readonly said: Said;
  /** The module whose rows alone it speaks of. */
  readonly module?: string | undefined;
}

/** Gathers what an article says while it is read. */
export class Findings {
  private readonly entries = new Map<string, Entry>();
  private readonly variants: DraftVariant[] = [];
  private readonly unmatched: UnmatchedName[] = [];
  private readonly notUnderstood = new Map<number, string>();
  private readonly notices = new Map<number, string>();
  /** Statements about rows that follow; one that no row followed was not understood. */
  private readonly waiting = new Set<Around>();
  private skipped = 0;

  constructor(private readonly names: Names) {}

  /** The function's entry, which is made when it is named first. */
  entry(name: FunctionName, line: number, around: Around | undefined): Entry {
    if (around) this.waiting.delete(around);
    const key = `${name.module}\n${name.function}`;
    const entry = this.entries.get(key) ?? new Entry(name, line, around?.said);
    entry.again(around?.said);
    this.entries.set(key, entry);
    return entry;
  }

  addUnmatched(name: string, module: string | undefined, said: Said | undefined, line: number, around?: Around): void {
    if (around) this.waiting.delete(around);
    const levels = complete(said ?? { levels: {}, bare: [], doubts: [] }, around?.said)?.levels;
    const message = this.names.explain(name, module);
    this.unmatched.push({ ...(module && { module }), function: name, ...(levels && { levels }), line, message });
  }

  addVariant(upTo: string, name: FunctionName, said: Said, line: number): void {
    const { levels = NONE, doubts = [] } = complete(said, undefined) ?? {};
    const grant = { ...name, levels, customize: [], doubts, line, words: "" };
    this.variants.push({ upTo, line, grants: [grant] });
  }

  /** A statement that the rows that follow have to take up. */
  wait(around: Around): Around {
    this.waiting.add(around);
    return around;
  }

  doNotUnderstand({ line, text }: Remark): void {
    this.notUnderstood.set(line, text);
  }

  notice({ line, text }: Remark): void {
    this.notices.set(line, text);
  }

  skip(): void {
    this.skipped += 1;
  }

  draft({ title, url }: Article): Draft {
    for (const around of this.waiting) this.doNotUnderstand(around);
    const grants = [...this.entries.values()].flatMap((entry) => {
      const grant = entry.grant();
      if (!grant) this.doNotUnderstand({ line: entry.line, text: `${pathOf(entry.name)} is named without a level` });
      return grant ?? [];
    });
    const { variants, unmatched, skipped } = this;
    const remarks = (from: ReadonlyMap<number, string>) =>
      [...from].map(([line, text]) => ({ line, text })).sort((a, b) => a.line - b.line);
    const [notUnderstood, notices] = [remarks(this.notUnderstood), remarks(this.notices)];
    return {
      ...(title && { title }),
      ...(url && { url }),
      grants,
      variants,
      unmatched,
      notUnderstood,
      notices,
      skipped,
    };
  }
}

const pathOf = ({ module, function: name }: FunctionName) => `${module} › ${name}`;
