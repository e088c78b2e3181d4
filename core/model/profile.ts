import { z } from "zod";
import { LEVELS, type Level, VERBS, type Verb } from "./level";
import type { LevelTable, Permission } from "./permission";
import { type FunctionName, UNLISTED, type Unlisted } from "./role";

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

const levelsByVerb = {
  all: level.optional().describe("One level for all four verbs"),
  add: level.optional(),
  edit: level.optional(),
  delete: level.optional(),
  inquire: level.optional(),
};
const remarks = {
  ambiguity: text.optional().describe("Where the source leaves room, and how this profile reads it"),
  source: url.optional().describe("Where this row is documented, if not in the profile's source"),
  beyondSource: text.optional().describe("Why the row grants more than its source asks for"),
};

const grantObject = z
  .strictObject({
    ...levelsByVerb,
    customize: z
      .array(text)
      .min(1, "no entry")
      .optional()
      .describe("Entries to allow on the row's Customize list: Table / Entry"),
    why: text.optional().describe("What the integration needs it for"),
    ...remarks,
  })
  .superRefine(givesLevelsOnce);

const changedRow = z
  .strictObject(
    {
      ...levelsByVerb,
      customize: z.array(text).optional().describe("The entries of the row's Customize list, instead of the base's"),
      why: text.describe("Why it isn't as in the profile that this one extends"),
      ...remarks,
    },
    "levels with a reason, such as { inquire: My, why: … }",
  )
  .superRefine((row, context) => {
    const message = `changes nothing; give a level to ${VERBS.join(", ")} or all, or a list to customize`;
    if (["all" as const, ...VERBS].some((verb) => row[verb] !== undefined)) givesLevelsOnce(row, context);
    else if (row.customize === undefined) context.addIssue({ code: "custom", message });
  });

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
const features = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, "a name such as expense-sync"), feature);
const advice = z.array(text);
const byModule = <Row extends z.ZodType>(row: Row, what: string) =>
  z.record(text, z.record(text, row, `functions with ${what}`), "modules with their functions");

/** Of a file its name without `.yaml`. */
export const profileId = text;

/** A profile that stands alone. */
export const wholeProfileSchema = z.strictObject(
  {
    name: text,
    vendor: text,
    source,
    why: text.describe("What the integration needs the permissions for, where a row doesn't say"),
    unlisted: z.enum(UNLISTED).default("exact"),
    advice: advice.default([]).describe("What the vendor tells the administrator besides the levels"),
    permissions,
    features: features
      .default({})
      .describe("Permissions that only some tenants need, added where the configuration names the feature"),
    variants: z.array(variant).default([]).describe("Other permissions for tenants up to a version"),
    extends: z.never().optional(),
    without: z.never("only a profile that extends another one takes functions out").optional(),
  },
  "a profile has name, vendor, source, why and permissions",
);

/** A profile that says what it changes of another one. */
export const extendingProfileSchema = z.strictObject({
  extends: text.describe("The id of the profile that this one builds on: one of your own, or one of the library"),
  name: text,
  why: text.describe("Why it isn't the other profile as it is"),
  vendor: text.optional().describe("The other profile's where it is left out"),
  source: source.optional().describe("The other profile's where it is left out"),
  unlisted: z.enum(UNLISTED).optional().describe("As in the other profile where it is left out"),
  advice: advice.optional().describe("The other profile's where it is left out"),
  permissions: byModule(changedRow, "their levels and the reason")
    .default({})
    .describe("Levels other than the base's, and functions besides; a verb that isn't named stays as it was"),
  without: byModule(text, "the reason of each, such as Contacts: Not used here")
    .default({})
    .describe("Functions that aren't granted at all, each with the reason"),
  features: features.default({}).describe("Optional parts besides those of the other profile"),
  variants: z.never("a profile that extends another one has the variants of that one").optional(),
});

/** The file format of profiles/*.yaml: what one integration needs of a tenant. */
export const profileSchema = z.union([wholeProfileSchema, extendingProfileSchema]);

export type WholeProfileFile = z.output<typeof wholeProfileSchema>;
export type ExtendingProfileFile = z.output<typeof extendingProfileSchema>;
export type GrantFile = WholeProfileFile["permissions"][string][string];

/** A function's four levels with what stands behind them. */
export interface Grant {
  readonly levels: Permission;
  readonly why: string;
  readonly source: string;
  readonly ambiguity?: string;
  /** Why it is more than the source asks for; missing where the source asks for all of it. */
  readonly beyondSource?: string;
  readonly customize: readonly string[];
  /** Who changed it on the way from the profile that all began with, in that order; missing where none did. */
  readonly changes?: readonly GrantChange[];
}

/** What one profile, or one layer of a fleet's file, made of a function. */
export interface GrantChange {
  /** The profile's id, or the layer: `group au`. */
  readonly by: string;
  readonly why: string;
  /** The levels before; missing where the function wasn't granted. */
  readonly before?: Permission;
  readonly after: Permission;
}

/** A function that a profile takes out of the one that it extends. */
export interface TakenOut extends FunctionName, Pick<GrantChange, "by" | "why"> {}

/** Where profiles are found: beside the program, or in this package. */
export type ProfileOrigin = "own" | "library";

/** What a profile builds on. */
export interface BaseProfile {
  readonly id: string;
  /** Missing where nobody looked it up in folders. */
  readonly origin?: ProfileOrigin;
  /** Why it isn't used as it is. */
  readonly why: string;
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
  readonly unlisted: Unlisted;
  readonly advice: readonly string[];
  readonly grants: LevelTable<Grant>;
  readonly features: readonly Feature[];
  readonly variants: readonly Variant[];
  /** What it builds on, the nearest first; missing where it stands alone. */
  readonly extends?: readonly BaseProfile[];
  /** What it, or one that it builds on, takes out; missing where nothing is. */
  readonly without?: readonly TakenOut[];
}
