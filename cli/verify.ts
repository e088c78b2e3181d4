import { Command } from "commander";
import type { Profile } from "../core/model/profile";
import { customizeLists } from "../core/profile/customize";
import { profileRequest } from "../core/profile/request";
import type { Settings } from "../project/settings";
import { grantsFor, resolveRole } from "../tenant/apply/resolveRole";
import type { Check, Verdict } from "../tenant/apply/verify";
import {
  type Expected,
  readOrReason,
  seesEffectiveLevels,
  unverifiedByKey,
  verifyByManagingKey,
  verifyByOwnKey,
} from "../tenant/apply/verifyTenant";
import type { RestGateway } from "../tenant/client/gateway";
import { describeRequests, sumOfRequests } from "../tenant/client/requestCount";
import type { KeyPair } from "../tenant/gateway";
import { wrapHelp } from "./helpText";
import { askOwnKey, givenKey, KEYS } from "./ownKey";
import { print, printJson, printNotice } from "./print";
import { chosenProfile, openTenant, type TenantFlags, tenantOptions } from "./tenant";

interface Flags extends TenantFlags {
  member?: string;
  ownKey?: true;
  json?: true;
}

/** `cwroles verify`: whether the integration has what its profile asks. */
export function verifyCommand(): Command {
  return tenantOptions(new Command("verify"))
    .description(
      [
        "Looks at the tenant as the integration sees it: its effective levels and Customize lists, which the API shows to",
        "the member's own key alone; then, by the managing key, at role, location and business unit of the member.",
      ].join(" "),
    )
    .option("--member <id>", "another member than the stack's")
    .option("--own-key", "ask for the integration's own key on the terminal; it is kept nowhere")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        `The integration's own key comes from ${KEYS.publicKey} and ${KEYS.privateKey}, or is typed (--own-key).`,
        "Without it, the managing key asks for a short-lived key of the member (POST /system/members/<id>/tokens). Where the",
        "tenant refuses that, the role's levels are compared, and what only the integration sees is called unverified.",
        "",
        "Examples:",
        "  cwroles verify                               the stack's member, role and profile",
        "  cwroles verify --own-key                     with the key that the integration got, typed",
        "  cwroles verify --stack acme --json",
        '  cwroles verify --member RMMBridge --role "RMM Integration" --profile n-able-rmm',
        "",
        "Exit codes: 0 all verified, 2 something differs, 1 something couldn't be verified, or failed.",
      ]),
    )
    .action(showVerification);
}

async function showVerification({ member, ownKey: isTyped, json, ...flags }: Flags): Promise<void> {
  const environmentKey = isTyped ? undefined : givenKey();
  const { settings, gateway } = await openTenant(flags);
  const given = isTyped ? await askOwnKey(member ?? settings.member) : environmentKey;
  const profile = chosenProfile(settings);
  const expected = await expectedOf(gateway, profile, { ...settings, member: member ?? settings.member });
  const ownKeyGateway = await ownKey(gateway, expected.member.identifier, given);
  const bySelf =
    "gateway" in ownKeyGateway
      ? await verifyByOwnKey(ownKeyGateway.gateway, expected)
      : unverifiedByKey(
          expected.customize,
          ownKeyGateway.why,
          `Give it with --own-key, or in ${KEYS.publicKey} and ${KEYS.privateKey}.`,
        );
  const checks = [...bySelf, ...(await verifyByManagingKey(gateway, expected, !seesEffectiveLevels(bySelf)))];
  const gateways = "gateway" in ownKeyGateway ? [gateway, ownKeyGateway.gateway] : [gateway];
  const sent = sumOfRequests(gateways.map(({ http }) => http.requestCount));
  const { identifier } = expected.member;
  if (json)
    printJson({
      member: identifier,
      role: settings.role,
      profile: profile.id,
      seenBy: ownKeyGateway.seenBy,
      checks,
      sent,
    });
  else print([...checks.flatMap(checkLines), ...wayOn(checks)]);
  printNotice(`${describeRequests(sent)}`);
  process.exitCode = exitCodeOf(checks);
}

async function expectedOf(gateway: RestGateway, profile: Profile, settings: Settings): Promise<Expected> {
  const { role, member, memberKind, location, businessUnit } = settings;
  const desired = await resolveRole(gateway, { name: role, ...profileRequest(profile) });
  return {
    desired,
    customize: customizeLists(grantsFor(profile, desired)),
    member: { kind: memberKind, identifier: member },
    location,
    businessUnit,
  };
}

/** The tenant by the integration's own key, or why there is none. */
type OwnKey =
  | { readonly seenBy: "integration's key" | "token"; readonly gateway: RestGateway }
  | { readonly seenBy: "managing key"; readonly why: string };

async function ownKey(gateway: RestGateway, member: string, given: KeyPair | undefined): Promise<OwnKey> {
  if (given) return { seenBy: "integration's key", gateway: gateway.withKeys(given) };
  printNotice(`No key of ${member} is given: asking for a short-lived one. That is a POST, and changes no permission.`);
  const token = await readOrReason(() => gateway.memberToken(member));
  if ("value" in token) return { seenBy: "token", gateway: gateway.withKeys(token.value) };
  return { seenBy: "managing key", why: `no key of ${member} is given, and the tenant gives none: ${token.why}` };
}

function checkLines({ what, verdict, says, differences, notes, nextStep }: Check): string[] {
  const sentence = nextStep ? `${says.replace(/\.$/, "")}. ${nextStep}` : says;
  const below = [...differences, ...notes.map((note) => `Note: ${note}`)];
  return [`${verdict.padEnd(12)}${what}: ${sentence}`, ...below.map((line) => `${" ".repeat(12)}${line}`)];
}

const wayOn = (checks: readonly Check[]): string[] =>
  has(checks, "different") ? ["", "pulumi up puts it right; what it can't set, cwroles checklist lists."] : [];

const has = (checks: readonly Check[], wanted: Verdict) => checks.some(({ verdict }) => verdict === wanted);

const exitCodeOf = (checks: readonly Check[]): number =>
  has(checks, "different") ? 2 : has(checks, "unverified") ? 1 : 0;
