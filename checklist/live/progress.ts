import { NOT_ASKED } from "../../core/model/capability";
import type { Cell, Level, Verb } from "../../core/model/level";
import type { DesiredRole, FunctionName, ObservedRole } from "../../core/model/role";
import type { LevelsChange } from "../../core/plan/change";
import { byWebClient, plan } from "../../core/plan/plan";

/** `wrong` is neither what it was at first nor what is asked for. */
export type CellState = "left" | "wrong" | "done";

export interface LiveCell {
  readonly verb: Verb;
  /** As the last read showed it. */
  readonly now: Cell;
  readonly after: Level;
  readonly state: CellState;
}

/** A function with the cells that differ, or did. */
export interface LiveRow extends FunctionName {
  /** Stays the same while others come: 0 is the first that was listed. */
  readonly id: number;
  readonly cells: readonly LiveCell[];
  /** The worst of its cells. */
  readonly state: CellState;
  /** Whether it was as asked when it was first read. */
  readonly isExtra: boolean;
}

/** What a role shows; `undefined` where it isn't there (yet). */
export type ShownRole = Pick<ObservedRole, "settings"> | undefined;

/** What differs, by the one diff engine. */
export const levelsLeft = (observed: ShownRole, desired: DesiredRole): LevelsChange[] =>
  plan({ role: observed }, { role: desired }, NOT_ASKED).changes.filter((change) => change.subject === "levels");

interface ListedCell {
  readonly verb: Verb;
  /** `undefined` for a cell that was as asked at first. */
  readonly first: Cell | undefined;
  readonly after: Level;
}

interface ListedRow extends FunctionName {
  readonly id: number;
  readonly cells: ListedCell[];
  readonly isExtra: boolean;
}

/** Follows a role from its first read on: every cell that ever differs stays in the list. */
export class Progress {
  readonly #listed = new Map<string, ListedRow>();
  #left: readonly LevelsChange[];
  #isThere: boolean;

  constructor(
    private readonly desired: DesiredRole,
    first: ShownRole,
  ) {
    this.#isThere = first !== undefined;
    this.#left = levelsLeft(first, desired);
    for (const row of this.#left) this.#list(row, true);
  }

  /** @returns whether the read shows anything else than the one before */
  show(observed: ShownRole): boolean {
    const before = JSON.stringify([this.#isThere, this.#left]);
    this.#isThere = observed !== undefined;
    this.#left = levelsLeft(observed, this.desired);
    for (const row of this.#left) this.#list(row, false);
    return JSON.stringify([this.#isThere, this.#left]) !== before;
  }

  /** Whether the role is there, and as asked. */
  get isRight(): boolean {
    return this.#isThere && this.#left.length === 0;
  }

  get isThere(): boolean {
    return this.#isThere;
  }

  get left(): readonly LevelsChange[] {
    return this.#left;
  }

  /** In the order of the web client. */
  rows(): LiveRow[] {
    const remainingByKey = new Map(this.#left.map((row) => [keyOf(row), row]));
    return [...this.#listed.values()].sort(byWebClient).map((row) => liveRow(row, remainingByKey.get(keyOf(row))));
  }

  #list({ module, function: name, cells }: LevelsChange, isFirst: boolean): void {
    const key = keyOf({ module, function: name });
    const row = this.#listed.get(key) ?? {
      id: this.#listed.size,
      module,
      function: name,
      cells: [],
      isExtra: !isFirst,
    };
    const added = cells.filter(({ verb }) => !row.cells.some((cell) => cell.verb === verb));
    row.cells.push(...added.map(({ verb, before, after }) => ({ verb, first: isFirst ? before : undefined, after })));
    this.#listed.set(key, row);
  }
}

const keyOf = ({ module, function: name }: FunctionName): string => JSON.stringify([module, name]);

function liveRow({ cells: listed, ...row }: ListedRow, remaining: LevelsChange | undefined): LiveRow {
  const cells = listed.map(({ verb, first, after }): LiveCell => {
    const change = remaining?.cells.find((cell) => cell.verb === verb);
    if (!change) return { verb, now: after, after, state: "done" };
    return { verb, now: change.before, after, state: change.before === first ? "left" : "wrong" };
  });
  const state =
    (["wrong", "left"] as const).find((candidate) => cells.some((cell) => cell.state === candidate)) ?? "done";
  return { ...row, cells, state };
}
