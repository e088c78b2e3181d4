import type { CheckedTenant, Ids } from "./tenant";
import { methodsOf, PATHS } from "./tenant";

const NOBODY = 999_999;

/** Every published GET, of a list all of it. */
export async function everyRead(tenant: CheckedTenant): Promise<void> {
  for (const path of PATHS.filter((one) => methodsOf(one).includes("GET"))) {
    const ids = await idsFor(tenant, path);
    await tenant.send("GET", `${path}?pageSize=1000`, ids, undefined, [200, 404, 501]);
  }
}

/** Every published method of an object that isn't there, or isn't for the caller; a method that nobody publishes. */
export async function everyRefusal(tenant: CheckedTenant): Promise<void> {
  for (const path of PATHS) {
    const [first = "GET", ...others] = methodsOf(path);
    for (const method of others) await tenant.send(method, path, unknownIds(path), method === "PATCH" ? [] : {});
    const query = first === "GET" ? "?conditions=nothing=1" : "";
    await tenant.send(first, `${path}${query}`, unknownIds(path), first === "GET" ? undefined : {});
    await tenant.as("rmm-public", "rmm-private").send(first, path, unknownIds(path));
  }
  await tenant.send("DELETE", "/system/info", {}, undefined, [405]);
  await tenant.as("public", "wrong").send("GET", "/system/info", {}, undefined, [401]);
}

/** Ids of the last object of each list on the way: `{parentId}` of the list before it, `{id}` of the one below that. */
export async function idsFor(tenant: CheckedTenant, path: string): Promise<Ids> {
  const ids: Record<string, number | string> = {};
  for (const [placeholder, name = ""] of path.matchAll(/\{(\w+)\}/g)) {
    const list = path.slice(0, path.indexOf(placeholder) - 1);
    const { body } = await tenant.send("GET", `${list}?orderBy=id desc&pageSize=1`, ids);
    const [last] = Array.isArray(body) ? body : [];
    ids[name] = (name === "memberIdentifier" ? last?.identifier : last?.id) ?? NOBODY;
  }
  return ids;
}

const unknownIds = (path: string): Ids =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, NOBODY]));
