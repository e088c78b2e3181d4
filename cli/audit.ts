import { Command, Option } from "commander";
import { auditOf } from "../audit/audit";
import { auditCsv } from "../audit/csv";
import { AUDIT_FILE, loadAuditFile } from "../audit/file";
import { isAtLeast } from "../audit/find/finding";
import { auditHtml } from "../audit/html/page";
import { auditJson } from "../audit/json";
import { auditMarkdown } from "../audit/markdown";
import { auditSarif } from "../audit/sarif";
import { auditText } from "../audit/text";
import type { AuditView } from "../audit/view";
import { InvalidInputError } from "../core/model/errors";
import { RANKS, type Rank } from "../core/risk/risk";
import { todayUtc } from "../fleet/accept/days";
import { describeRequests } from "../tenant/client/requestCount";
import { openAnyTenant, type TenantFlags, tenantOptions } from "./anyTenant";
import { type AcceptFlags, acceptFinding, assertAcceptance } from "./audit/accept";
import { auditProfiles } from "./audit/profiles";
import { type ProposeFlags, writeProposal } from "./audit/propose";
import type { FleetFlags } from "./fleet/audit";
import { wrapHelp } from "./helpText";
import { jsonText, printNotice } from "./print";
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

interface Flags extends TenantFlags, AcceptFlags, ProposeFlags, FleetFlags {
  readonly format: keyof typeof RENDERERS;
  readonly json?: true;
  readonly all?: true;
  readonly html?: string;
  readonly output?: string;
  readonly people?: true;
  readonly auditFile: string;
  readonly since?: string;
  readonly failOn?: Rank;
}

/** `cwroles audit`: what each key on a tenant holds, and what it would need. */
export const auditCommand = (): Command =>
  tenantOptions(new Command("audit"))
    .description(
      [
        "Shows who has more than they need: for each API member what its role grants beside what its vendor asks for, and what is",
        "wrong with roles. Sends GET requests only. Without a stack, --site and the others, or the variables CONNECTWISE_…, say which tenant.",
      ].join(" "),
    )
    .addOption(new Option("--format <format>", "how to print it").choices(Object.keys(RENDERERS)).default("text"))
    .option("--json", "the same as --format json")
    .option("--all", "every finding in the terminal, not only the worst five members")
    .option("--html <file>", "also write it as one self-contained page")
    .option("--output <file>", "write to a file instead of stdout")
    .option("--people", "name people who hold a role of an integration")
    .option("--audit-file <file>", "members mapped to profiles, and accepted findings", AUDIT_FILE)
    .option("--since <file>", "compare with an earlier audit, as --format json printed it")
    .addOption(
      new Option("--fail-on <rank>", "exit code 2 where a finding that nobody accepted ranks as high").choices(RANKS),
    )
    .option(
      "--propose <folder>",
      "write a profile for each integration, and a fleet.yaml that brings the tenant to them",
    )
    .option("--as-held", "with --propose: what each holds now, for a review to compare with")
    .option("--force", "with --propose: overwrite files that are there")
    .option("--accept <finding>", "accept a finding as it is now: adds it to the audit's file")
    .option("--until <day>", "with --accept: the last day (UTC) that it holds, at most a year ahead")
    .option("--reason <text>", "with --accept: why")
    .option("--by <name>", "with --accept: who answers for it (default: git's user.name, or else who is logged in)")
    .option("--fleet [file]", "every tenant of a fleet; the same as cwroles fleet audit")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles audit                                      the worst five, and how many findings besides",
        "  cwroles audit --html audit.html                    a page to search, filter and print",
        "  cwroles audit --format json --output audit.json    to compare a later one with: --since audit.json",
        "  cwroles audit --fail-on high                       in CI",
        "  cwroles audit --propose proposal                   roles of their own, as each needs",
        "",
        "Exit codes: 0 done, 1 failed or not all could be read, 2 with --fail-on something ranks as high.",
      ]),
    )
    .action(audit);

async function audit(flags: Flags): Promise<void> {
  if (flags.fleet !== undefined) {
    assertForOneTenant(flags);
    const { auditFleetOf } = await import("./fleet/audit.js");
    return auditFleetOf(flags);
  }
  const { profiles: usable, library, notes } = auditProfiles(profiles);
  const today = todayUtc();
  assertAcceptance(flags, today);
  const file = loadAuditFile(flags.auditFile, usable, today);
  const { gateway, tenant } = await openAnyTenant(flags);
  const progress = progressLine();
  const outcome = await auditOf(gateway, {
    ...{ tenant, name: tenant.companyId, profiles: usable, library, notes, file, today, since: flags.since },
    withPeople: flags.people ?? false,
    onProgress: (read, of) => progress.set(`Reading ${tenant.companyId}: ${read} of ${of} lists`),
  }).finally(progress.end);
  show(outcome.view, flags);
  printNotice(describeRequests(gateway.http.requestCount));
  if (flags.accept !== undefined) acceptFinding(flags, outcome.view, flags.auditFile);
  if (flags.propose !== undefined) writeProposal(flags, outcome, { profiles: usable, library });
  process.exitCode = exitCodeOf(outcome.view, flags.failOn);
}

/** @throws InvalidInputError for each option that is about a single tenant */
function assertForOneTenant(flags: Flags): void {
  const given = ONE_TENANT.filter((key) => flags[key] !== undefined);
  const problems = given.map((key) => ({ path: `--${key}`, message: "for one tenant, not with --fleet" }));
  if (flags.format === "sarif") problems.push({ path: "--format sarif", message: "for one tenant, not with --fleet" });
  if (problems.length > 0) throw new InvalidInputError("A fleet isn't audited like that", problems);
}

const ONE_TENANT = ["since", "propose", "accept", "people"] as const;

/** What is accepted or proposed is said instead of the audit; a page is written all the same. */
function show(view: AuditView, { format, json, all, html, output, accept, propose }: Flags): void {
  if (html !== undefined) writeText(html, auditHtml(view).trimEnd(), true);
  const isAsked = output !== undefined || json || format !== "text";
  if (!isAsked && (accept !== undefined || propose !== undefined)) return;
  writeText(output ?? "-", RENDERERS[json ? "json" : format](view, all ?? false), true);
}

function exitCodeOf({ gaps, findings }: AuditView, failOn: Rank | undefined): number {
  if (gaps.length > 0) return 1;
  const isHeld = failOn && findings.some(({ rank, accepted }) => !accepted && isAtLeast(rank, failOn));
  return isHeld ? 2 : 0;
}
