import { Command, Option } from "commander";
import { requestDigest } from "../core/plan/digest";
import { describeUnseen, unseen } from "../core/profile/catalogue";
import { reviewPlan, toHtml, toJson, toMarkdown, toText, type View } from "../review";
import { describeRequests } from "../tenant/client/requestCount";
import { jsonText, printDocument, printNotice } from "./print";
import { inspectTenant, type TenantFlags, tenantOptions } from "./tenant";

const RENDERERS = {
  text: toText,
  markdown: (view: View) => toMarkdown(view),
  html: (view: View) => toHtml(view),
  json: (view: View) => jsonText(toJson(view), 2),
};

interface Flags extends TenantFlags {
  format: keyof typeof RENDERERS;
  json?: true;
}

/** `cwroles plan`: what `pulumi up` would do to the live tenant, without the engine and without any write. */
export function planCommand(): Command {
  return tenantOptions(new Command("plan"))
    .description(
      [
        "Compares the live tenant of a stack with what the stack asks of it: role, levels, member. Sends GET requests only,",
        "and needs neither the engine nor the stack's state, so it also shows a role that the state doesn't have yet.",
      ].join(" "),
    )
    .addOption(new Option("--format <format>", "how to print it").choices(Object.keys(RENDERERS)).default("text"))
    .option("--json", "the same as --format json")
    .addHelpText("after", "\nExit codes: 0 nothing to change, 1 failed, 2 something to change.")
    .action(showPlan);
}

async function showPlan({ format, json, ...flags }: Flags): Promise<void> {
  const { settings, profile, request, grants, gateway, inspection, isMemberLeftOut } = await inspectTenant(flags);
  const { changes, notes, cautions, desired, role } = inspection;
  const view = reviewPlan({
    title: `${settings.role} on ${gateway.http.credentials.companyId}`,
    changes,
    grants,
    source: profile.source,
    digest: requestDigest(request),
    observed: role?.settings ?? [],
    notes: [
      ...notes,
      ...cautions.map((caution) => `Unless the stack's state has it already, pulumi up stops here: ${caution}`),
      ...(desired.variant ? [`The profile's variant for tenants ${desired.variant} applies.`] : []),
      ...describeUnseen(unseen(desired.functions)),
      ...desired.customize.map((entries) => `By hand, since the API doesn't reach it: allow ${entries}`),
      ...(isMemberLeftOut ? ["location and businessUnit aren't set: the member isn't compared."] : []),
    ],
  });
  printDocument(RENDERERS[json ? "json" : format](view));
  for (const caution of cautions) printNotice(`Caution: ${caution}`);
  printNotice(`${describeRequests(gateway.http.requestCount)}`);
  process.exitCode = changes.length > 0 ? 2 : 0;
}
