import { VERBS } from "../../../core/model/level";
import { byModule, type Layout, levelsInWords } from "./html";
import type { PageRow, Part } from "./page";

const cells = ({ levels }: PageRow) => VERBS.map((verb) => levels[verb]);
const bars = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
const table = (rows: readonly PageRow[]) =>
  [
    bars(["Module", "Function", "Add", "Edit", "Delete", "Inquire"]),
    "|---|---|---|---|---|---|",
    ...rows.map((row) => bars([row.module, row.name, ...cells(row)])),
  ].join("\n");
const bullets = (rows: readonly PageRow[], mark: string) =>
  rows.map((row) => `${mark}${row.name}: ${levelsInWords(row)}`).join("\n");
const lines = (parts: readonly Part[], title: string, print: (part: Part) => string) =>
  [title, "", ...parts.flatMap((part) => [print(part), ""])].join("\n");

/** Ways to lay out Markdown. */
const BARRED_LAYOUTS: Readonly<Record<string, Layout>> = {
  "heading above a table": (parts) =>
    lines(parts, "# Permissions for Example Sync", ({ phrase, rows }) => `## ${phrase.title}\n\n${table(rows)}`),
  "heading above modules with lists": (parts) =>
    lines(
      parts,
      "# Permissions for Example Sync",
      ({ phrase, rows }) =>
        `## ${phrase.title}\n\n${byModule(rows)
          .map(([module, own]) => `### ${module}\n\n${bullets(own, "* ")}`)
          .join("\n\n")}`,
    ),
  "introduction above a table": (parts) =>
    lines(parts, "# Permissions for Example Sync", ({ phrase, rows }) => `${phrase.sentence}\n\n${table(rows)}`),
  "bold line above lists": (parts) =>
    lines(
      parts,
      "# Permissions for Example Sync",
      ({ phrase, rows }) =>
        `**${phrase.title}**\n\n${byModule(rows)
          .map(([module, own]) => `${module}\n\n${bullets(own, "- ")}`)
          .join("\n\n")}`,
    ),
  quotation: (parts) =>
    lines(
      parts,
      "# Permissions for Example Sync",
      ({ phrase, rows }) =>
        `> ${phrase.sentence}\n>\n${table(rows)
          .split("\n")
          .map((line) => `> ${line}`)
          .join("\n")}`,
    ),
};

/** Ways to draw a table without bars at its edges alone. */
const DRAWN_LAYOUTS: Readonly<Record<string, Layout>> = {
  "introduction above a table with borders": (parts) =>
    lines(parts, "# Permissions for Example Sync", ({ phrase, rows }) => {
      const { all, widths } = columnsOf(rows);
      const border = (line: string) => `+${widths.map((width) => line.repeat(width + 2)).join("+")}+`;
      const printed = all.map((row) => `| ${padded(row, widths).join(" | ")} |`);
      const [titles = "", ...others] = printed;
      return [
        phrase.sentence,
        "",
        border("-"),
        titles,
        border("="),
        ...others.flatMap((row) => [row, border("-")]),
      ].join("\n");
    }),
  "introduction above a table with a ruler": (parts) =>
    lines(parts, "# Permissions for Example Sync", ({ phrase, rows }) => {
      const { all, widths } = columnsOf(rows);
      const ruler = widths.map((width) => "-".repeat(width));
      const [titles = [], ...others] = all.map((row) => padded(row, widths));
      return [phrase.sentence, "", ...[titles, ruler, ...others].map((row) => row.join("  ").trimEnd())].join("\n");
    }),
};

const padded = (row: readonly string[], widths: readonly number[]) =>
  row.map((cell, index) => cell.padEnd(widths[index] ?? 0));

function columnsOf(rows: readonly PageRow[]) {
  const titles = ["Module", "Function", "Add", "Edit", "Delete", "Inquire"];
  const all = [titles, ...rows.map((row) => [row.module, row.name, ...cells(row)])];
  return { all, widths: titles.map((_title, index) => Math.max(...all.map((row) => row[index]?.length ?? 0))) };
}

/** Ways to lay out plain text. */
const WRITTEN_LAYOUTS: Readonly<Record<string, Layout>> = {
  "title above modules with bullets": (parts) =>
    lines(
      parts,
      "Permissions for Example Sync",
      ({ phrase, rows }) =>
        `${phrase.title}\n${byModule(rows)
          .map(([module, own]) => `${module}\n${bullets(own, "- ")}`)
          .join("\n")}`,
    ),
  "introduction above paths": (parts) =>
    lines(
      parts,
      "Permissions for Example Sync",
      ({ phrase, rows }) =>
        `${phrase.sentence}\n${rows.map((row) => `${row.module} > ${row.name}: ${levelsInWords(row)}`).join("\n")}`,
    ),
  "introduction above a table with tabs": (parts) =>
    lines(
      parts,
      "Permissions for Example Sync",
      ({ phrase, rows }) =>
        `${phrase.sentence}\nModule\tFunction\tAdd\tEdit\tDelete\tInquire\n${rows
          .map((row) => [row.module, row.name, ...cells(row)].join("\t"))
          .join("\n")}`,
    ),
  "bullets of bullets": (parts) =>
    lines(
      parts,
      "Permissions for Example Sync",
      ({ phrase, rows }) =>
        `- ${phrase.title}\n${byModule(rows)
          .map(([module, own]) => `  - ${module}\n${bullets(own, "    - ")}`)
          .join("\n")}`,
    ),
  "underlined title above paths": (parts) =>
    lines(
      parts,
      "Permissions for Example Sync",
      ({ phrase, rows }) =>
        `${phrase.title}\n${"-".repeat(phrase.title.length)}\n${rows
          .map((row) => `${row.module} > ${row.name}: ${levelsInWords(row)}`)
          .join("\n")}`,
    ),
};

/** Ways that tables look in when they were copied as text. */
const COPIED_LAYOUTS: Readonly<Record<string, Layout>> = {
  "title above a table with a cell a line": (parts) =>
    lines(parts, "Permissions for Example Sync", ({ phrase, rows }) =>
      [phrase.title, ...["Module", "Function", "Add", "Edit", "Delete", "Inquire"].map((cell) => `${cell} |`)]
        .concat(rows.flatMap((row) => [row.module, row.name, ...cells(row)].map((cell) => `${cell} |`)))
        .join("\n"),
    ),
  "each level above modules as columns": (parts) =>
    lines(parts, "Permissions for Example Sync", ({ phrase, rows }) => {
      const modules = byModule(rows);
      const said = [...new Set(rows.map(levelsInWords))];
      const row = (levels: string) => [
        levels,
        ...modules.map(([, own]) =>
          own
            .filter((one) => levelsInWords(one) === levels)
            .map(({ name }) => name)
            .join("; "),
        ),
      ];
      return [
        phrase.sentence,
        ...[["Levels", ...modules.map(([module]) => module)], ...said.map(row)].map((cells) => cells.join("\t")),
      ].join("\n");
    }),
  "introduction above a table with single spaces": (parts) =>
    lines(parts, "Permissions for Example Sync", ({ phrase, rows }) =>
      [phrase.sentence, "Module Function Add Edit Delete Inquire"]
        .concat(rows.map((row) => [row.module, row.name, ...cells(row)].join(" ")))
        .join("\n"),
    ),
};

/** All of plain text. */
export const TEXT_LAYOUTS: Readonly<Record<string, Layout>> = { ...WRITTEN_LAYOUTS, ...COPIED_LAYOUTS };

/** All of Markdown. */
export const MARKDOWN_LAYOUTS: Readonly<Record<string, Layout>> = { ...BARRED_LAYOUTS, ...DRAWN_LAYOUTS };

/** Ways to lay out a spreadsheet. */
export const CSV_LAYOUTS: Readonly<Record<string, Layout>> = {
  "title rows": (parts) =>
    [
      "Module,Function,Add,Edit,Delete,Inquire",
      ...parts.flatMap(({ phrase, rows }) => [
        `"${phrase.title}",,,,,`,
        ...rows.map((row) => [row.module, row.name, ...cells(row)].join(",")),
      ]),
    ].join("\n"),
  "a column of its own": (parts) =>
    [
      "Module,Function,Add,Edit,Delete,Inquire,Condition",
      ...parts.flatMap(({ phrase, rows }) =>
        rows.map((row) => [row.module, row.name, ...cells(row), `"${phrase.cell}"`].join(",")),
      ),
    ].join("\n"),
};
