import { printable } from "../pages/text";
import { type Fact, isChanged, nameOf, type Row, type Subject, type Table, type View } from "./view";
import {
  conditionsOf,
  DIRECTION_WORDS,
  describeFact,
  describeLevels,
  describeRisk,
  describeText,
  joinIds,
  markOf,
  reasonsOf,
  STATUS_WORDS,
  tableTitle,
} from "./words";

/** The review for a terminal, without colours: what changed, each with reason, risk and source. */
export function toText({ summary, subjects, notes }: View): string {
  const shown = subjects.filter((subject) => isChanged(subject) || subject.notes.length > 0);
  const others = subjects.filter((subject) => !shown.includes(subject));
  const blocks = [
    [printable(summary)],
    ...shown.map(subjectLines),
    others.map(({ id, status, digest }) => `${id}: ${STATUS_WORDS[status]} ${digest.after ?? ""}`).map(printable),
    notes.map((note) => `Note: ${printable(note)}`),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function subjectLines(subject: Subject): string[] {
  const { id, name, status, source, digest, facts, tables, notes, problems, extends: bases } = subject;
  const lines = [
    `${id === name ? id : `${id} (${name})`}: ${STATUS_WORDS[status]}${status === "unreadable" ? "" : `; ${describeRisk(subject)}`}`,
    ...(bases ? [`  Extends: ${joinIds(bases)}`] : []),
    ...(source ? [`  Source: ${source.title}, ${source.url}`] : []),
    ...(digest.after ? [`  Digest: ${digest.after}`] : []),
    ...problems.map((problem) => `  ${problem}`),
    ...facts.map((fact) => `  ${describeFact(fact)}${factMark(fact)}`),
    ...tables.flatMap((table) => tableLines(table, source?.url)),
    ...notes.map((note) => `  Note: ${note}`),
  ];
  return lines.map((line) => /^ */.exec(line)?.[0] + printable(line));
}

function factMark(fact: Fact): string {
  const { word, risk } = markOf(fact) ?? {};
  const parts = [word, risk].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

function tableLines(table: Table, source: string | undefined): string[] {
  if (table.changed.length + table.texts.length === 0) return [];
  return [
    `  ${tableTitle(table)}:`,
    ...table.changed.flatMap((row) => rowLines(row, source)),
    ...table.texts.map((change) => `    ${describeText(change)}`),
  ];
}

/** @param source the profile's own, which needn't be said again */
function rowLines(row: Row, source: string | undefined): string[] {
  const risk = row.broadeningRisk ? `, ${row.broadeningRisk.rank} risk` : "";
  const marks = [DIRECTION_WORDS[row.direction] + risk, ...conditionsOf(row)];
  return [
    `    ${nameOf(row)}: ${describeLevels(row)} [${marks.join("; ")}]`,
    ...reasonsOf(row).map((reason) => `        ${reason}`),
    ...(row.source && row.source !== source ? [`        Source: ${row.source}`] : []),
  ];
}
