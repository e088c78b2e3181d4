import type { Cell, Verb } from "../../core/model/level";
import { type Cells, isNone, type LevelTable, type Permission, rowsOf, tableOf } from "../../core/model/permission";
import type { ObservedRole, RoleSetting } from "../../core/model/role";

/**
 * Rows as one line each, `Companies › Contacts: All None My -`: add, edit, delete, inquire; `-` is a verb that the row
 * lacks. Tests read and write roles in this form.
 */
const LINE = /^(?<module>.+) › (?<name>.+): (?<add>\S+) (?<edit>\S+) (?<remove>\S+) (?<inquire>\S+)$/;

const parse = (line: string) => {
  const { module = "", name = "", add, edit, remove, inquire } = LINE.exec(line)?.groups ?? {};
  if (!module) throw new Error(`No row: ${line}`);
  const cell = (text = ""): Cell => (text === "-" ? null : text);
  return {
    module,
    function: name,
    row: { add: cell(add), edit: cell(edit), delete: cell(remove), inquire: cell(inquire) } as Record<Verb, Cell>,
  };
};

export const cellsOf = (lines: readonly string[]): LevelTable<Cells> => tableOf(lines.map(parse));

/** As a profile asks for them: every cell is a level. */
export const levelsOf = (lines: readonly string[]) => cellsOf(lines) as LevelTable<Permission>;

/** A role as read, its settings numbered from 1. */
export const roleOf = (name: string, lines: readonly string[]): ObservedRole => ({
  id: 7,
  name,
  adminFlag: false,
  inactiveFlag: false,
  settings: lines.map(parse).map(({ row, ...names }, index): RoleSetting => ({ ...names, id: index + 1, cells: row })),
});

/** The rows that grant anything, sorted. */
export const grantLines = (table: LevelTable<Cells>): string[] =>
  [...rowsOf(table)]
    .filter(({ row }) => !isNone(row))
    .map(({ module, function: name, row: { add, edit, delete: remove, inquire } }) => {
      const cells = [add, edit, remove, inquire].map((cell) => cell ?? "-");
      return `${module} › ${name}: ${cells.join(" ")}`;
    })
    .sort();
