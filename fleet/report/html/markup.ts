import { html } from "hono/html";
import type { Html } from "../../../pages/markup";

/** What the table of tenants can be narrowed to; the names are those of the filter's fields. */
export interface Filter {
  readonly text?: string;
  readonly outcome?: string;
  readonly group?: string;
  readonly profile?: string;
}

/** A link that narrows the table of tenants: the part of the address behind `#` says how. */
export const filterLink = (filter: Filter, label: string | Html, kind = ""): Html =>
  html`<a class="narrow ${kind}" href="#${new URLSearchParams({ ...filter }).toString()}">${label}</a>`;

/** How many entries of a list are seen at once. */
const SHOWN = 6;

/** A list whose end is folded away. */
export function foldedList(entries: readonly Html[]): Html {
  const list = (some: readonly Html[]) => html`<ul>${some.map((entry) => html`<li>${entry}</li>`)}</ul>`;
  const more = entries.slice(SHOWN);
  return html`${list(entries.slice(0, SHOWN))}${
    more.length > 0 ? html`<details class="more"><summary>${more.length} more</summary>${list(more)}</details>` : ""
  }`;
}
