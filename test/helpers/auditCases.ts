import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { auditOf } from "../../audit/audit";
import { type AuditFile, NO_FILE } from "../../audit/file";
import type { AuditView } from "../../audit/view";
import { auditProfiles } from "../../cli/audit/profiles";
import { profilesIn } from "../../project/profiles";
import { readSeed, type Sandbox, type Seed, startSandbox } from "../../sandbox";
import { gatewayTo } from "./sites";

const CASES = path.resolve(__dirname, "../cases/audit");
const { profiles, library } = auditProfiles(profilesIn(path.resolve(__dirname, "../../profiles")));

export { profiles };
export const auditSeed = (name: string): Seed => readSeed(path.join(CASES, `${name}.yaml`));

/** What somebody wrote down by hand that an audit of a tenant has to find. */
export interface ExpectedAudit {
  readonly states: Readonly<Record<string, string>>;
  readonly profiles: Readonly<Record<string, { how: string; sure: string; profiles: readonly string[] }>>;
  readonly findings: Readonly<Record<"high" | "medium" | "low", readonly string[]>>;
  readonly excess: Readonly<Record<string, readonly string[]>>;
  /** What an audit without `--people` never says. */
  readonly people: readonly string[];
}

export const expectedAudit = (name: string): ExpectedAudit =>
  parse(readFileSync(path.join(CASES, `${name}.expected.yaml`), "utf8")) as ExpectedAudit;

/** A sandbox with a tenant of its own, and audits of it. */
export async function auditedSandbox(options: Parameters<typeof startSandbox>[0] & { readonly seed: Seed }) {
  const sandbox: Sandbox = await startSandbox(options);
  const companyId = options.seed.company.id;
  const tenant = { origin: sandbox.url, companyId };
  const gateway = (keys: Readonly<Record<string, string>> = {}) => gatewayTo(sandbox.url, { companyId, ...keys });
  return {
    sandbox,
    async audit(more: { file?: AuditFile; withPeople?: boolean; since?: string; keys?: Record<string, string> } = {}) {
      const { file = NO_FILE, keys, ...rest } = more;
      const request = { tenant, name: companyId, profiles, library, file, today: "2026-06-30", ...rest };
      return auditOf(gateway(keys), request);
    },
  };
}

/** The ids of the findings that nobody accepted, by rank. */
export const idsByRank = ({ findings }: AuditView) =>
  Object.fromEntries(
    ["high", "medium", "low"].map((rank) => [
      rank,
      findings
        .filter((one) => one.rank === rank && !one.accepted)
        .map(({ id }) => id)
        .sort(),
    ]),
  );

/** What the view says of members, in the form of {@link ExpectedAudit}. */
export const excessOf = ({ holdings }: AuditView, member: string): string[] =>
  (holdings.find((one) => one.member === member)?.beyond ?? []).flatMap(({ rows }) => rows).sort();
