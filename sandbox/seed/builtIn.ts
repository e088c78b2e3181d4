import { createProjectRole } from "../rules/projectRoles";
import type { Store } from "../store/store";

const BUILT_IN = "ConnectWise";

/** What a tenant has before anybody sets anything up. Assumed: which member types, project roles and locales these are. */
export function addBuiltIn(store: Store): void {
  for (const name of ["Employee", "Subcontractor"]) {
    store.insert("memberTypes", { name, inactiveFlag: false }, BUILT_IN);
  }
  createProjectRole(store, { name: "Project Manager", managerRoleFlag: true, defaultContactFlag: false }, BUILT_IN);
  createProjectRole(store, { name: "Contact", managerRoleFlag: false, defaultContactFlag: true }, BUILT_IN);
  for (const [name, localeCode] of LOCALES) store.insert("locales", { name, localeCode }, BUILT_IN);
}

const LOCALES = [
  ["English (United States)", "en-US"],
  ["English (United Kingdom)", "en-GB"],
  ["English (Australia)", "en-AU"],
] as const;
