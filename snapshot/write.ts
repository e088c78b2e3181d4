import { isDeepStrictEqual } from "node:util";
import { Document, isCollection, isMap, isSeq, type Node, type YAMLMap } from "yaml";
import { RefusedError } from "../core/model/errors";
import { type Cell, VERBS, type Verb } from "../core/model/level";
import type { Cells } from "../core/model/permission";
import type { ObservedRole } from "../core/model/role";
import { yamlText } from "../core/profile/yamlText";
import { type Entry, isLevelWord, parseSnapshot } from "./file";
import type { Snapshot, SnapshotFunction, SnapshotMember } from "./model";

/**
 * A snapshot as the text of a seed of the sandbox, which was read back. The same tenant gives the same bytes: nothing of the day or of who read it is in it.
 * @param withPeople whether people appear by their names, which the comment at the top says
 * @throws InvalidInputError for functions of a module, or modules, whose names only differ in blanks at the end or in how letters are encoded
 */
export function snapshotText(snapshot: Snapshot, withPeople: boolean): string {
  const { companyId, version, businessUnits, locations, functions, roles, members } = snapshot;
  const unit = namesOf(businessUnits, ({ identifier }) => identifier);
  const file = new Map<string, unknown>([
    ["company", { id: companyId, name: companyId }],
    ...(version === undefined ? [] : ([["version", version]] as const)),
    ["departments", businessUnits.map(({ id, identifier, name }) => ({ id, identifier, name }))],
    ["locations", locations.map(({ businessUnits: units, ...one }) => ({ ...one, businessUnits: units.map(unit) }))],
    ["functions", { list: functionList(functions) }],
    ["roles", roles.map((role) => roleEntry(role, functions))],
    ["members", members.map(memberEntry(snapshot))],
  ]);
  const document = new Document(file);
  document.commentBefore = comment(companyId, withPeople);
  layOut(document.contents as YAMLMap);
  const text = yamlText(document, { lineWidth: 0 });
  assertReadsBack(text, snapshot);
  return text;
}

/** A file that can't be read is no copy, and would be found out when it is needed. */
function assertReadsBack(text: string, snapshot: Snapshot): void {
  if (!isDeepStrictEqual(parseSnapshot(text, "the snapshot"), snapshot))
    throw new RefusedError("The snapshot can't be written: a name in it isn't read back from YAML as it is.");
}

const comment = (companyId: string, withPeople: boolean): string =>
  [
    ` Who may do what on the ConnectWise PSA of ${JSON.stringify(companyId)}, as cwroles snapshot read it.`,
    withPeople ? " People appear by their names." : " People appear under the numbers that the tenant gave them.",
    " Not in it: keys, and what the API shows to nobody else, such as Customize lists.",
    " cwroles sandbox --seed starts a copy of the tenant from it; cwroles snapshot --diff says what changed since.",
  ].join("\n");

/** The name of each object, or its id where several are called that. */
function namesOf<T extends { readonly id: number }>(objects: readonly T[], nameOf: (object: T) => string) {
  const named = new Map(objects.map((object) => [object.id, nameOf(object)]));
  const count = new Map<string, number>();
  for (const name of named.values()) count.set(name, (count.get(name) ?? 0) + 1);
  return (id: number) => {
    const name = named.get(id);
    return name !== undefined && count.get(name) === 1 ? name : { id };
  };
}

/** By module, as often as the order asks for. */
function functionList(functions: readonly SnapshotFunction[]) {
  const list: { module: string; functions: unknown[] }[] = [];
  for (const { module, function: name, lacks } of functions) {
    if (list.at(-1)?.module !== module) list.push({ module, functions: [] });
    list.at(-1)?.functions.push(lacks.length === 0 ? name : { name, lacks });
  }
  return list;
}

function roleEntry(
  { id, name, adminFlag, inactiveFlag, settings }: ObservedRole,
  functions: readonly SnapshotFunction[],
) {
  const levels = new Map<string, Map<string, unknown>>();
  for (const [index, { module, function: one, cells }] of settings.entries()) {
    const row = rowEntry(cells, functions[index]?.lacks ?? [], adminFlag ? "All" : "None");
    if (row !== undefined) levels.set(module, (levels.get(module) ?? new Map()).set(one, row));
  }
  return {
    ...{ id, name, ...(adminFlag && { admin: true }), ...(inactiveFlag && { inactive: true }) },
    ...(levels.size > 0 && { levels }),
  };
}

/** One level for all verbs, or those that aren't as usual; `undefined` where all are. */
function rowEntry(cells: Cells, lacks: readonly Verb[], usual: Cell): Entry | undefined {
  const isUsual = (verb: Verb) => cells[verb] === (lacks.includes(verb) ? null : usual);
  if (VERBS.every(isUsual)) return undefined;
  if (VERBS.every((verb) => cells[verb] === cells.add)) return cellEntry(cells.add);
  return Object.fromEntries(VERBS.filter((verb) => !isUsual(verb)).map((verb) => [verb, cellEntry(cells[verb])]));
}

const cellEntry = (cell: Cell) => (cell === null || isLevelWord(cell) ? cell : { word: cell });

function memberEntry({ roles, locations, businessUnits }: Snapshot) {
  const role = namesOf(roles, ({ name }) => name);
  const location = namesOf(locations, ({ name }) => name);
  const unit = namesOf(businessUnits, ({ identifier }) => identifier);
  return ({ id, identifier, firstName, lastName, licenseClass, email, ...fields }: SnapshotMember) => ({
    ...{ id, identifier, firstName, ...(lastName !== "" && { lastName }) },
    ...(licenseClass !== "F" && { licenseClass }),
    ...(fields.securityRole !== null && { role: role(fields.securityRole) }),
    ...(fields.defaultLocation !== null && { location: location(fields.defaultLocation) }),
    ...(fields.defaultDepartment !== null && { businessUnit: unit(fields.defaultDepartment) }),
    ...(email !== undefined && { email }),
    ...(fields.inactiveFlag && { inactive: true }),
  });
}

/** A line for each object and each row; air between the parts, and between roles with levels. */
function layOut(contents: YAMLMap): void {
  for (const { key } of contents.items) if (key !== contents.items[0]?.key) (key as Node).spaceBefore = true;
  for (const { key, value } of contents.items) {
    if (String(key) === "company") flow(value);
    if (!isSeq(value)) continue;
    for (const [index, item] of value.items.entries()) {
      const isAfterLevels = isMap(value.items[index - 1]) && (value.items[index - 1] as YAMLMap).has("levels");
      layOutItem(item as YAMLMap, index > 0, isAfterLevels);
    }
  }
  const list = contents.getIn(["functions", "list"], true);
  if (!isSeq(list)) return;
  for (const group of list.items) {
    const names = isMap(group) ? group.get("functions") : undefined;
    if (isSeq(names)) for (const name of names.items) flow(name);
  }
}

function layOutItem(item: YAMLMap, isLater: boolean, isAfterLevels: boolean): void {
  const levels = item.get("levels");
  item.spaceBefore = isAfterLevels || (isLater && isMap(levels));
  if (!isMap(levels)) {
    flow(item);
    return;
  }
  for (const { value: functions } of levels.items)
    if (isMap(functions)) for (const { value } of functions.items) flow(value);
}

function flow(node: unknown): void {
  if (isCollection(node)) node.flow = true;
}
