import { sameSpelling } from "./name";

/** Which tenant: one company on one site. What belongs to one is nothing to another, whatever ids they share. */
export interface TenantId {
  /** Scheme and host as `parseSite` normalizes them, `https://api-na.myconnectwise.net`. */
  readonly origin: string;
  readonly companyId: string;
}

/** Whether two are one tenant; a company id is found without regard to case. */
export const sameTenant = (a: TenantId, b: TenantId): boolean =>
  a.origin === b.origin && sameSpelling(a.companyId, b.companyId);

/** `contoso at https://api-na.myconnectwise.net` */
export const describeTenant = ({ origin, companyId }: TenantId): string => `${companyId} at ${origin}`;

/**
 * The inverse of {@link describeTenant}, which is also how the state records a tenant.
 * @returns `undefined` where the text is none of those
 */
export function parseTenant(text: string): TenantId | undefined {
  const [, companyId, site = ""] = /^(.+) at (https?:\/\/\S+)$/.exec(text.trim()) ?? [];
  return companyId === undefined || !URL.canParse(site) ? undefined : { origin: new URL(site).origin, companyId };
}
