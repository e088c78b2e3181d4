import { plural } from "../../pages/text";
import { describeLine, type Section, sectionsOf } from "./sections";
import { totalsTable } from "./table";
import type { FleetView } from "./view";
import { aboutLines, summaryLines } from "./words";

/** More lines of one kind nobody reads in a terminal. */
const SHOWN = 20;

/** The report for a terminal, without colours: the totals, and what tenants have in common. */
export const toText = (view: FleetView): string[] =>
  [
    [`Fleet ${view.fleet}`, ...aboutLines(view)],
    summaryLines(view),
    columns(totalsTable(view)),
    ...sectionsOf(view).map(sectionLines),
  ].flatMap((lines, index) => (index > 0 ? ["", ...lines] : lines));

function sectionLines({ title, lines }: Section): string[] {
  const more = lines.length - SHOWN;
  return [
    title,
    ...lines.slice(0, SHOWN).map((line) => `  ${describeLine(line, (text) => text)}`),
    ...(more > 0 ? [`  … and ${plural(more, "more line")}: see --html or --format json`] : []),
  ];
}

function columns(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart((widths[column] ?? 0) + 2),
      )
      .join(""),
  );
}
