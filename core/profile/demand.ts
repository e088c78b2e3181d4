import { type Level, VERBS, type Verb } from "../model/level";
import { isNone, type Permission, rowsOf } from "../model/permission";
import type { Profile } from "../model/profile";
import type { FunctionName } from "../model/role";
import { inCatalogueNames } from "./canonical";
import { withFeatures } from "./choose";

/** A profile that asks for a function. */
export interface RequestingProfile {
  readonly id: string;
  readonly vendor: string;
  /** With all its features. */
  readonly levels: Permission;
}

/** A function, and which profiles ask for it. */
export interface Demand extends FunctionName {
  readonly by: readonly RequestingProfile[];
  /** For each verb, how many profiles ask for My and for All. */
  readonly counts: Readonly<Record<Verb, Readonly<Record<Exclude<Level, "None">, number>>>>;
}

/**
 * What profiles ask for, with all their features: the functions that most of them name first. Functions are spelled as in
 * the catalogue.
 */
export function demandOf(profiles: readonly Profile[]): Demand[] {
  const demands = new Map<string, FunctionName & { by: RequestingProfile[] }>();
  for (const profile of profiles.map(inCatalogueNames))
    for (const { module, function: name, row } of rowsOf(withAllFeatures(profile).grants)) {
      if (isNone(row.levels)) continue;
      const key = `${module}\n${name}`;
      const demand = demands.get(key) ?? { module, function: name, by: [] };
      demand.by.push({ id: profile.id, vendor: profile.vendor, levels: row.levels });
      demands.set(key, demand);
    }
  return [...demands.values()].map((demand) => ({ ...demand, counts: countsOf(demand.by) })).sort(byDemand);
}

/** A profile with all its features. */
const withAllFeatures = (profile: Profile): Profile =>
  withFeatures(
    profile,
    profile.features.map(({ id }) => id),
  );

const byDemand = (a: Demand, b: Demand): number =>
  b.by.length - a.by.length || a.module.localeCompare(b.module) || a.function.localeCompare(b.function);

const countsOf = (by: readonly RequestingProfile[]): Demand["counts"] => {
  const of = (verb: Verb, level: Level) => by.filter(({ levels }) => levels[verb] === level).length;
  return Object.fromEntries(
    VERBS.map((verb) => [verb, { My: of(verb, "My"), All: of(verb, "All") }]),
  ) as Demand["counts"];
};
