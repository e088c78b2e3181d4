import type { CollectionName } from "../model/shape";
import { type FieldValue, isRef } from "../model/shape";
import type { StoredRecord } from "../store/collection";
import { labelOf } from "../store/label";
import type { Store } from "../store/store";

/** A member with the names of what it refers to; empty where unset. */
export interface MemberEntry {
  readonly id: number;
  readonly identifier: string;
  readonly name: string;
  readonly kind: string;
  readonly inactive: boolean;
  readonly role: string;
  readonly location: string;
  readonly businessUnit: string;
}

/** Something to choose: `value` stands in the form. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface MemberView extends MemberEntry {
  readonly roleChoice: string;
  readonly roles: readonly Choice[];
  /** Value of the pair the member has now. */
  readonly placeChoice: string;
  /** The pairs of location and business unit that belong together, and the member's own if it is none of them. */
  readonly places: readonly Choice[];
  /** Of an API member; other members have none. */
  readonly keys?: readonly KeyEntry[];
}

/** A key pair without its private half, which is shown once. */
interface KeyEntry {
  readonly description: string;
  readonly publicKey: string;
}

const API = "A";
const KINDS: Readonly<Record<string, string>> = { F: "Full", [API]: "API", C: "StreamlineIT", X: "Subcontractor" };

/** Members whose identifier, name or role contains the text, case ignored, by identifier. */
export function memberEntries(store: Store, text = ""): MemberEntry[] {
  const searchText = text.trim().toLowerCase();
  return [...store.collections.members.all()]
    .map((member) => entryOf(store, member))
    .filter(({ identifier, name, role }) => `${identifier}\n${name}\n${role}`.toLowerCase().includes(searchText))
    .sort((a, b) => a.identifier.localeCompare(b.identifier, "en"));
}

/** @returns undefined when there is no such member */
export function memberView(store: Store, id: number): MemberView | undefined {
  const member = store.collections.members.get(id);
  if (!member) return undefined;
  const { securityRole, defaultLocation, defaultDepartment } = member.fields;
  const entry = entryOf(store, member);
  const placeChoice = placeValue(defaultLocation, defaultDepartment);
  const pairs = placesOf(store);
  const currentPlace = { value: placeChoice, label: ownPlace(entry) };
  return {
    ...entry,
    roleChoice: refValue(securityRole),
    roles: rolesFor(store, refValue(securityRole)),
    placeChoice,
    places: pairs.some(({ value }) => value === placeChoice) ? pairs : [currentPlace, ...pairs],
    ...(member.fields.licenseClass === API && { keys: keysOf(store, id) }),
  };
}

const keysOf = (store: Store, id: number): KeyEntry[] =>
  store.keys
    .filter(({ memberId }) => memberId === id)
    .map(({ publicKey, description = "" }) => ({ publicKey, description }));

function entryOf(store: Store, member: StoredRecord): MemberEntry {
  const { id, fields } = member;
  const nameOf = (collection: CollectionName, value: FieldValue | undefined) => {
    const record = isRef(value) ? store.collections[collection].get(value.id) : undefined;
    return String(record?.fields.name ?? "");
  };
  return {
    id,
    identifier: String(fields.identifier),
    name: labelOf(member, "name") ?? "",
    kind: KINDS[String(fields.licenseClass)] ?? String(fields.licenseClass),
    inactive: fields.inactiveFlag === true,
    role: nameOf("securityRoles", fields.securityRole),
    location: nameOf("locations", fields.defaultLocation),
    businessUnit: nameOf("departments", fields.defaultDepartment),
  };
}

/** Active roles by name; an inactive one only for a member that has it. */
function rolesFor(store: Store, current: string): Choice[] {
  const choices = [...store.collections.securityRoles.all()]
    .filter(({ id, fields }) => fields.inactiveFlag !== true || String(id) === current)
    .map(({ id, fields }) => ({ value: String(id), label: String(fields.name) }));
  const sorted = choices.sort((a, b) => a.label.localeCompare(b.label, "en"));
  return current === "" ? [{ value: "", label: "(none)" }, ...sorted] : sorted;
}

function placesOf(store: Store): Choice[] {
  const { locations, departments, departmentLocations } = store.collections;
  return [...departmentLocations.all()].flatMap(({ fields: { location, department } }) => {
    if (!isRef(location) || !isRef(department)) return [];
    const names = [locations.get(location.id), departments.get(department.id)].map((record) => record?.fields.name);
    return { value: placeValue(location, department), label: names.join(" › ") };
  });
}

const refValue = (value: FieldValue | undefined): string => (isRef(value) ? String(value.id) : "");

const placeValue = (location: FieldValue | undefined, department: FieldValue | undefined): string =>
  `${refValue(location)}/${refValue(department)}`;

function ownPlace({ location, businessUnit }: MemberEntry): string {
  if (location === "" && businessUnit === "") return "(none)";
  return `${location || "(none)"} › ${businessUnit || "(none)"} – do not belong together`;
}
