import { printable } from "../pages/text";
import type { ChecklistView, Step } from "./view";
import { describeChecklist, describeTask } from "./words";

/** The checklist for a terminal, without colours. */
export function checklistText(checklist: ChecklistView): string {
  const { profile, cautions, notes, steps, afterwards, total } = checklist;
  const blocks = [
    [describeChecklist(checklist), printable(`Profile ${profile.id}: ${profile.source.title}, ${profile.source.url}`)],
    cautions.map((caution) => `Caution: ${printable(caution)}`),
    ...steps.map(stepLines),
    notes.map((note) => `Note: ${printable(note)}`),
    total > 0 ? ["Afterwards", ...afterwards.map((line) => `  - ${printable(line)}`)] : [],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

const stepLines = ({ title, hint, groups }: Step): string[] => [
  title,
  `  ${printable(hint)}`,
  ...groups.flatMap(({ tasks }) => ["", ...tasks.map((task) => `  [ ] ${describeTask(task)}`)]),
];
