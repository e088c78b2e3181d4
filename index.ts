import { Config } from "@pulumi/pulumi/config.js";
import {
  ADOPT_MODES,
  ApiMember,
  MEMBER_KINDS,
  Member,
  profile,
  RoleVerification,
  SecurityRole,
} from "connectwise-roles";

const config = new Config();

const role = new SecurityRole("role", {
  name: config.require("role"),
  ...profile(config.require("profile"), config.requireObject<string[]>("features")),
  adopt: config.require("adopt", { allowedValues: [...ADOPT_MODES] }),
  members: [config.require("member")],
  awaitLevels: false,
  force: config.get("force"),
});

const membership = {
  identifier: config.require("member"),
  securityRole: role.id,
  location: config.require("location"),
  businessUnit: config.require("businessUnit"),
};
const member =
  config.require("memberKind", { allowedValues: [...MEMBER_KINDS] }) === "full"
    ? new Member("member", { ...membership, person: config.getObject("person") })
    : new ApiMember("member", { ...membership, name: config.get("memberName") });

// The member is there before an administrator is asked for levels that the API doesn't set.
const verification = new RoleVerification("verification", { roles: [role], members: [member] });

export const roleId = role.id;
export const roleName = role.name;
export const exact = verification.exact;
export const rows = role.rows;
export const levelsWrittenBy = role.levelsWrittenBy;
export const levelsEvidence = role.levelsEvidence;
export const variant = role.variant.apply((name) => name ?? "none");
export const features = role.features.apply((names) => names ?? []);
export const memberId = member.id;
export const location = member.location;
export const businessUnit = member.businessUnit;
