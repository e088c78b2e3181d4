import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { RolesError } from "../core/model/errors";
import { withFeatures } from "../core/profile/choose";
import { profileRequest } from "../core/profile/request";
import { findProfile } from "../project/profiles";
import { assertStackText } from "../project/stack";
import { isPlainKeyRisky, variableOf } from "../tenant/environment";
import type { SecurityRoleArgs } from "./securityRole";

/**
 * The levels that a profile of the project's folder `profiles` asks for, those of the chosen features with them, as arguments of a {@link SecurityRole}.
 * Shows the vendor's advice to the user.
 * @throws RunError with every problem of the file, or of the stack's own files, which Pulumi prints without a stack
 */
export function profile(id: string, features: readonly string[] = []): Omit<SecurityRoleArgs, "name"> {
  warnOfPlainKey();
  const chosen = orRunError(() => {
    assertStackText(process.cwd(), pulumi.getStack());
    return withFeatures(findProfile(id, path.resolve("profiles")), features);
  });
  for (const advice of chosen.advice) pulumi.log.info(`${chosen.vendor} advises: ${advice}`);
  return { ...profileRequest(chosen), features };
}

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
