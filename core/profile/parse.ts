import path from "node:path";
import { InvalidInputError, type Problem } from "../model/errors";
import { LEVELS, VERBS } from "../model/level";
import { type LevelTable, mapRows } from "../model/permission";
import {
  type ExtendingProfileFile,
  extendingProfileSchema,
  type Grant,
  type Profile,
  type ProfileOrigin,
  profileId,
  type WholeProfileFile,
  wholeProfileSchema,
} from "../model/profile";
import { withLazyMessage } from "../text/capFindings";
import { catalogue } from "./catalogue";
import { checkData, type FormatMessages, type KeyedMessage, type PlaceAll, parseYaml } from "./document";
import { expandProfile } from "./expandProfile";
import { extend } from "./extend";
import { resolveLevels } from "./match";

export interface ReadProfile {
  /** Missing when the file can't be used. */
  readonly profile?: Profile;
  readonly problems: readonly Problem[];
  /** Function names that the catalogue doesn't know. A tenant may have them all the same. */
  readonly unknownNames: readonly Problem[];
}

/** A profile that another one extends, or why there is none. */
export type FindBase = (
  id: string,
) => (ReadProfile & { readonly origin: ProfileOrigin }) | { readonly missing: string };

const nowhere: FindBase = (id) => ({ missing: `"${id}" isn't known here` });

/** The text of a profile file; `file` names it in problems, and the profile's id is taken from it. */
export function parseProfile(text: string, file: string, findBase: FindBase = nowhere): ReadProfile {
  const { data, problems, placeAll } = parseYaml(text, file, schemaFor, messages);
  if (data === undefined) return { problems, unknownNames: [] };
  return interpret(path.basename(file, ".yaml"), data, placeAll, findBase);
}

/**
 * A profile that is data already: the keys of a file, and `id`.
 * @throws InvalidInputError with every problem, each with the path of its key
 */
export function profileFrom(definition: unknown, findBase: FindBase): Profile {
  const placeAll: PlaceAll = (findings) =>
    findings.map((finding) => withLazyMessage({ path: finding.keys.join(".") }, () => finding.message));
  const schema = isExtending(definition)
    ? extendingProfileSchema.extend({ id: profileId })
    : wholeProfileSchema.extend({ id: profileId });
  const { data, findings } = checkData(definition, schema, definitionMessages);
  const { profile, problems } = data
    ? interpret(data.id, data, placeAll, findBase)
    : { profile: undefined, problems: placeAll(findings) };
  if (!profile) throw new InvalidInputError(`The profile ${nameOf(definition)}can't be used`, problems);
  return profile;
}

const nameOf = (definition: unknown): string => {
  const { id } = (definition ?? {}) as { readonly id?: unknown };
  return typeof id === "string" ? `"${id}" ` : "";
};

const isExtending = (data: unknown) => typeof data === "object" && data !== null && "extends" in data;

const schemaFor = (data: unknown): typeof wholeProfileSchema | typeof extendingProfileSchema =>
  isExtending(data) ? extendingProfileSchema : wholeProfileSchema;

function interpret(
  id: string,
  file: WholeProfileFile | ExtendingProfileFile,
  placeAll: PlaceAll,
  findBase: FindBase,
): ReadProfile {
  if (file.extends === undefined)
    return { profile: expandProfile(id, file), problems: [], unknownNames: placeAll(unknownFunctions(file)) };
  const base = findBase(file.extends);
  const problem = (message: string) => placeAll([{ keys: ["extends"], message }]);
  if ("missing" in base) return { problems: problem(base.missing), unknownNames: [] };
  if (!base.profile)
    return {
      problems: [...problem(`the profile "${file.extends}" can't be used`), ...base.problems],
      unknownNames: [],
    };
  const { profile, problems, unknownNames } = extend(base.profile, base.origin, id, file);
  return { ...(profile && { profile }), problems: placeAll(problems), unknownNames: placeAll(unknownNames) };
}

function unknownFunctions({ permissions, features, variants }: WholeProfileFile): KeyedMessage[] {
  const unknown = (table: WholeProfileFile["permissions"], keys: readonly PropertyKey[]) =>
    resolveLevels(table, catalogue).problems.map((problem) =>
      withLazyMessage({ keys: [...keys, problem.module, problem.function] }, () => problem.message),
    );
  return [
    ...unknown(permissions, ["permissions"]),
    ...Object.entries(features).flatMap(([id, feature]) =>
      unknown(feature.permissions, ["features", id, "permissions"]),
    ),
    ...variants.flatMap((variant, index) => unknown(variant.permissions, ["variants", index, "permissions"])),
  ];
}

const ROOT_KEYS = Object.keys(wholeProfileSchema.shape);
const GRANT_KEYS = ["all", ...VERBS, "customize", "why", "ambiguity", "source", "beyondSource"];

const messages: FormatMessages = {
  knownKeys(keys) {
    if (keys.length === 0) return ROOT_KEYS;
    if (keys.includes("permissions")) return GRANT_KEYS;
    if (keys[0] === "features") return ["why", "permissions"];
    return keys[0] === "source" ? ["url", "title", "retrieved"] : ["upTo", "why", "permissions"];
  },
  describeUnion: (shown) => `${shown} is neither a level (${LEVELS.join(", ")}) nor levels by verb`,
};

const definitionMessages: FormatMessages = {
  ...messages,
  knownKeys: (keys) => (keys.length === 0 ? ["id", ...ROOT_KEYS] : messages.knownKeys(keys)),
};

/** The bare levels of a profile's or a variant's grants. */
export const levelsOf = (grants: LevelTable<Grant>) => mapRows(grants, ({ levels }) => levels);
