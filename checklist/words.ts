import { verbTitle } from "../core/model/level";
import { plural } from "../pages/text";
import { commonChange, type LevelsTask, mayBeDone, type Task } from "./task";
import { type ChecklistView, tasksOf } from "./view";

/** `None → All`, or `All` where no tenant was asked. */
const describeChange = ({ before, after }: Pick<LevelsTask["cells"][number], "before" | "after">): string =>
  [...(before === undefined ? [] : [before, "→"]), after].join(" ");

/** `all four None → All`, or verb by verb: `Add None → All, Edit None → My`. */
function describeCells(task: LevelsTask): string {
  const same = commonChange(task);
  if (same) return `all four ${describeChange(same)}`;
  return task.cells.map((cell) => `${verbTitle(cell.verb)} ${describeChange(cell)}`).join(", ");
}

/** `Service Desk › Service Tickets: Add None → All, Edit None → All`. */
export function describeTask(task: Task): string {
  switch (task.subject) {
    case "role":
      return `Create the role "${task.name}"`;
    case "levels":
      return `${task.module} › ${task.function}: ${describeCells(task)}`;
    case "customize":
      return `${task.module} › ${task.function} › Customize: allow ${task.entry}`;
    case "member": {
      const fields = task.fields.map(({ name, before, after }) => `${name} ${before} → ${after}`);
      return `${task.identifier}: ${fields.join(", ")}`;
    }
    case "keys":
      return `${task.identifier}: make a key pair with the description "${task.description}"`;
  }
}

/** `The role "Integration Sync" on acme, https://…` */
export const describeRole = ({ role, tenant }: Pick<ChecklistView, "role" | "tenant">): string =>
  `The role "${role}" ${tenant === undefined ? "on a tenant that doesn't have it yet" : `on ${tenant}`}`;

/** `The role "Integration Sync" on acme, https://…: 18 to do (24 levels in 6 modules, 1 key pair; 66 clicks for one person)` */
export function describeChecklist(checklist: ChecklistView): string {
  const { total } = checklist;
  const what = tasksOf(checklist).every(mayBeDone) ? "to look at" : "to do";
  const remaining = total === 0 ? "nothing is left" : `${total} ${what} (${describeEffort(checklist)})`;
  return `${describeRole(checklist)}: ${remaining}`;
}

/** `24 levels and 2 Customize entries in 6 modules, 1 key pair; 74 clicks for one person` */
export function describeEffort({ effort }: Pick<ChecklistView, "effort">): string {
  const { cells, modules, entries, keyPairs, clicks } = effort;
  const inModules = [
    cells > 0 && plural(cells, "level"),
    entries > 0 && plural(entries, "Customize entry", "Customize entries"),
  ].filter((part) => part !== false);
  const parts = [
    inModules.length > 0 && `${inModules.join(" and ")} in ${plural(modules, "module")}`,
    keyPairs > 0 && plural(keyPairs, "key pair"),
  ];
  return [parts.filter(Boolean).join(", "), `${plural(clicks, "click")} for one person`].filter(Boolean).join("; ");
}
