import { escapeMarkdown, link } from "../pages/markdownText";
import { byImportance } from "./rows";
import { type Fact, isChanged, keyOf, nameOf, type Row, type Subject, type Table, type View } from "./view";
import {
  conditionsOf,
  DIRECTION_WORDS,
  describeFact,
  describeLevels,
  describeText,
  joinFunctions,
  markOf,
  reasonsOf,
  STATUS_WORDS,
} from "./words";

/** One line or table row of a comment: what may be left out where the comment gets too long. */
export interface Item {
  /** `undefined` for what concerns the whole review. */
  readonly subject: Subject | undefined;
  /** `line` stands above the table, `detail` unfolds below it. */
  readonly part: "line" | "row" | "detail";
  readonly markdown: string;
}

/** What a comment says, what matters most first. */
export function itemsOf({ subjects, notes }: View): Item[] {
  const changed = subjects.filter((subject) => isChanged(subject) || subject.notes.length > 0);
  const rows = changed
    .flatMap((subject) => subject.tables.flatMap((table) => table.changed.map((row) => ({ subject, table, row }))))
    .sort((a, b) => byImportance(a.row, b.row));
  const items = (subject: Subject | undefined, part: Item["part"], lines: readonly string[]): Item[] =>
    lines.map((markdown) => ({ subject, part, markdown }));
  return [
    ...changed.flatMap((subject) => items(subject, "line", linesOf(subject))),
    ...items(undefined, "line", notes.map(escapeMarkdown)),
    ...rows.flatMap(({ subject, table, row }) => items(subject, "row", [tableRow(table, row)])),
    ...changed.flatMap((subject) => items(subject, "detail", reasonLines(subject))),
    ...changed.flatMap((subject) => items(subject, "detail", textsOf(subject).map(escapeMarkdown))),
    ...items(undefined, "detail", subjects.flatMap(digestLine)),
  ];
}

/** Functions with the same reasons share a line; the riskiest come first. */
function reasonLines({ tables }: Subject): string[] {
  const sharing = new Map<string, Map<string, Row>>();
  for (const row of tables.flatMap(({ changed }) => changed).sort(byImportance)) {
    const reasons = reasonsOf(row).map(escapeMarkdown).join("<br>");
    sharing.set(reasons, (sharing.get(reasons) ?? new Map<string, Row>()).set(keyOf(row), row));
  }
  sharing.delete("");
  return [...sharing].map(([reasons, rows]) => `${escapeMarkdown(joinFunctions([...rows.values()]))}: ${reasons}`);
}

const digestLine = ({ id, status, digest }: Subject): string[] =>
  digest.after ? [`${escapeMarkdown(id)}, ${STATUS_WORDS[status]}: \`${digest.after}\``] : [];

const linesOf = ({ problems, facts, notes }: Subject): string[] => [
  ...problems.map(escapeMarkdown),
  ...facts.map((fact) => `${escapeMarkdown(describeFact(fact))}${factMark(fact)}`),
  ...notes.map(escapeMarkdown),
];

function factMark(fact: Fact): string {
  const { word, risk } = markOf(fact) ?? {};
  const parts = [word && `**${word}**`, risk && escapeMarkdown(risk)].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

function tableRow(table: Table, row: Row): string {
  const source = row.source ? link("page", row.source) : "";
  const beyond = row.beyondSource ? `, but goes beyond it: ${escapeMarkdown(row.beyondSource)}` : "";
  const cells = [
    functionOf(table, row),
    escapeMarkdown(describeLevels(row)),
    [DIRECTION_WORDS[row.direction], ...conditionsOf(row)].map(escapeMarkdown).join("; "),
    riskOf(row),
    source + beyond,
  ];
  return `| ${cells.join(" | ")} |`;
}

const riskOf = ({ broadeningRisk }: Row) =>
  broadeningRisk ? (broadeningRisk.rank === "high" ? "**high**" : broadeningRisk.rank) : "";

const functionOf = ({ label }: Table, row: Row) =>
  `${escapeMarkdown(nameOf(row))}${label ? ` (${escapeMarkdown(label)})` : ""}`;

const textsOf = ({ tables }: Subject): string[] =>
  tables.flatMap(({ label, texts }) => texts.map((change) => `${label ? `${label}: ` : ""}${describeText(change)}`));
