import { sameName } from "../core/model/name";
import type { Snapshot, SnapshotMember } from "./model";

type Named = Pick<SnapshotMember, "identifier" | "firstName" | "lastName" | "email">;

/**
 * A person under the number that the tenant counts them by: the same in every snapshot, and of a copy that keeps the number. An API
 * member is nobody: it keeps its name, and has no person's address.
 */
export function pseudonymOf(id: number, { email, ...fields }: Named, isApi: boolean): Named {
  const pseudonym = `user-${id}`;
  const name = isApi ? fields : { identifier: pseudonym, firstName: "User", lastName: String(id) };
  return { ...name, ...(email !== undefined && { email: `${pseudonym}@example.invalid` }) };
}

/** The same snapshot with people under their numbers. Of those whose identifier is one of `named`, that stays. */
export const withPseudonyms = (snapshot: Snapshot, named: readonly string[] = []): Snapshot => ({
  ...snapshot,
  members: snapshot.members.map((member) => {
    const { id, identifier, licenseClass } = member;
    const isNamed = named.some((name) => sameName(name, identifier));
    const pseudonym = pseudonymOf(id, member, licenseClass === "A");
    return { ...member, ...pseudonym, ...(isNamed && { identifier }) };
  }),
});
