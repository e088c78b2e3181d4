import { html } from "hono/html";
import type { Html } from "../../../pages/markup";
import { printable } from "../../../pages/text";
import { NO_GROUP, shownStates } from "../table";
import type { FleetView, Total } from "../view";
import { stateWord, sumOf } from "../words";
import { type Filter, filterLink } from "./markup";

/** By profile and by group; each number is a filter. */
export const totalsTables = (view: FleetView): Html => html`<div class="findings">
    ${table("Profile", view.profiles, (profile) => ({ profile }), view)}
    ${view.groups.length > 1 ? table("Group", view.groups, (group) => ({ group }), view) : ""}
  </div>`;

function table(title: string, totals: readonly Total[], filterOf: (name: string) => Filter, view: FleetView): Html {
  const states = shownStates(view);
  const head = states.map((state) => html`<th scope="col">${stateWord(state, view)}</th>`);
  const row = ({ name, counts }: Total) => html`<tr>
      <th scope="row">${name === "" ? NO_GROUP : filterLink(filterOf(name), printable(name))}</th>
      <td>${sumOf(counts).toLocaleString("en")}</td>
      ${states.map((state) => html`<td>${number(counts[state], name === "" ? undefined : { ...filterOf(name), outcome: state })}</td>`)}
    </tr>`;
  return html`<section class="card"><h2>${title === "Profile" ? "Profiles" : "Groups"}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}s">
    <table class="numbers"><thead><tr><th scope="col">${title}</th><th scope="col">all</th>${head}</tr></thead>
    <tbody>${totals.map(row)}</tbody></table></div></section>`;
}

const number = (count: number, filter: Filter | undefined): Html | string =>
  count === 0 ? "·" : filter ? filterLink(filter, count.toLocaleString("en")) : count.toLocaleString("en");
