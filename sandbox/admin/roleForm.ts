import { levelField } from "../model/securityRole";
import type { Store } from "../store/store";
import { ADMINISTRATOR } from "../store/tenant";
import { done, invalid, type Outcome, outdated } from "./outcome";
import type { CellView, RoleView } from "./roleView";

/** An allowed entry of a Customize list, as vendors write them too: `Service / Service Board`. */
const ENTRY = /^\S.* \/ \S.*$/;

/** The role as the form has it: the view to show again when it can't be saved. */
export function roleWithForm(role: RoleView, form: URLSearchParams): RoleView {
  return {
    ...role,
    customize: entriesOf(form.get("customize")) ?? role.customize,
    modules: role.modules.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => cell && { ...cell, level: form.get(cell.field) ?? cell.level }),
      })),
    })),
  };
}

/** Sets the levels and the Customize list of the form: all of it, or nothing where any value can't be. */
export function saveRole(store: Store, role: RoleView, form: URLSearchParams): Outcome {
  if (form.get("version") !== role.version) {
    return outdated("The role was changed meanwhile. This is how it is now; nothing of yours was saved.");
  }
  const submitted = roleWithForm(role, form);
  const before = new Map(cellsOf(role).map(({ field, level }) => [field, level]));
  const changed = cellsOf(submitted).filter(({ field, level }) => level !== before.get(field));
  const problems = [...changed.flatMap(levelProblem), ...submitted.customize.flatMap(entryProblem)];
  if (problems.length > 0) return invalid([...problems, "Nothing was saved."]);
  for (const cell of changed) setLevel(store, cell);
  const listChanged = submitted.customize.join("\n") !== role.customize.join("\n");
  if (listChanged) store.setCustomize(role.id, submitted.customize);
  return done(changed.length + (listChanged ? 1 : 0));
}

const cellsOf = ({ modules }: RoleView): CellView[] =>
  modules.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter((cell) => cell !== undefined)));

const levelProblem = ({ level, levels }: CellView): string[] =>
  levels.includes(level) ? [] : [`"${level}" is no level: choose ${levels.join(", ")}.`];

const entryProblem = (entry: string): string[] =>
  ENTRY.test(entry) ? [] : [`"${entry}" is no entry of a Customize list: write Table / Entry.`];

/** One entry a line; blank lines and repeated entries are dropped. Undefined when the form has no such list. */
function entriesOf(text: string | null): string[] | undefined {
  if (text === null) return undefined;
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}

function setLevel(store: Store, { rowId, verb, level }: CellView): void {
  const row = store.collections.settings.get(rowId);
  if (row) store.update("settings", row, { ...row.fields, [levelField(verb)]: level }, ADMINISTRATOR);
}
