import { notFound, wrongType } from "../http/errors";
import { myMemberInfo, myMembers } from "../infoResources";
import { isJsonObject } from "../model/convert";
import { MODELS } from "../quirks";
import { inRelease } from "../release";
import { apiMembers, members, type Resource, TARGETS } from "../resources";
import { deactivateMember } from "../rules/members";
import type { StoredRecord } from "../store/collection";
import { renderReference } from "../store/render";
import { type ApiRequest, type Handler, ok, signature } from "./context";
import { findOne, renderOne, type Scope } from "./crud";
import { owner } from "./owner";

/**
 * POST `/system/members/{id}/deactivate`. The published body (`MemberDeactivation`) says who takes over the member's work,
 * and comes back as the answer; the sandbox has no work to hand over. Assumed: it may be empty.
 */
export const deactivate: Handler = (request) => {
  const { body = {} } = request;
  const member = findOne(request, members);
  if (!isJsonObject(body)) throw wrongType("", body, `${MODELS}.MemberDeactivation`);
  deactivateMember(request.store, member, signature(request));
  return ok(body);
};

/** GET `…/{memberIdentifier}`: by the name a member logs in with, in any case. @throws ApiError 404 */
export const byIdentifier =
  (resource: Resource): Handler =>
  (request) =>
    renderOne(request, resource, memberCalled(request));

/**
 * POST `/system/members/{memberIdentifier}/tokens`: a key pair that acts as the member (`Token` of the description).
 * Some clients send the id in place of the identifier. @throws ApiError 404
 */
export const issueToken: Handler = (request) => {
  const { store } = request;
  const { id } = memberCalled(request);
  const { publicKey, privateKey, expires } = store.tokens.issue(id, store.now().getTime());
  return ok({ publicKey, privateKey, expiration: store.timestamp(new Date(expires)) });
};

function memberCalled({ store, params }: ApiRequest): StoredRecord {
  const { memberIdentifier = "" } = params;
  const [called] = store.called("members", "identifier", memberIdentifier);
  const found = called ?? store.collections.members.get(Number(memberIdentifier));
  if (!found) throw notFound(members.shape.resource, memberIdentifier);
  return found;
}

/** Members that log in through an identity provider. */
export const withSso: Scope = ({ store }) =>
  [...store.collections.members.all()].filter(({ fields }) => Boolean(fields.ssoSettings));

/** Nobody has a persona. @throws ApiError 404 when there is no member `:parentId` */
export const personasOfMember: Scope = (request) => {
  owner(request, members);
  return [];
};

/** GET `/system/myMembers`: the caller. */
export const myMember: Handler = (request) => renderOne(request, myMembers, request.caller);

export const myMemberInfoOf: Handler = (request) => renderOne(request, myMemberInfo, request.caller);

/** GET `/system/apiMembers/default`: what the web client's form for a new API member starts with. Assumed: the values. */
export const defaultApiMember: Handler = ({ store, baseUrl, release }) => {
  const [location] = store.collections.locations.all();
  const reference = location && renderReference(store, TARGETS.locations, location.id, baseUrl);
  const member = {
    id: 0,
    identifier: "",
    name: "",
    inactiveFlag: false,
    structureLevel: { id: 1, name: "Corporate" },
    ...(reference ? { securityLocation: reference, defaultLocation: reference } : {}),
    blockPriceFlag: false,
    blockCostFlag: false,
  };
  const { fields } = inRelease(apiMembers, release).shape;
  return ok(Object.fromEntries(Object.entries(member).filter(([name]) => name in fields)));
};
