import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { InvalidInputError, type Problem } from "../model/errors";
import { LEVELS, VERBS } from "../model/level";
import { everyVerb, type LevelTable, mapRows } from "../model/permission";
import { type Grant, type GrantFile, type Profile, type ProfileFile, profileSchema } from "../model/profile";
import { catalogue } from "./catalogue";
import { nearest, resolveLevels, suggest } from "./match";

/**
 * Reads one profile file.
 * @throws InvalidInputError with every problem of the file, each with line and column
 */
export function loadProfile(file: string): Profile {
  const { profile, problems } = readProfile(file);
  if (!profile) throw new InvalidInputError(`The profile ${file} can't be used`, problems);
  return profile;
}

/**
 * Finds `<folder>/<id>.yaml` and reads it.
 * @throws InvalidInputError when there is no such file (with the nearest ids), or when it has problems
 */
export function findProfile(id: string, folder: string): Profile {
  const known = profileIds(folder);
  if (known.includes(id)) return loadProfile(path.join(folder, `${id}.yaml`));
  const all = `There ${known.length === 1 ? "is" : "are"}: ${known.join(", ") || "none"}`;
  const message = `no profile "${id}" in ${folder}; ${suggest(nearest(id, known))} ${all}`;
  throw new InvalidInputError("No such profile", [{ path: "profile", message }]);
}

/** The ids of a folder's profiles, sorted; none where there is no such folder. */
export const profileIds = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => path.basename(name, ".yaml"))
    .sort();

export interface ReadProfile {
  /** Missing when the file can't be used. */
  readonly profile?: Profile;
  readonly problems: readonly Problem[];
  /** Function names that the catalogue doesn't know. A tenant may have them all the same. */
  readonly unknownNames: readonly Problem[];
}

/** One profile file, or all that is wrong with it. */
export function readProfile(file: string): ReadProfile {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    return { problems: [{ path: "", message: "no such file", file }], unknownNames: [] };
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines, prettyErrors: false, merge: true });
  const at = (offset: number | undefined) => {
    if (offset === undefined) return { file };
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ message, pos }) => ({ path: "", message, ...at(pos[0]) })),
      unknownNames: [],
    };
  const aliases = unresolvedAliases(document);
  if (aliases.length > 0)
    return {
      problems: aliases.map(({ name, offset }) => ({
        path: "",
        message: `*${name} stands for nothing`,
        ...at(offset),
      })),
      unknownNames: [],
    };
  const placed = ({ keys, message }: KeyedMessage): Problem => ({
    path: keys.join("."),
    message,
    ...at(offsetOf(document.contents, keys)),
  });
  const parsed = profileSchema.safeParse(document.toJS(), { reportInput: true });
  if (parsed.success) {
    const unknownNames = unknownFunctions(parsed.data).map(placed);
    return { profile: writtenOut(path.basename(file, ".yaml"), parsed.data), problems: [], unknownNames };
  }
  const problems = parsed.error.issues
    .flatMap((issue) => problemsOf(issue, []))
    .map(placed)
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { problems, unknownNames: [] };
}

function unresolvedAliases(document: Document): { name: string; offset: number | undefined }[] {
  const found: { name: string; offset: number | undefined }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) found.push({ name: alias.source, offset: alias.range?.[0] });
    },
  });
  return found;
}

function unknownFunctions({ permissions, variants }: ProfileFile): KeyedMessage[] {
  const unknown = (table: ProfileFile["permissions"], keys: readonly PropertyKey[]) =>
    resolveLevels(table, catalogue).problems.map((problem) => ({
      keys: [...keys, problem.module, problem.function],
      message: problem.message,
    }));
  return [
    ...unknown(permissions, ["permissions"]),
    ...variants.flatMap((variant, index) => unknown(variant.permissions, ["variants", index, "permissions"])),
  ];
}

interface KeyedMessage {
  readonly keys: readonly PropertyKey[];
  readonly message: string;
}

/** Puts zod's findings into a user's words; a grant's own findings come instead of "matches no branch". */
function problemsOf(issue: z.core.$ZodIssue, parent: readonly PropertyKey[]): KeyedMessage[] {
  const keys = [...parent, ...issue.path];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        keys: [...keys, key],
        message: `unknown key; ${suggest(nearest(key, knownKeys(keys)))}`,
      }));
    case "invalid_union": {
      const branch = issue.errors.find((errors) => !errors.some((error) => isWrongBranch(error)));
      if (branch) return branch.flatMap((inner) => problemsOf(inner, keys));
      return [
        {
          keys,
          message: `${JSON.stringify(issue.input)} is neither a level (${LEVELS.join(", ")}) nor levels by verb`,
        },
      ];
    }
    case "invalid_value": {
      const valid = issue.values.map(String);
      return [{ keys, message: `${JSON.stringify(issue.input)} is not one of ${valid.join(", ")}` }];
    }
    case "invalid_type":
      return [{ keys, message: issue.input === undefined ? "required, but missing" : issue.message }];
    default:
      return [{ keys, message: issue.message }];
  }
}

const isWrongBranch = (error: z.core.$ZodIssue) =>
  error.path.length === 0 && ["invalid_type", "invalid_value"].includes(error.code);

const GRANT_KEYS = ["all", ...VERBS, "customize", "why", "ambiguity", "source"];

function knownKeys(keys: readonly PropertyKey[]): string[] {
  if (keys.length === 0) return Object.keys(profileSchema.shape);
  if (keys.includes("permissions")) return GRANT_KEYS;
  return keys[0] === "source" ? ["url", "title", "retrieved"] : ["upTo", "why", "permissions"];
}

/** Where the deepest key of a path stands in the file, as an offset. */
function offsetOf(contents: Node | null, keys: readonly PropertyKey[]): number | undefined {
  let node: unknown = contents;
  let offset = contents?.range?.[0];
  for (const key of keys) {
    if (!isMap(node)) {
      node = (node as { items?: unknown[] } | null)?.items?.[Number(key)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
      continue;
    }
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
    );
    if (!pair || !isScalar(pair.key)) return offset;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

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
    variants: file.variants.map(({ upTo, why, permissions }) => ({ upTo, why, grants: grants(permissions, why) })),
  };
}

function grantOf(file: GrantFile, why: string, source: string): Grant {
  if (typeof file === "string") return { levels: everyVerb(file), why, source, customize: [] };
  const { all = "None", add = all, edit = all, delete: remove = all, inquire = all, customize = [], ambiguity } = file;
  return {
    levels: { add, edit, delete: remove, inquire },
    why: file.why ?? why,
    source: file.source ?? source,
    customize,
    ...(ambiguity && { ambiguity }),
  };
}

/** The bare levels of a profile's or a variant's grants. */
export const levelsOf = (grants: LevelTable<Grant>) => mapRows(grants, ({ levels }) => levels);
