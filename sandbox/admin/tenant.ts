import type { FastifyRequest } from "fastify";
import type { Companies } from "../site";
import type { Store } from "../store/store";
import { ADMIN, COMPANIES } from "./layout";

/** The tenant that a page is about. */
export interface PageTenant {
  readonly store: Store;
  /** Path of its pages. */
  readonly base: string;
  /** Whether there are other companies to go to. */
  readonly hasOthers: boolean;
}

/** The tenant of the company in a page's path; of the first where the path names none; undefined where it isn't here. */
export function tenantOf({ params }: FastifyRequest, companies: Companies): PageTenant | undefined {
  const { companyId } = params as { companyId?: string };
  if (companyId === undefined) return firstTenant(companies);
  const company = companies.find(companyId);
  return company && { ...firstTenant(companies), store: company.store, base: baseOf(company.store.company.id) };
}

export const firstTenant = ({ first, all }: Companies): PageTenant => ({
  store: first.store,
  base: ADMIN,
  hasOthers: all.length > 1,
});

export const baseOf = (companyId: string): string => `${COMPANIES}/${encodeURIComponent(companyId)}`;
