import { createHash } from "node:crypto";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { inCatalogueNames } from "../../core/profile/canonical";
import { withFeatures } from "../../core/profile/choose";
import type { Profiles } from "../../core/profile/library";
import { asText, isSecure, type ParsedStack, PROJECT_FILE, parseStack, stackOfFile } from "../../project/stack";
import type { Snapshot } from "../refs";
import type { AskedProfile, AskedTenant, AskedTenants, Settings } from "./asked";

/** What the stacks of a project ask of their tenants; where no stack has a file, what the project's defaults ask. */
export async function askedByStacks(snapshot: Snapshot, profiles: Profiles): Promise<AskedTenants[]> {
  const project = await snapshot.read(PROJECT_FILE);
  if (project === undefined) return [];
  const projectFile = { file: snapshot.prefix + PROJECT_FILE, text: project };
  const files = (await snapshot.list("")).filter((file) => stackOfFile(file) !== undefined).sort();
  const texts = await Promise.all(files.map((file) => snapshot.read(file)));
  const stacks = files.map((file, index) => ({ name: file, file: snapshot.prefix + file, text: texts[index] ?? "" }));
  const read = (stacks.length > 0 ? stacks : [undefined]).map((stack) =>
    orProblems(() => {
      const parsed = parseStack(projectFile, stack);
      return { parsed, tenant: tenantOf(stack?.name ?? PROJECT_FILE, parsed, profiles) };
    }),
  );
  const usable = read.flatMap((one) => ("problems" in one ? [] : [one]));
  return [
    {
      file: "",
      tenants: usable.map(({ tenant }) => tenant),
      settings: besides(usable[0]?.parsed.besides.project ?? {}),
      problems: read.flatMap((one) => ("problems" in one ? one.problems : [])),
    },
  ];
}

function orProblems<Result>(read: () => Result): Result | { readonly problems: readonly Problem[] } {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInputError) return { problems: error.problems };
    throw error;
  }
}

function tenantOf(name: string, { project, values, besides: { stack } }: ParsedStack, profiles: Profiles): AskedTenant {
  const settings: Record<string, string> = { ...besides(stack) };
  for (const [key, value] of values)
    if (value !== undefined && value !== null) settings[shortKey(key, project)] = shownValue(value);
  return { name, settings, profiles: askedProfile(settings, profiles), accepted: [] };
}

/** `connectwise:site` and the project's own `role` have one name here as in a fleet's file; any other key keeps its namespace. */
function shortKey(key: string, project: string): string {
  const [namespace, ...rest] = key.split(":");
  return namespace === "connectwise" || namespace === project ? rest.join(":") : key;
}

/** Of a secret, what tells it from another one. */
const shownValue = (value: unknown): string =>
  isSecure(value) ? `encrypted (${fingerprint(JSON.stringify(value))})` : asText(value);

const fingerprint = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);

const ENCRYPTION = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/** What a file says outside of its configuration; of the encryption, only whether it is another one. */
function besides(data: Readonly<Record<string, unknown>>): Settings {
  const encryption = ENCRYPTION.filter((key) => key in data).map((key) => [key, data[key]]);
  const others = Object.entries(data).filter(([key]) => !ENCRYPTION.includes(key));
  return {
    ...Object.fromEntries(others.map(([key, value]) => [key, asText(value)])),
    ...(encryption.length > 0 && { encryption: fingerprint(JSON.stringify(encryption)) }),
  };
}

/** A stack whose program reads its profile from elsewhere has none here. */
function askedProfile({ profile: id, features = "[]" }: Settings, profiles: Profiles): AskedProfile[] {
  if (id === undefined) return [];
  const found = profiles.find(id)?.profile;
  const known = found?.features.map((feature) => feature.id) ?? [];
  const chosen = featuresIn(features).filter((feature) => known.includes(feature));
  const profile = found && inCatalogueNames({ ...withFeatures(found, chosen), features: [] });
  return [{ id, settings: {}, ...(profile && { profile }) }];
}

/** A list is written as JSON; what isn't one is told by the stack's own commands. */
function featuresIn(written: string): string[] {
  try {
    const list: unknown = JSON.parse(written);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}
