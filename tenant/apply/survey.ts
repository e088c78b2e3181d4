import pLimit from "p-limit";
import { CancelledError, RolesError } from "../../core/model/errors";
import type { ListedMember } from "../../core/model/member";
import type { RoleSetting, RoleSummary } from "../../core/model/role";
import type { MemberLister, OwnReader, RoleReader, TenantReader } from "../gateway";

/** All that a look at a whole tenant asks. It has no write. */
export type SurveyReader = Pick<RoleReader, "roles" | "settings"> &
  Pick<OwnReader, "mySecurity"> &
  Pick<TenantReader, "version"> &
  MemberLister;

/** What came of a read: what the tenant refuses, or answers in no shape that can be believed, is a failure. */
export type Reading<T> = { readonly value: T } | { readonly failure: RolesError };

/** A tenant's lists. */
export interface Lists {
  readonly roles: Reading<readonly RoleSummary[]>;
  readonly api: Reading<readonly ListedMember[]>;
  readonly full: Reading<readonly ListedMember[]>;
  /** The rows of the member whose key is in use: every role has rows of the same functions. */
  readonly functions: Reading<readonly RoleSetting[]>;
  readonly version: Reading<string>;
}

export interface SurveyOptions {
  /** Roles whose rows are read. Default: all. */
  readonly rolesToRead?: (lists: Lists) => readonly RoleSummary[];
  /** Told how many of the tenant's lists are read. */
  readonly onProgress?: ((read: number, of: number) => void) | undefined;
}

/** Lists of one tenant that are read side by side. */
export const AT_ONCE = 4;

/**
 * Reads a whole tenant by GETs alone: roles, members, the functions, the version, and the rows of roles by their ids.
 * @throws CancelledError, and what is a mistake here; what the tenant says is a {@link Reading}
 */
export async function survey(
  tenant: SurveyReader,
  { rolesToRead = allRoles, onProgress }: SurveyOptions = {},
): Promise<Lists & { readonly rows: ReadonlyMap<number, Reading<readonly RoleSetting[]>> }> {
  let [read, of] = [0, 5];
  const limit = pLimit(AT_ONCE);
  const inTurn = <T>(list: () => Promise<T>) => limit(() => attempt(list).finally(() => onProgress?.(++read, of)));
  const [roles, api, full, functions, version] = await Promise.all([
    inTurn(() => tenant.roles()),
    inTurn(() => tenant.members("api")),
    inTurn(() => tenant.members("full")),
    inTurn(() => tenant.mySecurity()),
    inTurn(() => tenant.version()),
  ]);
  const lists = { roles, api, full, functions, version };
  const toRead = rolesToRead(lists);
  of += toRead.length;
  const rows = new Map<number, Reading<readonly RoleSetting[]>>();
  const readRows = async ({ id }: RoleSummary) => rows.set(id, await inTurn(() => tenant.settings(id)));
  // The first alone: by it the tenant is asked once how many rows a role has.
  const [first, ...unread] = toRead;
  if (first) await readRows(first);
  await Promise.all(unread.map(readRows));
  return { ...lists, rows };
}

const allRoles = ({ roles }: Lists) => readOf(roles) ?? [];

/** What was read, if it was. */
export const readOf = <T>(reading: Reading<T>): T | undefined => ("value" in reading ? reading.value : undefined);

/** A mistake here and a cancel end it all. */
async function attempt<T>(read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof RolesError) || error instanceof CancelledError) throw error;
    return { failure: error };
  }
}
