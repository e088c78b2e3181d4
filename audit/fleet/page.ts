import path from "node:path";
import { html } from "hono/html";
import { renderDocument } from "../../pages/document";
import type { Html } from "../../pages/markup";
import { printable } from "../../pages/text";
import { PACKAGE } from "../../project/package";
import { integrationsTable, type Table, tenantsTable } from "./tables";
import type { FleetAuditView } from "./view";

/** The audit of a fleet as one page that loads nothing and runs nothing but its own filter. */
export function fleetAuditHtml(view: FleetAuditView): string {
  const title = `Audit of the fleet ${view.fleet}`;
  return renderDocument({
    title: printable(title),
    styles: ["pages/report.css", "audit/html/page.css", "audit/html/fleet.css"].map(inPackage),
    script: inPackage("audit/html/fleetFilter.js"),
    body: html`<a class="skip" href="#content">Skip to the integrations</a>
  <header>
    <h1>${printable(title)}</h1>
    ${view.summary.map((sentence) => html`<p class="summary">${printable(sentence)}</p>`)}
    <p class="note">Read ${view.at.slice(0, 16).replace("T", " ")} UTC, by GET requests alone.</p>
  </header>
  <form class="filter" role="search" aria-label="Integrations and tenants" hidden>
    <label>Search <input type="search" name="text" autocomplete="off" placeholder="integration, tenant, finding …"></label>
    <button type="reset">Reset</button>
    <p role="status"></p>
  </form>
  <main id="content" tabindex="-1">
    ${tableOf(integrationsTable(view))}
    ${tableOf(tenantsTable(view))}
  </main>`,
  });
}

const inPackage = (file: string): string => path.join(PACKAGE, file);

function tableOf({ title, rows: [headings = [], ...rows] }: Table): Html {
  return html`<h2 id="${title.toLowerCase()}">${title}</h2>
    <div class="wide" role="region" tabindex="0" aria-label="${title}"><table class="${title.toLowerCase()}">
      <thead><tr>${headings.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map(
        ([name = "", ...cells]) =>
          html`<tr class="entry"><th scope="row">${printable(name)}</th>${cells.map((cell) => html`<td class="${/^[\d,]+$/.test(cell) ? "number" : ""}">${printable(cell === "0" ? "" : cell)}</td>`)}</tr>\n`,
      )}</tbody>
    </table></div>`;
}
