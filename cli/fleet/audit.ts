import path from "node:path";
import { Command, Option } from "commander";
import pLimit from "p-limit";
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
import { InvalidInputError, RolesError } from "../../core/model/errors";
import { RANKS, type Rank } from "../../core/risk/risk";
import { todayUtc } from "../../fleet/accept/days";
import { loadFleet } from "../../fleet/file/load";
import { fleetFolder } from "../../fleet/folder";
import type { Fleet, FleetTenant } from "../../fleet/model/fleet";
import { selectTenants } from "../../fleet/select";
import { type KeyRules, openTenant } from "../../fleet/tenant/open";
import { profilesIn } from "../../project/profiles";
import { describeRequests } from "../../tenant/client/requestCount";
import { type AuditProfiles, auditProfiles } from "../audit/profiles";
import { complain, jsonText, textOf } from "../print";
import { progressLine } from "../progressLine";
import { renderTable } from "../table";
import { writeText } from "../writeText";
import { interruption } from "./interruption";
import { type KeyFlags, keyOptions, keyRulesOf } from "./keyOptions";
import { deadlineOption, positive } from "./runOptions";
import { fileOption } from "./selection";

/** Tenants answer from far away: so many are asked side by side that this machine, not the way to them, is the limit. */
const CONCURRENCY = 64;
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

interface Flags extends KeyFlags {
  readonly file: string;
  readonly tenant?: readonly string[];
  readonly group?: readonly string[];
  readonly tag?: readonly string[];
  readonly format: string;
  readonly json?: true;
  readonly html?: string;
  readonly output?: string;
  readonly auditFile?: string;
  readonly failOn?: Rank;
  readonly concurrency: number;
  readonly deadline: number;
}

/** `cwroles fleet audit`: who has more than they need, on many tenants. */
export const fleetAuditCommand = (): Command =>
  keyOptions(fileOption(new Command("audit")))
    .description(
      "Audits every tenant as cwroles audit does one: which integration is an administrator where, has more than it needs, or is exact. GETs alone.",
    )
    .option("--tenant <name...>", "only these tenants; a glob such as 'au-*' means all that fit")
    .option("--group <name...>", "only tenants of these groups")
    .option("--tag <name...>", "only tenants with one of these tags")
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
    .option("--concurrency <number>", "tenants read at once", positive, CONCURRENCY)
    .addOption(deadlineOption())
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  cwroles fleet audit --html audit.html",
        "  cwroles fleet audit --group au --fail-on high",
        "",
        "Exit codes: 0 done, 1 a tenant couldn't be read whole, 2 with --fail-on something ranks as high.",
      ].join("\n"),
    )
    .action(auditFleet);

/** The same, as `cwroles audit --fleet` is asked for it. */
export const auditFleetOf = ({ fleet, auditFile, ...flags }: FleetFlags & Pick<Flags, "format" | "auditFile">) =>
  auditFleet({
    ...flags,
    file: typeof fleet === "string" ? fleet : "fleet.yaml",
    ...(auditFile !== undefined && auditFile !== AUDIT_FILE && { auditFile }),
    ...{ concurrency: CONCURRENCY, deadline: DEADLINE_MS },
  });

async function auditFleet(flags: Flags): Promise<void> {
  const { format, json, html, output, failOn } = flags;
  const fleet = loadFleet(flags.file);
  const tenants = selectTenants(fleet, { tenants: flags.tenant, groups: flags.group, tags: flags.tag }, new Map());
  if (tenants.length === 0)
    throw new InvalidInputError("No tenant", [
      { path: "", file: flags.file, message: "no tenant fits the conditions" },
    ]);
  const { profiles, library, notes } = auditProfiles(profilesIn(path.join(fleet.folder, "profiles")));
  const today = todayUtc();
  const file = loadAuditFile(flags.auditFile ?? path.join(fleet.folder, AUDIT_FILE), profiles, today);
  fleetFolder(fleet.folder);
  const audits = await auditAll(
    tenants,
    { fleet, profiles, library, file, today, rules: keyRulesOf(flags, fleet.folder) },
    flags,
  );
  const view = fleetAuditView(fleet.name, new Date(), audits);
  if (html !== undefined) writeText(html, fleetAuditHtml(view).trimEnd(), true);
  writeText(output ?? "-", RENDERERS[json ? "json" : (format as keyof typeof RENDERERS)](view), true);
  const requests = audits.reduce((sum, audit) => sum + audit.requests, 0);
  complain([...notes, describeRequests({ requests, writes: 0 }, "the tenants")]);
  process.exitCode = exitCodeOf(view, tenants.length, failOn);
}

interface Context extends Omit<AuditProfiles, "notes"> {
  readonly fleet: Fleet;
  readonly file: AuditFile;
  readonly today: string;
  readonly rules: KeyRules;
}

async function auditAll(tenants: readonly FleetTenant[], context: Context, flags: Flags): Promise<TenantAudit[]> {
  const limit = pLimit(flags.concurrency);
  const interrupted = interruption();
  const progress = progressLine();
  const audits: TenantAudit[] = [];
  const one = async (tenant: FleetTenant) => {
    if (interrupted.stop.aborted) return;
    const signal = AbortSignal.any([interrupted.abort, AbortSignal.timeout(flags.deadline)]);
    audits.push(await auditTenant(tenant, context, signal));
    progress.set(`${audits.length} of ${tenants.length} tenants`);
  };
  await Promise.all(tenants.map((tenant) => limit(one, tenant)));
  progress.end();
  interrupted.release();
  return audits;
}

/** What fails on one tenant is told of that tenant, without its keys. */
async function auditTenant(
  tenant: FleetTenant,
  { fleet, rules, ...request }: Context,
  signal: AbortSignal,
): Promise<TenantAudit> {
  let open: Awaited<ReturnType<typeof openTenant>> | undefined;
  try {
    open = await openTenant(tenant, fleet.folder, rules, signal);
    const { view } = await auditOf(open.gateway, { tenant: open.target, name: tenant.name, ...request });
    await open.remember();
    return tenantAudit(tenant.name, view, open.sent().requests);
  } catch (error) {
    if (!(error instanceof RolesError)) throw error;
    return failedTenant(tenant.name, open?.redact(error.message) ?? error.message, open?.sent().requests ?? 0);
  } finally {
    await open?.settled();
  }
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

function exitCodeOf({ tenants }: FleetAuditView, asked: number, failOn: Rank | undefined): number {
  const isWhole = tenants.every(({ failure, gaps }) => failure === undefined && gaps.length === 0);
  if (!isWhole || tenants.length < asked) return 1;
  const ranks = failOn ? RANKS.slice(RANKS.indexOf(failOn)) : [];
  return tenants.some((tenant) => ranks.some((rank) => tenant.ranks[rank] > 0)) ? 2 : 0;
}
