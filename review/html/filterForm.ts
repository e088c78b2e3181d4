import { html } from "hono/html";
import type { Html } from "../../pages/markup";
import { printable } from "../../pages/text";
import { isChanged, type View } from "../view";

/** Hidden until the script runs: without it, all is shown. */
export function filterForm({ subjects }: View): Html {
  const modules = new Set(
    subjects.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.map((row) => row.module))),
  );
  const shown = subjects.some(isChanged) ? "changed" : "all";
  return html`<form class="filter" role="search" aria-label="Functions" hidden>
    <label>Search <input type="search" name="text" autocomplete="off" placeholder="function, reason …"></label>
    <label>Module <select name="module">
      <option value="">all</option>
      ${[...modules].map((name) => html`<option value="${name}">${printable(name)}</option>`)}
    </select></label>
    <label>Show <select name="show">
      ${option("all", "everything", shown)}${option("changed", "changed only", shown)}${option("broadened", "broadened only", shown)}
    </select></label>
    <label>Risk <select name="risk">
      <option value="0">any</option><option value="1">medium or high</option><option value="2">high</option>
    </select></label>
    <button type="reset">Reset</button>
    <p role="status"></p>
  </form>`;
}

const option = (value: string, label: string, chosen: string): Html =>
  html`<option value="${value}" ${value === chosen ? "selected" : ""}>${label}</option>`;
