import { InvalidInputError } from "../../core/model/errors";
import { escapeMarkdown } from "../../pages/markdownText";
import { plural } from "../../pages/text";
import { DEFAULT_LENGTH } from "../../review/markdown";
import { describeLine, sectionsOf } from "./sections";
import { totalsTable } from "./table";
import type { FleetView } from "./view";
import { aboutLines, summaryLines } from "./words";

/**
 * The report for a chat or a pull request. Where it would be longer than `maxLength` characters, the lines that matter
 * least are left out, and how many is said.
 * @throws InvalidInputError for a length that not even the totals fit in
 */
export function toMarkdown(view: FleetView, maxLength = DEFAULT_LENGTH): string {
  const head = headOf(view, maxLength);
  const lines = sectionsOf(view).flatMap(({ title, lines }) =>
    lines.map((line): Item => ({ title, markdown: `- ${describeLine(line, escapeMarkdown)}` })),
  );
  let [fits, tooMany] = [0, lines.length + 1];
  while (tooMany - fits > 1) {
    const half = Math.floor((fits + tooMany) / 2);
    if (render(head, lines, half).length <= maxLength) fits = half;
    else tooMany = half;
  }
  const report = render(head, lines, fits);
  if (report.length <= maxLength) return report;
  const message = `${maxLength} characters are too few; without any line it has ${report.length}`;
  throw new InvalidInputError("The report doesn't fit", [{ path: "", message }]);
}

/** A line, and what it stands under. */
interface Item {
  readonly title: string;
  readonly markdown: string;
}

/** The first rows of the totals are those of all tenants; those of profiles and groups get half of the report at most. */
function headOf(view: FleetView, maxLength: number): string {
  const [heads = [], ...rows] = totalsTable(view).map((row) => row.map(escapeMarkdown));
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [summary = "", ...more] = summaryLines(view).map(escapeMarkdown);
  let room = maxLength / 2;
  const cut = rows.findIndex((cells, index) => {
    room -= row(cells).length + 1;
    return room < 0 && index >= OF_ALL;
  });
  const shown = cut < 0 ? rows : rows.slice(0, cut);
  return [
    `### Fleet ${escapeMarkdown(view.fleet)}`,
    [`**${summary}**`, ...more].join("\n\n"),
    [row(heads), row(heads.map((_, column) => (column === 0 ? "---" : "---:"))), ...shown.map(row)].join("\n"),
    ...(shown.length < rows.length ? [`_${plural(rows.length - shown.length, "more row")} not shown._`] : []),
    aboutLines(view).map(escapeMarkdown).join(" · "),
  ].join("\n\n");
}

/** Rows of the totals that always stand there: tenants, and profiles of tenants. */
const OF_ALL = 2;

/** @param shown how many of the lines, which come in the order of what matters most */
function render(head: string, lines: readonly Item[], shown: number): string {
  const titles = [...new Set(lines.slice(0, shown).map(({ title }) => title))];
  const left = lines.length - shown;
  return [
    head,
    ...titles.flatMap((title) => [
      `#### ${title}`,
      lines
        .slice(0, shown)
        .filter((line) => line.title === title)
        .map(({ markdown }) => markdown)
        .join("\n"),
    ]),
    ...(left > 0 ? [`_${plural(left, "more line")} not shown._`] : []),
  ].join("\n\n");
}
