import { FUNCTIONS, type SecurityFunction } from "./catalogue";
import { comesAfter } from "./release";
import type { Method } from "./routes/endpoint";

/** What differs from release to release: which methods exist, and what the functions of a role are called. What fields: release.ts. */

/**
 * Methods that the 2022.1 description (npm `connectwise-rest`) lacks and the 2025.8 one has. It has `/system/members/{memberIdentifier}`
 * and its like below `/system/info`, with a pattern in the path that generators cut short. Assumed: every release after 2022.1 has
 * them, and a release before it has what 2022.1 has.
 */
const AFTER_2022_1: ReadonlySet<string> = new Set([
  "GET /project/securityRoles/info",
  "GET /project/securityRoles/:id/info",
  "POST /system/members/:parentId/personas",
  "PUT /system/members/:parentId/personas/:id",
  "PATCH /system/members/:parentId/personas/:id",
  "DELETE /system/members/:parentId/personas/:id",
  "POST /system/members/:ssoid/deactivateIamMember",
  "GET /system/members/calendarsync",
]);

export const isPublished = (method: Method, path: string, release: string): boolean =>
  comesAfter(release, "2022.1") || !AFTER_2022_1.has(`${method} ${path}`);

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
  const functions = knownFunctions.get(release) ?? listFunctions(release);
  knownFunctions.set(release, functions);
  return functions;
}

const knownFunctions = new Map<string, readonly SecurityFunction[]>();

function listFunctions(release: string): readonly SecurityFunction[] {
  const former = FORMER_NAMES.filter(({ until }) => !comesAfter(release, until));
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
