import { html } from "hono/html";
import { badge, type Html } from "../../../review/html/markup";
import { nameOf } from "../../../review/view";
import { printable } from "../../../review/words";
import { isNothing, NOTHING_CHANGED } from "../sections";
import type { AcceptedView, Deviation, FleetView, Reason, Since } from "../view";
import { broaderTitle, describeAccepted, describeDeviation, moveWord, narrowerTitle, stateWord } from "../words";
import { filterLink, foldedList, names } from "./markup";

/** What tenants have in common, each kind a card; what there is none of isn't shown. */
export function findings(view: FleetView): Html {
  const { reading, reasons, broader, narrower, besides, accepted, since } = view;
  const deviation = (found: Deviation) => deviationEntry(found, view);
  return html`<div class="findings">
    ${since ? card("Since the last run", sinceEntries(since, view)) : ""}
    ${card(
      "Why they failed or wait",
      reasons.map((reason) => reasonEntry(reason, view)),
    )}
    ${card(broaderTitle(reading), broader.map(deviation))}
    ${card(narrowerTitle(reading), narrower.map(deviation))}
    ${card(
      "Roles and members",
      besides.map(({ profile, what, tenants }) => html`${about(profile)} ${printable(what)} ${names(tenants)}`),
    )}
    ${card("Accepted", accepted.map(acceptedEntry))}
  </div>`;
}

const card = (title: string, entries: readonly Html[]): Html | string =>
  entries.length > 0 ? html`<section class="card"><h2>${title}</h2>${foldedList(entries)}</section>` : "";

const about = (profile: string): Html => html`<span class="profile">${printable(profile)}</span>`;

function reasonEntry({ state, code, message, tenants }: Reason, view: FleetView): Html {
  return html`<span class="state ${state}">${stateWord(state, view)}</span> <code>${printable(code)}</code> ${printable(message)} ${names(tenants)}`;
}

function deviationEntry(deviation: Deviation, { reading }: FleetView): Html {
  const { profile, risk, broader, tenants } = deviation;
  const name = nameOf(deviation);
  const what = describeDeviation(deviation, reading).slice(name.length);
  return html`${about(profile)} ${filterLink({ profile, text: name }, printable(name))}<span class="${broader ? "broader" : "narrower"}">${printable(what)}</span>
    ${risk && risk.rank !== "low" ? html`${badge(risk.rank, `${risk.rank} risk`)} <span class="why">${printable(risk.reason)}</span>` : ""} ${names(tenants)}`;
}

function acceptedEntry(accepted: AcceptedView): Html {
  const mark = accepted.ends ? html` ${badge("medium", accepted.ends === "soon" ? "ends soon" : "has ended")}` : "";
  return html`${about(accepted.profile)} ${printable(describeAccepted(accepted))}${mark} ${names(accepted.tenants)}`;
}

function sinceEntries(since: Since, view: FleetView): Html[] {
  if (isNothing(since)) return [html`${NOTHING_CHANGED}`];
  const { moved, newlyDifferent, putRight, newlyAccepted } = since;
  const marked = (word: string) => (entry: Html) => html`<span class="mark">${word}</span> ${entry}`;
  return [
    ...moved.map(
      ({ profile, move, tenants }) =>
        html`<span class="state ${move}">${moveWord(move, view)}</span> ${about(profile)} ${names(tenants)}`,
    ),
    ...newlyDifferent.map((found) => deviationEntry(found, view)).map(marked("new")),
    ...putRight.map((found) => deviationEntry(found, view)).map(marked("put right")),
    ...newlyAccepted.map(acceptedEntry).map(marked("accepted")),
  ];
}
