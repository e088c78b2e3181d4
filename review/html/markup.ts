import { html } from "hono/html";
import { printable, webAddress } from "../words";

/** Markup of a template: what is put into one as a plain string comes out as text. */
export type Html = ReturnType<typeof html>;

export const badge = (kind: string, text: string): Html => html`<span class="badge ${kind}">${text}</span>`;

/** A link, where the address is one of a page; anything else stays text. */
export function link(label: string, address: string, kind = ""): Html {
  const page = webAddress(address);
  return page
    ? html`<a class="${kind}" href="${page}" rel="noreferrer">${printable(label)}</a>`
    : html`${printable(address)}`;
}
