import pLimit from "p-limit";
import { RefusedError } from "../core/model/errors";
import { VERBS } from "../core/model/level";
import type { ListedMember } from "../core/model/member";
import type { Cells } from "../core/model/permission";
import type { FunctionName, ObservedRole, RoleSetting, RoleSummary } from "../core/model/role";
import { AT_ONCE, type Reading, type SurveyReader, survey } from "../tenant/apply/survey";
import type { BusinessUnitLister, Organization } from "../tenant/gateway";
import { LICENSE_CLASSES, type Snapshot, type SnapshotFunction, type SnapshotMember } from "./model";
import { pseudonymOf } from "./pseudonym";

/** All that a snapshot asks of a tenant. It has no write. */
export type SnapshotReader = SurveyReader & Organization & BusinessUnitLister;

export interface SnapshotOptions {
  readonly companyId: string;
  /** Whether people appear by their names and e-mail addresses. */
  readonly withPeople?: boolean;
  /** Told how many of the tenant's lists are read. */
  readonly onProgress?: ((read: number, of: number) => void) | undefined;
}

/** A snapshot, and what of the tenant isn't in it. */
export interface TakenSnapshot {
  readonly snapshot: Snapshot;
  readonly notes: readonly string[];
}

/**
 * Reads a tenant by GETs alone. A snapshot is whole or isn't taken: what is missing would look like what was taken away.
 * @throws RolesError of the first list that can't be read
 * @throws RefusedError where two functions have one name
 */
export async function readSnapshot(tenant: SnapshotReader, options: SnapshotOptions): Promise<TakenSnapshot> {
  const { companyId, withPeople = false, onProgress } = options;
  const surveyed = await survey(tenant, { onProgress });
  const notes: string[] = [];
  const rowsOf = new Map([...surveyed.rows].map(([id, rows]) => [id, assertTold(rows)] as const));
  const roles = [...assertTold(surveyed.roles)].sort(byId);
  const functions = functionsOf(assertTold(surveyed.functions), [...rowsOf.values()]);
  const version = versionOf(assertTold(surveyed.version), notes);
  const place = await readPlaces(tenant);
  const members = membersOf(assertTold(surveyed.api), assertTold(surveyed.full), withPeople);
  const snapshot = {
    ...{ companyId, ...(version !== undefined && { version }), ...place, functions },
    roles: roles.map((role) => roleOf(role, rowsOf.get(role.id) ?? [], functions, notes)),
    members,
  };
  return { snapshot: withoutDangling(snapshot, notes), notes };
}

function assertTold<T>(reading: Reading<T>): T {
  if ("failure" in reading) throw reading.failure;
  return reading.value;
}

const byId = (a: { readonly id: number }, b: { readonly id: number }) => a.id - b.id;

function versionOf(version: string, notes: string[]): string | undefined {
  if (/^\d{4}\.\d{1,2}$/.test(version)) return version;
  notes.push(`The version that the tenant tells, ${version}, isn't a release such as 2025.1: it is left out.`);
  return undefined;
}

const keyOf = ({ module, function: name }: FunctionName) => JSON.stringify([module, name]);

/** As the tenant lists them; after them those that only some role shows. */
function functionsOf(
  callerRows: readonly RoleSetting[],
  rows: readonly (readonly RoleSetting[])[],
): SnapshotFunction[] {
  for (const list of [callerRows, ...rows]) assertUnique(list);
  const functionsByKey = new Map<string, SnapshotFunction>();
  for (const row of [callerRows, ...rows].flat()) {
    const lacks = (functionsByKey.get(keyOf(row))?.lacks ?? VERBS).filter((verb) => row.cells[verb] === null);
    functionsByKey.set(keyOf(row), { module: row.module, function: row.function, lacks });
  }
  return [...functionsByKey.values()];
}

function assertUnique(rows: readonly RoleSetting[]): void {
  const seenKeys = new Set<string>();
  const twice = rows.find((row) => seenKeys.size === seenKeys.add(keyOf(row)).size);
  if (twice)
    throw new RefusedError(
      `The tenant has two functions called ${twice.module} › ${twice.function}: a snapshot tells them apart by their names.`,
    );
}

const LACKING: Cells = { add: null, edit: null, delete: null, inquire: null };

function roleOf(
  role: RoleSummary,
  rows: readonly RoleSetting[],
  functions: readonly FunctionName[],
  notes: string[],
): ObservedRole {
  const rowsByKey = new Map(rows.map((row) => [keyOf(row), row]));
  const missing = functions.filter((one) => !rowsByKey.has(keyOf(one))).length;
  if (missing > 0)
    notes.push(`The role "${role.name}" has no row for ${missing} functions that others have: it has no level there.`);
  const { id, name, adminFlag, inactiveFlag } = role;
  const settings = functions.map(({ module, function: one }, index) => ({
    ...{ id: index, module, function: one },
    cells: rowsByKey.get(keyOf({ module, function: one }))?.cells ?? LACKING,
  }));
  return { id, name, adminFlag, inactiveFlag, settings };
}

async function readPlaces(tenant: Organization & BusinessUnitLister) {
  const limit = pLimit(AT_ONCE);
  const [locations, businessUnits] = await Promise.all([tenant.locations(), tenant.allBusinessUnits()]);
  const read = await Promise.all(
    [...locations].sort(byId).map(({ id, name }) =>
      limit(async () => {
        const units = await tenant.businessUnits(id);
        const ids = [...new Set(units.map((unit) => unit.id))].sort((a, b) => a - b);
        return { id, name, businessUnits: ids };
      }),
    ),
  );
  return { locations: read, businessUnits: [...businessUnits].sort(byId) };
}

/** Both lists together have each member once: that of all members shows API members, too. */
function membersOf(api: readonly ListedMember[], full: readonly ListedMember[], withPeople: boolean): SnapshotMember[] {
  const members = new Map([...full, ...api].map((member) => [member.id, member]));
  return [...members.values()].sort(byId).map((member) => memberOf(member, withPeople));
}

const LONGEST_NAME = 30;

function memberOf(member: ListedMember, withPeople: boolean): SnapshotMember {
  const { id, kind, securityRole, defaultLocation, defaultDepartment, inactiveFlag } = member;
  const license = LICENSE_CLASSES.find((one) => one === member.licenseClass) ?? "F";
  const isApi = kind === "api";
  const memberFields = {
    identifier: member.identifier,
    firstName: isApi ? member.displayName.slice(0, LONGEST_NAME).trim() : member.firstName,
    lastName: isApi ? "" : member.lastName,
    ...(member.email !== null && { email: member.email }),
  };
  return {
    ...{
      id,
      ...(withPeople ? memberFields : pseudonymOf(id, memberFields, isApi)),
      licenseClass: isApi ? "A" : license,
    },
    ...{ securityRole, defaultLocation, defaultDepartment, inactiveFlag },
  };
}

/** A reference to what no list shows can't be written down. */
function withoutDangling(snapshot: Snapshot, notes: string[]): Snapshot {
  const ids = {
    securityRole: new Set(snapshot.roles.map(({ id }) => id)),
    defaultLocation: new Set(snapshot.locations.map(({ id }) => id)),
    defaultDepartment: new Set(snapshot.businessUnits.map(({ id }) => id)),
  };
  const isKept = (member: SnapshotMember, field: keyof typeof ids) => {
    const id = member[field];
    if (id === null || ids[field].has(id)) return id;
    notes.push(
      `The member with id ${member.id} has the ${field} ${id}, which no list of the tenant shows: it is left out.`,
    );
    return null;
  };
  const members = snapshot.members.map((member) => ({
    ...member,
    securityRole: isKept(member, "securityRole"),
    defaultLocation: isKept(member, "defaultLocation"),
    defaultDepartment: isKept(member, "defaultDepartment"),
  }));
  const locations = snapshot.locations.map((location) => {
    const [present, absent] = [true, false].map((isThere) =>
      location.businessUnits.filter((id) => ids.defaultDepartment.has(id) === isThere),
    );
    for (const id of absent ?? [])
      notes.push(
        `The location "${location.name}" has the business unit ${id}, which no list of the tenant shows: it is left out.`,
      );
    return { ...location, businessUnits: present ?? [] };
  });
  return { ...snapshot, members, locations };
}
