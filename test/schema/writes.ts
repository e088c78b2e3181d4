import type { Shape } from "../../contract/published/shapes";
import { answerTo } from "./answers";
import { idsFor } from "./reads";

import type { CheckedTenant, Ids } from "./tenant";
import { methodsOf } from "./tenant";
import { allowedValue, bodyOf, isSent, type Targets, wrongValues } from "./values";

/** Lists that POST adds to. */
const LISTS = [
  "/system/securityroles",
  "/project/securityRoles",
  "/system/members/types",
  "/system/departments",
  "/system/locations",
  "/system/members",
  "/system/apiMembers",
];
const PAIRS = "/system/departments/{parentId}/locations";
const ROWS = ["/system/securityRoles/{parentId}/settings/{id}", "/project/securityRoles/{parentId}/settings/{id}"];

/** More than any enumeration of a field that can be written has values. */
const VARIANTS = 6;

/** Of fields that aren't required: an API member's name is on updates, a pair without its business unit is found nowhere. */
const KEPT = new Set(["name", "department"]);

let variants = 0;
/** Another number each time, so that no two objects have a name in common. */
const nextVariant = (): number => (variants += 1);

const replaceAll = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([path, value]) => ({ op: "replace", path, value }));

/** Every published write, with all that the description allows and with what it doesn't. */
export async function everyWrite(tenant: CheckedTenant, levels: readonly number[]): Promise<void> {
  const targets = await findTargets(tenant);
  for (const list of LISTS) await writeList(tenant, list, targets);
  await writePairs(tenant, targets);
  for (const row of ROWS) await writeRow(tenant, row, row.startsWith("/project") ? [200] : levels);
  await leaveRole(tenant);
  const member = await idsFor(tenant, "/system/members/{memberIdentifier}");
  await tenant.send("POST", "/system/members/{memberIdentifier}/tokens", member, undefined, [200]);
}

async function findTargets(tenant: CheckedTenant): Promise<Targets> {
  const first = async (path: string, ids: Ids = {}) => (await tenant.send("GET", path, ids)).body[0];
  const location = (await first("/system/locations")).id;
  const pair = await first("/system/locations/{parentId}/departments", { parentId: location });
  return {
    SystemLocationReference: location,
    SystemDepartmentReference: pair.department.id,
    MemberReference: (await first("/system/members")).id,
    SecurityRoleReference: (await first("/system/securityroles")).id,
    MemberTypeReference: (await first("/system/members/types")).id,
  };
}

const shapeOf = (tenant: CheckedTenant, list: string): Shape =>
  tenant.shapes[answerTo(list).replace("list of ", "")] ?? {};

async function writeList(tenant: CheckedTenant, list: string, targets: Targets): Promise<void> {
  const shape = shapeOf(tenant, list);
  const [first, second, third] = [nextVariant(), nextVariant(), nextVariant()];
  const least = await tenant.send(
    "POST",
    list,
    {},
    bodyOf(shape, { only: "required", variant: first, targets }),
    [201],
  );
  const most = await tenant.send("POST", list, {}, bodyOf(shape, { variant: second, targets }), [201]);
  await tenant.send("POST", list, {}, bodyOf(shape, { variant: second, targets }), [400]);
  for (const wrong of Object.values(wrongValues(shape))) {
    if (Object.keys(wrong).length === 0) continue;
    await tenant.send("POST", list, {}, { ...bodyOf(shape, { variant: third, targets }), ...wrong }, [400]);
  }
  await tenant.send("POST", list, {}, { ...bodyOf(shape, { variant: third, targets }), nothing: 1 }, [400]);
  for (const { body } of [least, most]) await writeObject(tenant, `${list}/{id}`, { id: body.id }, shape, targets);
  if (methodsOf(`${list}/{id}`).includes("DELETE")) {
    await tenant.send("DELETE", `${list}/{id}`, { id: most.body.id }, undefined, [204]);
  }
}

async function writeObject(tenant: CheckedTenant, path: string, ids: Ids, shape: Shape, targets: Targets) {
  if (methodsOf(path).includes("PUT")) {
    const { body } = await tenant.send("GET", path, ids, undefined, [200]);
    await tenant.send(
      "PUT",
      path,
      ids,
      { ...bodyOf(shape, { only: "required", variant: 9, targets }), ...body },
      [200],
    );
    await tenant.send("PUT", path, ids, { nothing: 1 }, [400]);
  }
  if (!methodsOf(path).includes("PATCH")) return;
  const sent = Object.entries(shape).filter(([name]) => isSent(name));
  for (let count = 0; count < VARIANTS; count += 1) {
    const variant = nextVariant();
    const values = sent.map(([name, field]) => [name, allowedValue(name, field, variant, targets)]);
    await tenant.send("PATCH", path, ids, replaceAll(Object.fromEntries(values)), [200]);
  }
  for (const wrong of Object.values(wrongValues(shape))) {
    if (Object.keys(wrong).length > 0) await tenant.send("PATCH", path, ids, replaceAll(wrong), [400]);
  }
  const optional = sent.filter(([name, field]) => !field.required && !KEPT.has(name));
  await tenant.send("PATCH", path, ids, replaceAll(Object.fromEntries(optional.map(([name]) => [name, null]))), [200]);
}

/** A business unit's locations: each POST needs a business unit that the location doesn't have yet. */
async function writePairs(tenant: CheckedTenant, targets: Targets): Promise<void> {
  const shape = shapeOf(tenant, PAIRS);
  for (const only of ["required", undefined] as const) {
    const name = `Unit ${only ?? "all"}`;
    const { body: unit } = await tenant.send("POST", "/system/departments", {}, { identifier: name, name }, [201]);
    const ids = { parentId: unit.id };
    const body = { ...bodyOf(shape, { variant: nextVariant(), targets, ...(only && { only }) }), location: { id: 1 } };
    const { body: pair } = await tenant.send("POST", PAIRS, ids, body, [201]);
    await tenant.send("POST", PAIRS, ids, body, [400]);
    const own = { ...targets, SystemLocationReference: 1, SystemDepartmentReference: unit.id };
    await writeObject(tenant, `${PAIRS}/{id}`, { ...ids, id: pair.id }, shape, own);
    await tenant.send("DELETE", `${PAIRS}/{id}`, { ...ids, id: pair.id }, undefined, [204]);
  }
}

const LEVELS = ["addLevel", "editLevel", "deleteLevel", "inquireLevel"];

/** A role's row takes every level, and no other word. */
async function writeRow(tenant: CheckedTenant, path: string, expected: readonly number[]): Promise<void> {
  const ids = await idsFor(tenant, path);
  for (const level of ["None", "My", "All"]) {
    const levels = Object.fromEntries(LEVELS.map((name) => [name, level]));
    await tenant.send("PATCH", path, ids, replaceAll(levels), expected);
    await tenant.send("PUT", path, ids, levels, expected);
  }
  await tenant.send("PATCH", path, ids, replaceAll({ addLevel: "Some" }));
  await tenant.send("PUT", path, ids, { addLevel: 1 });
}

/** A role whose only holder is inactive can be deleted; the member stays in the list. */
async function leaveRole(tenant: CheckedTenant): Promise<void> {
  const role = await tenant.send("POST", "/system/securityroles", {}, { name: "Left" }, [201]);
  const holder = { identifier: "Leaver", name: "Leaver", securityRole: { id: role.body.id } };
  const member = await tenant.send("POST", "/system/apiMembers", {}, holder, [201]);
  await tenant.send("POST", "/system/members/{id}/deactivate", { id: member.body.id }, {}, [200]);
  await tenant.send("DELETE", "/system/securityroles/{id}", { id: role.body.id }, undefined, [204]);
}
