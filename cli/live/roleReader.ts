import type { ShownRole } from "../../checklist/live/progress";
import { findRole } from "../../tenant/apply/role";
import type { RoleReader } from "../../tenant/gateway";

/** Reads a role's rows again and again: one list a read, once it was found. */
export function roleReader(gateway: RoleReader, name: string, id: number | undefined): () => Promise<ShownRole> {
  let found = id;
  return async () => {
    found ??= (await findRole(gateway, name))?.id;
    return found === undefined ? undefined : { settings: await gateway.settings(found) };
  };
}
