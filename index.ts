import * as pulumi from "@pulumi/pulumi";
import { ADOPT_MODES, ApiMember, MEMBER_KINDS, Member, profile, SecurityRole } from "connectwise-roles";

const config = new pulumi.Config();

const role = new SecurityRole("role", {
  name: config.require("role"),
  ...profile(config.require("profile"), config.requireObject<string[]>("features")),
  adopt: config.require("adopt", { allowedValues: [...ADOPT_MODES] }),
  members: [config.require("member")],
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

export const roleId = role.id;
export const roleName = role.name;
export const exact = role.exact;
export const rows = role.rows;
export const levelsWrittenBy = role.levelsWrittenBy;
export const levelsEvidence = role.levelsEvidence;
export const variant = role.variant.apply((name) => name ?? "none");
export const features = role.features.apply((names) => names ?? []);
export const memberId = member.id;
export const location = member.location;
export const businessUnit = member.businessUnit;
