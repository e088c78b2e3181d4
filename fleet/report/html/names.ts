import { html } from "hono/html";
import type { Html } from "../../../pages/markup";
import { plural, printable } from "../../../pages/text";
import type { FleetView } from "../view";

/** Shows tenants' names: the one there is, or their number, which unfolds or leads to the names. */
export type Names = (tenants: readonly string[]) => Html;

/** A shorter list stands wherever it is needed. */
const LONG = 20;

/** How a page shows names. Long lists that several lines have in common stand on it once: else it would grow with their product. */
export function namesOf(view: FleetView): { names: Names; lists: readonly (readonly string[])[] } {
  const counts = new Map<string, number>();
  for (const tenants of listsOf(view)) counts.set(keyOf(tenants), (counts.get(keyOf(tenants)) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count > 1).map(([key]) => key);
  const places = new Map(shared.map((key, index) => [key, index]));
  const names = (tenants: readonly string[]): Html => {
    const place = tenants.length > LONG ? places.get(keyOf(tenants)) : undefined;
    const number = plural(tenants.length, "tenant");
    if (tenants.length === 1) return html`<span class="names">${printable(tenants.join())}</span>`;
    if (place !== undefined) return html`<a class="names" href="#n${place}">${number}</a>`;
    return html`<details class="names"><summary>${number}</summary>${listed(tenants)}</details>`;
  };
  return { names, lists: shared.map((key) => JSON.parse(key) as string[]) };
}

const keyOf = (tenants: readonly string[]) => JSON.stringify(tenants);

function listsOf({ reasons, broader, narrower, besides, accepted, since }: FleetView): (readonly string[])[] {
  const changed = since ? [since.moved, since.newlyDifferent, since.putRight, since.newlyAccepted] : [];
  return [reasons, broader, narrower, besides, accepted, ...changed]
    .flatMap((lines) => lines.map(({ tenants }) => tenants))
    .filter((tenants) => tenants.length > LONG);
}

const listed = (tenants: readonly string[]): Html => html`<p>${tenants.map(printable).join(", ")}</p>`;

/** What the numbers that don't unfold lead to. */
export const namesSection = (lists: readonly (readonly string[])[]): Html | string =>
  lists.length === 0
    ? ""
    : html`<section class="lists" aria-labelledby="lists">
    <h2 id="lists">Lists of tenants</h2>
    ${lists.map((tenants, index) => html`<section class="card" id="n${index}"><h3>${plural(tenants.length, "tenant")}</h3>${listed(tenants)}</section>`)}
  </section>`;
