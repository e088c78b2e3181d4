import { html } from "hono/html";
import { counted, type Html, option } from "./layout";
import type { Choice, MemberEntry, MemberView } from "./memberView";

const PAGE_SIZE = 100;

/** What the list shows of all members. */
export interface MemberQuery {
  readonly find: string;
  /** From 1. */
  readonly page: number;
}

/** System > Members. `members` are those found; one page of them is shown. `base` is the path of the tenant's pages. */
export function memberList(members: readonly MemberEntry[], { find, page }: MemberQuery, base: string): Html {
  const shown = members.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return html`<form class="find" method="get" role="search">
      <label for="find">Identifier, name or role contains</label>
      <input id="find" name="find" type="search" value="${find}"> <button type="submit">Find</button>
    </form>
    <div class="scroll"><table class="list">
      <caption>${counted(members.length, "member")}</caption>
      <thead><tr>${["Member", "Name", "Type", "Role", "Location", "Business unit", "Status"].map(
        (title) => html`<th scope="col">${title}</th>`,
      )}</tr></thead>
      <tbody>
        ${shown.map((member) => memberRow(member, base))}
      </tbody>
    </table></div>
    ${pager(members.length, { find, page })}`;
}

function memberRow(
  { id, identifier, name, kind, role, location, businessUnit, inactive }: MemberEntry,
  base: string,
): Html {
  return html`<tr>
          <th scope="row"><a href="${base}/members/${id}">${identifier}</a></th>
          ${[name, kind, role, location, businessUnit].map((text) => html`<td>${text}</td>`)}
          <td>${inactive ? html`<span class="tag">Inactive</span>` : "Active"}</td>
        </tr>`;
}

function pager(total: number, { find, page }: MemberQuery): Html {
  const pages = Math.ceil(total / PAGE_SIZE);
  if (pages <= 1) return html``;
  const link = (to: number, label: string) =>
    to >= 1 && to <= pages
      ? html`<a href="?${new URLSearchParams({ find, page: String(to) }).toString()}">${label}</a>`
      : html`<span>${label}</span>`;
  return html`<nav class="pager" aria-label="Pages">${link(page - 1, "Previous")} Page ${page} of ${pages} ${link(page + 1, "Next")}</nav>`;
}

/** One member: what a security role's owner needs to set. */
export function memberPage(member: MemberView): Html {
  return html`<p class="facts">${member.identifier} · ${member.kind} member · ${member.inactive ? "Inactive" : "Active"}</p>
    <form class="fields" method="post" autocomplete="off">
      ${field("role", "Role", member.roles, member.roleChoice)}
      ${field("place", "Location and business unit", member.places, member.placeChoice)}
      <div class="actions"><button type="submit">Save</button><button type="reset">Discard changes</button></div>
    </form>
    ${member.keys ? apiKeys(member.keys) : ""}`;
}

/** The tab API Keys. A new pair's private key is in the notice above, this once. */
function apiKeys(keys: NonNullable<MemberView["keys"]>): Html {
  return html`<h2>API Keys</h2>
    <div class="scroll"><table class="list">
      <caption>${counted(keys.length, "key pair")}</caption>
      <thead><tr><th scope="col">Description</th><th scope="col">Public key</th></tr></thead>
      <tbody>
        ${keys.map(({ description, publicKey }) => html`<tr><td>${description}</td><td><code>${publicKey}</code></td></tr>`)}
      </tbody>
    </table></div>
    <form class="fields" method="post" action="?keys" autocomplete="off">
      <label for="description">Description</label>
      <input id="description" name="description" required maxlength="${DESCRIPTION_LENGTH}">
      <div class="actions"><button type="submit">Make key pair</button></div>
    </form>`;
}

export const DESCRIPTION_LENGTH = 100;

function field(name: string, label: string, choices: readonly Choice[], current: string): Html {
  return html`<label for="${name}">${label}</label>
      <select id="${name}" name="${name}">
        ${choices.map((choice) => option(choice.value, choice.label, current))}
      </select>`;
}
