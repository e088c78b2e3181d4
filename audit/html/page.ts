import path from "node:path";
import { html } from "hono/html";
import { renderDocument } from "../../pages/document";
import { badge, type Html } from "../../pages/markup";
import { printable } from "../../pages/text";
import { PACKAGE } from "../../project/package";
import type { AuditView } from "../view";
import { details } from "./details";
import { filterForm } from "./filterForm";
import { findingsTable } from "./findings";
import { matrix } from "./matrix";

/** The audit as one page that loads nothing and runs nothing but its own filter. */
export function auditHtml(view: AuditView): string {
  const { title, summary, at, gaps, notes, since } = view;
  return renderDocument({
    title: printable(title),
    styles: STYLES.map(asset),
    script: asset("filter.js"),
    body: html`<a class="skip" href="#integrations">Skip to the integrations</a>
  <header>
    <h1>${printable(title)}</h1>
    ${summary.map((sentence) => html`<p class="summary">${printable(sentence)}</p>`)}
    <p class="note">Read ${at.slice(0, 16).replace("T", " ")} UTC, by GET requests alone.</p>
    ${since ? html`<p class="note">Since ${printable(since.at)}, gone: ${printable(since.gone.join(", ") || "nothing")}.</p>` : ""}
    ${gaps.map(gap)}
    ${notes.map((note) => html`<p class="note">${printable(note)}</p>`)}
  </header>
  ${filterForm(view)}
  <main tabindex="-1">
    <h2 id="integrations">Integrations</h2>
    ${matrix(view)}
    <p class="nothing" hidden>Nothing fits. Take away a filter to see more.</p>
    <h2 id="findings">Findings</h2>
    ${findingsTable(view)}
    ${details(view)}
  </main>`,
  });
}

const gap = ({ about, why, titles }: AuditView["gaps"][number]): Html =>
  html`<p class="gap">${badge("high", "not looked at")} ${printable(about)}: ${printable(why)}${
    titles.length > 0 ? html` Can't be told: ${printable(titles.join("; "))}.` : ""
  }</p>`;

/** The look of all reports, then that of this one. */
const STYLES = ["../../pages/report.css", "page.css"];

const asset = (name: string): string => path.join(PACKAGE, "audit/html", name);
