import { verbTitle } from "../core/model/level";
import type { ChecklistView, LevelsTask, Task } from "./view";

/** `Add None → All`, or `Add All` where no tenant was asked. */
const describeCell = ({ verb, before, after }: LevelsTask["cells"][number]): string =>
  [verbTitle(verb), ...(before === undefined ? [] : [before, "→"]), after].join(" ");

/** `Service Desk › Service Tickets: Add None → All, Edit None → All`. */
export function describeTask(task: Task): string {
  switch (task.subject) {
    case "role":
      return `Create the role "${task.name}"`;
    case "levels":
      return `${task.module} › ${task.function}: ${task.cells.map(describeCell).join(", ")}`;
    case "customize":
      return `${task.module} › ${task.function} › Customize: allow ${task.entry}`;
    case "member": {
      const fields = task.fields.map(({ name, before, after }) => `${name} ${before} → ${after}`);
      return `${task.identifier}: ${fields.join(", ")}`;
    }
  }
}

/** `The role "Integration Sync" on acme, https://…: 17 to do` */
export function describeChecklist({ role, tenant, total, steps }: ChecklistView): string {
  const where = tenant === undefined ? "on a tenant that doesn't have it yet" : `on ${tenant}`;
  const isCustomizeAlone = steps.every(({ groups }) =>
    groups.every(({ tasks }) => tasks.every(({ subject }) => subject === "customize")),
  );
  const left = total === 0 ? "nothing is left" : isCustomizeAlone ? `${total} to look at` : `${total} to do`;
  return `The role "${role}" ${where}: ${left}`;
}
