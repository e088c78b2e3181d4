import type { Rank } from "../core/risk/risk";
import { packageVersion } from "../project/package";
import { RULES } from "./rules";
import type { AuditView, FindingView } from "./view";
import { RULE_WORDS } from "./words";

const LEVELS: Readonly<Record<Rank, string>> = { high: "error", medium: "warning", low: "note" };
/** What GitHub sorts by: 7.0 and more is high there. */
const SEVERITIES: Readonly<Record<Rank, string>> = { high: "8.0", medium: "5.0", low: "2.0" };

/**
 * The findings for code-scanning hosts. Source: SARIF 2.1.0 (OASIS). A tenant has no file: the place is audit.yaml, where a finding is
 * accepted.
 */
export const auditSarif = ({ findings, name }: AuditView) => ({
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: { name: "cwroles audit", version: packageVersion(), rules: RULES.map(ruleOf(findings)) },
      },
      results: findings.map(({ id, rule, rank, about, what, why, evidence, accepted, next }) => ({
        ruleId: rule,
        level: LEVELS[rank],
        message: { text: `${about.name} ${what}. ${why}. Next: ${next.join("; ")}` },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: "audit.yaml" }, region: { startLine: 1 } },
            logicalLocations: [{ fullyQualifiedName: `${name}/${about.kind}/${about.name}` }],
          },
        ],
        partialFingerprints: { finding: `${name}/${id}`, evidence },
        ...(accepted && {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `${accepted.reason} (${accepted.by}, until ${accepted.until})`,
            },
          ],
        }),
      })),
    },
  ],
});

const ruleOf = (findings: readonly FindingView[]) => (id: FindingView["rule"]) => {
  const rank = findings.find(({ rule }) => rule === id)?.rank ?? "low";
  return {
    id,
    shortDescription: { text: RULE_WORDS[id] },
    defaultConfiguration: { level: LEVELS[rank] },
    properties: { "security-severity": SEVERITIES[rank], tags: ["security"] },
  };
};
