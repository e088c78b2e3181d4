import type { MemberKind, ObservedMember } from "../../core/model/member";
import { sameName } from "../../core/model/name";
import type { RoleSummary } from "../../core/model/role";
import type { MemberReader, RoleReader } from "../gateway";

/**
 * What became of an object that was known by id and name. An id alone names nothing for certain: an administrator renames,
 * a database is restored, a connection leads to another tenant. Beside the right id, a name fits that reads the same; without
 * it, none does.
 */
export type Located<T> =
  /** Id and name fit. */
  | { readonly kind: "same"; readonly object: T }
  /** The id has another name now, and nothing has the old one. */
  | { readonly kind: "renamed"; readonly object: T }
  /** The name belongs to another id. */
  | { readonly kind: "elsewhere"; readonly object: T /** What the id names now. */; readonly atId: T | undefined }
  /** Neither the id nor the name is there. */
  | { readonly kind: "gone" };

/** @throws RolesError of the reads: what couldn't be asked isn't gone */
export const locateRole = (gateway: Pick<RoleReader, "role" | "findRoles">, id: number, name: string) =>
  locate<RoleSummary>(
    { id, name },
    () => gateway.role(id),
    () => gateway.findRoles(name),
    (role) => role.name,
  );

/** @throws RolesError of the reads: what couldn't be asked isn't gone */
export const locateMember = (gateway: MemberReader, kind: MemberKind, id: number, identifier: string) =>
  locate<ObservedMember>(
    { id, name: identifier },
    () => gateway.member(kind, id),
    async () => [await gateway.findMember(kind, identifier)].filter((member) => member !== undefined),
    (member) => member.identifier,
  );

async function locate<T extends { readonly id: number }>(
  recorded: { readonly id: number; readonly name: string },
  byId: () => Promise<T | undefined>,
  byName: () => Promise<readonly T[]>,
  nameOf: (object: T) => string,
): Promise<Located<T>> {
  const atId = await byId();
  if (atId && sameName(nameOf(atId), recorded.name)) return { kind: "same", object: atId };
  const named = await byName();
  const same = named.find(({ id }) => id === recorded.id);
  if (same) return { kind: "same", object: same };
  const [namesake] = named;
  if (namesake) return { kind: "elsewhere", object: namesake, atId };
  return atId ? { kind: "renamed", object: atId } : { kind: "gone" };
}
