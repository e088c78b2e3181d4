import path from "node:path";
import { FOLDER } from "../folder";
import { levelField, VERBS } from "../model/securityRole";
import { type CollectionName, type Fields, isRef, type Ref } from "../model/shape";
import { memberNames } from "../rules/members";
import { createRole, rowOf } from "../rules/roles";
import type { StoredRecord } from "../store/collection";
import { Store } from "../store/store";
import { functionsOf } from "../versions";
import { parseYamlText, readYamlFile } from "../yamlFile";
import { addBuiltIn } from "./builtIn";
import { functionsFromSeed } from "./functions";
import { type Seed, type SeedLevels, type SeedReference, type SeedRow, seedSchema } from "./schema";

const SEEDED_BY = "Seed";
/** Every seeded member was hired on this day: the field is required and nobody reads it. */
const HIRE_DATE = "2020-01-01T00:00:00Z";

/** The tenant that `cwroles sandbox` starts with, read once. */
export function defaultSeed(): Seed {
  cachedSeed ??= readSeed(path.join(FOLDER, "seed/default.yaml"));
  return cachedSeed;
}

let cachedSeed: Seed | undefined;

/** @throws Error naming the file and every problem in it, by key. */
export const readSeed = (file: string): Seed => readYamlFile(file, seedSchema, KIND);

/** A seed that never was a file; `name` is what messages call it. @throws Error as {@link readSeed} */
export const parseSeed = (text: string, name: string): Seed => parseYamlText(text, name, seedSchema, KIND);

const KIND = "a tenant seed";

/**
 * The seed's tenant. Unless the seed lists functions of its own, they are called what `release` calls them; the seed's
 * levels use today's names or those.
 * @throws Error on a name in the seed that nothing bears: a role, location, business unit, module or function
 */
export function storeFromSeed(seed: Seed, release: string, now?: () => Date): Store {
  const store = new Store(seed.company, now);
  store.functions = seed.functions ? functionsFromSeed(seed.functions) : functionsOf(release);
  addBuiltIn(store);
  for (const { id, ...fields } of seed.departments) insert(store, "departments", fields, id);
  for (const location of seed.locations) seedLocation(store, location);
  for (const role of seed.roles) seedRole(store, role);
  for (const member of seed.members) seedMember(store, member);
  if (store.keys.length === 0) giveKeys(store);
  return store;
}

function insert(store: Store, collection: CollectionName, fields: Fields, id: number | undefined): StoredRecord {
  assertAscending(store, collection, id);
  return store.insert(collection, fields, SEEDED_BY, undefined, id);
}

/** @throws Error where the id isn't above those of the entries before: lists come in the order of ids */
function assertAscending(store: Store, collection: CollectionName, id: number | undefined): void {
  const { nextId } = store.collections[collection];
  if (id !== undefined && id < nextId)
    throw new Error(`The seed's ${collection}: the id ${id} comes after ${nextId - 1}; ids have to ascend.`);
}

/** A tenant without any key can't be used: the active member that may do most gets the pair of the default tenant. */
function giveKeys(store: Store): void {
  const members = [...store.collections.members.all()].filter(({ fields }) => fields.inactiveFlag !== true);
  const [manager] = members.map(({ id, fields }) => ({ id, may: extentOf(store, fields.securityRole) })).sort(byExtent);
  if (manager && manager.may > 0) store.keys.push({ publicKey: "public", privateKey: "private", memberId: manager.id });
}

const byExtent = (a: { readonly may: number }, b: { readonly may: number }): number => b.may - a.may;

/** How many levels of a role are All; more than all there are for one of administrators. */
function extentOf(store: Store, role: Fields[string] | undefined): number {
  const record = isRef(role) ? store.collections.securityRoles.get(role.id) : undefined;
  if (!record) return 0;
  if (record.fields.adminFlag === true) return Number.MAX_SAFE_INTEGER;
  const rows = store.collections.settings.childrenOf(record.id);
  return rows.flatMap(({ fields }) => VERBS.filter((verb) => fields[levelField(verb)] === "All")).length;
}

function seedLocation(store: Store, { id: wanted, name, businessUnits }: Seed["locations"][number]): void {
  const structureLevel = { id: 1, name: "Corporate" };
  const { id } = insert(store, "locations", { name, structureLevel, locationFlag: true, clientFlag: false }, wanted);
  for (const identifier of businessUnits) {
    const department = refBy(store, "departments", "identifier", identifier);
    store.insert("departmentLocations", { location: { id }, department }, SEEDED_BY);
  }
}

function seedRole(store: Store, seed: Seed["roles"][number]): void {
  const { id, name, roleType, admin, inactive, levels, customize } = seed;
  assertAscending(store, "securityRoles", id);
  const fields = { name, adminFlag: admin, inactiveFlag: inactive, ...(roleType === undefined ? {} : { roleType }) };
  const role = createRole(store, fields, SEEDED_BY, id);
  store.customize.set(role.id, customize);
  applyLevels(store, role, levels);
}

function applyLevels(store: Store, role: StoredRecord, levels: SeedLevels): void {
  const rows = store.collections.settings.childrenOf(role.id);
  for (const [module, functions] of Object.entries(levels)) {
    for (const [name, row] of Object.entries(functions)) {
      const found = rowOf(rows, module, name);
      if (!found) throw new Error(`Role ${role.fields.name}: there is no function ${module} / ${name}.`);
      store.update("settings", found, { ...found.fields, ...rowLevels(row) }, SEEDED_BY);
    }
  }
}

function rowLevels(row: SeedRow): Fields {
  const isByVerb = typeof row === "object" && row !== null && !("word" in row);
  return Object.fromEntries(
    VERBS.flatMap((verb) => {
      const cell = isByVerb ? row[verb] : row;
      return cell === undefined ? [] : [[levelField(verb), typeof cell === "object" ? (cell?.word ?? null) : cell]];
    }),
  );
}

function seedMember(store: Store, seed: Seed["members"][number]): void {
  const { id } = insert(store, "members", memberFields(store, seed), seed.id);
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
    ...(seed.role === undefined ? {} : { securityRole: refBy(store, "securityRoles", "name", seed.role) }),
    ...(email === undefined ? {} : { officeEmail: email, emailAddress: email }),
    ...(location === undefined ? {} : { defaultLocation: refBy(store, "locations", "name", location) }),
    ...(businessUnit === undefined
      ? {}
      : { defaultDepartment: refBy(store, "departments", "identifier", businessUnit) }),
  });
}

function refBy(store: Store, collection: CollectionName, field: string, value: SeedReference): Ref {
  const records = store.collections[collection];
  const isName = typeof value === "string";
  const found = isName ? records.find(({ fields }) => fields[field] === value) : records.get(value.id);
  if (!found)
    throw new Error(`The seed has no ${collection} with ${isName ? `${field} "${value}"` : `id ${value.id}`}.`);
  return { id: found.id };
}
