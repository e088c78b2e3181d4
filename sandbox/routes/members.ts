import { count, create, get, list, patch, remove, replace } from "../handlers/crud";
import {
  byIdentifier,
  deactivate,
  defaultApiMember,
  issueToken,
  myMember,
  myMemberInfoOf,
  personasOfMember,
  withSso,
} from "../handlers/members";
import { usageList, usages } from "../handlers/usages";
import { memberTypesInfo } from "../infoResources";
import { apiMembers, members, memberTypes, personas } from "../resources";
import { type Endpoints, merged, readable } from "./endpoint";

const FULL: Endpoints = {
  "/system/members": { POST: create(members, "memberMade") },
  "/system/members/:id": { PUT: replace(members), PATCH: patch(members) },
  "/system/members/:memberIdentifier": { GET: byIdentifier(members) },
  "/system/members/:memberIdentifier/tokens": { POST: issueToken },
  "/system/members/:id/deactivate": { POST: deactivate },
  "/system/members/:id/usages": { GET: usages(members) },
  "/system/members/:id/usages/list": { GET: usageList(members) },
  "/system/members/withSso": { GET: list(members, withSso) },
  "/system/myMembers": { GET: myMember },
  "/system/myMembers/info": { GET: myMemberInfoOf },
};

const TYPES: Endpoints = {
  "/system/members/types": { POST: create(memberTypes) },
  "/system/members/types/:id": {
    PUT: replace(memberTypes),
    PATCH: patch(memberTypes),
    DELETE: remove(memberTypes),
  },
  "/system/members/types/info": { GET: list(memberTypesInfo) },
  "/system/members/types/info/count": { GET: count(memberTypesInfo) },
  "/system/members/types/:id/info": { GET: get(memberTypesInfo) },
};

/** No DELETE: a member is deactivated, never deleted. */
const API: Endpoints = {
  "/system/apiMembers": { POST: create(apiMembers, "memberMade") },
  "/system/apiMembers/default": { GET: defaultApiMember },
  "/system/apiMembers/:id": { PUT: replace(apiMembers), PATCH: patch(apiMembers) },
};

export const MEMBERS = merged(
  readable("/system/members", members),
  FULL,
  readable("/system/members/types", memberTypes),
  TYPES,
  readable("/system/members/:parentId/personas", personas, personasOfMember),
  readable("/system/apiMembers", apiMembers),
  API,
);
