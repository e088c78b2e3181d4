import { html } from "hono/html";
import type { Html } from "../../pages/markup";
import { STATES } from "../model";
import type { AuditView } from "../view";
import { STATE_WORDS } from "../words";

/** Hidden until the script runs: without it, all is shown. */
export function filterForm({ totals }: AuditView): Html {
  const states = STATES.filter((state) => totals[state] > 0);
  return html`<form class="filter" role="search" aria-label="Integrations and findings" hidden>
    <label>Search <input type="search" name="text" autocomplete="off" placeholder="member, role, function …"></label>
    <label>State <select name="state">
      <option value="">any</option>
      ${states.map((state) => html`<option value="${state}">${STATE_WORDS[state]}</option>`)}
    </select></label>
    <label>Risk <select name="risk">
      <option value="0">any</option><option value="2">medium or high</option><option value="3">high</option>
    </select></label>
    <button type="reset">Reset</button>
    <p role="status"></p>
  </form>`;
}
