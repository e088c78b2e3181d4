import { escapeMarkdown, link } from "../pages/markdownText";
import type { Step } from "./task";
import type { ChecklistView } from "./view";
import { describeChecklist, describeTask } from "./words";

/** The checklist with `- [ ]` boxes, as forges and note-takers show it. */
export function checklistMarkdown(checklist: ChecklistView): string {
  const { profile, cautions, notes, steps, afterwards, total } = checklist;
  const blocks = [
    [`# ${escapeMarkdown(describeChecklist(checklist))}`],
    profile ? [`Profile ${escapeMarkdown(profile.id)}: ${link(profile.source.title, profile.source.url)}`] : [],
    ...cautions.map((caution) => [`> **Caution:** ${escapeMarkdown(caution)}`]),
    ...steps.flatMap(stepBlocks),
    notes.map((note) => `- ${escapeMarkdown(note)}`),
    ...(total > 0 ? [["## Afterwards"], afterwards.map((line) => `- ${escapeMarkdown(line)}`)] : []),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

const stepBlocks = ({ title, hints, groups }: Step): string[][] => [
  [`## ${escapeMarkdown(title)}`],
  ...hints.map((hint) => [escapeMarkdown(hint)]),
  ...groups.flatMap(({ title: module, hint, tasks }) => [
    module === undefined ? [] : [`### ${escapeMarkdown(module)}`],
    hint === undefined ? [] : [escapeMarkdown(hint)],
    tasks.map((task) => `- [ ] ${escapeMarkdown(describeTask(task))}`),
  ]),
];
