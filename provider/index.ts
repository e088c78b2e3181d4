export type { Level, Verb } from "./model/level";
export { MEMBER_KINDS } from "./model/member";
export type { LevelTable, Permission } from "./model/permission";
export { ADOPT_MODES } from "./model/role";
export { ApiMember, type ApiMemberArgs, type MembershipArgs } from "./resources/apiMember";
export { Member, type MemberArgs } from "./resources/member";
export { useProfile } from "./resources/program";
export { SecurityRole, type SecurityRoleArgs } from "./resources/securityRole";
