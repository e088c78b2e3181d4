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
import { complain, jsonText } from "./print";
import { chosenProfile, inspectTenant, isOwnRole, readSettings, type TenantFlags, tenantOptions } from "./tenant";
import { writeText } from "./writeText";

const RENDERERS = {
  text: checklistText,
  markdown: checklistMarkdown,
  html: checklistHtml,
  json: (checklist: ChecklistView) => jsonText(checklist, 2),
};

interface Flags extends TenantFlags {
  format: keyof typeof RENDERERS;
  json?: true;
  html?: string;
  output?: string;
  offline?: true;
}

/** `cwroles checklist`: what an administrator has to set in the web client. */
export function checklistCommand(): Command {
  return tenantOptions(new Command("checklist"))
    .description(
      [
        "Compares the live tenant with what the stack asks of it, and lists what is left in the order of the web client:",
        "a box a function, Customize entries, the member's location and business unit. Sends GET requests only.",
      ].join(" "),
    )
    .addOption(new Option("--format <format>", "how to print it").choices(Object.keys(RENDERERS)).default("text"))
    .option("--json", "the same as --format json")
    .option("--html <file>", "write a page to work from and to print, too")
    .option("--output <file>", "write to a file instead of stdout")
    .option("--offline", "from the profile alone, for a role that is to be made; no tenant is asked")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  cwroles checklist --html checklist.html      a page with boxes to tick, for the administrator",
        "  cwroles checklist --format markdown          for an issue or a ticket",
        "  cwroles checklist --offline --profile immybot",
        "",
        "Exit codes: 0 nothing left (or --offline), 1 failed, 2 something left.",
      ].join("\n"),
    )
    .action(showChecklist);
}

async function showChecklist({ format, json, html, output, offline, ...flags }: Flags): Promise<void> {
  const checklist = checklistView(offline ? fromProfile(flags) : await fromTenant(flags));
  const text = RENDERERS[json ? "json" : format](checklist);
  writeText(output ?? "-", text, true);
  if (html !== undefined) writeText(html, checklistHtml(checklist), true);
  process.exitCode = checklist.total > 0 && !offline ? 2 : 0;
}

async function fromTenant(flags: TenantFlags): Promise<ChecklistInput> {
  const { settings, profile, grants, gateway, inspection, isOwn, isMemberLeftOut } = await inspectTenant(flags);
  const { changes, cautions, notes, desired, member } = inspection;
  const { companyId, origin } = gateway.http.credentials;
  complain(`${describeRequests(gateway.http.requestCount)}`);
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
