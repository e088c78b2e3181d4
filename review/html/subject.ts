import { html } from "hono/html";
import { badge, type Html, link } from "../../pages/markup";
import { printable } from "../../pages/text";
import { type Fact, isChanged, isToApprove, type Subject, type Table } from "../view";
import { describeFact, describeText, joinIds, markOf, STATUS_WORDS, tableTitle } from "../words";
import { matrix } from "./matrix";

/** One profile or role: what it is, what changed besides levels, and its matrix. */
export function subjectSection(subject: Subject, index: number): Html {
  const { name, id, status, source, digest, risk, facts, tables, notes, problems, extends: bases } = subject;
  return html`<section class="subject" aria-labelledby="subject-${index}" ${isChanged(subject) ? "data-changed" : ""}>
    <h2 id="subject-${index}">${printable(name)} ${badge(`status ${status}`, STATUS_WORDS[status])}</h2>
    <dl class="about">
      ${id === name ? "" : about(subject.kind === "profile" ? "Profile" : "Where", printable(id))}
      ${bases && about("Extends", printable(joinIds(bases)))}
      ${source && about("Source", link(source.title, source.url))}
      ${risk && about("Risk of what it grants", html`${badge(risk.rank, risk.rank)} ${printable(`${risk.reason} (${risk.at})`)}`)}
      ${digest.after && about("Digest", html`<code>${digest.after}</code>`)}
    </dl>
    ${list("problems", problems.map(printable))}
    ${list("facts", facts.map(fact))}
    ${list("notes", notes.map(printable))}
    ${tables.map((table, place) => tableSection(table, `subject-${index}-${place}`, tables.length > 1))}
  </section>`;
}

const about = (term: string, description: string | Html): Html =>
  html`<div><dt>${term}</dt><dd>${description}</dd></div>`;

const list = (kind: string, entries: readonly (string | Html)[]): Html | string =>
  entries.length > 0 ? html`<ul class="${kind}">${entries.map((entry) => html`<li>${entry}</li>`)}</ul>` : "";

const fact = (found: Fact): Html =>
  html`${printable(describeFact(found))}${wordOf(found)}${
    found.risk ? html` ${badge(found.risk.rank, `${found.risk.rank} risk`)} ${printable(found.risk.reason)}` : ""
  }`;

function wordOf(found: Fact): Html | string {
  const word = markOf(found)?.word;
  return word ? html` ${badge(isToApprove(found) ? "broadened" : found.direction, word)}` : "";
}

function tableSection(table: Table, id: string, titled: boolean): Html {
  return html`<div class="permissions">
    ${titled ? html`<h3 id="${id}">${printable(tableTitle(table))}</h3>` : ""}
    ${list("texts", table.texts.map(describeText).map(printable))}
    ${table.rows.length > 0 ? matrix(table) : ""}
  </div>`;
}
