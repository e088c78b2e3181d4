import { z } from "zod";
import { InvalidInputError } from "../core/model/errors";
import { type Cell, VERBS, type Verb } from "../core/model/level";
import { type Cells, rowIn } from "../core/model/permission";
import type { ObservedRole } from "../core/model/role";
import { type KeyedMessage, parseYaml } from "../core/profile/document";
import { mapByName } from "../core/text/mapByName";
import {
  LICENSE_CLASSES,
  type Snapshot,
  type SnapshotFunction,
  type SnapshotLocation,
  type SnapshotMember,
} from "./model";

const KNOWN_WORDS = ["None", "My", "Mine", "All"] as const;

/** Whether a level is written as it is. Any other word of a tenant is told from a slip: `{ word: Own }`. */
export const isLevelWord = (cell: Cell): cell is (typeof KNOWN_WORDS)[number] =>
  KNOWN_WORDS.some((word) => word === cell);

const cell = z.union([z.enum(KNOWN_WORDS), z.strictObject({ word: z.string() })]).nullable();
const byVerb = z.partialRecord(z.enum(VERBS), cell);
const row = z.union([cell, byVerb]);

/** A row of a role in a file: a level of all verbs, or of those that aren't as usual. */
export type Entry = z.infer<typeof row>;

const id = z.int().min(1);
const reference = z.union([z.string(), z.strictObject({ id })]);
type Reference = z.infer<typeof reference>;
const flag = z.boolean().default(false);

/** The form that snapshots are written in: a seed of the sandbox in which every object has its id, and every function is listed. */
const fileSchema = z.strictObject({
  company: z.strictObject({ id: z.string(), name: z.string() }),
  version: z.string().optional(),
  departments: z.array(z.strictObject({ id, identifier: z.string(), name: z.string() })),
  locations: z.array(z.strictObject({ id, name: z.string(), businessUnits: z.array(reference).default([]) })),
  functions: z.strictObject({
    list: z.array(
      z.strictObject({
        module: z.string(),
        functions: z.array(z.union([z.string(), z.strictObject({ name: z.string(), lacks: z.array(z.enum(VERBS)) })])),
      }),
    ),
  }),
  roles: z.array(
    z.strictObject({
      ...{ id, name: z.string(), roleType: z.string().optional(), admin: flag, inactive: flag },
      levels: mapByName(mapByName(row)).default({}),
      customize: z.array(z.string()).optional(),
    }),
  ),
  members: z.array(
    z.strictObject({
      ...{ id, identifier: z.string(), firstName: z.string(), lastName: z.string().default("") },
      ...{ licenseClass: z.enum(LICENSE_CLASSES).default("F"), email: z.string().optional(), inactive: flag },
      ...{ role: reference.optional(), location: reference.optional(), businessUnit: reference.optional() },
      /** A snapshot has none; a seed made of it may. */
      keys: z.array(z.unknown()).optional(),
    }),
  ),
});

type SnapshotFile = z.infer<typeof fileSchema>;

const WORDING = {
  knownKeys: (keys: readonly PropertyKey[]) => (keys.length === 0 ? Object.keys(fileSchema.shape) : []),
  describeUnion: (shown: string) => `${shown} is neither a name nor a level, nor an object of them`,
};

/**
 * A snapshot that was taken earlier.
 * @throws InvalidInputError with every problem of the text, with line and key
 */
export function parseSnapshot(text: string, file: string): Snapshot {
  const { data, problems, placeAll } = parseYaml(text, file, fileSchema, WORDING);
  if (!data) throw notASnapshot(problems);
  const missing: KeyedMessage[] = [];
  const snapshot = snapshotOf(data, (keys, message) => missing.push({ keys, message }));
  if (missing.length > 0) throw notASnapshot(placeAll(missing));
  return snapshot;
}

const notASnapshot = (problems: ConstructorParameters<typeof InvalidInputError>[1]) =>
  new InvalidInputError("The file isn't a snapshot, as cwroles snapshot writes it", problems);

type Tell = (keys: readonly PropertyKey[], message: string) => void;

function snapshotOf(data: SnapshotFile, tell: Tell): Snapshot {
  const businessUnits = data.departments;
  const unitOf = finder(businessUnits, ({ identifier }) => identifier, tell);
  const locations = data.locations.map(
    ({ businessUnits: units, ...one }, position): SnapshotLocation => ({
      ...one,
      businessUnits: units.flatMap(
        (unit, index) => unitOf(unit, ["locations", position, "businessUnits", index]) ?? [],
      ),
    }),
  );
  const functions = data.functions.list.flatMap(({ module, functions: names }) =>
    names.map((functionEntry): SnapshotFunction => {
      const { name, lacks } = typeof functionEntry === "string" ? { name: functionEntry, lacks: [] } : functionEntry;
      return { module, function: name, lacks };
    }),
  );
  const roles = data.roles.map((role, index) => roleOf(role, functions, ["roles", index], tell));
  return {
    ...{ companyId: data.company.id, ...(data.version !== undefined && { version: data.version }) },
    ...{ businessUnits, locations, functions, roles },
    members: membersOf(data, tell),
  };
}

/** The id that a reference means. */
function finder<T extends { readonly id: number }>(objects: readonly T[], nameOf: (object: T) => string, tell: Tell) {
  const knownIds = new Set(objects.map((object) => object.id));
  const byName = new Map(objects.map((object) => [nameOf(object), object.id]));
  return (named: Reference, keys: readonly PropertyKey[]): number | null => {
    const objectId = typeof named === "string" ? byName.get(named) : named.id;
    if (objectId !== undefined && knownIds.has(objectId)) return objectId;
    tell(keys, `the file has none that is called ${JSON.stringify(named)}`);
    return null;
  };
}

function roleOf(
  { id: roleId, name, admin, inactive, levels }: SnapshotFile["roles"][number],
  functions: readonly SnapshotFunction[],
  keys: readonly PropertyKey[],
  tell: Tell,
): ObservedRole {
  const listed = new Set(functions.map(({ module, function: one }) => JSON.stringify([module, one])));
  for (const [module, rows] of Object.entries(levels))
    for (const one of Object.keys(rows))
      if (!listed.has(JSON.stringify([module, one])))
        tell([...keys, "levels", module, one], "isn't among the file's functions");
  const settings = functions.map(({ module, function: one, lacks }, index) => {
    const entry = rowIn(levels, module, one);
    return { id: index, module, function: one, cells: cellsOf(entry, lacks, admin ? "All" : "None") };
  });
  return { id: roleId, name, adminFlag: admin, inactiveFlag: inactive, settings };
}

function cellsOf(entry: Entry | undefined, lacks: readonly Verb[], usual: Cell): Cells {
  const isByVerb = typeof entry === "object" && entry !== null && !("word" in entry);
  const cellOf = (verb: Verb): Cell => {
    const written = isByVerb ? entry[verb] : (entry as z.infer<typeof cell> | undefined);
    if (written === undefined) return lacks.includes(verb) ? null : usual;
    return typeof written === "object" && written !== null ? written.word : written;
  };
  return Object.fromEntries(VERBS.map((verb) => [verb, cellOf(verb)])) as unknown as Cells;
}

function membersOf({ members, roles, locations, departments }: SnapshotFile, tell: Tell): SnapshotMember[] {
  const roleId = finder(roles, ({ name }) => name, tell);
  const locationId = finder(locations, ({ name }) => name, tell);
  const unitId = finder(departments, ({ identifier }) => identifier, tell);
  return members.map(({ keys: _, email, role, location, businessUnit, inactive, ...member }, index) => {
    const idOf = (find: typeof roleId, wanted: Reference | undefined, key: string) =>
      wanted === undefined ? null : find(wanted, ["members", index, key]);
    return {
      ...{ ...member, ...(email !== undefined && { email }), inactiveFlag: inactive },
      securityRole: idOf(roleId, role, "role"),
      defaultLocation: idOf(locationId, location, "location"),
      defaultDepartment: idOf(unitId, businessUnit, "businessUnit"),
    };
  });
}
