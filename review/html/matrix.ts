import { html } from "hono/html";
import { VERBS, verbTitle } from "../../core/model/level";
import { RANKS } from "../../core/risk/risk";
import { badge, type Html, link } from "../../pages/markup";
import { printable } from "../../pages/text";
import { type CellView, isBroader, nameOf, type Row, type Table } from "../view";
import { cellWord, DIRECTION_WORDS, describeExclusion, tableTitle } from "../words";

const HEADINGS = ["Function", ...VERBS.map(verbTitle), "Change", "Risk", "Reason"];

/** Modules × functions × verbs. The roles keep it a table to a screen reader where a narrow screen lays it out otherwise. */
export function matrix(table: Table): Html {
  const modules = [...new Set(table.rows.map(({ module }) => module))];
  return html`<table role="table" class="matrix" aria-label="${tableTitle(table)}">
    <thead role="rowgroup"><tr role="row">${HEADINGS.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
    ${modules.map(
      (module) => html`<tbody role="rowgroup">
      <tr role="row" class="module"><th role="rowheader" scope="rowgroup" colspan="${HEADINGS.length}">${printable(module)}</th></tr>
      ${table.rows.filter((row) => row.module === module).map(functionRow)}
    </tbody>`,
    )}
  </table>`;
}

/** `data-…` is what the filter goes by. */
function functionRow(row: Row): Html {
  const direction = isBroader(row.direction) ? "broadened" : row.direction;
  const rank = row.grantRisk ? RANKS.indexOf(row.grantRisk.rank) : 0;
  return html`<tr role="row" class="function ${row.direction}" data-module="${row.module}" data-direction="${direction}" data-risk="${rank}">
      <th role="rowheader" scope="row">${printable(row.function)}</th>
      ${VERBS.map((verb) => cell(row.cells[verb], verbTitle(verb)))}
      <td role="cell" class="change">${change(row)}</td>
      <td role="cell" class="risk">${row.grantRisk ? badge(row.grantRisk.rank, row.grantRisk.rank) : ""}</td>
      <td role="cell" class="reason">${reasons(row)}</td>
    </tr>`;
}

function cell({ before, after, direction }: CellView, verb: string): Html {
  const level = (text: string) => html`<span class="level ${text === "None" ? "none" : ""}">${printable(text)}</span>`;
  const shown =
    direction === "unchanged"
      ? level(cellWord(after))
      : html`<del>${printable(cellWord(before))}</del> <span class="arrow">→</span> <ins>${printable(cellWord(after))}</ins>`;
  return html`<td role="cell" class="cell ${direction}" data-verb="${verb}">${shown}</td>`;
}

function change(row: Row): Html | string {
  if (row.direction === "unchanged") return "";
  const rank = row.broadeningRisk ? `, ${row.broadeningRisk.rank} risk` : "";
  return html`${badge(row.direction, `${DIRECTION_WORDS[row.direction]}${rank}`)}
    ${row.manual ? badge("manual", "by hand") : ""}
    ${row.exclusions.map((exclusion) => html`<p>${printable(describeExclusion(exclusion))}</p>`)}
    ${row.customize.added.map((entry) => html`<p>Customize: <ins>+ ${printable(entry)}</ins></p>`)}
    ${row.customize.removed.map((entry) => html`<p>Customize: <del>− ${printable(entry)}</del></p>`)}`;
}

function reasons({ why, broadeningRisk, grantRisk, ambiguity, beyondSource, source, ...name }: Row): Html {
  const risk = broadeningRisk ?? grantRisk;
  const lines = [
    risk && risk.rank !== "low" ? `Risk: ${risk.reason}` : undefined,
    ambiguity && `Ambiguous: ${ambiguity}`,
    beyondSource && `Beyond the source: ${beyondSource}`,
  ].filter((line) => line !== undefined);
  const page = source && html` <span class="source">(${link("source", source, `Source of ${nameOf(name)}`)})</span>`;
  return html`<p>${why && printable(why)}${page}</p>${lines.map((line) => html`<p>${printable(line)}</p>`)}`;
}
