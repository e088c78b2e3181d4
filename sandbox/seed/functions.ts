import { FUNCTIONS, functionOf, type SecurityFunction } from "../catalogue";
import type { SeedFunctions } from "./schema";

/**
 * The functions of a tenant whose list differs from the built-in one: as the seed lists them, or else in the web client's order, by
 * module, names alphabetical within each.
 * @throws Error on a function to rename or leave out that isn't there, or that is listed twice
 */
export function functionsFromSeed({ list, rename, without, add }: SeedFunctions): SecurityFunction[] {
  if (list) return listed(list);
  const modules = new Map<string, Set<string>>();
  for (const { module, name } of FUNCTIONS) modules.set(module, (modules.get(module) ?? new Set()).add(name));
  const take = (module: string, name: string) => {
    if (!modules.get(module)?.delete(name)) throw new Error(`The seed's functions: there is no ${module} / ${name}.`);
  };
  for (const [module, names] of Object.entries(without)) for (const name of names) take(module, name);
  for (const [module, names] of Object.entries(rename)) {
    for (const [from, to] of Object.entries(names)) {
      take(module, from);
      modules.get(module)?.add(to);
    }
  }
  for (const [module, names] of Object.entries(add)) {
    modules.set(module, new Set([...(modules.get(module) ?? []), ...names]));
  }
  return [...modules]
    .flatMap(([module, names]) => [...names].sort(byName).map((name) => ({ module, name })))
    .map(({ module, name }, index) => functionOf(module, name, index + 1));
}

/** @throws Error on a function that is listed twice: levels tell them apart by their names */
function listed(list: NonNullable<SeedFunctions["list"]>): SecurityFunction[] {
  const seenNames = new Set<string>();
  return list
    .flatMap(({ module, functions }) =>
      functions.map((one) => ({ module, ...(typeof one === "string" ? { name: one } : one) })),
    )
    .map(({ module, name, ...rest }, index) => {
      const isNew = seenNames.size < seenNames.add(JSON.stringify([module, name])).size;
      if (!isNew) throw new Error(`The seed's functions: ${module} / ${name} is listed twice.`);
      return { ...functionOf(module, name, index + 1), ...rest };
    });
}

const byName = (a: string, b: string): number => a.localeCompare(b, "en", { sensitivity: "base" });
