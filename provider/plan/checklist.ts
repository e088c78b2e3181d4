import type { CustomizeList } from "../model/role";
import type { LevelsChange } from "./change";

/** What an administrator sets in System > Security Roles, in the order of the web client. */
export interface Checklist {
  readonly role: string;
  /** How many functions are to be changed, and how many levels in them. */
  readonly rows: number;
  readonly cells: number;
  readonly modules: readonly { readonly name: string; readonly changes: readonly LevelsChange[] }[];
  /** Always by hand: the API neither shows nor sets another member's Customize lists. */
  readonly customize: readonly CustomizeList[];
}

/** @param changes in the order of a plan */
export function checklistOf(
  role: string,
  changes: readonly LevelsChange[],
  customize: readonly CustomizeList[],
): Checklist {
  const names = [...new Set(changes.map(({ module }) => module))];
  const modules = names.map((name) => ({ name, changes: changes.filter(({ module }) => module === name) }));
  const cells = changes.reduce((sum, change) => sum + change.cells.length, 0);
  return { role, rows: changes.length, cells, modules, customize };
}
