import { type Verb, verbTitle } from "../../core/model/level";
import { plural } from "../../pages/text";
import type { LiveItem } from "./item";
import type { CellState, LiveCell, LiveRow, Progress } from "./progress";

/** A role as the page follows it. */
export interface Followed {
  readonly item: LiveItem;
  readonly progress: Progress;
  /** When it was last read. */
  at: Date;
  /** Why it couldn't be read the last time. */
  trouble: string | undefined;
}

/** What the page's script fetches, as JSON; texts are ready to be shown. */
export interface LiveState {
  /** Grows with each change that somebody would want to see. */
  readonly version: number;
  /** `17 of 20 functions as asked, 1 of the others wrong` */
  readonly words: string;
  readonly done: number;
  readonly total: number;
  /** What to do next, in the order of the web client; missing where all is done. */
  readonly next?: string;
  /** Last read, ISO 8601. */
  readonly at: string;
  /** What became of it; missing while it is followed. */
  readonly end?: string;
  readonly items: readonly ItemState[];
}

export interface ItemState {
  readonly isThere: boolean;
  readonly words: string;
  readonly trouble?: string;
  readonly rows: readonly RowState[];
}

export interface RowState {
  readonly id: number;
  readonly module: string;
  readonly function: string;
  readonly isExtra: boolean;
  readonly state: CellState;
  /** `to do`, `wrong` or `done`. */
  readonly words: string;
  readonly cells: readonly { readonly verb: Verb; readonly state: CellState; readonly words: string }[];
}

/** `Edit is My, asked for All` */
const describeWrong = ({ verb, now, after }: LiveCell): string => `${verbTitle(verb)} is ${now}, asked for ${after}`;

const cellWords = ({ state, now, after }: LiveCell): string =>
  state === "done" ? after : state === "left" ? `${now} → ${after}` : `is ${now}, asked for ${after}`;

const rowState = ({ cells, ...row }: LiveRow): RowState => ({
  ...row,
  words: row.state === "left" ? "to do" : row.state,
  cells: cells.map((cell) => ({ verb: cell.verb, state: cell.state, words: cellWords(cell) })),
});

/** The state of several roles as one. */
export function liveState(followed: readonly Followed[], version: number, end?: string): LiveState {
  const rows = followed.map(({ progress }) => progress.rows());
  const all = rows.flat();
  const next = followed.flatMap(({ item, progress }, index) => nextOf(item, progress, rows[index] ?? []))[0];
  return {
    version,
    words: describeRows(all),
    done: all.filter(({ state }) => state === "done").length,
    total: all.length,
    ...(next !== undefined && { next }),
    at: new Date(Math.max(...followed.map(({ at }) => at.getTime()))).toISOString(),
    ...(end !== undefined && { end }),
    items: followed.map(({ progress, trouble }, index) => ({
      isThere: progress.isThere,
      words: describeRows(rows[index] ?? []),
      ...(trouble !== undefined && { trouble }),
      rows: (rows[index] ?? []).map(rowState),
    })),
  };
}

function describeRows(rows: readonly LiveRow[]): string {
  const [done, wrong] = (["done", "wrong"] as const).map((state) => rows.filter((row) => row.state === state).length);
  if (done === rows.length)
    return rows.length === 0 ? "Nothing to do" : `All ${plural(rows.length, "function")} as asked`;
  return `${done} of ${plural(rows.length, "function")} as asked${wrong ? `, ${wrong} wrong` : ""}`;
}

/** What is wrong comes first: it was just set. */
function nextOf(item: LiveItem, { isThere }: Progress, rows: readonly LiveRow[]): string[] {
  if (!isThere) return [`Create the role "${item.desired.name}"`];
  const next = rows.find(({ state }) => state === "wrong") ?? rows.find(({ state }) => state === "left");
  if (!next) return [];
  const cells = next.cells.filter(({ state }) => state !== "done");
  const words = cells.map((cell) =>
    cell.state === "wrong" ? describeWrong(cell) : `${verbTitle(cell.verb)} ${cellWords(cell)}`,
  );
  return [`${next.module} › ${next.function}: ${words.join(", ")}`];
}
