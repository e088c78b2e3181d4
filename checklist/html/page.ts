import path from "node:path";
import { html } from "hono/html";
import { verbTitle } from "../../core/model/level";
import { renderDocument } from "../../pages/document";
import { type Html, link } from "../../pages/markup";
import { printable } from "../../pages/text";
import { PACKAGE } from "../../project/package";
import { commonChange, type LevelsTask, type Step, type Task } from "../task";
import type { ChecklistView } from "../view";
import { describeChecklist, describeTask } from "../words";

/** The checklist as one page to work from or to print; it loads nothing and runs nothing but its own count. */
export function checklistHtml(checklist: ChecklistView): string {
  const { profile, cautions, notes, steps, afterwards, total } = checklist;
  const title = describeChecklist(checklist);
  return renderDocument({
    title,
    styles: [asset("page.css")],
    script: asset("count.js"),
    body: html`<header>
    <h1>${title}</h1>
    ${profile ? html`<p class="source">Profile ${printable(profile.id)}: ${link(profile.source.title, profile.source.url)}</p>` : ""}
    ${cautions.map((caution) => html`<p class="caution"><strong>Caution:</strong> ${printable(caution)}</p>`)}
  </header>
  <main>
    ${total > 0 ? progress(total) : ""}
    ${steps.map(stepSection)}
    ${section("Notes", notes)}
    ${total > 0 ? section("Afterwards", afterwards) : ""}
  </main>`,
  });
}

const asset = (name: string): string => path.join(PACKAGE, "checklist/html", name);

/** Shown by the script that counts. */
const progress = (total: number): Html =>
  html`<div class="progress" hidden>
      <p role="status"><span class="done">0</span> of ${total}</p>
      <progress aria-label="Done" max="${total}" value="0"></progress>
    </div>`;

function section(title: string, lines: readonly string[]): Html | string {
  if (lines.length === 0) return "";
  return html`<section><h2>${title}</h2><ul class="plain">${lines.map((line) => html`<li>${printable(line)}</li>`)}</ul></section>`;
}

const stepSection = ({ title, hints, groups }: Step): Html =>
  html`<section>
      <h2>${title}</h2>
      ${hints.map((hint) => html`<p class="hint">${printable(hint)}</p>`)}
      ${groups.map(
        ({ title: module, hint, tasks }) => html`<div class="group">
        ${module === undefined ? "" : html`<h3>${printable(module)}</h3>`}
        ${hint === undefined ? "" : html`<p class="hint">${hint}</p>`}
        <ul class="tasks">${tasks.map((task) => html`<li><label><input type="checkbox"> ${taskText(task)}</label></li>`)}</ul>
      </div>`,
      )}
    </section>`;

/** A level stands in the column that the web client has for its verb; with the module, since some share a function's name. */
function taskText(task: Task): Html {
  if (task.subject !== "levels") return html`<span class="what">${describeTask(task)}</span>`;
  const same = commonChange(task);
  const cells = same
    ? change("all", "all four", same)
    : task.cells.map((one) => change(one.verb, verbTitle(one.verb), one));
  return html`<span class="what"><span class="module">${printable(task.module)} ›</span> ${printable(task.function)}:</span> <span class="cells">${cells}</span>`;
}

const change = (
  kind: string,
  name: string,
  { before, after }: Pick<LevelsTask["cells"][number], "before" | "after">,
): Html =>
  html` <span class="cell ${kind}"><span class="verb">${name}</span> ${
    before === undefined ? "" : html`<span class="before">${printable(String(before))} →</span> `
  }<strong>${after}</strong></span>`;
