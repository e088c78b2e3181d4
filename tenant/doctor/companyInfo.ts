import type { AxiosResponse } from "axios";
import { z } from "zod";

/**
 * `/login/companyinfo/COMPANYID`, which needs no key. Source: the developer guide, Calling Company Info; it shows IsCloud as
 * text, later answers as a flag.
 */
const companyInfoSchema = z
  .looseObject({
    CompanyName: z.string().nullish(),
    Codebase: z.string().min(1),
    IsCloud: z.union([z.boolean(), z.string().transform((text) => /^true$/i.test(text))]).nullish(),
  })
  .transform(({ CompanyName, Codebase, IsCloud }) => ({
    name: CompanyName ?? "",
    /** `v2025_1`, as it stands before `/apis/3.0`. */
    codebase: Codebase.replace(/\/$/, ""),
    isCloud: IsCloud ?? false,
  }));

export type CompanyInfo = z.output<typeof companyInfoSchema>;

export const companyInfoOf = ({ status, data }: AxiosResponse): CompanyInfo | undefined =>
  status === 200 ? companyInfoSchema.safeParse(data).data : undefined;

/** Whether company info answers, but doesn't know the company: not found in JSON, or an answer with nothing in it. */
export const isUnknownCompany = ({ status, data }: AxiosResponse): boolean =>
  (status === 404 && typeof data === "object") || (status === 200 && (typeof data === "object" || data === ""));
