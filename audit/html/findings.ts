import { html } from "hono/html";
import { RANKS } from "../../core/risk/risk";
import { badge, type Html } from "../../pages/markup";
import { printable } from "../../pages/text";
import type { AuditView, FindingView } from "../view";

const HEADINGS = ["Rank", "What", "Why it matters", "Next"];

/** Open findings first, the worst before the others; what is accepted comes last, with who answers for it. */
export function findingsTable({ findings }: AuditView): Html {
  if (findings.length === 0) return html`<p>None.</p>`;
  const sorted = [...findings.filter(({ accepted }) => !accepted), ...findings.filter(({ accepted }) => accepted)];
  return html`<table role="table" class="findings" aria-labelledby="findings">
    <thead role="rowgroup"><tr role="row">${HEADINGS.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
    <tbody role="rowgroup">${sorted.map(row)}</tbody>
  </table>`;
}

function row({ id, rank, about, title, what, why, next, people, since, accepted }: FindingView): Html {
  return html`<tr role="row" class="finding" data-risk="${RANKS.indexOf(rank) + 1}">
      <td role="cell" class="rank">${badge(accepted ? "accepted" : rank, accepted ? "accepted" : rank)}${since ? html` ${badge("broadened", since)}` : ""}</td>
      <td role="cell"><b>${title}</b><p>${printable(`${about.name} ${what}`)}</p>${
        people.length > 0 ? html`<p>People: ${printable(people.join("; "))}</p>` : ""
      }${accepted ? html`<p>Accepted until ${accepted.until} by ${printable(accepted.by)}: ${printable(accepted.reason)}</p>` : ""}<p><code>${printable(id)}</code></p></td>
      <td role="cell" class="reason">${printable(why)}</td>
      <td role="cell" class="next">${next.map((one) => html`<p>${one.startsWith("cwroles ") ? html`<code>${printable(one)}</code>` : printable(one)}</p>`)}</td>
    </tr>`;
}
