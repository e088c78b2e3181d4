import path from "node:path";
import { RunError } from "@pulumi/pulumi/errors.js";
import { info, warn } from "@pulumi/pulumi/log/index.js";
import { getStack } from "@pulumi/pulumi/metadata.js";
import { allConfig } from "@pulumi/pulumi/runtime/config.js";
import { InvalidInputError, RolesError } from "../core/model/errors";
import type { Profile } from "../core/model/profile";
import { withFeatures } from "../core/profile/choose";
import { profileFrom } from "../core/profile/parse";
import { profileRequest } from "../core/profile/request";
import { findProfile, profilesIn, projectFolder } from "../project/profiles";
import { assertStackText } from "../project/stack";
import { isPlainKeyRisky, variableOf } from "../tenant/environment";
import { cleanLine, cleanMessage } from "../text/clean.mjs";
import type { ProfileDefinition } from "./profileDefinition";
import type { SecurityRoleArgs } from "./securityRole";

/**
 * The levels that a profile asks for, those of the chosen features with them, as arguments of a {@link SecurityRole}. Shows
 * the vendor's advice to the user.
 * @param profile the id of a file in the project's folder `profiles`, or else of one that this package brings along; or a
 * profile in the program itself, see {@link defineProfile}
 * @throws RunError with every problem of the profile, or of the stack's own files, which Pulumi prints without a stack
 */
export function profile(
  profile: string | ProfileDefinition,
  features: readonly string[] = [],
): Omit<SecurityRoleArgs, "name"> {
  warnOfPlainKey();
  const chosen = orRunError(() => {
    assertStackText(projectFolder(process.cwd()), getStack());
    assertProfile(profile);
    assertNames(features);
    return withFeatures(resolveProfile(profile), features);
  });
  for (const advice of chosen.advice) info(cleanLine(`${chosen.vendor} advises: ${advice}`));
  return { ...profileRequest(chosen), features };
}

/** What a program in JavaScript, or a configuration without a value, may hand over. */
function assertProfile(profile: unknown): void {
  if ((typeof profile === "string" && profile !== "") || (typeof profile === "object" && profile !== null)) return;
  const message = `the id of a profile is meant, such as "wise-sync"; npx cwroles profiles list shows all`;
  throw new InvalidInputError("The profile can't be used", [{ path: "profile", message }]);
}

/** A program in JavaScript may hand over one name as a text. */
function assertNames(features: unknown): void {
  if (Array.isArray(features) && features.every((name) => typeof name === "string")) return;
  const message = `a list of names is meant, such as [${JSON.stringify(String(features))}]`;
  throw new InvalidInputError("The profile can't be used", [{ path: "features", message }]);
}

function resolveProfile(profile: string | ProfileDefinition): Profile {
  // Pulumi runs a program in its own folder, which may lie below that of the project.
  const folder = path.join(projectFolder(process.cwd()), "profiles");
  return typeof profile === "string" ? findProfile(profile, folder) : profileFrom(profile, profilesIn(folder).findBase);
}

/** A private key in plain text would stand in the stack's file and in the state for anyone to read. */
function warnOfPlainKey(): void {
  const key = "connectwise:privateKey";
  const config = allConfig();
  // Where Pulumi's language host names the keys that are stored encrypted.
  const secret: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
  const isPlain = key in config && !(Array.isArray(secret) && secret.includes(key));
  if (!isPlain || !isPlainKeyRisky(config["connectwise:site"] ?? process.env[variableOf("site")])) return;
  warn(
    `${key} is stored in plain text. Encrypt it with: pulumi config set --secret ${key}, which asks for it, and make a new key pair in System > Members, since whoever has the file has seen this one.`,
  );
}

function orRunError<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof RolesError) throw new RunError(cleanMessage(error.message));
    throw error;
  }
}
