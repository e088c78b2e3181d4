import { FUNCTIONS } from "../catalogue";
import type { Level } from "../model/securityRole";
import { levelField, VERBS } from "../model/securityRole";
import type { Fields } from "../model/shape";
import type { StoredRecord } from "../store/collection";
import type { Store } from "../store/store";

/** Assumed: a project role has a row for each function of the module Project. */
const PROJECT_MODULES = FUNCTIONS.filter(({ module }) => module === "Project").map(({ identifier }) => identifier);

/** Assumed: a new project role has every level None; a manager's has All. */
export function createProjectRole(store: Store, fields: Fields, by: string): StoredRecord {
  const role = store.insert("projectRoles", fields, by);
  const level: Level = fields.managerRoleFlag === true ? "All" : "None";
  const levels = Object.fromEntries(VERBS.map((verb) => [levelField(verb), level]));
  for (const moduleIdentifier of PROJECT_MODULES) {
    store.insert("projectSettings", { ...levels, moduleIdentifier, myFlag: true }, by, role.id);
  }
  return role;
}

/** Nothing in the sandbox holds a project role, so any can go. */
export function deleteProjectRole(store: Store, role: StoredRecord): void {
  store.collections.projectSettings.removeChildrenOf(role.id);
  store.remove("projectRoles", role.id);
}
