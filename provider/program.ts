import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { RolesError } from "../core/model/errors";
import type { ProfileDefinition } from "../core/model/profileDefinition";
import { withFeatures } from "../core/profile/choose";
import { profileRequest } from "../core/profile/request";
import { defineIn, findProfile } from "../project/profiles";
import { assertStackText } from "../project/stack";
import { isPlainKeyRisky, variableOf } from "../tenant/environment";
import type { SecurityRoleArgs } from "./securityRole";

/**
 * The levels that a profile asks for, those of the chosen features with them, as arguments of a {@link SecurityRole}. Shows the
 * vendor's advice to the user.
 * @param idOrDefinition the name of a file in the project's folder `profiles`, without `.yaml`, or else in the library of this
 * package; or what {@link defineProfile} made
 * @param features names of optional parts of the profile
 * @throws RunError with every problem of the profile, or of the stack's own files, which Pulumi prints without a stack
 */
export function profile(
  idOrDefinition: string | ProfileDefinition,
  features: readonly string[] = [],
): Omit<SecurityRoleArgs, "name"> {
  warnOfPlainKey();
  const chosen = orRunError(() => {
    assertStackText(process.cwd(), pulumi.getStack());
    const folder = path.resolve("profiles");
    const found =
      typeof idOrDefinition === "string" ? findProfile(idOrDefinition, folder) : defineIn(folder, idOrDefinition);
    return withFeatures(found, features);
  });
  for (const advice of chosen.advice) pulumi.log.info(`${chosen.vendor} advises: ${advice}`);
  return { ...profileRequest(chosen), features };
}

/**
 * A profile written in TypeScript, for {@link profile}: the keys of a file in `profiles/`, and an id. It is checked when it is
 * used, as a file is.
 */
export const defineProfile = (definition: ProfileDefinition): ProfileDefinition => definition;

/** A private key in plain text would stand in the stack's file and in the state for anyone to read. */
function warnOfPlainKey(): void {
  const key = "connectwise:privateKey";
  const config = pulumi.runtime.allConfig();
  // Where Pulumi's language host names the keys that are stored encrypted.
  const secret: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
  const isPlain = key in config && !(Array.isArray(secret) && secret.includes(key));
  if (!isPlain || !isPlainKeyRisky(config["connectwise:site"] ?? process.env[variableOf("site")])) return;
  pulumi.log.warn(
    `${key} is stored in plain text. Encrypt it with: pulumi config set --secret ${key}, which asks for it, and make a new key pair in System > Members, since whoever has the file has seen this one.`,
  );
}

function orRunError<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof RolesError) throw new pulumi.RunError(error.message);
    throw error;
  }
}
