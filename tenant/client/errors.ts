import type { AxiosResponse } from "axios";
import { z } from "zod";
import { TenantError } from "../../core/model/errors";
import { advise } from "./advice";
import type { Credentials } from "./credentials";
import { redact } from "./redact";

const text = z.string().nullish();

/** Source: `ErrorResponseMessage` and `ValidationError` of the published description. */
const errorBody = z.looseObject({
  code: text,
  message: text,
  errors: z.array(z.looseObject({ code: text, message: text, field: text })).nullish(),
});

/** What ASP.NET, on which the API runs, says by itself: an error inside of `error`, or problem details (RFC 9457). */
const frameworkBody = z.union([
  z.looseObject({ error: errorBody }).transform(({ error }) => error),
  z
    .looseObject({ title: z.string(), detail: text })
    .transform(({ title, detail }) => ({ code: title, message: detail, errors: undefined })),
]);

/** The error for an answer that is no success, without any key in it. */
export function errorOf(method: string, path: string, response: AxiosResponse, credentials: Credentials): TenantError {
  const body = frameworkBody.safeParse(response.data).data ?? errorBody.safeParse(response.data).data;
  const clean = (tenantText: string | null | undefined) => (tenantText ? redact(tenantText, credentials) : undefined);
  const errors = body?.errors ?? [];
  const failure = {
    method,
    path,
    status: response.status,
    allow: response.headers.allow as string | undefined,
    tenantCode: clean(body?.code),
    tenantMessage: clean(body?.message),
    fields: errors.flatMap(
      ({ field, message, code }) => clean([field, message ?? code].filter(Boolean).join(": ")) ?? [],
    ),
    fieldCodes: errors.flatMap(({ code }) => clean(code) ?? []),
  };
  return new TenantError(failure, advise(failure, response, credentials));
}
