import type { Deed } from "./actions";
import { type HistoryTenant, renumber } from "./tenant";

/**
 * Does what an administrator can do in the web client, or beside it.
 * @returns whether it was done: what isn't there can't be changed
 */
export function act(tenant: HistoryTenant, { deed }: Deed): boolean {
  switch (deed.does) {
    case "make role":
      return tenant.make("role", deed.name, () => tenant.addForeignRole(deed.name, deed.level));
    case "make member":
      return tenant.make("member", deed.name, () => {
        const securityRole = nthOf(tenant.all.roles.slice(1), deed.nth)?.id ?? null;
        const place = { defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
        tenant.addMember("api", deed.name, { ...place, securityRole });
      });
    case "back up":
      tenant.backUp();
      return true;
    case "restore":
      return tenant.restore(deed.places);
    default:
      return tenant.change((all) => change(all, deed));
  }
}

type All = HistoryTenant["all"];
type Change = Exclude<Deed["deed"], { does: "make role" | "make member" | "back up" | "restore" }>;

/** The first role and the first member are those of the key in use; that member may get another role, and nothing else. */
function change(all: All, deed: Change): void {
  const role = "nth" in deed ? nthOf(all.roles.slice(1), deed.nth) : undefined;
  const member = "nth" in deed ? nthOf(all.members.slice(1), deed.nth) : undefined;
  switch (deed.does) {
    case "rename":
      if (deed.kind === "role" && role) role.name = deed.name;
      if (deed.kind === "member" && member) member.identifier = deed.name;
      return;
    case "delete":
      if (role && !all.members.some(({ securityRole, inactiveFlag }) => securityRole === role.id && !inactiveFlag))
        remove(all, role.id);
      return;
    case "set level": {
      const row = role?.settings[deed.row];
      if (role && row) role.settings[deed.row] = { ...row, cells: { ...row.cells, inquire: deed.level } };
      return;
    }
    case "give role": {
      const given = nthOf(all.members, deed.member);
      if (given && role) given.securityRole = role.id;
      return;
    }
    case "inactivate":
      if (member) member.inactiveFlag = deed.isInactive;
      return;
    case "flag":
      if (role) role[deed.flag] = !role[deed.flag];
      return;
    case "renumber":
      renumber(all, deed.kind, deed.places);
  }
}

function remove(all: All, roleId: number): void {
  all.roles = all.roles.filter(({ id }) => id !== roleId);
  for (const member of all.members) if (member.securityRole === roleId) member.securityRole = null;
}

/** Counted from the newest, which mostly is a stack's. */
const nthOf = <T>(list: readonly T[], nth: number): T | undefined => list.at(-1 - (nth % Math.max(1, list.length)));
