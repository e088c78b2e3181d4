import type { SnapshotMember } from "./model";

type Named = Pick<SnapshotMember, "identifier" | "firstName" | "lastName" | "email">;

/**
 * A person under the number that the tenant counts them by: the same in every snapshot, and of a copy that keeps the number. An API
 * member is nobody: it keeps its name, and has no person's address.
 */
export function pseudonymOf(id: number, { email, ...own }: Named, isApi: boolean): Named {
  const pseudonym = `user-${id}`;
  const name = isApi ? own : { identifier: pseudonym, firstName: "User", lastName: String(id) };
  return { ...name, ...(email !== undefined && { email: `${pseudonym}@example.invalid` }) };
}
