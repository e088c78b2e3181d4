import type { Handler } from "../handlers/context";
import { count, get, list, type Scope } from "../handlers/crud";
import type { Resource } from "../resources";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** What a path answers to. A method that isn't there is refused with 405. */
export type Endpoint = Readonly<Partial<Record<Method, Handler>>>;

/** Endpoints by path below the API's base; `:id` and `:parentId` are numbers, `:memberIdentifier` is any text. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

/** A list that can be read: the list, its count, one object by id. */
export const readable = (path: string, resource: Resource, scope?: Scope): Endpoints => ({
  [path]: { GET: list(resource, scope) },
  [`${path}/count`]: { GET: count(resource, scope) },
  [`${path}/:id`]: { GET: get(resource, scope) },
});

/** Several tables of endpoints as one; a path that is in more than one answers to the methods of each. */
export function merged(...tables: readonly Endpoints[]): Endpoints {
  const all: Record<string, Endpoint> = {};
  for (const table of tables) {
    for (const [path, endpoint] of Object.entries(table)) all[path] = { ...all[path], ...endpoint };
  }
  return all;
}
