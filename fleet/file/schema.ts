import { z } from "zod";
import { LEVEL_MODES } from "../../core/model/capability";
import { LEVELS } from "../../core/model/level";
import { MEMBER_KINDS } from "../../core/model/member";
import { visibleName } from "../../core/model/name";
import { givesLevelsOnce } from "../../core/model/profile";
import { ADOPT_MODES } from "../../core/model/role";
import { parseTenant } from "../../core/model/tenant";

const text = z.string("text").trim().min(1, "blank");
const upTo = (length: number, what: string) => text.max(length, `${what} has at most ${length} characters`);
const nameUpTo = (length: number, what: string) => upTo(length, what).superRefine(visibleName);
const oneOf = <const Values extends readonly string[]>(values: Values) => z.enum(values);

const REFERENCE = /^(env|file|command):\s*\S/;
const GUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const WHERE = "write where it is: env:NAME, file:PATH or command:LINE";
const PLACEHOLDERS = "{tenant}, {TENANT} and {companyId} stand for the tenant's own";

/** The messages never repeat what was written: it may be the credential itself. */
const reference = (what: string) =>
  z
    .string(`a reference; ${WHERE}`)
    .trim()
    .regex(REFERENCE, `a credential never stands in this file; ${WHERE}`)
    .describe(`${what}: env:NAME, file:PATH or command:LINE that prints it; ${PLACEHOLDERS}`);
const clientId = z
  .string(`a GUID, or ${WHERE}`)
  .trim()
  .regex(new RegExp(`${REFERENCE.source}|${GUID.source}`), `neither a GUID nor a reference; ${WHERE}`)
  .describe("The integration's GUID from ConnectWise's developer site, or where it is, as env:NAME");

const level = z.enum(LEVELS);
const override = z.union([
  level,
  z
    .strictObject({
      all: level.optional().describe("One level for all four verbs"),
      add: level.optional(),
      edit: level.optional(),
      delete: level.optional(),
      inquire: level.optional(),
      why: text.optional().describe("Why it isn't as in the profile"),
    })
    .superRefine(givesLevelsOnce),
]);

/** Lengths and required fields as in `ApiMember` and `Member` of the published description. */
export const personSchema = z.strictObject({
  firstName: upTo(30, "a first name"),
  lastName: upTo(30, "a last name"),
  hireDate: z.iso.date('a date such as "2026-01-31"'),
  licenseClass: oneOf(["F", "A", "C", "X"]).default("F"),
  defaultEmail: text.default("Office"),
  defaultPhone: text.default("Office"),
});

export const profileEntrySchema = z.strictObject({
  role: nameUpTo(30, "a role's name").optional().describe("Name of the security role; the profile's name by default"),
  adopt: oneOf(ADOPT_MODES)
    .optional()
    .describe("Whether a role of that name is taken over: if-unshared (the default), always, never"),
  force: text.optional().describe("The name of an adopted role, to allow that more than half of its rows change"),
  member: nameUpTo(15, "a member's identifier").optional().describe("Member id of the integration"),
  memberKind: oneOf(MEMBER_KINDS)
    .optional()
    .describe("api (the default): made for integrations; full: a licensed user"),
  memberName: nameUpTo(30, "a member's display name").optional().describe("Display name of an API member that is made"),
  person: personSchema.optional().describe("What a full member needs besides to be made"),
  location: text.optional().describe("The member's default location, by name or id"),
  businessUnit: text.optional().describe("The member's default business unit in that location, by name or id"),
  features: z
    .array(text, "a list of features")
    .optional()
    .describe("Optional parts of the profile; replaces an earlier layer's list"),
  levels: z
    .record(text, z.record(text, override, "functions with their levels"), "modules with their functions")
    .optional()
    .describe("Levels other than the profile's, by module and function; a verb that isn't named stays as it was"),
  without: z
    .record(text, z.array(text, "a list of functions").min(1, "names no function"), "modules with lists of functions")
    .optional()
    .describe("Functions that aren't granted at all, by module"),
});

const profiles = z
  .record(text, z.union([z.literal(false), profileEntrySchema]), "profiles by their ids")
  .optional()
  .describe(
    "By the id of a file in the folder profiles beside this file, or else of one of the package's; false excludes it",
  );

export const layerSchema = z.strictObject({
  site: text.optional().describe("Where the API answers, such as api-na.myconnectwise.net"),
  codebase: z
    .string()
    .regex(/^v\d+_\d+(_[a-z]+)?$/i, "a codebase such as v4_6_release or v2025_1")
    .optional()
    .describe("The path's first part; v4_6_release by default"),
  apiVersion: z
    .string('a version such as "2024.3", in quotes')
    .regex(/^20\d\d\.\d{1,2}$/, 'a version such as "2024.3", in quotes')
    .optional()
    .describe("The version of the API that requests name; 2025.1 by default"),
  publicKey: reference("The API member's public key").optional(),
  privateKey: reference("The API member's private key").optional(),
  clientId: clientId.optional(),
  levels: oneOf(LEVEL_MODES)
    .optional()
    .describe("How levels get set: auto (the default) tries the API and leaves the rest to an administrator"),
  requestsPerMinute: z
    .int("a whole number")
    .positive("at least 1")
    .optional()
    .describe("How many requests a tenant gets in a minute at most"),
  profiles,
});

const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;
const NAME_MESSAGE =
  "not a name of letters, digits, - _ and . that begins with a letter or digit, at most 100 characters";

/** What is wrong with a name of a tenant or group: a tenant's is that of a Pulumi stack. */
export const nameProblem = (name: string): string | undefined => (NAME.test(name) ? undefined : NAME_MESSAGE);
/** Keys are checked by {@link nameProblem}, so that what stands below a wrong one is looked at, too. */
const byName = <Value extends z.ZodType>(value: Value, what: string) =>
  z.record(z.string(), value, what).meta({ propertyNames: { type: "string", pattern: NAME.source } });
const names = (what: string) => z.array(text, `a list of ${what}`);

export const tenantSchema = layerSchema.extend({
  companyId: text.superRefine(visibleName).describe("As at the login of the web client"),
  movedFrom: text
    .refine((written) => parseTenant(written) !== undefined, "a tenant such as contoso at https://psa.example.com")
    .optional()
    .describe(
      "Where the tenant itself got another address or company id: what it was, as contoso at https://old.example",
    ),
  groups: names("groups").default([]).describe("The groups whose settings hold for it; a later one wins"),
  tags: names("tags").default([]).describe("To choose tenants by: --tag"),
});

/** The file format of fleet.yaml: many tenants and what each is asked for. */
export const fleetSchema = z.strictObject(
  {
    name: z
      .string(NAME_MESSAGE)
      .regex(NAME, NAME_MESSAGE)
      .describe("Also the name of the Pulumi project whose stacks are the tenants"),
    defaults: layerSchema.default({}).describe("What holds for every tenant where its groups or itself don't say else"),
    groups: byName(layerSchema, "groups by their names")
      .default({})
      .describe("What holds for the tenants that name the group"),
    tenants: byName(tenantSchema, "tenants by their names").describe("By name, which is that of the Pulumi stack, too"),
  },
  "a fleet has name and tenants",
);

export type FleetFile = z.output<typeof fleetSchema>;
export type LayerFile = z.output<typeof layerSchema>;
export type TenantFile = z.output<typeof tenantSchema>;
export type ProfileEntry = z.output<typeof profileEntrySchema>;
