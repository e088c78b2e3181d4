import { escapeMarkdown as text } from "../pages/markdownText";
import { plural } from "../pages/text";
import type { AuditView, FindingView, HoldingView } from "./view";
import { STATE_WORDS } from "./words";

/** The audit for a ticket, a chat or a pull request. */
export function auditMarkdown(view: AuditView): string {
  const { title, summary, gaps, notes, since, findings, holdings } = view;
  const open = findings.filter(({ accepted }) => !accepted);
  const accepted = findings.filter((one) => one.accepted);
  return [
    `## ${text(title)}`,
    `**${summary.map(text).join(" ")}**`,
    ...gaps.map(
      ({ about, why, titles }) =>
        `> Not looked at, ${text(about)}: ${text(why)}${titles.length > 0 ? ` Can't be told: ${text(titles.join("; "))}.` : ""}`,
    ),
    ...(since
      ? [`Since ${text(since.at)}, gone: ${since.gone.length > 0 ? text(since.gone.join(", ")) : "nothing"}.`]
      : []),
    markdownTable(["Integration", "State", "Role", "Profile", "Beyond its need"], holdings.map(holdingRow)),
    ...(open.length > 0
      ? [
          `### ${plural(open.length, "finding")}`,
          markdownTable(["Rank", "Finding", "What", "Why", "Next"], open.map(findingRow)),
        ]
      : []),
    ...(accepted.length > 0
      ? [
          "### Accepted",
          accepted
            .map(
              ({ id, accepted: by }) =>
                `- ${text(id)} until ${text(by?.until ?? "")} (${text(by?.by ?? "")}: ${text(by?.reason ?? "")})`,
            )
            .join("\n"),
        ]
      : []),
    ...(notes.length > 0 ? [notes.map((note) => `- ${text(note)}`).join("\n")] : []),
  ].join("\n\n");
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

export const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(headings), row(headings.map(() => "---")), ...rows.map(row)].join("\n");

function holdingRow({ member, state, role, match, beyond, isMeasured }: HoldingView): string[] {
  const count = beyond.reduce((sum, { rows }) => sum + rows.length, 0);
  const extent =
    state === "exact" ? "nothing" : `${plural(count, "function")}${isMeasured ? "" : " held, need not known"}`;
  return [member, STATE_WORDS[state], role, match?.text ?? "none", extent].map(text);
}

const findingRow = ({ rank, id, about, what, why, next, since, people }: FindingView): string[] => [
  text(rank),
  `${text(id)}${since ? ` **${since}**` : ""}`,
  text(`${about.name} ${what}${people.length > 0 ? ` (people: ${people.join("; ")})` : ""}`),
  text(why),
  next.map(text).join("<br>"),
];
