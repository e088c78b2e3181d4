import { ApiError, notFound } from "../http/errors";
import { linkHeader } from "../http/link";
import { type ListQuery, readListQuery } from "../http/listQuery";
import { NO_ENDPOINT } from "../quirks";
import { inRelease } from "../release";
import type { Resource } from "../resources";
import type { StoredRecord } from "../store/collection";
import { matching, pageOf, project } from "../store/list";
import { type JsonObject, render } from "../store/render";
import { createRecord, patchRecord, replaceRecord } from "../store/write";
import type { Quirks } from "../switches";
import { type ApiRequest, type ApiResponse, type Handler, noContent, ok, signature } from "./context";

/** The records a list or a look-up is about: all of a resource, or the children of one object. */
export type Scope = (request: ApiRequest) => Iterable<StoredRecord>;

const everyOne =
  ({ collection }: Resource): Scope =>
  ({ store }) =>
    store.collections[collection].all();

/** GET of a list: conditions, order, one page, and its `Link` header. */
export function list(resource: Resource, scope: Scope = everyOne(resource)): Handler {
  return (request) => {
    const { records, answer } = pageFor(request, resource, scope(request));
    return answer(records.map((record) => renderRecord(request, resource, record)));
  };
}

/** The records of the page asked for, and the answer to make of them: `fields` applied, `Link` header set. */
export function pageFor(request: ApiRequest, resource: Resource, records: Iterable<StoredRecord>) {
  const { store, release, quirks } = request;
  const query = wholeOf(queryOf(request), resource.paged && quirks[resource.paged]);
  const page = pageOf(store, inRelease(resource, release), listed(resource, records, quirks), query);
  const answer = (objects: readonly JsonObject[]): ApiResponse => {
    const items = objects.map((object) => project(object, query.fields));
    const body = quirks.listBody === "array" ? items : { items };
    const link = linkHeader(request.address, query, page, quirks);
    return link === undefined ? ok(body) : { status: 200, body, headers: { link } };
  };
  return { records: page.records, answer };
}

const wholeOf = (query: ListQuery, paged: "paged" | "whole" = "paged"): ListQuery =>
  paged === "paged" ? query : { ...query, page: 1, pageSize: Number.MAX_SAFE_INTEGER };

/** What lists show at all; an object by its id is shown all the same. */
function listed({ hidden }: Resource, records: Iterable<StoredRecord>, quirks: Quirks): Iterable<StoredRecord> {
  return hidden ? [...records].filter((record) => !hidden(record, quirks)) : records;
}

const queryOf = ({ address, headers, release, quirks }: ApiRequest): ListQuery =>
  readListQuery(address.query, headers, release, quirks);

/** GET `…/count`. */
export function count(resource: Resource, scope: Scope = everyOne(resource)): Handler {
  return (request) => {
    const { quirks, store, release } = request;
    const how = quirks[resource.counted ?? "counts"];
    if (how === "refused") throw new ApiError(404, NO_ENDPOINT);
    const records = listed(resource, scope(request), quirks);
    const { length } = matching(store, inRelease(resource, release), records, queryOf(request));
    return ok({ count: length + MISCOUNT[how] });
  };
}

const MISCOUNT = { equal: 0, more: 1, fewer: -1 } as const;

/** GET of one object by `:id`. */
export function get(resource: Resource, scope?: Scope): Handler {
  return (request) => renderOne(request, resource, findOne(request, resource, scope));
}

/** One object, cut down to the `fields` asked for. */
export const renderOne = (request: ApiRequest, resource: Resource, record: StoredRecord): ApiResponse =>
  ok(project(renderRecord(request, resource, record), queryOf(request).fields));

/**
 * POST: 201 with the object, cut down to the `fields` asked for, and its address (documented in the developer guide).
 * @param how the quirk that says how it is answered
 */
export function create(resource: Resource, how?: "roleMade" | "memberMade"): Handler {
  return (request) => {
    const answer = created(request, resource, request.body);
    const made = how ? request.quirks[how] : "created";
    return made === "created" ? answer : { ...answer, status: 200, ...(made === "empty" && { body: undefined }) };
  };
}

export function created(request: ApiRequest, resource: Resource, body: unknown): ApiResponse {
  const record = createRecord(request.store, inRelease(resource, request.release), body, signature(request));
  const location = `${request.baseUrl}${resource.path}/${record.id}`;
  return {
    ...renderOne(request, resource, record),
    status: 201,
    ...(request.quirks.roleAddress === "sent" && { headers: { location } }),
  };
}

export function replace(resource: Resource, scope?: Scope): Handler {
  return (request) => {
    const record = findOne(request, resource, scope);
    const resourceOfRelease = inRelease(resource, request.release);
    return shown(
      request,
      resourceOfRelease,
      replaceRecord(request.store, resourceOfRelease, record, request.body, signature(request)),
    );
  };
}

export function patch(resource: Resource, scope?: Scope): Handler {
  return (request) => {
    const record = findOne(request, resource, scope);
    const resourceOfRelease = inRelease(resource, request.release);
    return shown(request, resourceOfRelease, patchRecord(request, resourceOfRelease, record, signature(request)));
  };
}

/** DELETE: 204 without a body (documented in the developer guide). */
export function remove(resource: Resource, scope?: Scope): Handler {
  return (request) => {
    const { deletedTwice, roleDeleted } = request.quirks;
    const record = findInScope(request, resource, scope);
    if (!record && deletedTwice === "no-content") return noContent;
    if (!record) throw notFound(resource.shape.resource, request.params.id ?? "");
    if (resource.delete) resource.delete(request.store, record, signature(request));
    else request.store.remove(resource.collection, record.id);
    return roleDeleted === "ok" ? ok({}) : noContent;
  };
}

/** @throws ApiError 404 when the scope has no object of that id */
export function findOne(request: ApiRequest, resource: Resource, scope?: Scope): StoredRecord {
  const { unknownId, unknownRow } = request.quirks;
  const how = resource.collection === "settings" ? unknownRow : unknownId;
  const record = findInScope(request, resource, scope);
  if (!record) throw notFound(resource.shape.resource, request.params.id ?? "", how);
  return record;
}

function findInScope(request: ApiRequest, resource: Resource, scope?: Scope): StoredRecord | undefined {
  const id = Number(request.params.id);
  const record = scope
    ? [...scope(request)].find((candidate) => candidate.id === id)
    : request.store.collections[resource.collection].get(id);
  return record && resource.includes?.(record) === false ? undefined : record;
}

/** A record as the API of the company's release shows it. */
export const renderRecord = ({ store, baseUrl, release }: ApiRequest, resource: Resource, record: StoredRecord) =>
  render(store, inRelease(resource, release), record, baseUrl);

const shown = (request: ApiRequest, resource: Resource, record: StoredRecord): ApiResponse =>
  ok(renderRecord(request, resource, record));
