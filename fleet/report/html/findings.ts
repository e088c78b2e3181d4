import { html } from "hono/html";
import { badge, type Html } from "../../../pages/markup";
import { printable } from "../../../pages/text";
import { nameOf } from "../../../review/view";
import { isNothing, NOTHING_CHANGED } from "../sections";
import type { AcceptedView, ChangesSince, Deviation, FleetView, Reason } from "../view";
import { broaderTitle, describeAccepted, describeCells, moveWord, narrowerTitle, stateWord } from "../words";
import { filterLink, foldedList } from "./markup";
import type { Names } from "./names";

/** What tenants have in common, each kind a card; what there is none of isn't shown. */
export function findings(view: FleetView, names: Names): Html {
  const { reading, reasons, broader, narrower, besides, accepted, since } = view;
  const deviation = (found: Deviation) => deviationEntry(found, view, names);
  return html`<div class="findings">
    ${since ? card("Since the last run", sinceEntries(since, view, names)) : ""}
    ${card(
      "Why they failed or wait",
      reasons.map((reason) => reasonEntry(reason, view, names)),
    )}
    ${card(broaderTitle(reading), broader.map(deviation))}
    ${card(narrowerTitle(reading), narrower.map(deviation))}
    ${card(
      "Roles and members",
      besides.map(({ profile, what, tenants }) => html`${about(profile)} ${printable(what)} ${names(tenants)}`),
    )}
    ${card(
      "Accepted",
      accepted.map((found) => acceptedEntry(found, names)),
    )}
  </div>`;
}

const card = (title: string, entries: readonly Html[]): Html | string =>
  entries.length > 0 ? html`<section class="card"><h2>${title}</h2>${foldedList(entries)}</section>` : "";

const about = (profile: string): Html => html`<span class="profile">${printable(profile)}</span>`;

function reasonEntry({ state, code, message, tenants }: Reason, view: FleetView, names: Names): Html {
  return html`<span class="state ${state}">${stateWord(state, view)}</span> <code>${printable(code)}</code> ${printable(message)} ${names(tenants)}`;
}

function deviationEntry(deviation: Deviation, view: FleetView, names: Names): Html {
  const { risk, broader, tenants } = deviation;
  const cells = describeCells(deviation, view.reading, false);
  const isTold = risk && risk.rank !== "low";
  return html`${functionLink(deviation)} <span class="${broader ? "broader" : "narrower"}">${printable(cells)}</span>
    ${isTold ? html`${badge(risk.rank, `${risk.rank} risk`)} <span class="why">${printable(risk.reason)}</span>` : ""} ${names(tenants)}`;
}

/** Where a function differs is found by its name. */
const functionLink = ({ profile, ...deviation }: Deviation): Html =>
  html`${about(profile)} ${filterLink({ profile, text: nameOf(deviation) }, printable(nameOf(deviation)))}:`;

function acceptedEntry(accepted: AcceptedView, names: Names): Html {
  const mark = accepted.ends ? html` ${badge("medium", accepted.ends === "soon" ? "ends soon" : "has ended")}` : "";
  return html`${about(accepted.profile)} ${printable(describeAccepted(accepted))}${mark} ${names(accepted.tenants)}`;
}

function sinceEntries(since: ChangesSince, view: FleetView, names: Names): Html[] {
  if (isNothing(since)) return [html`${NOTHING_CHANGED}`];
  const { moved, newlyDifferent, putRight, newlyAccepted } = since;
  const marked = (word: string) => (entry: Html) => html`<span class="mark">${word}</span> ${entry}`;
  return [
    ...moved.map(
      ({ profiles, move, tenants }) =>
        html`<span class="state ${move}">${moveWord(move, view)}</span> ${printable(profiles.join(", "))} ${names(tenants)}`,
    ),
    ...newlyDifferent.map((found) => deviationEntry(found, view, names)).map(marked("new")),
    ...putRight
      .map(
        (found) =>
          html`${functionLink(found)} ${printable(describeCells(found, view.reading, true))} ${names(found.tenants)}`,
      )
      .map(marked("put right")),
    ...newlyAccepted.map((found) => acceptedEntry(found, names)).map(marked("accepted")),
  ];
}
