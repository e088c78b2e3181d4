import "./quickStart";

export type { Level, Verb } from "../core/model/level";
export { MEMBER_KINDS } from "../core/model/member";
export type { LevelTable, Permission } from "../core/model/permission";
export { ADOPT_MODES } from "../core/model/role";
export { ApiMember, type ApiMemberArgs, type MembershipArgs } from "./apiMember";
export { Member, type MemberArgs } from "./member";
export {
  type ByModule,
  defineProfile,
  type ExtendingProfile,
  type ProfileDefinition,
  type ProfileFeature,
  type ProfileRow,
  type ProfileRowChange,
  type ProfileSource,
  type WholeProfile,
} from "./profileDefinition";
export { profile } from "./program";
export { Provider, type ProviderArgs } from "./provider";
export { RoleVerification, type RoleVerificationArgs } from "./roleVerification";
export { SecurityRole, type SecurityRoleArgs } from "./securityRole";
