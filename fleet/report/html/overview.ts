import { html } from "hono/html";
import type { Html } from "../../../pages/markup";
import { printable } from "../../../pages/text";
import { shownStates } from "../table";
import type { FleetView, State } from "../view";
import { aboutLines, stateWord, summaryLines, sumOf } from "../words";
import { filterLink } from "./markup";

/** What the fleet is like at a glance; each total is a filter. */
export function overview(view: FleetView): Html {
  const { fleet, totals } = view;
  const [, ...sentences] = summaryLines(view);
  const total = (count: number, word: string) =>
    html`<strong>${count.toLocaleString("en")}</strong> <span>${word}</span>`;
  return html`<header>
    <h1>Fleet ${printable(fleet)}</h1>
    <p class="note">${aboutLines(view).map(printable).join(" · ")}</p>
    <nav class="totals" aria-label="Totals">
      ${filterLink({ outcome: "" }, total(sumOf(totals), sumOf(totals) === 1 ? "tenant" : "tenants"))}
      ${shownStates(view).map((state) =>
        filterLink({ outcome: state }, total(totals[state], stateWord(state, view)), state),
      )}
    </nav>
    ${bar(view)}
    ${sentences.map((sentence) => html`<p class="summary">${printable(sentence)}</p>`)}
  </header>`;
}

/** The totals as parts of one line; the numbers are said above. */
function bar(view: FleetView): Html {
  const { totals } = view;
  let x = 0;
  const part = (state: State) => {
    const left = x;
    x += totals[state];
    return html`<rect class="${state}" x="${left}" width="${totals[state]}" height="1"/>`;
  };
  return html`<svg class="bar" viewBox="0 0 ${Math.max(1, sumOf(totals))} 1" preserveAspectRatio="none" aria-hidden="true">${shownStates(view).map(part)}</svg>`;
}
