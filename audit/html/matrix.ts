import { html } from "hono/html";
import { RANKS } from "../../core/risk/risk";
import type { Html } from "../../pages/markup";
import { plural, printable } from "../../pages/text";
import type { AuditView, HoldingView, ModuleView } from "../view";
import { STATE_WORDS } from "../words";

/**
 * A row an integration, a column a module: how many functions it has beyond its need, by the riskiest. The roles keep it a table to a
 * screen reader where a narrow screen lays it out otherwise.
 */
export function matrix({ holdings, modules }: AuditView): Html {
  const heading = (text: string, kind = "") =>
    html`<th role="columnheader" scope="col" class="${kind}">${printable(text)}</th>`;
  return html`<table role="table" class="matrix" aria-labelledby="integrations">
    <thead role="rowgroup"><tr role="row">${heading("Integration")}${heading("State")}${modules.map((module) => heading(module, "module"))}</tr></thead>
    <tbody role="rowgroup">${holdings.map((holding, index) => row(holding, index, modules))}</tbody>
  </table>
  <p class="note legend">Functions beyond what its profile asks for, by module, in the colour of the riskiest (h high, m medium, l low); ? where no
  profile is known, so that all that is held counts.</p>`;
}

/** `data-…` is what the filter goes by. */
function row(holding: HoldingView, index: number, modules: readonly string[]): Html {
  const { member, role, state, match, rank, isMeasured } = holding;
  const of = (module: string) => holding.modules.find((one) => one.module === module);
  const profile = match ? `${match.profiles.join(" and ")}${match.how === "map" ? "" : "?"}` : "no profile";
  return html`<tr role="row" class="integration" data-state="${state}" data-risk="${rank ? RANKS.indexOf(rank) + 1 : 0}">
      <th role="rowheader" scope="row"><a href="#m${index}">${printable(member)}</a> <small>${printable(role || "no role")} · ${printable(profile)}</small></th>
      <td role="cell" class="state">${STATE_WORDS[state]}</td>
      ${modules.map((module) => cell(of(module), module, isMeasured))}
    </tr>`;
}

function cell(found: ModuleView | undefined, module: string, isMeasured: boolean): Html {
  if (!found) return html`<td role="cell" class="cell" data-module="${printable(module)}"></td>`;
  const { functions, rank } = found;
  const label = `${plural(functions, "function")} ${isMeasured ? "beyond its need" : "held, need not known"}, up to ${rank} risk`;
  return html`<td role="cell" class="cell ${rank}${isMeasured ? "" : " unmeasured"}" data-module="${printable(module)}"><span aria-hidden="true">${functions}${isMeasured ? "" : "?"} <small>${rank.charAt(0)}</small></span><span class="said">${label}</span></td>`;
}
