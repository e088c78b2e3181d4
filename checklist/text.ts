import type { Step } from "./task";
import type { ChecklistView } from "./view";
import { describeChecklist, describeTask } from "./words";

/** The checklist for a terminal, without colours. */
export function checklistText(checklist: ChecklistView): string[] {
  const { profile, cautions, notes, steps, afterwards, total } = checklist;
  const blocks = [
    [
      describeChecklist(checklist),
      ...(profile ? [`Profile ${profile.id}: ${profile.source.title}, ${profile.source.url}`] : []),
    ],
    cautions.map((caution) => `Caution: ${caution}`),
    ...steps.map(stepLines),
    notes.map((note) => `Note: ${note}`),
    total > 0 ? ["Afterwards", ...afterwards.map((line) => `  - ${line}`)] : [],
  ];
  return blocks.filter(({ length }) => length > 0).flatMap((lines, index) => (index > 0 ? ["", ...lines] : lines));
}

const stepLines = ({ title, hints, groups }: Step): string[] => [
  title,
  ...hints.map((hint) => `  ${hint}`),
  ...groups.flatMap(({ hint, tasks }) => [
    "",
    ...(hint === undefined ? [] : [`  ${hint}`]),
    ...tasks.map((task) => `  [ ] ${describeTask(task)}`),
  ]),
];
