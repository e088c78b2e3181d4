import type { Cell, Level, Verb } from "../core/model/level";

/** One thing to do in the web client, with a box to tick. */
export type Task = RoleTask | LevelsTask | CustomizeTask | MemberTask | KeysTask;

export interface RoleTask {
  readonly subject: "role";
  readonly name: string;
}

export interface LevelsTask {
  readonly subject: "levels";
  readonly module: string;
  readonly function: string;
  /** `before` is missing where no tenant was asked. */
  readonly cells: readonly { readonly verb: Verb; readonly before?: Cell; readonly after: Level }[];
}

export interface CustomizeTask {
  readonly subject: "customize";
  readonly module: string;
  readonly function: string;
  /** Table / Entry. */
  readonly entry: string;
}

export interface MemberTask {
  readonly subject: "member";
  readonly identifier: string;
  readonly fields: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** A member's key pair can only be made in the web client. */
export interface KeysTask {
  readonly subject: "keys";
  readonly identifier: string;
  /** What the pair is to be called. */
  readonly description: string;
  /** Of a member that isn't new: the API doesn't show whether it has a pair. */
  readonly mayBeThere: boolean;
}

/** One place of the web client, with what is to be done there. */
export interface Step {
  readonly title: string;
  /** Where it is, and what holds for all of its tasks. */
  readonly hints: readonly string[];
  /** In a role, a group a module; one without a title elsewhere. */
  readonly groups: readonly Group[];
}

export interface Group {
  readonly title?: string;
  /** What holds for all levels of the group. */
  readonly hint?: string;
  readonly tasks: readonly Task[];
}

/** Whether a read with the managing key shows that it is done; else only the person who did it knows. */
export const isSeen = ({ subject }: Task): boolean => subject !== "customize" && subject !== "keys";

/** Whether it may be done already, for all that a read shows. */
export const mayBeDone = (task: Task): boolean =>
  task.subject === "customize" || (task.subject === "keys" && task.mayBeThere);

/** The level before and after, where all four verbs get the same one. */
export function commonChange({ cells }: LevelsTask): { readonly before?: Cell; readonly after: Level } | undefined {
  const [first] = cells;
  if (!first || cells.length < 4 || cells.some(({ after }) => after !== first.after)) return undefined;
  const { before, after } = first;
  const isSame = before !== undefined && cells.every((cell) => cell.before === before);
  return { ...(isSame && { before }), after };
}
