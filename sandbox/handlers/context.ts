import type { Address } from "../http/link";
import type { StoredRecord } from "../store/collection";
import type { Store } from "../store/store";
import type { Quirks, SettingsMode } from "../switches";

/** What a tenant runs on. */
export interface Running {
  /** `2025.1` */
  readonly release: string;
  /** Version the tenant runs, e.g. `v2025.1.25881`. */
  readonly version: string;
  readonly isCloud: boolean;
}

/** One request to the API as handlers see it: parsed, authenticated, free of the web framework. */
export interface ApiRequest extends Running {
  readonly store: Store;
  /** The member whose key signed the request. */
  readonly caller: StoredRecord;
  readonly params: Readonly<Record<string, string>>;
  readonly address: Address;
  /** `http://host/v4_6_release/apis/3.0`, for links in answers. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly settings: SettingsMode;
  readonly quirks: Quirks;
}

export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws ApiError for every refusal */
export type Handler = (request: ApiRequest) => ApiResponse;

export const ok = (body: unknown): ApiResponse => ({ status: 200, body });
export const noContent: ApiResponse = { status: 204 };

/** The name a change is signed with in `_info.updatedBy`. */
export const signature = ({ caller }: ApiRequest): string => String(caller.fields.identifier);
