import { plural } from "../../pages/text";
import { STATES } from "../model";
import { STATE_WORDS } from "../words";
import type { FleetAuditView, TenantAudit } from "./view";

/** A table for any renderer; the first row names the columns. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** How many tenants have each integration in which state. */
export function integrationsTable({ integrations }: FleetAuditView): Table {
  const states = STATES.filter((state) => integrations.some((one) => one.states[state] > 0));
  return {
    title: "Integrations",
    rows: [
      ["Integration", "Tenants", ...states.map((state) => STATE_WORDS[state]), "guessed"],
      ...integrations.map(({ name, tenants, states: counts, guessed }) => [
        name,
        ...[tenants, ...states.map((state) => counts[state]), guessed].map((count) => count.toLocaleString("en")),
      ]),
    ],
  };
}

export const tenantsTable = ({ tenants }: FleetAuditView): Table => ({
  title: "Tenants",
  rows: [["Tenant", "High", "Medium", "Low", "Accepted", "The worst"], ...tenants.map(tenantRow)],
});

const tenantRow = ({ tenant, ranks, accepted, ...rest }: TenantAudit): string[] => [
  ...[tenant, `${ranks.high}`, `${ranks.medium}`, `${ranks.low}`, `${accepted}`],
  worstOf(rest),
];

/** What a tenant's row ends with: why it wasn't read, else the worst of it and what is missing. */
function worstOf({ failure, gaps, worst }: Pick<TenantAudit, "failure" | "gaps" | "worst">): string {
  if (failure !== undefined) return `not read: ${failure.split("\n", 1)[0]}`;
  const [first] = worst;
  const missing = gaps.length > 0 ? [`${plural(gaps.length, "list")} not read`] : [];
  return [...(first ? [`${first.rank}: ${first.what}`] : []), ...missing].join("; ") || "nothing";
}
