import { z } from "zod";
import { mapByName } from "../../core/text/mapByName";
import { LEVELS, VERBS } from "../model/securityRole";

/**
 * A row of a role: one level for every verb, or each verb's own (the rest stay None); null takes the verb away. Mine, which
 * the API's enumeration lacks, is what ConnectWise's matrix of 2017 shows in a few cells; any other word is told from a slip by
 * `{ word: Own }`.
 */
const cell = z.union([z.enum([...LEVELS, "Mine"]), z.strictObject({ word: z.string().min(1) })]).nullable();
const verbs = z.strictObject({ add: cell, edit: cell, delete: cell, inquire: cell }).partial();
const rowSchema = z.union(
  [cell, verbs],
  "expected None, My, Mine, All, null, or such levels by verb (add, edit, delete, inquire)",
);
const levelsSchema = mapByName(mapByName(rowSchema));

/** What the tenant counts the object as. Ids ascend within a list; an entry without one gets the next. */
const id = z.int().min(1).optional();

/** A role or location by its name, a business unit by its identifier; by its id where several are called that. */
const referenceSchema = z.union(
  [z.string(), z.strictObject({ id: z.int() })],
  "expected a name, or { id: 12 } where several are called that",
);

export const roleSchema = z.strictObject({
  id,
  name: z.string().min(1).max(30),
  roleType: z.string().max(30).optional(),
  admin: z.boolean().default(false),
  inactive: z.boolean().default(false),
  levels: levelsSchema.default({}),
  /** Entries allowed in the Customize list of Table Setup. */
  customize: z.array(z.string()).default([]),
});

export const keySchema = z.strictObject({ publicKey: z.string().min(1), privateKey: z.string().min(1) });

export const memberSchema = z.strictObject({
  id,
  identifier: z.string().min(1).max(15),
  firstName: z.string().max(30),
  lastName: z.string().max(30).default(""),
  licenseClass: z.enum(["F", "A", "C", "X"]).default("F"),
  role: referenceSchema.optional(),
  location: referenceSchema.optional(),
  businessUnit: referenceSchema.optional(),
  email: z.string().optional(),
  inactive: z.boolean().default(false),
  keys: z.array(keySchema).default([]),
});

const departmentSchema = z.strictObject({ id, identifier: z.string().max(15), name: z.string().max(50) });
const locationSchema = z.strictObject({
  id,
  name: z.string().min(1).max(50),
  /** Identifiers of the business units that belong to the location. */
  businessUnits: z.array(referenceSchema).default([]),
});

const namesByModule = mapByName(z.array(z.string().min(1)));

/** A function by its name, or with the verbs that its row has in no role. */
const listedFunction = z.union(
  [z.string().min(1), z.strictObject({ name: z.string().min(1), lacks: z.array(z.enum(VERBS)) })],
  "expected a name, or { name: Reports, lacks: [delete] }",
);

/** How the tenant's functions differ from the built-in ones, or all of them. Its roles' levels use the names that come of it. */
const functionsSchema = z.strictObject({
  /** Every function in the tenant's order; a module may come more than once. The built-in ones don't count then. */
  list: z.array(z.strictObject({ module: z.string().min(1), functions: z.array(listedFunction) })).optional(),
  /** `rename: { Companies: { Team Members: Teams Members } }` */
  rename: mapByName(mapByName(z.string().min(1))).default({}),
  without: namesByModule.default({}),
  add: namesByModule.default({}),
});

export const releaseSchema = z
  .string('expected a release in quotes, such as "2025.1"')
  .regex(/^\d{4}\.\d{1,2}$/, 'expected a release such as "2025.1"');

/** A tenant to start from, as its YAML file says it. */
export const seedSchema = z.strictObject({
  company: z.strictObject({ id: z.string().min(1), name: z.string().min(1) }),
  /** Release that the tenant runs, unless the sandbox is told another one. */
  version: releaseSchema.optional(),
  departments: z.array(departmentSchema),
  locations: z.array(locationSchema),
  functions: functionsSchema.optional(),
  roles: z.array(roleSchema),
  members: z.array(memberSchema),
});

export type Seed = z.infer<typeof seedSchema>;
export type SeedFunctions = z.infer<typeof functionsSchema>;
export type SeedReference = z.infer<typeof referenceSchema>;
export type SeedRow = z.infer<typeof rowSchema>;
export type SeedLevels = z.infer<typeof levelsSchema>;
