import { FUNCTIONS, functionOf, type SecurityFunction } from "../catalogue";
import type { SeedFunctions } from "./schema";

/**
 * The functions of a tenant whose list differs from the built-in one, in the web client's order: by module, names
 * alphabetical within each.
 * @throws Error on a function to rename or leave out that isn't there
 */
export function functionsFromSeed({ rename, without, add }: SeedFunctions): SecurityFunction[] {
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

const byName = (a: string, b: string): number => a.localeCompare(b, "en", { sensitivity: "base" });
