import { Command, Option } from "commander";
import { checklistHtml } from "../checklist/html/page";
import { checklistMarkdown } from "../checklist/markdown";
import { checklistText } from "../checklist/text";
import { type ChecklistInput, type ChecklistView, checklistView } from "../checklist/view";
import { NOT_ASKED } from "../core/model/capability";
import type { Profile } from "../core/model/profile";
import { plan } from "../core/plan/plan";
import { inCatalogueNames } from "../core/profile/canonical";
import { customizeLists } from "../core/profile/customize";
import { levelsOf } from "../core/profile/parse";
import type { Settings } from "../project/settings";
import { describeRequests } from "../tenant/client/requestCount";
import { interruption } from "./fleet/interruption";
import { wrapHelp } from "./helpText";
import { type LiveRole, NO_LONGER_LOOKING, notShownElsewhere, showLive } from "./live/live";
import { type LiveFlags, liveOptions, waitOf } from "./live/liveOptions";
import { roleReader } from "./live/roleReader";
import { jsonText, printNotice } from "./print";
import {
  chosenProfile,
  inspectOpened,
  inspectTenant,
  isOwnRole,
  openTenant,
  readSettings,
  type TenantFlags,
  tenantOptions,
} from "./tenant";
import { writeText } from "./writeText";

const RENDERERS = {
  text: checklistText,
  markdown: checklistMarkdown,
  html: checklistHtml,
  json: (checklist: ChecklistView) => jsonText(checklist, 2),
};

interface Flags extends TenantFlags, LiveFlags {
  format: keyof typeof RENDERERS;
  json?: true;
  html?: string;
  output?: string;
  offline?: true;
}

/** `cwroles checklist`: what an administrator has to set in the web client. */
export function checklistCommand(): Command {
  return liveOptions(tenantOptions(new Command("checklist")), ["offline", "json", "html", "output"])
    .description(
      [
        "Compares the live tenant with what the stack asks of it, and lists what is left in the order of the web client:",
        "a box a function, Customize entries, the member's location and business unit, its key pair. Sends GET requests only.",
      ].join(" "),
    )
    .addOption(new Option("--format <format>", "how to print it").choices(Object.keys(RENDERERS)).default("text"))
    .option("--json", "the same as --format json")
    .option("--html <file>", "write a page to work from and to print, too")
    .option("--output <file>", "write to a file instead of stdout")
    .option("--offline", "from the profile alone, for a role that is to be made; no tenant is asked")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles checklist --html checklist.html      a page with boxes to tick, for the administrator",
        "  cwroles checklist --format markdown          for an issue or a ticket",
        "  cwroles checklist --live --open              a page that ticks itself as the levels are set; ends when all are",
        "  cwroles checklist --offline --profile immybot",
        "",
        "Where a pulumi up waits for the role already, --live prints the address of the page that this one serves.",
        "",
        "Exit codes: 0 nothing left (or --offline; with --live: all levels are right), 1 failed, 2 something left.",
      ]),
    )
    .action(showChecklist);
}

async function showChecklist({ format, json, html, output, offline, ...flags }: Flags): Promise<void> {
  const wait = waitOf(flags);
  if (flags.live) return followTenant(flags, wait);
  const checklist = checklistView(offline ? fromProfile(flags) : await fromTenant(flags));
  const text = RENDERERS[json ? "json" : format](checklist);
  writeText(output ?? "-", text, true);
  if (html !== undefined) writeText(html, checklistHtml(checklist), true);
  process.exitCode = checklist.total > 0 && !offline ? 2 : 0;
}

async function followTenant(flags: TenantFlags & LiveFlags, wait: number): Promise<void> {
  const interrupted = interruption(NO_LONGER_LOOKING);
  try {
    const opened = await openTenant(flags, { signal: interrupted.stop });
    const unshownRoles = await notShownElsewhere([{ tenant: opened.tenant, role: opened.settings.role }]);
    const roles = await Promise.all(unshownRoles.map(async () => liveRole(await inspectOpened(opened))));
    process.exitCode = roles.length > 0 ? await showLive(roles, { wait, open: flags.open, interrupted }) : 2;
  } finally {
    interrupted.release();
  }
}

type Inspected = Awaited<ReturnType<typeof inspectTenant>>;

function liveRole(inspected: Inspected): LiveRole {
  const { gateway, tenant, inspection } = inspected;
  const { role, desired } = inspection;
  const { profile, customize, keyPair, cautions, notes } = inputOf(inspected);
  return {
    key: desired.name,
    ...{ tenant, desired, observed: role, customize, cautions, notes },
    ...(profile && { profile }),
    ...(keyPair && { keyPair }),
    read: roleReader(gateway, desired.name, role?.id),
  };
}

async function fromTenant(flags: TenantFlags): Promise<ChecklistInput> {
  const inspected = await inspectTenant(flags);
  printNotice(`${describeRequests(inspected.gateway.http.requestCount)}`);
  return inputOf(inspected);
}

function inputOf(inspected: Inspected): ChecklistInput {
  const { settings, profile, grants, gateway, inspection, isOwn, isMemberLeftOut } = inspected;
  const { changes, cautions, notes, desired, member } = inspection;
  const { companyId, origin } = gateway.http.credentials;
  return {
    role: settings.role,
    tenant: `${companyId}, ${origin}`,
    profile,
    changes,
    customize: customizeLists(grants),
    ...(isOwn && keyPairOf(settings, profile)),
    cautions: cautions.map((caution) => `unless the stack's state has it already, pulumi up stops here: ${caution}`),
    notes: [
      ...notes,
      ...(desired.variant ? [`The profile's variant for tenants ${desired.variant} applies.`] : []),
      ...(isMemberLeftOut ? ["location and businessUnit aren't set: the member isn't compared."] : []),
    ],
    ...(member?.observed && {
      member: {
        observed: member.observed,
        location: member.place.location.name,
        businessUnit: member.place.businessUnit.name,
      },
    }),
  };
}

/** Keys are made in the web client alone; those of a full member are that person's own. */
const keyPairOf = ({ member, memberKind }: Settings, { name }: Profile): Pick<ChecklistInput, "keyPair"> =>
  memberKind === "api" ? { keyPair: { identifier: member, description: name } } : {};

function fromProfile(flags: TenantFlags): ChecklistInput {
  const { stack, settings } = readSettings(flags);
  const profile = inCatalogueNames(chosenProfile(settings));
  const desired = { name: settings.role, levels: levelsOf(profile.grants), unlisted: profile.unlisted };
  return {
    role: settings.role,
    tenant: undefined,
    profile,
    unlisted: profile.unlisted,
    ...(isOwnRole(stack, settings) && keyPairOf(settings, profile)),
    changes: plan({}, { role: desired }, NOT_ASKED).changes,
    customize: customizeLists(profile.grants),
    cautions: [],
    notes: [
      "No tenant was asked: it may spell a function otherwise.",
      ...profile.variants.map(({ upTo, why }) => `Tenants up to version ${upTo} need other levels: ${why}.`),
    ],
  };
}
