import path from "node:path";
import { html } from "hono/html";
import { renderDocument } from "../../../pages/document";
import { printable } from "../../../pages/text";
import { PACKAGE } from "../../../project/package";
import type { FleetView } from "../view";
import { detailSections } from "./details";
import { filterForm } from "./filterForm";
import { findings } from "./findings";
import { matrix } from "./matrix";
import { namesOf, namesSection } from "./names";
import { overview } from "./overview";
import { totalsTables } from "./totals";

/** The report as one page that loads nothing and runs nothing but its own filter. */
export function toHtml(view: FleetView): string {
  const { names, lists } = namesOf(view);
  return renderDocument({
    title: `Fleet ${printable(view.fleet)}`,
    styles: STYLES.map(asset),
    script: asset("filter.js"),
    body: html`<a class="skip" href="#tenants">Skip to the tenants</a>
  ${overview(view)}
  <main tabindex="-1">
    ${findings(view, names)}
    ${totalsTables(view)}
    <section aria-labelledby="tenants">
      <h2 id="tenants">Tenants</h2>
      ${filterForm(view)}
      ${matrix(view)}
      <p class="nothing" hidden>Nothing fits. Take away a filter to see more.</p>
    </section>
    ${detailSections(view, names)}
    ${namesSection(lists)}
  </main>`,
  });
}

/** The look of all reports, then that of this one; what a narrow screen and paper show otherwise comes last. */
const STYLES = ["../../../pages/report.css", "tenants.css", "page.css", "media.css"];

const asset = (name: string): string => path.join(PACKAGE, "fleet/report/html", name);
