import path from "node:path";
import { FOLDER } from "../folder";
import { levelField, VERBS } from "../model/securityRole";
import type { Fields, Ref } from "../model/shape";
import { memberNames } from "../rules/members";
import { createRole, isRowOf } from "../rules/roles";
import type { StoredRecord } from "../store/collection";
import { Store } from "../store/store";
import { functionsOf } from "../versions";
import { readYamlFile } from "../yamlFile";
import { addBuiltIn } from "./builtIn";
import { functionsFromSeed } from "./functions";
import { type Seed, type SeedLevels, type SeedRow, seedSchema } from "./schema";

const SEEDED_BY = "Seed";
/** Every seeded member was hired on this day: the field is required and nobody reads it. */
const HIRE_DATE = "2020-01-01T00:00:00Z";

/** The tenant that `cwroles sandbox` starts with, read once. */
export function defaultSeed(): Seed {
  known ??= readSeed(path.join(FOLDER, "seed/default.yaml"));
  return known;
}

let known: Seed | undefined;

/** @throws Error naming the file and every problem in it, by key. */
export const readSeed = (file: string): Seed => readYamlFile(file, seedSchema, "a tenant seed");

/**
 * The seed's tenant. Unless the seed lists functions of its own, they are called what `release` calls them; the seed's
 * levels use today's names or those.
 * @throws Error on a name in the seed that nothing bears: a role, location, business unit, module or function
 */
export function storeFromSeed(seed: Seed, release: string, now?: () => Date): Store {
  const store = new Store(seed.company, now);
  store.functions = seed.functions ? functionsFromSeed(seed.functions) : functionsOf(release);
  addBuiltIn(store);
  for (const { identifier, name } of seed.departments) store.insert("departments", { identifier, name }, SEEDED_BY);
  for (const location of seed.locations) seedLocation(store, location);
  for (const role of seed.roles) seedRole(store, role);
  for (const member of seed.members) seedMember(store, member);
  return store;
}

function seedLocation(store: Store, { name, businessUnits }: Seed["locations"][number]): void {
  const structureLevel = { id: 1, name: "Corporate" };
  const { id } = store.insert("locations", { name, structureLevel, locationFlag: true, clientFlag: false }, SEEDED_BY);
  for (const identifier of businessUnits) {
    const department = refBy(store, "departments", "identifier", identifier);
    store.insert("departmentLocations", { location: { id }, department }, SEEDED_BY);
  }
}

function seedRole(store: Store, { name, roleType, admin, inactive, levels, customize }: Seed["roles"][number]): void {
  const fields = { name, adminFlag: admin, inactiveFlag: inactive, ...(roleType === undefined ? {} : { roleType }) };
  const role = createRole(store, fields, SEEDED_BY);
  store.customize.set(role.id, customize);
  applyLevels(store, role, levels);
}

function applyLevels(store: Store, role: StoredRecord, levels: SeedLevels): void {
  const rows = store.collections.settings.childrenOf(role.id);
  for (const [module, functions] of Object.entries(levels)) {
    for (const [name, row] of Object.entries(functions)) {
      const found = rows.find((candidate) => isRowOf(candidate, module, name));
      if (!found) throw new Error(`Role ${role.fields.name}: there is no function ${module} / ${name}.`);
      store.update("settings", found, { ...found.fields, ...rowLevels(row) }, SEEDED_BY);
    }
  }
}

function rowLevels(row: SeedRow): Fields {
  const levelOf = (verb: (typeof VERBS)[number]) => (typeof row === "object" && row !== null ? row[verb] : row);
  return Object.fromEntries(
    VERBS.flatMap((verb) => {
      const level = levelOf(verb);
      return level === undefined ? [] : [[levelField(verb), level]];
    }),
  );
}

function seedMember(store: Store, seed: Seed["members"][number]): void {
  const { id } = store.insert("members", memberFields(store, seed), SEEDED_BY);
  store.keys.push(...seed.keys.map((key) => ({ ...key, memberId: id })));
}

function memberFields(store: Store, seed: Seed["members"][number]): Fields {
  const { identifier, firstName, lastName, licenseClass, inactive, email, location, businessUnit } = seed;
  return memberNames({
    identifier,
    firstName,
    lastName,
    licenseClass,
    inactiveFlag: inactive,
    hireDate: HIRE_DATE,
    defaultEmail: "Office",
    defaultPhone: "Office",
    securityRole: refBy(store, "securityRoles", "name", seed.role),
    ...(email === undefined ? {} : { officeEmail: email, emailAddress: email }),
    ...(location === undefined ? {} : { defaultLocation: refBy(store, "locations", "name", location) }),
    ...(businessUnit === undefined
      ? {}
      : { defaultDepartment: refBy(store, "departments", "identifier", businessUnit) }),
  });
}

function refBy(store: Store, collection: keyof Store["collections"], field: string, value: string): Ref {
  const found = store.collections[collection].find((record) => record.fields[field] === value);
  if (!found) throw new Error(`The seed has no ${collection} with ${field} "${value}".`);
  return { id: found.id };
}
