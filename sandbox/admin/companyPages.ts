import { html } from "hono/html";
import type { Company } from "../company";
import { counted, type Html } from "./layout";
import { baseOf } from "./tenant";

/** Every company of the sandbox, each with the way to its pages. */
export function companyList(companies: readonly Company[]): Html {
  return html`<div class="scroll"><table class="list">
      <caption>${counted(companies.length, "company", "companies")}</caption>
      <thead><tr>${["Company id", "Name", "Release", "Levels by the API"].map(
        (title) => html`<th scope="col">${title}</th>`,
      )}</tr></thead>
      <tbody>
        ${companies.map(companyRow)}
      </tbody>
    </table></div>`;
}

function companyRow({ store: { company }, release, settings }: Company): Html {
  return html`<tr>
          <th scope="row"><a href="${baseOf(company.id)}/roles">${company.id}</a></th>
          ${[company.name, release, settings].map((text) => html`<td>${text}</td>`)}
        </tr>`;
}
