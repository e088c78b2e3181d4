import path from "node:path";
import type { Problem } from "../model/errors";
import { LEVELS, VERBS } from "../model/level";
import { type LevelTable, mapRows } from "../model/permission";
import {
  type ExtendingFile,
  extendingSchema,
  type Grant,
  type Profile,
  type ProfileFile,
  profileSchema,
} from "../model/profile";
import { catalogue } from "./catalogue";
import { type KeyedMessage, type ParsedYaml, parseYaml } from "./document";
import { extendProblems, extendProfile } from "./extend";
import { grantOf } from "./grant";
import { resolveLevels } from "./match";
import { readYaml } from "./yaml";

export interface ReadProfile {
  /** Missing when the file can't be used. */
  readonly profile?: Profile;
  readonly problems: readonly Problem[];
  /** Function names that the catalogue doesn't know. A tenant may have them all the same. */
  readonly unknownNames: readonly Problem[];
}

/** The profile that another one extends, by its id; a message where it can't be had. */
export type FindBase = (id: string) => Profile | { readonly problem: string };

const NO_BASE: FindBase = () => ({ problem: "there is no profile here that could be extended" });

/**
 * The text of a profile file.
 * @param file names it in problems, and the profile's id is taken from it
 */
export function parseProfile(text: string, file: string, findBase: FindBase = NO_BASE): ReadProfile {
  const id = path.basename(file, ".yaml");
  const formats = { knownKeys, describeUnion };
  if (isExtending(text)) return parseExtending(id, parseYaml(text, file, extendingSchema, formats), findBase);
  const { data, problems, place } = parseYaml(text, file, profileSchema, formats);
  if (data === undefined) return { problems, unknownNames: [] };
  return { profile: writtenOut(id, data), problems: [], unknownNames: unknownFunctions(data).map(place) };
}

const isExtending = (text: string): boolean => {
  if (!text.includes("extends")) return false;
  const { data } = readYaml(text);
  return typeof data === "object" && data !== null && "extends" in data;
};

function parseExtending(id: string, parsed: ParsedYaml<ExtendingFile>, findBase: FindBase): ReadProfile {
  const { data, problems, place } = parsed;
  if (data === undefined) return { problems, unknownNames: [] };
  const base = findBase(data.extends);
  if ("problem" in base) return { problems: [place({ keys: ["extends"], message: base.problem })], unknownNames: [] };
  const wrong = extendProblems(base, data);
  if (wrong.length > 0) return { problems: wrong.map(place), unknownNames: [] };
  const { permissions = {}, features } = data;
  const unknownNames = unknownFunctions({ permissions, features, variants: [] }).map(place);
  return { profile: extendProfile(base, id, data), problems: [], unknownNames };
}

function unknownFunctions({
  permissions,
  features,
  variants,
}: Pick<ProfileFile, "permissions" | "features" | "variants">): KeyedMessage[] {
  const unknown = (table: ProfileFile["permissions"], keys: readonly PropertyKey[]) =>
    resolveLevels(table, catalogue).problems.map((problem) => ({
      keys: [...keys, problem.module, problem.function],
      message: problem.message,
    }));
  return [
    ...unknown(permissions, ["permissions"]),
    ...Object.entries(features).flatMap(([id, feature]) =>
      unknown(feature.permissions, ["features", id, "permissions"]),
    ),
    ...variants.flatMap((variant, index) => unknown(variant.permissions, ["variants", index, "permissions"])),
  ];
}

const GRANT_KEYS = ["all", ...VERBS, "customize", "why", "ambiguity", "source", "beyondSource"];

function knownKeys(keys: readonly PropertyKey[]): string[] {
  if (keys.length === 0)
    return [...new Set([...Object.keys(profileSchema.shape), ...Object.keys(extendingSchema.shape)])];
  if (keys.includes("permissions")) return GRANT_KEYS;
  if (keys[0] === "features") return ["why", "permissions"];
  return keys[0] === "source" ? ["url", "title", "retrieved"] : ["upTo", "why", "permissions"];
}

const describeUnion = (shown: string) => `${shown} is neither a level (${LEVELS.join(", ")}) nor levels by verb`;

function writtenOut(id: string, file: ProfileFile): Profile {
  const grants = (permissions: ProfileFile["permissions"], why: string): LevelTable<Grant> =>
    mapRows(permissions, (grant) => grantOf(grant, why, file.source.url));
  return {
    id,
    name: file.name,
    vendor: file.vendor,
    source: file.source,
    unlisted: file.unlisted,
    advice: file.advice,
    grants: grants(file.permissions, file.why),
    features: Object.entries(file.features).map(([name, { why, permissions }]) => ({
      id: name,
      why,
      grants: grants(permissions, why),
    })),
    variants: file.variants.map(({ upTo, why, permissions }) => ({ upTo, why, grants: grants(permissions, why) })),
  };
}

/** The bare levels of a profile's or a variant's grants. */
export const levelsOf = (grants: LevelTable<Grant>) => mapRows(grants, ({ levels }) => levels);
