import { createHash } from "node:crypto";
import path from "node:path";
import { orProblems } from "../../core/model/errors";
import { inCatalogueNames } from "../../core/profile/canonical";
import { withFeatures } from "../../core/profile/choose";
import type { Profiles } from "../../core/profile/library";
import { PROJECT_FILE } from "../../project/projectFile";
import { asText, isSecure, type ParsedStack, parseStack, stackFolder, stackOfFile } from "../../project/stack";
import { isOwnKey } from "../../project/stackText";
import { byText } from "../rows";
import type { Snapshot } from "../sourceSnapshot";
import type { DesiredProfile, DesiredTenant, DesiredTenants, Settings } from "./desired";

/** What the stacks of a project ask of their tenants; where no stack has a file, what the project's defaults ask. */
export async function desiredByStacks(snapshot: Snapshot, profiles: Profiles): Promise<DesiredTenants[]> {
  const project = await snapshot.read(PROJECT_FILE);
  if (project === undefined) return [];
  const projectFile = { file: snapshot.prefix + PROJECT_FILE, text: project };
  const folder = orProblems(() => ({ path: stackFolder(projectFile) }));
  if ("problems" in folder)
    return [{ file: "", files: [PROJECT_FILE], tenants: [], settings: {}, problems: folder.problems }];
  const files = (await snapshot.list(folder.path)).filter((file) => isStackFile(file)).sort();
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
      files: [PROJECT_FILE, ...files],
      tenants: usable.map(({ tenant }) => tenant),
      settings: besides(usable[0]?.parsed.besides.project ?? {}),
      defaults: usable[0] ? settingsOf(usable[0].parsed, usable[0].parsed.defaults) : {},
      problems: read.flatMap((one) => ("problems" in one ? one.problems : [])),
    },
  ];
}

const isStackFile = (file: string) => stackOfFile(path.posix.basename(file)) !== undefined;

function tenantOf(name: string, parsed: ParsedStack, profiles: Profiles): DesiredTenant {
  const settings = { ...settingsOf(parsed, parsed.values), ...besides(parsed.besides.stack, " outside of config") };
  return { name, settings, profiles: desiredProfile(settings, profiles), accepted: [] };
}

const settingsOf = ({ project, written }: ParsedStack, values: ReadonlyMap<string, unknown>): Settings =>
  Object.fromEntries(
    [...values].flatMap(([key, value]): [string, string][] =>
      value === undefined || value === null ? [] : [[shortKey(key, project), written.get(key) ?? shownValue(value)]],
    ),
  );

/**
 * `connectwise:site` and the project's own `role` have one name here as in a fleet's file. Any other key keeps its namespace: no two
 * keys have one name.
 */
function shortKey(key: string, project: string): string {
  const [namespace, ...rest] = key.split(":");
  const name = rest.join(":");
  if (isOwnKey(name)) return namespace === project ? name : key;
  return namespace === "connectwise" ? name : key;
}

/** Of a secret, what tells it from another one. */
const shownValue = (value: unknown): string =>
  isSecure(value) ? `encrypted (${fingerprint(JSON.stringify(value))})` : asText(inOrder(value));

/** Whole, as far as nobody makes two that agree. */
const fingerprint = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** With the keys of maps in one order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => byText(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

const ENCRYPTION = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/**
 * What a file says outside of its configuration; of the encryption, only whether it is another one.
 * @param mark tells such a key from one of the configuration
 */
function besides(data: Readonly<Record<string, unknown>>, mark = ""): Settings {
  const encryption = ENCRYPTION.filter((key) => key in data).map((key) => [key, data[key]]);
  const others = Object.entries(data).filter(([key]) => !ENCRYPTION.includes(key));
  return {
    ...Object.fromEntries(others.map(([key, value]) => [key + mark, asText(inOrder(value))])),
    ...(encryption.length > 0 && { encryption: fingerprint(JSON.stringify(encryption)) }),
  };
}

/** A stack whose program reads its profile from elsewhere has none here. */
function desiredProfile({ profile: id, features = "[]" }: Settings, profiles: Profiles): DesiredProfile[] {
  if (id === undefined) return [];
  const found = profiles.find(id)?.profile;
  const featureIds = found?.features.map((feature) => feature.id) ?? [];
  const chosen = featuresIn(features).filter((feature) => featureIds.includes(feature));
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
