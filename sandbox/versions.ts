import { FUNCTIONS, type SecurityFunction } from "./catalogue";
import type { FieldSpec } from "./model/shape";
import type { Resource } from "./resources";
import type { Method } from "./routes/endpoint";

/** What differs from release to release: which methods and fields exist, and what the functions of a role are called. */

/**
 * Methods that the 2022.1 description (npm `connectwise-rest`) lacks and the 2025.8 one has. Assumed: every release after
 * 2022.1 has them, and a release before it has what 2022.1 has.
 */
const AFTER_2022_1: ReadonlySet<string> = new Set([
  "GET /project/securityRoles/info",
  "GET /project/securityRoles/:id/info",
  "GET /system/info/members/:memberIdentifier",
  "GET /system/members/:memberIdentifier",
  "POST /system/members/:parentId/personas",
  "PUT /system/members/:parentId/personas/:id",
  "PATCH /system/members/:parentId/personas/:id",
  "DELETE /system/members/:parentId/personas/:id",
  "POST /system/members/:ssoid/deactivateIamMember",
  "GET /system/members/calendarsync",
]);

export const isPublished = (method: Method, path: string, release: string): boolean =>
  comesAfter(release, "2022.1") || !AFTER_2022_1.has(`${method} ${path}`);

/** Whether a release comes after the last one that is known to lack something. */
export const comesAfter = (release: string, last: string): boolean => numberOf(release) > numberOf(last);

/**
 * A resource with the fields that a release has, and no other: on reads, in conditions, in what it takes and requires. Which field came
 * when is read off the descriptions of 2018.4 to 2019.5, 2022.1, 2025.1 and 2025.8. Assumed: a field comes with the first release
 * after the last description that lacks it, and a release before 2018.4 has what 2018.4 has.
 */
export function inRelease(resource: Resource, release: string): Resource {
  const known = narrowed.get(resource) ?? new Map<string, Resource>();
  if (known.size === 0) narrowed.set(resource, known);
  const found = known.get(release) ?? narrow(resource, release);
  known.set(release, found);
  return found;
}

const narrowed = new WeakMap<Resource, Map<string, Resource>>();

function narrow(resource: Resource, release: string): Resource {
  const all = Object.entries(resource.shape.fields);
  const isBefore = (last: string | undefined) => last !== undefined && !comesAfter(release, last);
  const fields = all
    .filter(([, { after }]) => !isBefore(after))
    .map(([name, spec]): [string, FieldSpec] => [name, isBefore(spec.requiredAfter) ? optional(spec) : spec]);
  return { ...resource, shape: { ...resource.shape, fields: Object.fromEntries(fields) } };
}

const optional = ({ required, ...spec }: FieldSpec): FieldSpec => spec;

/**
 * Names that vendors' copies of the screen show in other spellings, and the last release to show them here. Documented:
 * Product Entry (Bitdefender: before 2017.5). Assumed for the rest: which release; only that both spellings are seen.
 */
const FORMER_NAMES: readonly { until: string; module: string; name?: string; shown: string }[] = [
  { until: "2017.4", module: "Procurement", name: "Product Catalog", shown: "Product Entry" },
  { until: "2019.5", module: "Time & Expense", shown: "Time and Expense" },
  { until: "2019.5", module: "Companies", name: "Team Members", shown: "Teams Members" },
  { until: "2019.5", module: "Finance", name: "Expense Reimbursements", shown: "Expense Reimbursement" },
  { until: "2019.5", module: "Project", name: "Project Ticket - Dependencies", shown: "Project Ticket- Dependencies" },
  {
    until: "2019.5",
    module: "Service Desk",
    name: "Service Tickets - Dependencies",
    shown: "Service Tickets – Dependencies",
  },
  {
    until: "2022.2",
    module: "Companies",
    name: "Configuration - Display Passwords",
    shown: "Configuration – Display Passwords",
  },
  { until: "2022.2", module: "Companies", name: "UserCentric", shown: "User Scenarios" },
];

/** The functions of a role as a release calls them, in the web client's order. Identifiers stay (assumed). */
export function functionsOf(release: string): readonly SecurityFunction[] {
  const former = FORMER_NAMES.filter(({ until }) => numberOf(release) <= numberOf(until));
  const modules = [...new Set(FUNCTIONS.map(({ module }) => module))];
  return FUNCTIONS.map((entry) => ({
    ...entry,
    module: former.find(({ module, name }) => name === undefined && module === entry.module)?.shown ?? entry.module,
    name: former.find(({ module, name }) => module === entry.module && name === entry.name)?.shown ?? entry.name,
    place: modules.indexOf(entry.module),
  }))
    .sort((a, b) => a.place - b.place || compareNames(a.name, b.name))
    .map(({ place, ...entry }, index) => ({ ...entry, sortOrder: index + 1 }));
}

const compareNames = (a: string, b: string): number => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : Number(left > right);
};

/** `2019.2` → 201902, so that 2019.10 comes after it. */
function numberOf(release: string): number {
  const [year = 0, part = 0] = release.split(".").map(Number);
  return year * 100 + part;
}
