import path from "node:path";
import type { DesiredRole, Unlisted } from "../../core/model/role";
import { levelsOf as grantedLevels } from "../../core/profile/parse";
import { loadProfile } from "../../project/profiles";
import { documented } from "../helpers/documented";
import { levelsOf } from "../helpers/rows";

/** A role in a tenant, what is desired of it, and what that takes. */
export interface RoleCase {
  readonly name: string;
  /** The role's rows before, those of None left out; without it there is no such role. */
  readonly before?: readonly string[];
  readonly desired: DesiredRole["levels"];
  readonly unlisted?: Unlisted;
  /** What has to change, in the tenant's order. */
  readonly changes: readonly string[];
  /** The rows that grant anything once that is done. */
  readonly after: readonly string[];
  readonly notes?: readonly string[];
}

export const profile = grantedLevels(loadProfile(path.resolve(__dirname, "../../profiles/wise-sync.yaml")).grants);

export const ROLE_CASES: readonly RoleCase[] = [
  {
    name: "a role that isn't there",
    desired: levelsOf(["Finance › Invoicing: None All All All", "Companies › Contacts: None None None My"]),
    changes: [
      "Companies › Contacts: Inquire None → My",
      "Finance › Invoicing: Edit None → All, Delete None → All, Inquire None → All",
    ],
    after: ["Companies › Contacts: None None None My", "Finance › Invoicing: None All All All"],
  },
  {
    name: "a role that is as desired",
    before: ["Companies › Contacts: All All All All"],
    desired: levelsOf(["Companies › Contacts: All All All All"]),
    changes: [],
    after: ["Companies › Contacts: All All All All"],
  },
  {
    name: "a role with drift, up and down",
    before: ["Companies › Contacts: All All None My", "Companies › Notes: All All All All"],
    desired: levelsOf(["Companies › Contacts: All My None All", "Companies › Notes: All All All All"]),
    changes: ["Companies › Contacts: Edit All → My, Inquire My → All"],
    after: ["Companies › Contacts: All My None All", "Companies › Notes: All All All All"],
  },
  {
    name: "a role that grants what nobody asked for",
    before: ["Companies › Contacts: None None None All", "System › Security: My None None All"],
    desired: levelsOf(["Companies › Contacts: None None None All"]),
    changes: ["System › Security: Add My → None, Inquire All → None"],
    after: ["Companies › Contacts: None None None All"],
  },
  {
    name: "a role whose other rows are kept",
    before: ["Companies › Contacts: All None None None", "System › Security: My None None All"],
    desired: levelsOf(["Companies › Contacts: None None None All"]),
    unlisted: "keep",
    changes: ["Companies › Contacts: Add All → None, Inquire None → All"],
    after: ["Companies › Contacts: None None None All", "System › Security: My None None All"],
  },
  {
    name: "a role that is narrowed to nothing",
    before: ["Companies › Contacts: All All All All", "Time & Expense › Reports: None None None My"],
    desired: {},
    changes: [
      "Companies › Contacts: Add All → None, Edit All → None, Delete All → None, Inquire All → None",
      "Time & Expense › Reports: Inquire My → None",
    ],
    after: [],
  },
  {
    name: "a row that lacks verbs",
    before: ["Companies › Reports: - - None None"],
    desired: levelsOf(["Companies › Reports: None All All All"]),
    changes: ["Companies › Reports: Delete None → All, Inquire None → All"],
    after: ["Companies › Reports: - - All All"],
    notes: ["Companies › Reports has no Edit level in this tenant: the All that is asked for can't be set"],
  },
  {
    name: "a row that lacks every verb that is asked for",
    before: ["Companies › Reports: - None None None"],
    desired: levelsOf(["Companies › Reports: My None None None"]),
    changes: [],
    after: [],
    notes: ["Companies › Reports has no Add level in this tenant: the My that is asked for can't be set"],
  },
  {
    name: "a vendor's spelling",
    desired: levelsOf([
      "service desk › Service Tickets – Finance: All All All All",
      "Time and Expense › REPORTS: None None None My",
    ]),
    changes: [
      "Service Desk › Service Tickets - Finance: Add None → All, Edit None → All, Delete None → All, Inquire None → All",
      "Time & Expense › Reports: Inquire None → My",
    ],
    after: ["Service Desk › Service Tickets - Finance: All All All All", "Time & Expense › Reports: None None None My"],
  },
  {
    name: "a documented profile",
    before: documented["wise-sync"].slice(3),
    desired: profile,
    changes: [
      "Companies › Company Maintenance: Inquire None → All",
      "Companies › Contacts: Inquire None → All",
      "Companies › Manage Attachments: Inquire None → All",
    ],
    after: documented["wise-sync"],
  },
];
