import { html } from "hono/html";
import { badge, type Html } from "../../pages/markup";
import { printable } from "../../pages/text";
import type { AuditView, HoldingView, RowGroup } from "../view";
import { STATE_WORDS } from "../words";

/** What each member holds beyond its need, folded: without the script it unfolds, too. */
export const details = ({ holdings }: AuditView): Html =>
  html`<h2 id="members">Each member</h2>
    ${holdings.map(member)}`;

function member(holding: HoldingView, index: number): Html {
  const {
    member: name,
    state,
    role,
    kind,
    location,
    businessUnit,
    match,
    rank,
    beyond,
    lacks,
    optional,
    notes,
  } = holding;
  const place = [location, businessUnit].filter(Boolean).join(", ") || "none";
  return html`<section class="subject member" id="m${index}" data-state="${state}">
    <h3>${printable(name)} ${badge("state", STATE_WORDS[state])} ${rank ? badge(rank, rank) : ""}</h3>
    <dl class="about">
      ${about("Role", role || "none")}${about("Kind", kind === "api" ? "API member" : "licensed member")}${about("Location, business unit", place)}
      ${about("Profile", match?.text ?? "none is known")}
    </dl>
    ${beyond.length > 0 ? folded(holding) : ""}
    ${list("Lacks, so that a part of it fails", lacks)}
    ${list("Asked for by an optional feature alone", optional)}
    ${list("Notes", notes)}
  </section>`;
}

const about = (term: string, description: string): Html =>
  html`<div><dt>${term}</dt><dd>${printable(description)}</dd></div>`;

function folded({ beyond, isMeasured }: HoldingView): Html {
  const count = beyond.reduce((sum, { rows }) => sum + rows.length, 0);
  const title = isMeasured
    ? `Beyond what the profile asks for: ${count}`
    : `Held, and no profile explains it: ${count}`;
  return html`<details><summary>${title}</summary>${beyond.map(group)}</details>`;
}

const group = ({ rank, reason, rows }: RowGroup): Html =>
  html`<div class="group">${badge(rank, rank)} <span class="reason">${printable(reason)}</span><ul>${rows.map((row) => html`<li>${printable(row)}</li>`)}</ul></div>`;

const list = (title: string, lines: readonly string[]): Html | string =>
  lines.length > 0 ? html`<h4>${title}</h4><ul>${lines.map((line) => html`<li>${printable(line)}</li>`)}</ul>` : "";
