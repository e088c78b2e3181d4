import { describeTenant, type TenantId } from "../core/model/tenant";
import { highest, RANKS, type Rank } from "../core/risk/risk";
import { plural } from "../pages/text";
import type { JudgedFinding } from "./accept";
import type { ChangesSince } from "./changesSince";
import type { Audit, Finding, Holding, RiskyRow, State } from "./model";
import { STATES } from "./model";
import type { Rule } from "./rules";
import { describeCells, describeMatch, functionName, RULE_WORDS } from "./words";

/** Functions that are risky for one reason. */
export interface RowGroup {
  readonly rank: Rank;
  readonly reason: string;
  /** `Finance › Invoicing: Edit All → None`, in the order of the web client. */
  readonly rows: readonly string[];
}

/** What a member holds in one module. */
export interface ModuleView {
  readonly module: string;
  /** How many functions it has beyond what it needs; where nobody knows the need, all that it holds. */
  readonly functions: number;
  readonly rank: Rank;
}

export interface HoldingView {
  readonly member: string;
  readonly kind: "api" | "full";
  readonly state: State;
  readonly role: string;
  readonly location: string;
  readonly businessUnit: string;
  /** Ids of the profiles, and how they were found; missing where there is none. */
  readonly match?: {
    readonly profiles: readonly string[];
    readonly how: string;
    readonly sure: string;
    readonly text: string;
  };
  /** Whether `beyond` is what a profile doesn't ask for; else it is all that is held. */
  readonly isMeasured: boolean;
  readonly modules: readonly ModuleView[];
  readonly beyond: readonly RowGroup[];
  readonly lacks: readonly string[];
  readonly optional: readonly string[];
  readonly notes: readonly string[];
  /** The ids of its findings that nobody accepted, the worst first. */
  readonly findings: readonly string[];
  readonly rank?: Rank;
}

export interface FindingView extends Omit<Finding, "subject" | "risk"> {
  readonly about: Finding["subject"];
  readonly title: string;
  readonly rank: Rank;
  readonly why: string;
  /** `sha256:…` over the facts: what an acceptance names. */
  readonly evidence: string;
  readonly accepted?: { readonly by: string; readonly reason: string; readonly until: string };
  readonly since?: "new" | "worse";
}

/** What could not be looked at, and which findings can't be made for want of it. */
export interface GapView {
  readonly about: string;
  readonly why: string;
  readonly rules: readonly Rule[];
  readonly titles: readonly string[];
}

export type Totals = Readonly<Record<State, number>>;

/** What all renderers show. Plain text and numbers: no markup, no colour. */
export interface AuditView {
  readonly tenant: TenantId;
  /** What people call it: the company id, or the fleet's name for it. */
  readonly name: string;
  readonly title: string;
  /** ISO 8601, when it was read. */
  readonly at: string;
  /** One sentence each. */
  readonly summary: readonly string[];
  readonly totals: Totals;
  /** Findings that nobody accepted, and how many were. */
  readonly ranks: Readonly<Record<Rank, number>>;
  readonly accepted: number;
  readonly modules: readonly string[];
  readonly holdings: readonly HoldingView[];
  readonly findings: readonly FindingView[];
  readonly gaps: readonly GapView[];
  readonly notes: readonly string[];
  readonly since?: { readonly at: string; readonly gone: readonly string[] };
}

export interface ViewInput {
  readonly tenant: TenantId;
  readonly name: string;
  readonly at: Date;
  readonly audit: Audit;
  readonly judged: readonly JudgedFinding[];
  readonly notes: readonly string[];
  readonly since?: ChangesSince | undefined;
}

export function auditView({ tenant, name, at, audit, judged, notes, since }: ViewInput): AuditView {
  const { observation, holdings } = audit;
  const findings = judged.map(({ finding, evidence, accepted }): FindingView => {
    const { subject, risk, ...findingParts } = finding;
    const changed = since?.changed.get(finding.id);
    return {
      ...findingParts,
      ...{ about: subject, title: RULE_WORDS[finding.rule], rank: risk.rank, why: risk.reason, evidence },
      ...(accepted && { accepted }),
      ...(changed && { since: changed }),
    };
  });
  const open = findings.filter(({ accepted }) => !accepted);
  const views = holdings.map((holding) => holdingView(holding, open));
  const totals = Object.fromEntries(
    STATES.map((state) => [state, holdings.filter((holding) => holding.state === state).length]),
  ) as Record<State, number>;
  const ranks = Object.fromEntries(
    RANKS.map((rank) => [rank, open.filter((finding) => finding.rank === rank).length]),
  ) as Record<Rank, number>;
  const accepted = findings.length - open.length;
  const guessed = (state: State) =>
    holdings.filter((holding) => holding.state === state && holding.match?.how !== "map").length;
  const { functions } = observation;
  return {
    ...{ tenant, name, title: `Audit of ${describeTenant(tenant)}`, at: at.toISOString() },
    summary: summaryOf(holdings.length, totals, guessed, ranks, accepted),
    ...{ totals, ranks, accepted, holdings: views, findings },
    modules: [...new Set(functions.map(({ module }) => module))],
    gaps: observation.gaps.map((gap) => ({ ...gap, titles: gap.rules.map((rule) => RULE_WORDS[rule]) })),
    notes: [...audit.notes, ...notes],
    ...(since && { since: { at: since.at, gone: since.gone } }),
  };
}

function holdingView(holding: Holding, open: readonly FindingView[]): HoldingView {
  const { integration, role, state, match, comparison, grants } = holding;
  const beyond = comparison?.excess ?? grants;
  const memberFindings = open.filter(
    (finding) => finding.affected.includes(integration.identifier) && finding.about.kind !== "tenant",
  );
  const [worst] = memberFindings;
  return {
    ...{ member: integration.identifier, kind: integration.kind, state },
    role: role?.name ?? integration.role?.name ?? "",
    location: integration.location ?? "",
    businessUnit: integration.businessUnit ?? "",
    ...(match && { match: { profiles: match.profiles, how: match.how, sure: match.sure, text: describeMatch(match) } }),
    isMeasured: comparison !== undefined,
    modules: modulesOf(beyond),
    beyond: groupsOf(beyond),
    lacks: comparison?.lacks.map(lackOf) ?? [],
    optional: comparison?.optional.map(lackOf) ?? [],
    notes: comparison?.notes ?? [],
    findings: memberFindings.map(({ id }) => id),
    ...(worst && { rank: worst.rank }),
  };
}

const lackOf = (row: Pick<RiskyRow, "module" | "function" | "cells">) =>
  `${functionName(row)}: ${describeCells(row.cells)}`;

function modulesOf(rows: readonly RiskyRow[]): ModuleView[] {
  const names = [...new Set(rows.map(({ module }) => module))];
  return names.map((module) => {
    const moduleRows = rows.filter((row) => row.module === module);
    return { module, functions: moduleRows.length, rank: highest(moduleRows.map(({ risk }) => risk))?.rank ?? "low" };
  });
}

/** By rank and reason, so that each reason is said once. */
function groupsOf(rows: readonly RiskyRow[]): RowGroup[] {
  const groups = new Map<string, { readonly rank: Rank; readonly reason: string; readonly rows: string[] }>();
  for (const row of rows) {
    const key = `${row.risk.rank} ${row.risk.reason}`;
    const group = groups.get(key) ?? { ...row.risk, rows: [] };
    group.rows.push(lackOf(row));
    groups.set(key, group);
  }
  return [...groups.values()];
}

function summaryOf(
  count: number,
  totals: Totals,
  guessed: (state: State) => number,
  ranks: Readonly<Record<Rank, number>>,
  accepted: number,
): string[] {
  const asGuessed = (state: State) => (guessed(state) > 0 ? ` (${guessed(state)} as far as guessed)` : "");
  const parts = [
    totals.administrator > 0 ? plural(totals.administrator, "administrator") : undefined,
    totals.excess > 0
      ? `${totals.excess} with more than ${totals.excess === 1 ? "it needs" : "they need"}${asGuessed("excess")}`
      : undefined,
    totals.unexplained > 0 ? `${totals.unexplained} of no profile` : undefined,
    totals.lacking > 0 ? `${totals.lacking} with less than needed${asGuessed("lacking")}` : undefined,
    totals.unknown > 0 ? `${totals.unknown} not known` : undefined,
    totals.inactive > 0 ? `${totals.inactive} inactive` : undefined,
    totals.exact > 0 ? `${totals.exact} exact${asGuessed("exact")}` : undefined,
  ].filter((part) => part !== undefined);
  const findings = RANKS.toReversed()
    .map((rank) => `${ranks[rank]} ${rank}`)
    .join(", ");
  return [
    `${plural(count, "integration")}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}.`,
    `Findings: ${findings}${accepted > 0 ? `; ${accepted} accepted besides` : ""}.`,
  ];
}
