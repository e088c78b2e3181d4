import { firstOf, plural } from "../pages/text";
import { byText } from "../review/rows";
import type { AuditView, FindingView, HoldingView } from "./view";
import { RULE_WORDS, STATE_WORDS } from "./words";

/** As many as fit one screen with what is told of each. */
const WORST = 5;
const NAMED = 3;
const RULES_COUNTED = 4;

export interface TextOptions {
  /** Every finding, with its reason and all of what to do. */
  readonly all: boolean;
}

/** The audit for a terminal: one screen, the worst first. */
export function auditText(view: AuditView, { all }: TextOptions): string[] {
  return [
    view.title,
    ...view.summary,
    ...sinceLines(view),
    ...gapLines(view),
    ...(all ? everyFinding(view) : worstHoldings(view)),
    ...view.notes.map((note) => `Note: ${note}`),
  ];
}

/** What changed since an earlier audit; nothing where none is compared. */
function sinceLines({ since, findings }: AuditView): string[] {
  if (!since) return [];
  const ids = (kind: FindingView["since"]) => findings.filter((finding) => finding.since === kind).map(({ id }) => id);
  const part = (word: string, some: readonly string[]) =>
    `${some.length} ${word}${some.length > 0 ? ` (${firstOf(some, NAMED)})` : ""}`;
  return [
    `Since ${since.at}: ${part("new", ids("new"))}, ${part("worse", ids("worse"))}, ${part("gone", since.gone)}.`,
  ];
}

const gapLines = ({ gaps }: AuditView): string[] =>
  gaps.flatMap(({ about, why, titles }) => [
    `Not looked at, ${about}: ${why}`,
    ...(titles.length > 0 ? [`  can't be told: ${titles.join("; ")}`] : []),
  ]);

function worstHoldings(view: AuditView): string[] {
  const worst = view.holdings.filter(({ findings }) => findings.length > 0).slice(0, WORST);
  const reported = new Set(worst.flatMap(({ findings }) => findings));
  const besides = view.findings.filter(({ id, accepted }) => !accepted && !reported.has(id));
  return [
    "",
    ...worst.flatMap((holding) => holdingLines(holding, view)),
    ...(besides.length > 0 ? ["", `Besides: ${countByRule(besides)}.`] : []),
    "All of it: --all or --html FILE. What to put in place: --propose FOLDER.",
  ];
}

/** Two lines, so that five fit one screen; how the profile was found is always told. */
function holdingLines({ member, state, match, findings }: HoldingView, view: AuditView): string[] {
  const holdingFindings = findings.flatMap((id) => view.findings.find((finding) => finding.id === id) ?? []);
  const [first] = holdingFindings;
  const titles = [...new Set(holdingFindings.map(({ title }) => title))];
  const profile = match ? `${match.profiles.join(" and ")} (by ${match.how}, ${match.sure})` : "no profile is known";
  return [
    `${(first?.rank ?? "").toUpperCase().padEnd(6)} ${member}, ${STATE_WORDS[state]}: ${titles.join("; ")}`,
    `       ${profile}; next: ${brief(first?.next[0] ?? "")}`,
  ];
}

/** Without what `cwroles init` asks for, and without what a sentence explains: `--all` has the whole of it. */
const brief = (next: string): string => next.replace(/ --role .*|, where .*/s, "");

/** The most serious first, as `findings` are. */
function countByRule(findings: readonly FindingView[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return firstOf(
    [...counts].map(([rule, count]) => `${count} × ${RULE_WORDS[rule as keyof typeof RULE_WORDS]}`),
    RULES_COUNTED,
  );
}

function everyFinding({ findings }: AuditView): string[] {
  const open = findings.filter(({ accepted }) => !accepted);
  const accepted = findings.filter((finding) => finding.accepted);
  return [
    ...open.flatMap((finding) => ["", ...findingLines(finding)]),
    ...(accepted.length > 0 ? ["", `Accepted, ${plural(accepted.length, "finding")}:`] : []),
    ...accepted
      .toSorted((a, b) => byText(a.accepted?.until ?? "", b.accepted?.until ?? ""))
      .map(({ id, accepted: by }) => `  ${id} until ${by?.until} (${by?.by}: ${by?.reason})`),
  ];
}

const findingLines = ({ id, rank, about, what, why, next, people, since }: FindingView): string[] => [
  `${rank.toUpperCase()}  ${id}${since ? ` (${since})` : ""}`,
  `  ${about.name} ${what}`,
  `  why: ${why}`,
  ...(people.length > 0 ? [`  people: ${people.join("; ")}`] : []),
  ...next.map((step) => `  next: ${step}`),
];
