import { Command, Option } from "commander";
import { auditOf } from "../audit/audit";
import { auditCsv } from "../audit/csv";
import { loadAuditFile } from "../audit/file";
import { isAtLeast } from "../audit/find/finding";
import { auditJson } from "../audit/json";
import { auditMarkdown } from "../audit/markdown";
import { auditSarif } from "../audit/sarif";
import { auditText } from "../audit/text";
import type { AuditView } from "../audit/view";
import { RANKS, type Rank } from "../core/risk/risk";
import { todayUtc } from "../fleet/accept/days";
import { describeRequests } from "../tenant/client/requestCount";
import { usableProfiles } from "./audit/profiles";
import { openAudited, type TenantFlags, tenantOptions } from "./audit/tenant";
import { complain, jsonText } from "./print";
import { profiles } from "./profiles/folder";
import { progressLine } from "./progressLine";
import { writeText } from "./writeText";

const RENDERERS = {
  text: (view: AuditView, all: boolean) => auditText(view, { all }),
  markdown: (view: AuditView) => auditMarkdown(view),
  json: (view: AuditView) => jsonText(auditJson(view), 2),
  csv: (view: AuditView) => auditCsv(view),
  sarif: (view: AuditView) => jsonText(auditSarif(view), 2),
};

interface Flags extends TenantFlags {
  readonly format: keyof typeof RENDERERS;
  readonly json?: true;
  readonly all?: true;
  readonly output?: string;
  readonly people?: true;
  readonly auditFile: string;
  readonly since?: string;
  readonly failOn?: Rank;
}

/** `cwroles audit`: what each key on a tenant holds, and what it would need. */
export const auditCommand = (): Command =>
  tenantOptions(new Command("audit"))
    .description("Shows who has more than they need on a tenant. Sends GET requests only.")
    .addOption(new Option("--format <format>", "how to print it").choices(Object.keys(RENDERERS)).default("text"))
    .option("--json", "the same as --format json")
    .option("--all", "every finding in the terminal, not only the worst five members")
    .option("--output <file>", "write to a file instead of stdout")
    .option("--people", "name people who hold a role of an integration")
    .option("--audit-file <file>", "members mapped to profiles, and accepted findings", "audit.yaml")
    .option("--since <file>", "compare with an earlier audit, as --format json printed it")
    .addOption(
      new Option("--fail-on <rank>", "exit code 2 where a finding that nobody accepted has this rank").choices(RANKS),
    )
    .action(audit);

async function audit({ format, json, all, output, people, auditFile, since, failOn, ...flags }: Flags): Promise<void> {
  const { profiles: usable, notes } = usableProfiles(profiles);
  const today = todayUtc();
  const file = loadAuditFile(auditFile, usable, today);
  const { gateway, tenant } = await openAudited(flags);
  const progress = progressLine();
  const view = await auditOf(gateway, {
    ...{ tenant, name: tenant.companyId, profiles: usable, notes, file, today, since },
    withPeople: people ?? false,
    onProgress: (read, of) => progress.set(`Reading ${tenant.companyId}: ${read} of ${of} lists`),
  }).finally(progress.end);
  writeText(output ?? "-", RENDERERS[json ? "json" : format](view, all ?? false), true);
  complain(describeRequests(gateway.http.requestCount));
  process.exitCode = exitCodeOf(view, failOn);
}

function exitCodeOf({ gaps, findings }: AuditView, failOn: Rank | undefined): number {
  if (gaps.length > 0) return 1;
  const isHeld = failOn && findings.some(({ rank, accepted }) => !accepted && isAtLeast(rank, failOn));
  return isHeld ? 2 : 0;
}
