import type { TenantId } from "../core/model/tenant";
import { readSnapshot, type SnapshotReader } from "../snapshot/read";
import type { RequestCount } from "../tenant/client/requestCount";
import type { RoleReader } from "../tenant/gateway";
import type { Original } from "./copy";

/** All that a rehearsal asks of the tenant itself. It has no write. */
type OriginalReader = SnapshotReader & Pick<RoleReader, "caller">;

/**
 * Reads what a copy is made of, by GETs alone. People are in it, and it stays in this process.
 * @returns the original, and what of the tenant isn't in it
 * @throws RolesError of the first list that can't be read
 */
export async function readOriginal(
  reader: OriginalReader,
  tenant: TenantId,
  onProgress?: (read: number, of: number) => void,
): Promise<{ original: Original; notes: readonly string[] }> {
  const { companyId } = tenant;
  const { snapshot, notes } = await readSnapshot(reader, { companyId, withPeople: true, onProgress });
  return { original: { tenant, snapshot, caller: await reader.caller() }, notes };
}

/** Identifiers of the original's people: of members that aren't the API's. */
export const peopleIn = ({ snapshot }: Original): string[] =>
  snapshot.members.filter(({ licenseClass }) => licenseClass !== "A").map(({ identifier }) => identifier);

/** Those of them that some texts name, in any case. */
export function namedAmong(people: readonly string[], texts: readonly string[]): string[] {
  const lowerTexts = new Set(texts.map((text) => text.toLowerCase()));
  return people.filter((identifier) => lowerTexts.has(identifier.toLowerCase()));
}

/** What was promised of the tenant itself is counted. */
export function assertOnlyRead({ writes }: RequestCount): void {
  if (writes > 0) throw new Error(`A rehearsal sent ${writes} writes to the tenant itself`);
}
