import { html } from "hono/html";
import type { Html } from "../../../pages/markup";
import { plural, printable } from "../../../pages/text";
import { type CellView, type FleetView, STATES, type TenantView } from "../view";
import { describeTime, moveWord, STALE_WORDS, stateWord } from "../words";

/** A row a tenant, a column a profile. Each outcome is a part of the table that a link leads to, also without the script. */
export function matrix(view: FleetView): Html {
  const { profiles, tenants } = view;
  const bodies = STATES.map((state) => ({ state, rows: tenants.filter((tenant) => tenant.state === state) }));
  return html`<table class="tenants" role="table" aria-labelledby="tenants">
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Tenant</th><th role="columnheader" scope="col">Outcome</th>${profiles.map(
      ({ name }) => html`<th role="columnheader" scope="col" data-profile="${name}">${printable(name)}</th>`,
    )}<th role="columnheader" scope="col">Looked at, UTC</th></tr></thead>
    ${bodies
      .filter(({ rows }) => rows.length > 0)
      .map(
        ({ state, rows }) =>
          html`<tbody role="rowgroup" id="outcome=${state}">${rows.map((row) => tenantRow(row, view))}</tbody>\n`,
      )}
  </table>`;
}

function tenantRow(tenant: TenantView, view: FleetView): Html {
  const { name, groups, tags, state, detail, cells } = tenant;
  const labels = [...labelled("group", groups), ...labelled("tag", tags)];
  return html`<tr role="row" class="tenant"><th role="rowheader" scope="row"><b>${printable(name)}</b>${labels}</th><td role="cell" class="${state}">${word(stateWord(state, view), detail)}</td>${view.profiles.map(
    ({ name: profile }) =>
      cell(
        cells.find((found) => found.profile === profile),
        profile,
        view,
      ),
  )}<td role="cell">${readAt(tenant)}</td></tr>\n`;
}

const labelled = (kind: string, words: readonly string[]): Html[] =>
  words.map((text) => html` <i class="${kind}">${printable(text)}</i>`);

/** What there is more to tell of leads there. */
const word = (text: string, detail: number | undefined): Html =>
  detail === undefined ? html`${text}` : html`<a href="#d${detail}">${text}</a>`;

function cell(found: CellView | undefined, profile: string, view: FleetView): Html {
  if (!found) return html`<td role="cell"></td>`;
  const { state, detail, functions, broader, move } = found;
  const extent =
    functions > 0
      ? html` <small>${plural(functions, "function")}${broader ? html`, <span class="broader">broader</span>` : ""}</small>`
      : "";
  const moved = move
    ? html` <em>${move === "drifted" || move === "failed" || move === "waiting" ? "new" : moveWord(move, view)}</em>`
    : "";
  return html`<td role="cell" class="${state}" data-profile="${profile}">${word(stateWord(state, view), detail)}${extent}${moved}</td>`;
}

const readAt = ({ at, days, stale }: TenantView): Html | string =>
  at === undefined
    ? ""
    : html`${describeTime(at)}${stale ? html` <small class="stale">${stale === "old" ? `${days} days ago` : STALE_WORDS.asked}</small>` : ""}`;
