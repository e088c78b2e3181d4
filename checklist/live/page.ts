import path from "node:path";
import { html } from "hono/html";
import { VERBS, verbTitle } from "../../core/model/level";
import { renderDocument } from "../../pages/document";
import { type Html, link } from "../../pages/markup";
import { printable } from "../../pages/text";
import { PACKAGE } from "../../project/package";
import { isSeen, type LevelsTask, type Step, type Task } from "../task";
import { describeEffort, describeRole, describeTask } from "../words";
import { type LiveItem, viewOf } from "./item";
import type { ItemState, LiveState, RowState } from "./state";

/** The page at one moment. Its script keeps it up to date; without one it is loaded anew until the end. */
export function livePage(items: readonly LiveItem[], state: LiveState): string {
  const [first] = items;
  const heading =
    items.length === 1 ? "A role waits for an administrator" : `${items.length} roles wait for an administrator`;
  const title = first && items.length === 1 ? describeRole(viewOf(first)) : heading;
  return renderDocument({
    title: printable(title),
    head:
      state.end === undefined ? html`<noscript><meta http-equiv="refresh" content="${RELOAD_SECONDS}"></noscript>` : "",
    styles: [asset("page.css"), asset("live.css")],
    script: asset("live.js"),
    fetchesOwn: true,
    body: html`<header><h1>${heading}</h1></header>
  <main>
    ${bar(state)}
    ${items.map((item, index) => role(item, index, state.items[index], items.length > 1))}
  </main>
  <template id="row">${rowItem(undefined, EMPTY)}</template>`,
  });
}

const RELOAD_SECONDS = 5;

const asset = (name: string): string => path.join(PACKAGE, "checklist/html", name);

/** What is left, always in sight. A screen reader is told what changed, and not when it was read. */
const bar = ({ words, done, total, next = "", at, end }: LiveState): Html =>
  html`<div class="bar">
    <p class="words" role="status">${words}</p>
    <progress aria-label="Functions as asked" max="${Math.max(total, 1)}" value="${total === 0 ? 1 : done}"></progress>
    <p class="next" ${next === "" ? "hidden" : ""}>Next: <strong>${printable(next)}</strong></p>
    <p class="end" role="status">${printable(end ?? "")}</p>
    <p class="read">Last read <time datetime="${at}">${at.slice(11, 19)} UTC</time><span class="lost" hidden>: no answer from the program that serves this page</span></p>
  </div>`;

function role(item: LiveItem, index: number, state: ItemState | undefined, isOneOfMany: boolean): Html {
  const view = viewOf(item);
  const { profile, cautions, notes, steps, afterwards } = view;
  const rows = state?.rows ?? [];
  return html`<article class="role" data-role="${index}">
      <h2>${printable(describeRole(view))}</h2>
      ${isOneOfMany ? html`<p class="role-words">${state?.words}</p>` : ""}
      <p class="source">${describeEffort(view)}${
        profile ? html`. Profile ${printable(profile.id)}: ${link(profile.source.title, profile.source.url)}` : ""
      }</p>
      <p class="caution trouble" ${state?.trouble === undefined ? "hidden" : ""}>${printable(state?.trouble ?? "")}</p>
      ${cautions.map((caution) => html`<p class="caution"><strong>Caution:</strong> ${printable(caution)}</p>`)}
      <section class="extra" ${rows.some(({ isExtra }) => isExtra) ? "" : "hidden"}>
        <h3>Changed meanwhile</h3>
        <p class="hint">These were as asked when the list began.</p>
        <ul class="tasks">${rows.filter(({ isExtra }) => isExtra).map((row) => rowItem(idOf(index, row), row))}</ul>
      </section>
      ${steps.map((step) => stepSection(step, index, state))}
      ${notes.length > 0 ? html`<section><h3>Notes</h3>${lines(notes)}</section>` : ""}
      <section><h3>Afterwards</h3>${lines(afterwards)}</section>
    </article>`;
}

const lines = (texts: readonly string[]): Html =>
  html`<ul class="plain">${texts.map((line) => html`<li>${printable(line)}</li>`)}</ul>`;

const stepSection = ({ title, hints, groups }: Step, index: number, state: ItemState | undefined): Html =>
  html`<section>
      <h3>${title}</h3>
      ${hints.map((hint) => html`<p class="hint">${printable(hint)}</p>`)}
      ${groups.map(
        ({ title: module, hint, tasks }) => html`<div class="group">
        ${module === undefined ? "" : html`<h4>${printable(module)}</h4>`}
        ${hint === undefined ? "" : html`<p class="hint">${hint}</p>`}
        <ul class="tasks">${tasks.map((task) => taskItem(task, index, state))}</ul>
      </div>`,
      )}
    </section>`;

/** What a read shows ticks itself; the rest is ticked by whoever did it. */
function taskItem(task: Task, index: number, state: ItemState | undefined): Html {
  const row = task.subject === "levels" ? rowOf(task, state) : undefined;
  if (row) return rowItem(idOf(index, row), row);
  if (!isSeen(task))
    return html`<li><label><input type="checkbox"> <span class="what">${describeTask(task)}</span></label></li>`;
  const isDone = state?.isThere ?? false;
  return html`<li class="line there ${isDone ? "done" : "left"}"><span class="state">${isDone ? "done" : "to do"}</span> <span class="what">${describeTask(task)}</span></li>`;
}

const rowOf = (task: LevelsTask, state: ItemState | undefined): RowState | undefined =>
  state?.rows.find((row) => row.module === task.module && row.function === task.function);

const idOf = (index: number, { id }: RowState): string => `row-${index}-${id}`;

const EMPTY: RowState = { id: 0, module: "", function: "", isExtra: true, state: "left", words: "", cells: [] };

/** A place for each of the four levels, since one that nobody was to touch may become wrong. */
const rowItem = (id: string | undefined, row: RowState): Html =>
  html`<li class="line ${row.state}"${id === undefined ? "" : html` id="${id}"`}><span class="state">${row.words}</span> <span class="what"><span class="module">${printable(row.module)} ›</span> <span class="function">${printable(row.function)}</span>:</span> <span class="cells">${VERBS.map(
    (verb) => {
      const cell = row.cells.find((one) => one.verb === verb);
      return html`<span class="cell ${verb} ${cell?.state ?? "none"}"><span class="verb">${cell ? verbTitle(verb) : ""}</span> <strong>${printable(cell?.words ?? "")}</strong></span> `;
    },
  )}</span></li>`;
