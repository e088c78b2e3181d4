import type { Company } from "../company";
import { CANNOT_ROUTE, NO_CLIENT_ID, NOT_AUTHENTICATED } from "../quirks";
import type { StoredRecord } from "../store/collection";
import type { Store } from "../store/store";
import { type Quirks, STATUS } from "../switches";
import { type Credentials, credentialsOf, type Headers } from "./credentials";
import { ApiError } from "./errors";

/** In any of the forms that .NET reads: with or without hyphens, in braces or parentheses. */
const GUID = /^[{(]?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}[)}]?$/i;

/** Who asks: a member of a company. */
export interface Caller {
  readonly company: Company;
  readonly member: StoredRecord;
}

/** What of a request says who asks; `company` is the one it names. */
interface Signed {
  readonly company: Company | undefined;
  readonly headers: Headers;
}

/**
 * The member whose key signed the request, with a `clientId` GUID beside it.
 * @param everywhere how requests to no company are answered
 * @throws ApiError 401 (on the cloud 404) on a wrong company, key pair, or inactive member; 403 without a clientId
 */
export function authenticate({ company, headers }: Signed, isCloud: boolean, everywhere: Quirks): Caller {
  const quirks = company?.quirks ?? everywhere;
  const member = company && memberOf(company.store, credentialsOf(headers));
  if (!company || !member || member.fields.inactiveFlag === true) throw refusal(isCloud, quirks.wrongKey);
  const clientId = String(headers.clientid ?? "");
  const { noClientId, badClientId } = company.quirks;
  const status = GUID.test(clientId) ? undefined : STATUS[clientId === "" ? noClientId : badClientId];
  if (status) throw new ApiError(status, { ...NO_CLIENT_ID, errors: null });
  return { company, member };
}

function refusal(isCloud: boolean, wrongKey: Quirks["wrongKey"]): ApiError {
  const body = isCloud ? CANNOT_ROUTE : { ...NOT_AUTHENTICATED, errors: null };
  return new ApiError(STATUS[wrongKey] ?? (isCloud ? 404 : 401), body);
}

function memberOf(store: Store, credentials: Credentials | undefined): StoredRecord | undefined {
  if (!credentials) return undefined;
  const { publicKey, privateKey } = credentials;
  const key =
    store.keys.find((known) => known.publicKey === publicKey) ?? store.tokens.find(publicKey, store.now().getTime());
  return key?.privateKey === privateKey ? store.collections.members.get(key.memberId) : undefined;
}
