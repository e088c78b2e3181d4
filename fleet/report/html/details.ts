import { html } from "hono/html";
import { VERBS, verbTitle } from "../../../core/model/level";
import { badge, type Html } from "../../../pages/markup";
import { printable } from "../../../pages/text";
import { cellWord } from "../../../review/words";
import type { Detail, DetailRow, FleetView } from "../view";
import type { Names } from "./names";

/** What there is to tell of tenants, each once, however many it is true of. The script shows one below its row, too. */
export function detailSections(view: FleetView, names: Names): Html | string {
  if (view.details.length === 0) return "";
  return html`<section class="details" aria-labelledby="details">
    <h2 id="details">Details</h2>
    <p class="note">${
      view.reading === "drift"
        ? "Each cell shows what the tenant has → what is asked."
        : "Each cell shows what the tenant has → what it would get."
    }</p>
    ${view.details.map((detail, index) => detailSection(detail, index, view, names))}
  </section>`;
}

function detailSection(detail: Detail, index: number, view: FleetView, names: Names): Html {
  const { failure, rows, besides, accepted, customize, notes, removes, tenants } = detail;
  return html`<article class="detail" id="d${index}">
    <h3>${title(detail)} ${names(tenants)}</h3>
    ${failure ? html`<p>${printable(failure.message)}</p>` : ""}
    ${rows.length > 0 ? levels(rows, view) : ""}
    ${list("", besides)}
    ${list(
      "Accepted: ",
      accepted.map(
        ({ module, function: name, verb, level, by, reason, until }) =>
          `${module} › ${name} ${verbTitle(verb as (typeof VERBS)[number])} ${level}, until ${until} by ${by}: ${reason}`,
      ),
    )}
    ${list("No longer in the fleet's file: ", removes)}
    ${list("Allowed by hand, unseen by the API: Customize ", customize)}
    ${list("Note: ", notes)}
  </article>\n`;
}

const title = ({ profile, role = "", failure }: Detail): string =>
  printable(profile === undefined ? (failure?.code ?? "Left over") : `${profile}: role ${role}`);

const list = (before: string, lines: readonly string[]): Html | string =>
  lines.length > 0 ? html`<ul>${lines.map((line) => html`<li>${before}${printable(line)}</li>`)}</ul>` : "";

const levels = (rows: readonly DetailRow[], view: FleetView): Html => html`<table class="levels">
    <thead><tr><th scope="col">Function</th>${VERBS.map((verb) => html`<th scope="col">${verbTitle(verb)}</th>`)}<th scope="col">${view.reading === "drift" ? "It is" : "It gets"}</th></tr></thead>
    <tbody>${rows.map(levelsRow)}</tbody>
  </table>`;

const DIRECTIONS = { broader: "broader", narrower: "narrower", both: "broader and narrower" };

function levelsRow({ module, function: name, cells, direction, risk, manual }: DetailRow): Html {
  const shown = VERBS.map((verb) => {
    const cell = cells.find((found) => found.verb === verb);
    return cell
      ? html`<td data-verb="${verbTitle(verb)}">${printable(cellWord(cell.before))} → ${cell.after}</td>`
      : html`<td></td>`;
  });
  const mark = badge(direction === "narrower" ? "narrowed" : "broadened", DIRECTIONS[direction]);
  const why = risk && risk.rank !== "low" ? html` ${badge(risk.rank, `${risk.rank} risk`)}` : "";
  return html`<tr><th scope="row">${printable(`${module} › ${name}`)}</th>${shown}<td>${mark}${why}${manual ? html` ${badge("manual", "by hand")}` : ""}</td></tr>`;
}
