import path from "node:path";
import { html } from "hono/html";
import { renderDocument } from "../../pages/document";
import { badge, type Html } from "../../pages/markup";
import { printable } from "../../pages/text";
import { PACKAGE } from "../../project/package";
import type { View } from "../../review";
import { filterForm } from "../../review/html/filterForm";
import { subjectSection } from "../../review/html/subject";
import { exitCodeOf, type Rehearsal, type Step } from "../model";
import { assumptions, costOf, leftoverLines, MARKS, NOT_SHOWN, STEP_WORDS, sentLine, titleOf } from "../text";

/** A rehearsal as one page that loads nothing and runs nothing but the filter of its levels. */
export function rehearsalHtml(rehearsal: Rehearsal): string {
  const { review, steps } = rehearsal;
  const hasRows = review?.subjects.some(({ tables }) => tables.some(({ rows }) => rows.length > 0)) ?? false;
  return renderDocument({
    title: printable(titleOf(rehearsal)),
    styles: STYLES.map(inPackage),
    script: hasRows ? inPackage("review/html/filter.js") : undefined,
    body: html`<a class="skip" href="#content">Skip to the changes</a>
  <header>
    <h1>${printable(titleOf(rehearsal))}</h1>
    <p class="summary">${verdict(rehearsal)}</p>
    ${assumptions(rehearsal).map((line) => html`<p class="note">${printable(line)}</p>`)}
  </header>
  <section aria-label="Steps"><table role="table" class="story">
    <thead role="rowgroup"><tr role="row">${["Step", "What happened", "Requests to the copy"].map(
      (name) => html`<th role="columnheader" scope="col">${name}</th>`,
    )}</tr></thead>
    <tbody role="rowgroup">${steps.map(stepRow)}</tbody>
  </table></section>
  ${hasRows && review ? filterForm(review) : ""}
  <main id="content" tabindex="-1">
    ${review ? changes(review) : ""}
    ${leftovers(rehearsal)}
    <p class="note">${NOT_SHOWN}</p>
    <p class="note">${printable(sentLine(rehearsal))}</p>
  </main>`,
  });
}

const VERDICTS = {
  0: "Every step went as it should.",
  1: "A step failed: those after it were skipped.",
  2: "Every step went through, but not all is as it should be.",
} as const;

const verdict = (rehearsal: Rehearsal): string => VERDICTS[exitCodeOf(rehearsal)];

function stepRow(step: Step): Html {
  const { name, outcome, what, details } = step;
  const words = outcome === "skipped" ? "skipped, since a step before it failed" : what;
  return html`<tr role="row" class="${outcome}">
      <th role="rowheader" scope="row"><span class="mark" aria-hidden="true">${MARKS[outcome]}</span> ${STEP_WORDS[name]}</th>
      <td role="cell"><p>${printable(words)}${BADGES[outcome] ?? ""}</p>${
        outcome === "failed"
          ? lines(details.flatMap((one) => one.split("\n")))
          : details.map((one) => html`<p>${printable(one)}</p>`)
      }</td>
      <td role="cell" class="cost">${outcome === "skipped" ? "" : costOf(step)}</td>
    </tr>`;
}

/** As a terminal shows them: how far a line is indented says what it belongs to. */
const lines = (texts: readonly string[]): Html | string =>
  texts.length === 0 ? "" : html`<pre>${texts.map((line) => `${/^ */.exec(line)?.[0]}${printable(line)}\n`)}</pre>`;

const BADGES: Partial<Record<Step["outcome"], Html>> = {
  failed: html` ${badge("high", "failed")}`,
  differs: html` ${badge("broadened", "not as it should be")}`,
};

const changes = ({ summary, subjects }: View): Html => html`<h2>What up changes on the tenant</h2>
    <p>${printable(summary)}</p>
    ${subjects.map(subjectSection)}
    ${subjects.length > 0 ? html`<p class="nothing" hidden>Nothing fits. Take away a filter to see more.</p>` : ""}`;

function leftovers({ left, staying }: Rehearsal): Html | string {
  if (!left) return "";
  const [first = "", ...others] = leftoverLines({ left, staying });
  return html`<h2>After destroy</h2>
    <p>${printable(first)}</p>
    ${lines(others)}`;
}

/** The look of all reports and of a review's levels, then that of this one. */
const STYLES = ["pages/report.css", "review/html/table.css", "review/html/media.css", "rehearsal/html/page.css"];

const inPackage = (file: string): string => path.join(PACKAGE, file);
