import path from "node:path";
import type { Problem } from "../model/errors";
import { LEVELS, VERBS } from "../model/level";
import { everyVerb, type LevelTable, mapRows } from "../model/permission";
import { type Grant, type GrantFile, type Profile, type ProfileFile, profileSchema } from "../model/profile";
import { catalogue } from "./catalogue";
import { type KeyedMessage, parseYaml } from "./document";
import { resolveLevels } from "./match";

export interface ReadProfile {
  /** Missing when the file can't be used. */
  readonly profile?: Profile;
  readonly problems: readonly Problem[];
  /** Function names that the catalogue doesn't know. A tenant may have them all the same. */
  readonly unknownNames: readonly Problem[];
}

/** The text of a profile file; `file` names it in problems, and the profile's id is taken from it. */
export function parseProfile(text: string, file: string): ReadProfile {
  const { data, problems, place } = parseYaml(text, file, profileSchema, { knownKeys, describeUnion });
  if (data === undefined) return { problems, unknownNames: [] };
  const unknownNames = unknownFunctions(data).map(place);
  return { profile: writtenOut(path.basename(file, ".yaml"), data), problems: [], unknownNames };
}

function unknownFunctions({ permissions, features, variants }: ProfileFile): KeyedMessage[] {
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
  if (keys.length === 0) return Object.keys(profileSchema.shape);
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

function grantOf(file: GrantFile, why: string, source: string): Grant {
  if (typeof file === "string") return { levels: everyVerb(file), why, source, customize: [] };
  const {
    all = "None",
    add = all,
    edit = all,
    delete: remove = all,
    inquire = all,
    customize = [],
    ambiguity,
    beyondSource,
  } = file;
  return {
    levels: { add, edit, delete: remove, inquire },
    why: file.why ?? why,
    source: file.source ?? source,
    customize,
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
  };
}

/** The bare levels of a profile's or a variant's grants. */
export const levelsOf = (grants: LevelTable<Grant>) => mapRows(grants, ({ levels }) => levels);
