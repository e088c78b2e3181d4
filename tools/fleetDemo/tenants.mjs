// @ts-check

/** The tenants of the demo: how the sandbox makes each, what the fleet's file says of it, and what has to come of it. */

/** @typedef {"exact" | "drifted" | "waiting" | "failed"} Outcome */
/** @typedef {Record<string, Record<string, object | string>>} LevelsInFile by module and function, as files have them */
/**
 * @typedef {object} DemoTenant
 * @property {string} name also its company id
 * @property {"au" | "us"} group
 * @property {readonly string[]} [tags]
 * @property {string} [made] how it differs from a fresh tenant, in words; the rest are fresh
 * @property {Readonly<Record<string, unknown>>} [company] the same as a file of the sandbox's companies says it
 * @property {Outcome} [outcome] what the last look at it has to say; default: exact
 */

export const ROLE = "Wise-Sync";
export const MEMBER = "wisesync";

/** What the group au gives less than the profile, as the fleet's file says it. */
export const AU_LEVELS = { Finance: { Invoicing: { delete: "None" } } };

/** The level that stays on one tenant though the profile asks for None. */
export const ACCEPTED = {
  tenant: "wingtip",
  profile: "wise-sync",
  module: "Companies",
  function: "Contacts",
  verbs: ["edit"],
  level: "All",
};

/** @param {LevelsInFile} levels */
const roleThere = (levels) => ({ name: ROLE, levels });

const TOO_BROAD = roleThere({
  Companies: { Contacts: "All" },
  Finance: { "Accounting Interface": "All", Agreements: "All", Invoicing: "All" },
  System: { "Member Maintenance": "All", "Table Setup": "All" },
});

const memberThere = {
  identifier: MEMBER,
  firstName: "Wise",
  lastName: "Sync",
  licenseClass: "A",
  role: "Service Technician",
  location: "London",
  businessUnit: "Service",
};

/** In the order of the fleet's file: the pilots first, so that they are the canary. @type {readonly DemoTenant[]} */
export const TENANTS = [
  { name: "adatum", group: "au", tags: ["pilot"] },
  { name: "contoso", group: "us", tags: ["pilot"], outcome: "drifted" },
  {
    name: "fabrikam",
    group: "us",
    tags: ["pilot"],
    made: "has a role Wise-Sync already, too broad",
    company: { roles: [TOO_BROAD] },
  },
  { name: "alpine", group: "au" },
  { name: "bellows", group: "us" },
  { name: "blueyonder", group: "us" },
  { name: "cohowinery", group: "au" },
  { name: "consolidated", group: "us" },
  { name: "fourthcoffee", group: "us" },
  {
    name: "globex",
    group: "us",
    made: "answers 500 to everything",
    company: { faults: [{ status: 500 }] },
    outcome: "failed",
  },
  { name: "humongous", group: "au" },
  { name: "initech", group: "us" },
  {
    name: "litware",
    group: "au",
    made: "has a role Wise-Sync already, too broad, and the member wisesync with another role",
    company: { roles: [TOO_BROAD], members: [memberThere] },
    outcome: "drifted",
  },
  { name: "lucerne", group: "us" },
  { name: "margies", group: "au" },
  {
    name: "northwind",
    group: "us",
    made: "has an API that refuses to set levels",
    company: { settings: "read-only" },
    outcome: "waiting",
  },
  {
    name: "proseware",
    group: "us",
    made: "has the member wisesync already, with another role",
    company: { members: [memberThere] },
  },
  { name: "southridge", group: "au" },
  { name: "tailspin", group: "au", made: "runs release 2019.2", company: { version: "2019.2" } },
  { name: "treyresearch", group: "us" },
  { name: "vanarsdel", group: "us" },
  { name: "wideworld", group: "au" },
  {
    name: "wingtip",
    group: "us",
    made: "has a role Wise-Sync already, and one of its levels is an accepted deviation",
    company: { roles: [roleThere({ Companies: { Contacts: { edit: "All", inquire: "All" } } })] },
  },
  { name: "woodgrove", group: "us" },
  { name: "zava", group: "au" },
];

/** @param {DemoTenant} tenant @returns {{ profile: string, role: string, member: string }[]} what the fleet's file gives it */
export const assignmentsOf = ({ group }) => [
  { profile: "wise-sync", role: ROLE, member: MEMBER },
  ...(group === "us"
    ? [{ profile: "kaseya-quote-manager", role: "Kaseya Quote Manager", member: "quotemanager" }]
    : []),
];
