import { printable } from "../pages/text";
import type { AuditView } from "./view";

const COLUMNS = [
  ...["id", "rank", "rule", "kind", "about", "what", "why", "affected", "next", "guess", "since"],
  ...["accepted_until", "accepted_by", "accepted_reason", "evidence"],
];

/** The findings as a table for a spreadsheet, a row each. */
export function auditCsv({ findings }: AuditView): string {
  const rows = findings.map((one) => [
    ...[one.id, one.rank, one.rule, one.about.kind, one.about.name, one.what, one.why],
    ...[one.affected.join("; "), one.next.join("; "), one.isGuess ? "yes" : "no", one.since ?? ""],
    ...[one.accepted?.until ?? "", one.accepted?.by ?? "", one.accepted?.reason ?? "", one.evidence],
  ]);
  return csvTable([COLUMNS, ...rows]);
}

/** Rows for a spreadsheet; the first one names the columns. */
export const csvTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(cell).join(",")).join("\n");

/** A spreadsheet takes a text that begins with one of these for a formula, which may fetch or run something. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const plain = printable(text);
  return `"${(FORMULA.test(plain) ? `'${plain}` : plain).replace(/"/g, '""')}"`;
}
