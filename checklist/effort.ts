import type { Task } from "./task";

/** How much a visit to the web client takes. */
export interface Effort {
  /** Levels to be set. */
  readonly cells: number;
  /** Modules to be opened, each once. */
  readonly modules: number;
  /** Customize entries to be allowed. */
  readonly entries: number;
  /** Key pairs to be made. */
  readonly keyPairs: number;
  /** By {@link CLICKS}; typing isn't counted. */
  readonly clicks: number;
}

/**
 * What one person clicks, step by step. Counted on the layout that vendors' instructions describe (System > Security Roles: modules that
 * open by a click, a level chosen from a list; System > Members > API Members > API Keys) and that the sandbox's pages follow;
 * nobody has measured it in ConnectWise's own client.
 */
export const CLICKS = {
  /** System, Security Roles, the role. */
  openRole: 3,
  /** +, and Save once its name is typed. */
  newRole: 2,
  module: 1,
  /** The level's list is opened, and a level chosen. */
  level: 2,
  /** A function's Customize is opened, and closed by its own Save. */
  customizeList: 2,
  /** An entry is marked, and moved to those that are allowed. */
  customizeEntry: 2,
  /** Save, once for all of a role or a member. */
  save: 1,
  /** System, Members, API Members, the member. */
  openMember: 4,
  /** A field's list is opened, and an entry chosen. */
  memberField: 2,
  /** API Keys, +, the description, Save, and a copy of each of the two keys. */
  keyPair: 6,
} as const;

export function effortOf(tasks: readonly Task[]): Effort {
  const of = <Subject extends Task["subject"]>(subject: Subject) =>
    tasks.filter((task): task is Extract<Task, { subject: Subject }> => task.subject === subject);
  const [roles, levels, entries, members, keys] = [of("role"), of("levels"), of("customize"), of("member"), of("keys")];
  const cells = levels.flatMap((task) => task.cells).length;
  const modules = distinct([...levels, ...entries].map(({ module }) => module));
  const lists = distinct(entries.map(({ module, function: name }) => JSON.stringify([module, name])));
  const fields = members.flatMap((task) => task.fields).length;
  const inRole =
    roles.length * CLICKS.newRole +
    modules * CLICKS.module +
    cells * CLICKS.level +
    lists * CLICKS.customizeList +
    entries.length * CLICKS.customizeEntry;
  const inMember = fields * CLICKS.memberField + members.length * CLICKS.save + keys.length * CLICKS.keyPair;
  const clicks =
    (inRole > 0 ? CLICKS.openRole + inRole + CLICKS.save : 0) + (inMember > 0 ? CLICKS.openMember + inMember : 0);
  return { cells, modules, entries: entries.length, keyPairs: keys.length, clicks };
}

const distinct = (names: readonly string[]): number => new Set(names).size;
