import { html } from "hono/html";
import { printable, webAddress } from "./text";

/** Markup of a template: what is put into one as a plain string comes out as text. */
export type Html = ReturnType<typeof html>;

export const badge = (kind: string, text: string): Html => html`<span class="badge ${kind}">${text}</span>`;

/**
 * A link, where the address is one of a page; anything else stays text.
 * @param title what the link is, where `label` alone doesn't say it
 */
export function link(label: string, address: string, title = label): Html {
  const page = webAddress(address);
  return page
    ? html`<a href="${page}" aria-label="${printable(title)}" rel="noreferrer">${printable(label)}</a>`
    : html`${printable(address)}`;
}
