import { z } from "zod";
import { LEVELS, type Level, VERBS, type Verb } from "./level";
import type { LevelTable, Permission } from "./permission";
import { UNLISTED } from "./role";

const level = z.enum(LEVELS);
const text = z.string("text").trim().min(1, "blank");
const url = z.url("an address such as https://vendor.example/permissions");

/** What a row in a file says of levels: at least one, and `all` not beside verbs. */
export function givesLevelsOnce(
  row: { readonly [Key in Verb | "all"]?: Level | undefined },
  context: Pick<z.RefinementCtx, "addIssue">,
): void {
  const verbs = VERBS.filter((verb) => row[verb] !== undefined);
  if (row.all === undefined && verbs.length === 0)
    context.addIssue({ code: "custom", message: `grants nothing; give a level to ${VERBS.join(", ")} or all` });
  if (row.all !== undefined && verbs.length > 0)
    context.addIssue({ code: "custom", message: `"all" already covers ${verbs.join(", ")}; keep one of the two` });
}

const grantObject = z
  .strictObject({
    all: level.optional().describe("One level for all four verbs"),
    add: level.optional(),
    edit: level.optional(),
    delete: level.optional(),
    inquire: level.optional(),
    customize: z
      .array(text)
      .min(1, "no entry")
      .optional()
      .describe("Entries to allow on the row's Customize list: Table / Entry"),
    why: text.optional().describe("What the integration needs it for"),
    ambiguity: text.optional().describe("Where the source leaves room, and how this profile reads it"),
    source: url.optional().describe("Where this row is documented, if not in the profile's source"),
    beyondSource: text.optional().describe("Why the row grants more than its source asks for"),
  })
  .superRefine(givesLevelsOnce);

const functions = z.record(text, z.union([level, grantObject]), 'functions with their levels, such as "Contacts: All"');
const permissions = z
  .record(text, functions, "modules with their functions")
  .refine((modules) => Object.values(modules).some((named) => Object.keys(named).length > 0), "names no function");

const date = 'a year, month or day such as "2026-01-31", in quotes';
const source = z.strictObject({ url, title: text, retrieved: z.string(date).regex(/^\d{4}(-\d{2}){0,2}$/, date) });

const version = z
  .string('a version such as "2019.2", in quotes')
  .regex(/^\d{4}\.\d{1,2}$/, 'a version such as "2019.2", in quotes');

const variant = z.strictObject({ upTo: version, why: text, permissions });
const feature = z.strictObject({ why: text, permissions });

/** The file format of profiles/*.yaml: what one integration needs of a tenant. */
export const profileSchema = z.strictObject(
  {
    name: text,
    vendor: text,
    source,
    why: text.describe("What the integration needs the permissions for, where a row doesn't say"),
    unlisted: z.enum(UNLISTED).default("exact"),
    advice: z.array(text).default([]).describe("What the vendor tells the administrator besides the levels"),
    permissions,
    features: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/, "a name such as expense-sync"), feature)
      .default({})
      .describe("Permissions that only some tenants need, added where the configuration names the feature"),
    variants: z.array(variant).default([]).describe("Other permissions for tenants up to a version"),
  },
  "a profile has name, vendor, source, why and permissions",
);

export type ProfileFile = z.output<typeof profileSchema>;
export type GrantFile = ProfileFile["permissions"][string][string];

/** A function's four levels with what stands behind them. */
export interface Grant {
  readonly levels: Permission;
  readonly why: string;
  readonly source: string;
  readonly ambiguity?: string;
  /** Why it is more than the source asks for; missing where the source asks for all of it. */
  readonly beyondSource?: string;
  readonly customize: readonly string[];
}

/** What an optional part of the integration needs besides. */
export interface Feature {
  readonly id: string;
  readonly why: string;
  readonly grants: LevelTable<Grant>;
}

/** What a tenant up to (and including) a version needs instead. */
export interface Variant {
  readonly upTo: string;
  readonly why: string;
  readonly grants: LevelTable<Grant>;
}

/** A profile, written out: four levels a function, each with its reason and source. */
export interface Profile {
  /** The file's name without `.yaml`. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly source: z.output<typeof source>;
  readonly unlisted: ProfileFile["unlisted"];
  readonly advice: readonly string[];
  readonly grants: LevelTable<Grant>;
  readonly features: readonly Feature[];
  readonly variants: readonly Variant[];
}
