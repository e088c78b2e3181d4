import { rowsOf, tableOf } from "../../provider/model/permission";
import type { Profile } from "../../provider/model/profile";
import type { FunctionName } from "../../provider/model/role";
import { catalogue } from "../../provider/profile/catalogue";
import { candidates, resolveLevels } from "../../provider/profile/match";

/** A function's name as somebody wrote it, in the spelling of the profile, or else of the catalogue. */
export interface FoundName {
  readonly name: FunctionName;
  /** Whether the profile has it: in its permissions, a feature or a variant. */
  readonly isOwn: boolean;
  /** That it fits several of the profile's functions. */
  readonly ambiguous?: string;
  /** That neither the profile nor the catalogue has it; a tenant may have it all the same. */
  readonly unknown?: string;
}

/** A profile with the names of its functions, for overrides to be found among. */
export interface NamedProfile {
  readonly profile: Profile;
  readonly functions: readonly FunctionName[];
  find(name: FunctionName): FoundName;
}

export function namedProfile(profile: Profile): NamedProfile {
  const functions = functionsOf(profile);
  const found = new Map<string, FoundName>();
  return {
    profile,
    functions,
    find(name) {
      const key = JSON.stringify([name.module, name.function]);
      const known = found.get(key) ?? findName(name, functions);
      found.set(key, known);
      return known;
    },
  };
}

function functionsOf({ grants, features, variants }: Profile): FunctionName[] {
  const functions: FunctionName[] = [];
  for (const table of [grants, ...[...features, ...variants].map((part) => part.grants)])
    for (const { module, function: name } of rowsOf(table)) {
      const row = { module, function: name };
      if (candidates(row, functions).length === 0) functions.push(row);
    }
  return functions;
}

function findName(name: FunctionName, functions: readonly FunctionName[]): FoundName {
  const [own, ...others] = candidates(name, functions);
  if (own && others.length > 0) return { name, isOwn: true, ambiguous: whyUnfound(name, functions) };
  if (own) return { name: own, isOwn: true };
  const [known, ...more] = candidates(name, catalogue);
  if (known && more.length === 0) return { name: known, isOwn: false };
  return { name, isOwn: false, unknown: whyUnfound(name, catalogue) };
}

/** Why a name fits none or several of the functions, with the nearest. */
export const whyUnfound = (name: FunctionName, functions: readonly FunctionName[]): string =>
  resolveLevels(tableOf([{ ...name, row: undefined }]), functions)
    .problems.map(({ message }) => message)
    .join("; ");
