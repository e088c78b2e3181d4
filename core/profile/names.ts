import { rowsOf, tableOf } from "../model/permission";
import type { Profile } from "../model/profile";
import type { FunctionName } from "../model/role";
import { catalogue } from "./catalogue";
import { candidates, resolveLevels } from "./match";

/** A function's name as somebody wrote it, in the spelling of the profile, or else of the catalogue. */
export interface FoundName {
  readonly name: FunctionName;
  /** Whether the profile has it: in its permissions, a feature or a variant. */
  readonly isOwn: boolean;
  /** That it fits several of the profile's functions. */
  readonly ambiguous?: () => string;
  /** That neither the profile nor the catalogue has it; a tenant may have it all the same. */
  readonly unknown?: () => string;
}

/** A profile with the names of its functions, for overrides to be found among. */
export interface IndexedProfile {
  readonly profile: Profile;
  readonly functions: readonly FunctionName[];
  /** Two spellings of one function are found as the same object. */
  find(name: FunctionName): FoundName;
}

export function indexProfile(profile: Profile): IndexedProfile {
  const functions = functionsOf(profile);
  const found = new Map<string, FoundName>();
  const unknown: FunctionName[] = [];
  return {
    profile,
    functions,
    find({ module, function: name }) {
      const key = `${module}\n${name}`;
      const match = found.get(key) ?? findName({ module, function: name }, functions, unknown);
      found.set(key, match);
      return match;
    },
  };
}

/** A variant may spell a function otherwise than the permissions do; within one table two names are two functions. */
function functionsOf({ grants, features, variants }: Profile): FunctionName[] {
  const functions: FunctionName[] = [];
  for (const table of [grants, ...features.map((part) => part.grants), ...variants.map((part) => part.grants)]) {
    const names = [...rowsOf(table)].map(({ module, function: name }) => ({ module, function: name }));
    functions.push(...names.filter((name) => candidates(name, functions).length === 0));
  }
  return functions;
}

function findName(name: FunctionName, functions: readonly FunctionName[], unknown: FunctionName[]): FoundName {
  const [match, ...otherMatches] = candidates(name, functions);
  if (match && otherMatches.length > 0)
    return { name, isOwn: true, ambiguous: () => explainUnmatched(name, functions) };
  if (match) return { name: match, isOwn: true };
  const [catalogued, ...otherCatalogued] = candidates(name, catalogue);
  if (catalogued && otherCatalogued.length === 0) return { name: catalogued, isOwn: false };
  const [before] = candidates(name, unknown);
  if (!before) unknown.push(name);
  return { name: before ?? name, isOwn: false, unknown: () => explainUnmatched(name, catalogue) };
}

/** Why a name fits none or several of the functions, with the nearest. */
export const explainUnmatched = (name: FunctionName, functions: readonly FunctionName[]): string =>
  resolveLevels(tableOf([{ ...name, row: undefined }]), functions)
    .problems.map(({ message }) => message)
    .join("; ");
