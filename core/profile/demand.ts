import { type Level, VERBS, type Verb } from "../model/level";
import { isNone, type Permission, rowsOf } from "../model/permission";
import type { Profile } from "../model/profile";
import type { FunctionName } from "../model/role";
import { inCatalogueNames } from "./canonical";
import { withFeatures } from "./choose";

/** A profile that asks for a function. */
export interface Asking {
  readonly id: string;
  readonly vendor: string;
  /** With all its features. */
  readonly levels: Permission;
}

/** A function, and which profiles ask for it. */
export interface Demand extends FunctionName {
  readonly by: readonly Asking[];
  /** For each verb, how many profiles ask for My and for All. */
  readonly counts: Readonly<Record<Verb, Readonly<Record<Exclude<Level, "None">, number>>>>;
}

/**
 * What profiles ask for, with all their features: the functions that most of them name first. Functions are spelled as in
 * the catalogue.
 */
export function demandOf(profiles: readonly Profile[]): Demand[] {
  const found = new Map<string, FunctionName & { by: Asking[] }>();
  for (const profile of profiles.map(inCatalogueNames))
    for (const { module, function: name, row } of rowsOf(withAll(profile).grants)) {
      if (isNone(row.levels)) continue;
      const key = `${module}\n${name}`;
      const demand = found.get(key) ?? { module, function: name, by: [] };
      demand.by.push({ id: profile.id, vendor: profile.vendor, levels: row.levels });
      found.set(key, demand);
    }
  return [...found.values()].map((demand) => ({ ...demand, counts: countsOf(demand.by) })).sort(mostAskedFirst);
}

/** A profile with all its features. */
const withAll = (profile: Profile): Profile =>
  withFeatures(
    profile,
    profile.features.map(({ id }) => id),
  );

const mostAskedFirst = (a: Demand, b: Demand): number =>
  b.by.length - a.by.length || a.module.localeCompare(b.module) || a.function.localeCompare(b.function);

const countsOf = (by: readonly Asking[]): Demand["counts"] => {
  const of = (verb: Verb, level: Level) => by.filter(({ levels }) => levels[verb] === level).length;
  return Object.fromEntries(
    VERBS.map((verb) => [verb, { My: of(verb, "My"), All: of(verb, "All") }]),
  ) as Demand["counts"];
};
