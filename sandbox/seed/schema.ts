import { z } from "zod";
import { LEVELS } from "../model/securityRole";

/**
 * A row of a role: one level for every verb, or each verb's own (the rest stay None); null takes the verb away. Mine, which
 * the API's enumeration lacks, is what ConnectWise's matrix of 2017 shows in a few cells.
 */
const cell = z.enum([...LEVELS, "Mine"]).nullable();
const verbs = z.strictObject({ add: cell, edit: cell, delete: cell, inquire: cell }).partial();
const rowSchema = z.union(
  [cell, verbs],
  "expected None, My, Mine, All, null, or such levels by verb (add, edit, delete, inquire)",
);
const levelsSchema = z.record(z.string(), z.record(z.string(), rowSchema));

export const roleSchema = z.strictObject({
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
  identifier: z.string().min(1).max(15),
  firstName: z.string().max(30),
  lastName: z.string().max(30).default(""),
  licenseClass: z.enum(["F", "A", "C", "X"]).default("F"),
  role: z.string(),
  location: z.string().optional(),
  businessUnit: z.string().optional(),
  email: z.string().optional(),
  inactive: z.boolean().default(false),
  keys: z.array(keySchema).default([]),
});

const departmentSchema = z.strictObject({ identifier: z.string().max(15), name: z.string().max(50) });
const locationSchema = z.strictObject({
  name: z.string().min(1).max(50),
  /** Identifiers of the business units that belong to the location. */
  businessUnits: z.array(z.string()).default([]),
});

const namesByModule = z.record(z.string(), z.array(z.string().min(1)));

/** How the tenant's functions differ from the built-in ones. Its roles' levels use the names that come of it. */
const functionsSchema = z.strictObject({
  /** `rename: { Companies: { Team Members: Teams Members } }` */
  rename: z.record(z.string(), z.record(z.string(), z.string().min(1))).default({}),
  without: namesByModule.default({}),
  add: namesByModule.default({}),
});

/** A tenant to start from, as its YAML file says it. */
export const seedSchema = z.strictObject({
  company: z.strictObject({ id: z.string().min(1), name: z.string().min(1) }),
  departments: z.array(departmentSchema),
  locations: z.array(locationSchema),
  functions: functionsSchema.optional(),
  roles: z.array(roleSchema),
  members: z.array(memberSchema),
});

export type Seed = z.infer<typeof seedSchema>;
export type SeedFunctions = z.infer<typeof functionsSchema>;
export type SeedRow = z.infer<typeof rowSchema>;
export type SeedLevels = z.infer<typeof levelsSchema>;
