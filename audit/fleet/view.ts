import { RANKS, type Rank } from "../../core/risk/risk";
import { plural } from "../../pages/text";
import { byText } from "../../review/rows";
import { STATES, type State } from "../model";
import type { AuditView } from "../view";
import { STATE_WORDS } from "../words";

/** What is kept of one tenant's audit: of a thousand tenants nobody keeps all. */
export interface TenantAudit {
  readonly tenant: string;
  /** Why it couldn't be read; the rest is empty then. */
  readonly failure?: string;
  readonly integrations: readonly {
    /** The profile's id where one was found, else the member's identifier. */
    readonly key: string;
    readonly member: string;
    readonly state: State;
    readonly isGuess: boolean;
  }[];
  /** Findings that nobody accepted. */
  readonly ranks: Readonly<Record<Rank, number>>;
  readonly accepted: number;
  /** What couldn't be looked at. */
  readonly gaps: readonly string[];
  /** The worst of the findings, with what it is about. */
  readonly worst: readonly { readonly id: string; readonly rank: Rank; readonly what: string }[];
  readonly requests: number;
}

/** One integration over all tenants: how many have it in each state. */
export interface FleetIntegration {
  readonly name: string;
  readonly tenants: number;
  readonly states: Readonly<Record<State, number>>;
  /** Of those: how many rest on a guess. */
  readonly guessed: number;
}

export interface FleetAuditView {
  readonly fleet: string;
  /** ISO 8601 */
  readonly at: string;
  readonly summary: readonly string[];
  /** Most administrators first, then most with excess. */
  readonly integrations: readonly FleetIntegration[];
  /** What couldn't be read first, then the most findings of the highest rank. */
  readonly tenants: readonly TenantAudit[];
}

const KEPT = 3;

export function tenantAudit(tenant: string, view: AuditView, requests: number): TenantAudit {
  const open = view.findings.filter(({ accepted }) => !accepted);
  return {
    tenant,
    integrations: view.holdings.map(({ member, state, match }) => ({
      ...{ key: match ? match.profiles.join(" and ") : member, member, state },
      isGuess: match !== undefined && match.how !== "map",
    })),
    ...{ ranks: view.ranks, accepted: view.accepted, requests },
    gaps: view.gaps.map(({ about, why }) => `${about}: ${why}`),
    worst: open.slice(0, KEPT).map(({ id, rank, about, what }) => ({ id, rank, what: `${about.name} ${what}` })),
  };
}

export const failedTenant = (tenant: string, failure: string, requests: number): TenantAudit => ({
  ...{ tenant, failure, requests, integrations: [], accepted: 0, gaps: [], worst: [] },
  ranks: { high: 0, medium: 0, low: 0 },
});

export function fleetAuditView(fleet: string, at: Date, audits: readonly TenantAudit[]): FleetAuditView {
  const integrations = integrationsOf(audits);
  return {
    fleet,
    at: at.toISOString(),
    summary: summaryOf(audits),
    integrations,
    tenants: [...audits].sort(worstFirst),
  };
}

function integrationsOf(audits: readonly TenantAudit[]): FleetIntegration[] {
  const found = new Map<string, { tenant: string; state: State; isGuess: boolean }[]>();
  for (const { tenant, integrations } of audits)
    for (const { key, state, isGuess } of integrations)
      found.set(key, [...(found.get(key) ?? []), { tenant, state, isGuess }]);
  const all = [...found].map(([name, some]): FleetIntegration => {
    const tenantsIn = (of: readonly { tenant: string }[]) => new Set(of.map(({ tenant }) => tenant)).size;
    const counts = STATES.map((state) => [state, tenantsIn(some.filter((one) => one.state === state))]);
    const states = Object.fromEntries(counts) as Record<State, number>;
    return { name, tenants: tenantsIn(some), states, guessed: tenantsIn(some.filter(({ isGuess }) => isGuess)) };
  });
  const order = ({ states }: FleetIntegration) => [states.administrator, states.excess, states.unexplained];
  return all.sort((a, b) => compare(order(b), order(a)) || b.tenants - a.tenants || byText(a.name, b.name));
}

const worstFirst = (a: TenantAudit, b: TenantAudit): number =>
  Number(b.failure !== undefined) - Number(a.failure !== undefined) ||
  compare(
    RANKS.toReversed().map((rank) => b.ranks[rank]),
    RANKS.toReversed().map((rank) => a.ranks[rank]),
  ) ||
  byText(a.tenant, b.tenant);

/** The first difference decides. */
const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

function summaryOf(audits: readonly TenantAudit[]): string[] {
  const failed = audits.filter(({ failure }) => failure !== undefined).length;
  const partial = audits.filter(({ gaps }) => gaps.length > 0).length;
  const all = audits.flatMap(({ integrations }) => integrations);
  const states = STATES.flatMap((state) => {
    const count = all.filter((one) => one.state === state).length;
    const word = state === "administrator" && count > 1 ? "administrators" : STATE_WORDS[state];
    return count > 0 ? [`${count.toLocaleString("en")} ${word}`] : [];
  });
  const ranks = RANKS.toReversed().map(
    (rank) => `${audits.reduce((sum, audit) => sum + audit.ranks[rank], 0).toLocaleString("en")} ${rank}`,
  );
  return [
    `${plural(audits.length, "tenant")}${failed > 0 ? `, ${failed} not read` : ""}${partial > 0 ? `, ${partial} only in part` : ""}.`,
    `${plural(all.length, "integration")}: ${states.join(", ") || "none"}.`,
    `Findings: ${ranks.join(", ")}.`,
  ];
}
