import { VERBS } from "../../../core/model/level";
import type { PageRow, Part } from "./page";

export type Layout = (parts: readonly Part[]) => string;

const TITLE = "<h1>Permissions for Example Sync</h1>";
const HEADER = "<tr><th>Module</th><th>Function</th><th>Add</th><th>Edit</th><th>Delete</th><th>Inquire</th></tr>";

const escaped = (text: string) => text.replaceAll("&", "&amp;");
const td = (text: string) => `<td>${escaped(text)}</td>`;
const cells = ({ levels }: PageRow) => VERBS.map((verb) => td(levels[verb])).join("");
const tr = (row: PageRow) => `<tr>${td(row.module)}${td(row.name)}${cells(row)}</tr>`;
const table = (rows: readonly PageRow[], caption = "") =>
  `<table>${caption}${HEADER}\n${rows.map(tr).join("\n")}</table>\n`;
const page = (parts: readonly Part[], print: (part: Part) => string) => TITLE + parts.map(print).join("\n");

const titleOf = (verb: string) => `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;

export const levelsInWords = ({ levels }: PageRow): string =>
  VERBS.filter((verb) => levels[verb] !== "None")
    .map((verb) => `${titleOf(verb)}: ${levels[verb]}`)
    .join(", ");

export const byModule = (rows: readonly PageRow[]) =>
  [...new Set(rows.map(({ module }) => module))].map(
    (module) => [module, rows.filter((row) => row.module === module)] as const,
  );

const list = (rows: readonly PageRow[]) =>
  `<ul>${rows.map((row) => `<li>${row.name}: ${levelsInWords(row)}</li>`).join("")}</ul>`;
const lists = (rows: readonly PageRow[]) =>
  byModule(rows)
    .map(([module, own]) => `<p>${module}</p>${list(own)}`)
    .join("\n");

/** Ways to lay out a web page, each with the phrase of a part in another place. */
export const HTML_LAYOUTS: Readonly<Record<string, Layout>> = {
  "heading above a table": (parts) => page(parts, ({ phrase, rows }) => `<h2>${phrase.title}</h2>${table(rows)}`),
  "heading above modules with tables": (parts) =>
    page(parts, ({ phrase, rows }) => {
      const tables = byModule(rows).map(
        ([module, own]) =>
          `<h3>${module}</h3><table><tr><th>Function<th>Add<th>Edit<th>Delete<th>Inquire</tr>${own
            .map((row) => `<tr>${td(row.name)}${cells(row)}</tr>`)
            .join("")}</table>`,
      );
      return `<h2>${phrase.title}</h2>${tables.join("")}`;
    }),
  "introduction above a table": (parts) => page(parts, ({ phrase, rows }) => `<p>${phrase.sentence}</p>${table(rows)}`),
  caption: (parts) =>
    TITLE + parts.map(({ phrase, rows }) => table(rows, `<caption>${phrase.title}</caption>`)).join("\n"),
  "title row in one table": (parts) =>
    `${TITLE}<table>${HEADER}${parts
      .map(({ phrase, rows }) => `<tr><td colspan="6"><b>${phrase.title}</b></td></tr>${rows.map(tr).join("")}`)
      .join("\n")}</table>`,
  "title above a table's header": (parts) =>
    page(
      parts,
      ({ phrase, rows }) =>
        `<table><tr><th colspan="6">${phrase.title}</th></tr>${HEADER}${rows.map(tr).join("")}</table>`,
    ),
  "entries of entries": (parts) =>
    `${TITLE}<ul>${parts
      .map(
        ({ phrase, rows }) =>
          `<li>${phrase.title}<ul>${byModule(rows)
            .map(([module, own]) => `<li>${module}${list(own)}</li>`)
            .join("")}</ul></li>`,
      )
      .join("")}</ul>`,
  "introduction above lists": (parts) => page(parts, ({ phrase, rows }) => `<p>${phrase.sentence}</p>${lists(rows)}`),
  "bold line above a table": (parts) =>
    page(parts, ({ phrase, rows }) => `<p><strong>${phrase.title}</strong></p>${table(rows)}`),
  "bold line, then a plain introduction": (parts) =>
    page(parts, ({ phrase, rows }) => `<div><b>${phrase.title}</b></div><p>Set these rows:</p>${table(rows)}`),
  "a box that opens": (parts) =>
    page(parts, ({ phrase, rows }) => `<details><summary>${phrase.title}</summary>${table(rows)}</details>`),
  "a frame with a name": (parts) =>
    page(parts, ({ phrase, rows }) => `<fieldset><legend>${phrase.title}</legend>${lists(rows)}</fieldset>`),
  "steps with tables": (parts) =>
    `${TITLE}<ol>${parts.map(({ phrase, rows }) => `<li>${phrase.sentence}${table(rows)}</li>`).join("")}</ol>`,
  "heading, then a plain introduction": (parts) =>
    page(parts, ({ phrase, rows }) => `<h3>${phrase.title}</h3><p>Set these rows in the role:</p>${table(rows)}`),
  "a column of its own": (parts) =>
    `${TITLE}<table>${HEADER.replace("</tr>", "<th>Needed for</th></tr>")}${parts
      .flatMap(({ phrase, rows }) => rows.map((row) => tr(row).replace(/<\/tr>$/, `${td(phrase.cell)}</tr>`)))
      .join("")}</table>`,
  "a column that spans rows": (parts) =>
    `${TITLE}<table>${HEADER.replace("<tr>", "<tr><th>When</th>")}${parts
      .flatMap(({ phrase, rows }) =>
        rows.map((row, index) =>
          index > 0 ? tr(row) : tr(row).replace("<tr>", `<tr><td rowspan="${rows.length}">${phrase.cell}</td>`),
        ),
      )
      .join("")}</table>`,
  "a page laid out by a table": (parts) =>
    `<table><tr><td>Menu</td><td>${page(parts, ({ phrase, rows }) => `<h2>${phrase.title}</h2>${lists(rows)}`)}</td></tr></table>`,
  "verbs as rows, functions as columns": (parts) =>
    page(parts, ({ phrase, rows }) => {
      const of = (print: (row: PageRow) => string) => rows.map((row) => td(print(row))).join("");
      const verbs = VERBS.map((verb) => `<tr><th>${titleOf(verb)}</th>${of(({ levels }) => levels[verb])}</tr>`);
      const titles = [`<tr><th></th>${of(({ module }) => module)}</tr>`, `<tr><th></th>${of(({ name }) => name)}</tr>`];
      return `<h2>${phrase.title}</h2><table>${[...titles, ...verbs].join("\n")}</table>`;
    }),
  "a sentence for all rows": (parts) =>
    page(
      parts,
      ({ phrase, rows }) =>
        `<h2>${phrase.title}</h2><p>The role has to have ${escaped(
          rows.map((row) => `${row.module} > ${row.name} (${levelsInWords(row)})`).join(" and "),
        )}.</p>`,
    ),
  "said after the table": (parts) =>
    page(
      parts,
      ({ phrase, rows }) =>
        `<p>${phrase.after ? "Set these rows:" : phrase.sentence}</p>${table(rows)}${phrase.after ? `<p>${phrase.after}</p>` : ""}`,
    ),
};
