import { type Level, VERBS } from "../../../core/model/level";
import { byModule, type Layout } from "./html";
import type { PageRow } from "./page";

/** Ways to lay out a page in which a level may have lost the verb that it stands under. */
const TITLES = VERBS.map((verb) => `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`);
const blank = (level: Level): string => (level === "None" ? "" : level);
const levels = ({ levels: given }: PageRow): string[] => VERBS.map((verb) => blank(given[verb]));
const filled = (row: PageRow): string[] => levels(row).filter((level) => level !== "");
const html = (text: string): string => text.replaceAll("&", "&amp;");
const drawn = (cells: readonly string[], role: string): string =>
  `<div role="row">${cells.map((cell) => `<div role="${role}"><p>${html(cell)}</p></div>`).join("")}</div>`;
const boxes = (cells: readonly string[]): string =>
  `<div>${cells.map((cell) => `<div>${html(cell)}</div>`).join("")}</div>`;
const rowsOf = (parts: Parameters<Layout>[0]): PageRow[] => parts.flatMap(({ rows }) => rows);
const modules = (parts: Parameters<Layout>[0], print: (row: PageRow) => string, title = (module: string) => module) =>
  byModule(rowsOf(parts))
    .map(([module, rows]) => [title(module), ...rows.map(print)].join("\n"))
    .join("\n");

/** By the name of a file that has the layout. */
export const LOSSY_LAYOUTS: Readonly<Record<string, Layout>> = {
  "a table drawn with boxes that say what they are.html": (parts) =>
    `<div role="table">${drawn(["Module", "Function", ...TITLES], "columnheader")}${rowsOf(parts)
      .map((row) => drawn([row.module, row.name, ...levels(row)], "cell"))
      .join("")}</div>`,
  "a table drawn with boxes that don't.html": (parts) =>
    boxes(["Function", ...TITLES]) +
    modules(
      parts,
      (row) => boxes([row.name, ...levels(row)]),
      (module) => `<h3>${html(module)}</h3>`,
    ),
  "modules alone in their rows, with tabs.txt": (parts) =>
    `\t${TITLES.join("\t")}\n${modules(parts, (row) => [row.name, ...levels(row)].join("\t"))}\n`,
  "modules alone in their rows, with spaces.txt": (parts) =>
    `Function    ${TITLES.join("    ")}\n${modules(parts, (row) => [row.name.padEnd(20), ...levels(row).map((level) => level.padEnd(8))].join(" ").trimEnd())}\n`,
  "a cell a line, without the blank ones.txt": (parts) =>
    ["Function", ...TITLES, modules(parts, (row) => [row.name, ...filled(row)].join("\n"))].join("\n"),
  "a row a line, without the blank cells.txt": (parts) =>
    [`Function ${TITLES.join(" ")}`, modules(parts, (row) => [row.name, ...filled(row)].join(" "))].join("\n"),
  "a heading that names the verb.md": (parts) =>
    VERBS.map(
      (verb, index) =>
        `## ${TITLES[index]} Level\n\n${rowsOf(parts)
          .filter((row) => row.levels[verb] !== "None")
          .map((row) => `- ${row.module} / ${row.name}: ${row.levels[verb]}`)
          .join("\n")}\n`,
    ).join("\n"),
  "sentences that name the verb after the level.html": (parts) =>
    rowsOf(parts)
      .flatMap((row) =>
        VERBS.flatMap((verb, index) =>
          row.levels[verb] === "None"
            ? []
            : [
                `<p>In the ${html(row.module)} module, set ${html(row.name)} to ${row.levels[verb]} under ${TITLES[index]} Level.</p>`,
              ],
        ),
      )
      .join("\n"),
  "the verb named above, bare levels below.html": (parts) =>
    `<p>The following need Inquire Level only:</p>${modules(
      parts,
      (row) => `<li>${html(row.name)}: ${row.levels.inquire}</li>`,
      (module) => `<h3>${html(module)}</h3>`,
    )}`,
};
