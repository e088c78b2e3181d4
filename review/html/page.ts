import path from "node:path";
import { html } from "hono/html";
import { renderDocument } from "../../pages/document";
import { printable } from "../../pages/text";
import { PACKAGE } from "../../project/package";
import type { View } from "../view";
import { filterForm } from "./filterForm";
import { subjectSection } from "./subject";

/** The review as one page that loads nothing and runs nothing but its own filter. */
export const toHtml = (view: View): string =>
  renderDocument({
    title: printable(view.title),
    styles: STYLES.map(asset),
    script: asset("filter.js"),
    body: html`<a class="skip" href="#content">Skip to the changes</a>
  <header>
    <h1>${printable(view.title)}</h1>
    <p class="summary">${printable(view.summary)}</p>
    ${view.notes.map((note) => html`<p class="note">${printable(note)}</p>`)}
  </header>
  ${filterForm(view)}
  <main id="content" tabindex="-1">
    ${view.subjects.map(subjectSection)}
    <p class="nothing" hidden>Nothing fits. Take away a filter to see more.</p>
  </main>`,
  });

/** What a narrow screen and paper show otherwise comes last. */
const STYLES = ["../../pages/report.css", "table.css", "media.css"];

const asset = (name: string): string => path.join(PACKAGE, "review/html", name);
