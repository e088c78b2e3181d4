import { html } from "hono/html";
import { VERBS, type Verb } from "../model/securityRole";
import { counted, type Html, option } from "./layout";
import type { CellView, RoleEntry, RoleView, RowView } from "./roleView";

const TITLES: Readonly<Record<Verb, string>> = { add: "Add", edit: "Edit", delete: "Delete", inquire: "Inquire" };

/** System > Security Roles. `base` is the path of the tenant's pages. */
export function roleList(roles: readonly RoleEntry[], base: string): Html {
  return html`<div class="scroll"><table class="list">
      <caption>${counted(roles.length, "role")}</caption>
      <thead><tr><th scope="col">Role</th><th scope="col">Status</th><th scope="col" class="number">Active members</th></tr></thead>
      <tbody>
        ${roles.map(
          (role) => html`<tr>
          <th scope="row"><a href="${base}/roles/${role.id}">${role.name}</a></th>
          <td>${tags(role)}</td>
          <td class="number">${role.members.toLocaleString("en")}</td>
        </tr>`,
        )}
      </tbody>
    </table></div>`;
}

/** One role: a row a function, a select a level, and one Save for all of it. */
export function rolePage(role: RoleView): Html {
  return html`<p class="facts">${tags(role)} · held by ${counted(role.members, "active member")}</p>
    <nav class="modules" aria-label="Modules">
      ${role.modules.map(({ name }, index) => html`<a href="#module-${index}">${name}</a>`)}
    </nav>
    <form method="post" autocomplete="off">
      <input type="hidden" name="version" value="${role.version}">
      ${role.modules.map(({ name, rows }, index) => moduleTable(name, rows, index, role))}
      <div class="actions"><button type="submit">Save</button><button type="reset">Discard changes</button></div>
    </form>`;
}

function tags({ admin, inactive }: RoleEntry): Html {
  return html`${inactive ? html`<span class="tag">Inactive</span>` : "Active"}${
    admin ? html` <span class="tag">Administrator</span>` : ""
  }`;
}

function moduleTable(name: string, rows: readonly RowView[], index: number, role: RoleView): Html {
  return html`<section class="module" id="module-${index}" aria-labelledby="module-name-${index}">
        <h2 id="module-name-${index}">${name}</h2>
        <table class="levels" role="table" aria-labelledby="module-name-${index}">
          <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Function</th>${VERBS.map(
            (verb) => html`<th scope="col" role="columnheader">${TITLES[verb]}</th>`,
          )}</tr></thead>
          <tbody role="rowgroup">
            ${rows.map((row) => functionRow(name, row, role.customize))}
          </tbody>
        </table>
      </section>`;
}

function functionRow(module: string, row: RowView, customize: readonly string[]): Html {
  return html`<tr role="row">
              <th scope="row" role="rowheader">${row.name}</th>
              ${row.cells.map((cell) => html`<td role="cell">${cell ? levelSelect(`${module} / ${row.name}`, cell) : noLevel}</td>`)}
            </tr>${row.customizable && customizeRow(row.name, customize)}`;
}

const noLevel = html`<span class="none" aria-hidden="true">–</span><span class="unseen">Does not apply</span>`;

/** Labelled `Service Desk / Service Tickets: Inquire`: a module may share a function's name with another. */
function levelSelect(row: string, { verb, field, level, levels }: CellView): Html {
  return html`<select name="${field}" aria-label="${row}: ${TITLES[verb]}">
                ${levels.map((name) => option(name, name, level))}
              </select>`;
}

function customizeRow(name: string, customize: readonly string[]): Html {
  return html`
            <tr class="customize" role="row"><td colspan="5" role="cell"><details ${customize.length > 0 ? "open" : ""}>
              <summary>Customize ${name} (${counted(customize.length, "entry", "entries")})</summary>
              <label for="customize">Allow access to these, one a line: Table / Entry</label>
              <textarea id="customize" name="customize" rows="${Math.max(3, customize.length + 1)}" spellcheck="false">${customize.join("\n")}</textarea>
            </details></td></tr>`;
}
