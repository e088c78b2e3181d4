import type { Command } from "commander";
import { InvalidInputError } from "../core/model/errors";
import type { Profile } from "../core/model/profile";
import { withFeatures } from "../core/profile/choose";
import { profileRequest } from "../core/profile/request";
import { type Settings, settingsOf } from "../project/settings";
import { readStack, type Stack } from "../project/stack";
import { inspect } from "../tenant/apply/inspect";
import { grantsFor } from "../tenant/apply/resolveRole";
import { type ConnectOptions, connect } from "../tenant/connection";
import { howToDecrypt, variableOf } from "../tenant/environment";
import { openStack } from "./openStack";
import { printNotice } from "./print";
import { profileOf } from "./profiles/folder";

const KEY = "connectwise:privateKey";

/** What the commands for one tenant have in common. */
export interface TenantFlags {
  readonly stack?: string;
  readonly profile?: string;
  readonly role?: string;
}

export const tenantOptions = (command: Command): Command =>
  command
    .option("--stack <name>", "the stack whose tenant it is (default: PULUMI_STACK, or the only one)")
    .option("--profile <id>", "another profile than the stack's")
    .option("--role <name>", "another role than the stack's");

/**
 * What a stack in the working directory asks of its tenant, whichever that is.
 * @throws InvalidInputError when the configuration can't be used
 */
export function readSettings({ stack: name, profile, role }: TenantFlags) {
  const stack = readStack(process.cwd(), name);
  return { stack, settings: settingsOf(stack, { profile, role }) };
}

/**
 * The tenant of a stack in the working directory, and what the stack asks of it; no request is made.
 * @param options how requests are ended, and who is told of waits
 * @throws InvalidInputError when the configuration can't be used
 */
export async function openTenant({ stack: name, profile, role }: TenantFlags, options: ConnectOptions = {}) {
  const stack = await openStack(name);
  const settings = settingsOf(stack, { profile, role });
  if (stack.isEncrypted(KEY) && !process.env[variableOf("privateKey")]) throw encrypted(stack);
  const { gateway, notices, tenant } = connect((key) => stack.get(key), process.env, options);
  for (const notice of notices) printNotice(`${notice}`);
  return { stack, settings, gateway, tenant };
}

/** The profile that a stack chooses, with the features that it chooses. */
export const chosenProfile = ({ profile, features }: Settings): Profile => withFeatures(profileOf(profile), features);

/** What a stack asks of its role, as index.ts does. */
export const requestOf = ({ role, adopt, force, member, features }: Settings, profile: Profile) => ({
  name: role,
  ...profileRequest(profile),
  features,
  adopt,
  force,
  members: [member],
});

/** Whether it is the role that the stack's member gets, and not another one of the command line. */
export const isOwnRole = (stack: Stack, { role }: Pick<Settings, "role">): boolean =>
  role === stack.projectValue("role")?.trim();

/**
 * A stack's tenant beside what the stack asks of it, by reads alone. The member is looked at where its location and business
 * unit are set, unless another role than the stack's own is asked for: that isn't the member's.
 */
export const inspectTenant = async (flags: TenantFlags) => inspectOpened(await openTenant(flags));

/** The same for a tenant that is open. */
export async function inspectOpened({ stack, settings, gateway, tenant }: Awaited<ReturnType<typeof openTenant>>) {
  const profile = chosenProfile(settings);
  const { member, memberKind, location, businessUnit } = settings;
  const isOwn = isOwnRole(stack, settings);
  const requested =
    isOwn && location !== undefined && businessUnit !== undefined
      ? { kind: memberKind, identifier: member, location, businessUnit }
      : undefined;
  const request = requestOf(settings, profile);
  const inspection = await inspect(gateway, request, requested);
  const grants = grantsFor(profile, inspection.desired);
  return {
    settings,
    profile,
    request,
    grants,
    gateway,
    tenant,
    inspection,
    isOwn,
    isMemberLeftOut: isOwn && requested === undefined,
  };
}

const encrypted = ({ name, decryptionProblem }: Stack) =>
  new InvalidInputError("A key is needed", [
    {
      path: KEY,
      message: `is encrypted in Pulumi.${name}.yaml, and the engine can't decrypt it: ${decryptionProblem}. ${howToDecrypt("privateKey")}`,
      topic: "secrets-cant-be-decrypted",
    },
  ]);
