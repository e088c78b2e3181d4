import { CANNOT_ROUTE, NO_CLIENT_ID, NOT_AUTHENTICATED } from "../quirks";
import type { Site } from "../site";
import type { StoredRecord } from "../store/collection";
import { sameText } from "../store/references";
import type { Store } from "../store/store";
import { ApiError } from "./errors";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Headers = Readonly<Record<string, unknown>>;

/**
 * The member whose key signed the request: `Authorization: Basic base64(company+public:private)` and a `clientId` GUID.
 * @throws ApiError 401 (on the cloud 404) on a wrong company, key pair, or inactive member; 403 without a clientId
 */
export function authenticate({ store, cloudHost }: Site, headers: Headers): StoredRecord {
  const member = memberOf(store, basicCredentials(headers.authorization));
  if (!member || member.fields.inactiveFlag === true) throw refusal(cloudHost !== undefined);
  if (!GUID.test(String(headers.clientid ?? ""))) throw new ApiError(403, { ...NO_CLIENT_ID, errors: null });
  return member;
}

const refusal = (isCloud: boolean): ApiError =>
  isCloud ? new ApiError(404, CANNOT_ROUTE) : new ApiError(401, { ...NOT_AUTHENTICATED, errors: null });

function memberOf(store: Store, credentials: Credentials | undefined): StoredRecord | undefined {
  if (!credentials || !sameText(store.company.id, credentials.companyId)) return undefined;
  const { publicKey, privateKey } = credentials;
  const key =
    store.keys.find((known) => known.publicKey === publicKey) ?? store.tokens.find(publicKey, store.now().getTime());
  return key?.privateKey === privateKey ? store.collections.members.get(key.memberId) : undefined;
}

interface Credentials {
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

function basicCredentials(header: unknown): Credentials | undefined {
  const [scheme, encoded] = typeof header === "string" ? header.split(" ") : [];
  if (scheme?.toLowerCase() !== "basic" || encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const plus = text.indexOf("+");
  if (plus < 0 || colon < plus) return undefined;
  return {
    companyId: text.slice(0, plus),
    publicKey: text.slice(plus + 1, colon),
    privateKey: text.slice(colon + 1),
  };
}
