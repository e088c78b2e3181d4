/** The types of resources, by the export of lifecycle/handlers.ts that lives their lives. */
export const TYPES = {
  securityRole: "SecurityRole",
  apiMember: "ApiMember",
  member: "Member",
  roleVerification: "RoleVerification",
} as const;
export type Kind = keyof typeof TYPES;

/** The JavaScript text that stands in the state of every resource; see docs/decisions/001-thin-shell.md. */
export const shellOf = (kind: Kind): string =>
  `exports.handler = () => require("node:module").createRequire(process.cwd() + "/package.json")("connectwise-roles/lifecycle").${kind};`;

const OWN: ReadonlySet<unknown> = new Set((Object.keys(TYPES) as Kind[]).map(shellOf));

/** Whether code in a state is this package's. Every version so far has written the same. */
export const isOwnShell = (code: unknown): boolean => OWN.has(code);
