import { TenantError } from "../../core/model/errors";

/** What `create` made, or `undefined` when another run or person made something of that name in the meantime. */
export async function unlessNameInUse<T>(create: () => Promise<T>): Promise<T | undefined> {
  try {
    return await create();
  } catch (error) {
    if (error instanceof TenantError && error.isNameInUse) return undefined;
    throw error;
  }
}
