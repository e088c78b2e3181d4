import path from "node:path";
import { Command, Option } from "commander";
import { auditOf } from "../../audit/audit";
import { csvTable } from "../../audit/csv";
import { AUDIT_FILE, type AuditFile, loadAuditFile } from "../../audit/file";
import { fleetAuditMarkdown } from "../../audit/fleet/markdown";
import { fleetAuditHtml } from "../../audit/fleet/page";
import { integrationsTable, tenantsTable } from "../../audit/fleet/tables";
import {
  type FleetAuditView,
  failedTenant,
  fleetAuditView,
  type TenantAudit,
  tenantAudit,
} from "../../audit/fleet/view";
import { FORMAT } from "../../audit/json";
import { RANKS, type Rank } from "../../core/risk/risk";
import { todayUtc } from "../../fleet/accept/days";
import { profilesIn } from "../../project/profiles";
import { describeRequests } from "../../tenant/client/requestCount";
import { type AuditProfiles, auditProfiles } from "../audit/profiles";
import { wrapHelp } from "../helpText";
import { jsonText, printNotice, textOf } from "../print";
import { renderTable } from "../table";
import { writeText } from "../writeText";
import { type EachFlags, eachOptions, eachTenant, READ_AT_ONCE, type Selected, selectedTenants } from "./eachTenant";

const DEADLINE_MS = 15 * 60_000;
/** Of a table on a terminal; the page and the other formats have all. */
const SHOWN = 20;

const RENDERERS = {
  text: (view: FleetAuditView) => textOf(fleetAuditText(view)),
  markdown: fleetAuditMarkdown,
  json: (view: FleetAuditView) => jsonText({ format: FORMAT, ...view }, 2),
  csv: (view: FleetAuditView) => csvTable(tenantsTable(view).rows),
};

/** What `cwroles audit --fleet` has of it, too. */
export interface FleetFlags {
  readonly fleet?: string | true;
}

interface Flags extends EachFlags {
  readonly format: string;
  readonly json?: true;
  readonly html?: string;
  readonly output?: string;
  readonly auditFile?: string;
  readonly failOn?: Rank;
}

/** `cwroles fleet audit`: who has more than they need, on many tenants. */
export const fleetAuditCommand = (): Command =>
  eachOptions(new Command("audit"))
    .description(
      "Audits every tenant as cwroles audit does one: which integration is an administrator where, has more than it needs, or is exact. GETs alone.",
    )
    .addOption(new Option("--format <format>", "how to print it").choices(Object.keys(RENDERERS)).default("text"))
    .option("--json", "the same as --format json")
    .option("--html <file>", "also write it as one self-contained page")
    .option("--output <file>", "write to a file instead of stdout")
    .option(
      "--audit-file <file>",
      `members mapped to profiles, and accepted findings (default: ${AUDIT_FILE} beside the fleet's file)`,
    )
    .addOption(
      new Option("--fail-on <rank>", "exit code 2 where a finding that nobody accepted ranks as high").choices(RANKS),
    )
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet audit --html audit.html",
        "  cwroles fleet audit --group au --fail-on high",
        "",
        "Exit codes: 0 done, 1 a tenant couldn't be read whole, 2 with --fail-on something ranks as high.",
      ]),
    )
    .action(auditFleet);

/** The same, as `cwroles audit --fleet` is asked for it. */
export const auditFleetOf = ({ fleet, auditFile, ...flags }: FleetFlags & Pick<Flags, "format" | "auditFile">) =>
  auditFleet({
    ...flags,
    file: typeof fleet === "string" ? fleet : "fleet.yaml",
    ...(auditFile !== undefined && auditFile !== AUDIT_FILE && { auditFile }),
    ...{ concurrency: READ_AT_ONCE, deadline: DEADLINE_MS },
  });

async function auditFleet(flags: Flags): Promise<void> {
  const { format, json, html, output, failOn } = flags;
  const selected = selectedTenants(flags);
  const { fleet, tenants } = selected;
  const { profiles, library, notes } = auditProfiles(profilesIn(path.join(fleet.folder, "profiles")));
  const today = todayUtc();
  const file = loadAuditFile(flags.auditFile ?? path.join(fleet.folder, AUDIT_FILE), profiles, today);
  const audits = await auditAll(selected, { profiles, library, file, today }, flags);
  const view = fleetAuditView(fleet.name, new Date(), audits);
  if (html !== undefined) writeText(html, fleetAuditHtml(view).trimEnd(), true);
  writeText(output ?? "-", RENDERERS[json ? "json" : (format as keyof typeof RENDERERS)](view), true);
  const requests = audits.reduce((sum, audit) => sum + audit.requests, 0);
  printNotice([...notes, describeRequests({ requests, writes: 0 }, "the tenants")]);
  process.exitCode = exitCodeOf(view, tenants.length, failOn);
}

interface Context extends Omit<AuditProfiles, "notes"> {
  readonly file: AuditFile;
  readonly today: string;
}

/** What fails on one tenant is told of that tenant. */
async function auditAll(selected: Selected, context: Context, flags: EachFlags): Promise<TenantAudit[]> {
  const looked = await eachTenant(selected, flags, async (open) => {
    const { view } = await auditOf(open.gateway, { tenant: open.target, name: open.tenant.name, ...context });
    return view;
  });
  return looked.map(({ tenant, value, failure = "", sent: { requests } }) =>
    value ? tenantAudit(tenant, value, requests) : failedTenant(tenant, failure, requests),
  );
}

function fleetAuditText(view: FleetAuditView): string[] {
  return [
    `Audit of the fleet ${view.fleet}`,
    ...view.summary,
    ...[integrationsTable(view), tenantsTable(view)].flatMap(({ rows: [headings = [], ...rows] }) => [
      "",
      ...renderTable([headings, ...rows.slice(0, SHOWN)]),
      ...(rows.length > SHOWN ? [`and ${rows.length - SHOWN} more: --html audit.html, --format csv`] : []),
    ]),
  ];
}

function exitCodeOf({ tenants }: FleetAuditView, requestedCount: number, failOn: Rank | undefined): number {
  const isWhole = tenants.every(({ failure, gaps }) => failure === undefined && gaps.length === 0);
  if (!isWhole || tenants.length < requestedCount) return 1;
  const ranks = failOn ? RANKS.slice(RANKS.indexOf(failOn)) : [];
  return tenants.some((tenant) => ranks.some((rank) => tenant.ranks[rank] > 0)) ? 2 : 0;
}
