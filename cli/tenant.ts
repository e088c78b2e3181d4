import { InvalidInputError } from "../provider/model/errors";
import type { Profile } from "../provider/model/profile";
import { withFeatures } from "../provider/profile/choose";
import { connect } from "../provider/resources/connection";
import { variableOf } from "../provider/resources/environment";
import { type Settings, settingsOf } from "../provider/settings";
import { readStack } from "../provider/stack";
import { profileOf } from "./profiles/folder";

const KEY = "connectwise:privateKey";

/** What the commands for one tenant have in common. */
export interface TenantFlags {
  readonly stack?: string;
  readonly profile?: string;
  readonly role?: string;
}

/**
 * The tenant of a stack in the working directory, and what the stack asks of it; no request is made.
 * @throws InvalidInputError when the configuration can't be used
 */
export function openTenant(flags: TenantFlags) {
  const stack = readStack(process.cwd(), flags.stack);
  const settings = settingsOf(stack, { profile: flags.profile, role: flags.role } as Partial<Settings>);
  if (stack.isEncrypted(KEY) && !process.env[variableOf("privateKey")]) throw encrypted(String(stack.name));
  const { gateway, notices } = connect((key) => stack.get(key));
  for (const notice of notices) process.stderr.write(`${notice}\n`);
  return { settings, gateway };
}

/** The profile that a stack chooses, with the features that it chooses. */
export const chosenProfile = ({ profile, features }: Settings): Profile => withFeatures(profileOf(profile), features);

/** Only the engine can decrypt a stack's secrets. */
const encrypted = (stack: string) =>
  new InvalidInputError("A key is needed", [
    {
      path: KEY,
      message: `is encrypted in Pulumi.${stack}.yaml; give it in ${variableOf("privateKey")}, for example ${variableOf("privateKey")}="$(pulumi config get ${KEY} --stack ${stack})"`,
    },
  ]);
