import path from "node:path";
import { z } from "zod";
import { repeatedIds } from "../company";
import { readContract } from "../contract";
import { faultSchema } from "../http/faultSchema";
import type { CompanyOptions } from "../options";
import { QUIRKS, type Quirks, SETTINGS_MODES } from "../switches";
import { readYamlFile } from "../yamlFile";
import { readSeed } from "./load";
import { keySchema, memberSchema, releaseSchema, roleSchema, type Seed } from "./schema";

const quirksSchema = z
  .strictObject(Object.fromEntries(Object.entries(QUIRKS).map(([name, answers]) => [name, z.enum(answers).optional()])))
  .transform((chosen) => chosen as Partial<Quirks>);

/** Everything about a company but the file of its seed. */
const common = {
  /** A key has it before the `+`. */
  id: z.string().regex(/^[^+:\s]+$/, "expected an id without spaces, + and :"),
  name: z.string().min(1).optional(),
  settings: z.enum(SETTINGS_MODES).optional(),
  quirks: quirksSchema.optional(),
  version: releaseSchema.optional(),
  keys: keySchema.optional(),
  faults: z.array(faultSchema).optional(),
  /** In addition to those of the seed. */
  roles: z.array(roleSchema).default([]),
  members: z.array(memberSchema).default([]),
};

/** Seeds that several companies name are read once, so that these share what they don't change. */
function companiesSchema(folder: string) {
  const seeds = new Map<string, Seed>();
  const seed = fileSchema(folder, (file) => {
    const loadedSeed = seeds.get(file) ?? readSeed(file);
    seeds.set(file, loadedSeed);
    return loadedSeed;
  });
  const contract = fileSchema(folder, readContract);
  const company = z.strictObject({ ...common, seed: seed.optional(), contract: contract.optional() });
  const companies = z
    .array(company)
    .min(1)
    .superRefine(refuseRepeatedIds, { when: ({ value }) => Array.isArray(value) });
  return z.strictObject({ companies });
}

/** What a file holds that is named relative to a folder. */
const fileSchema = <T>(folder: string, read: (file: string) => T) =>
  z.string().transform((written, context) => {
    try {
      return read(path.resolve(folder, written));
    } catch (error) {
      context.addIssue((error as Error).message);
      return z.NEVER;
    }
  });

/** Looks at companies that have other problems, too, even no id: so that all are told at once. */
function refuseRepeatedIds(companies: readonly { readonly id?: string }[], context: z.core.$RefinementCtx): void {
  const ids = companies.map((company) => company?.id);
  for (const id of repeatedIds(ids.filter((id) => typeof id === "string"))) {
    const index = ids.lastIndexOf(id);
    context.addIssue({ code: "custom", path: [index, "id"], message: `another company has the id ${id}` });
  }
}

/**
 * The companies of a YAML file. Without a seed of its own a company starts from `standard`.
 * @throws Error naming the file and every problem in it, by key and line
 */
export function readCompanies(file: string, standard: Seed): CompanyOptions[] {
  const { companies } = readYamlFile(file, companiesSchema(path.dirname(file)), "a file of companies");
  return companies.map(
    ({ id, name, settings, contract, quirks, version, keys, faults, roles, members, seed = standard }) => ({
      id,
      ...(contract === undefined ? {} : { contract }),
      name: name ?? id,
      quirks,
      seed: roles.length + members.length === 0 ? seed : added(seed, { roles, members }),
      ...(settings === undefined ? {} : { settings }),
      ...(version === undefined ? {} : { version }),
      ...(keys === undefined ? {} : { keys }),
      ...(faults === undefined ? {} : { faults: { faults } }),
    }),
  );
}

const added = (seed: Seed, { roles, members }: Pick<Seed, "roles" | "members">): Seed => ({
  ...seed,
  roles: [...seed.roles, ...roles],
  members: [...seed.members, ...members],
});
