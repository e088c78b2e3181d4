import { z } from "zod";
import { RefusedError } from "../core/model/errors";
import { describeTenant, sameTenant, type TenantId } from "../core/model/tenant";
import { isLoopback } from "./client/site";

/** A copy of a tenant on this machine, which is asked in the tenant's place, and by keys of its own. */
export interface TenantCopy {
  readonly of: TenantId;
  /** Scheme, host and port: an address of this machine alone. */
  readonly origin: string;
  readonly publicKey: string;
  readonly privateKey: string;
  /** A GUID. */
  readonly clientId: string;
}

/** By which a rehearsal leads the engine's provider to the copy. Nothing else of this project looks at it. */
export const COPY_VARIABLE = "CONNECTWISE_COPY";

const copySchema = z.strictObject({
  of: z.strictObject({ origin: z.url(), companyId: z.string().min(1) }),
  origin: z.url().refine(isLoopback, "not an address of this machine"),
  publicKey: z.string().min(1),
  privateKey: z.string().min(1),
  clientId: z.guid(),
});

export const copyText = (copy: TenantCopy): string => JSON.stringify(copy);

/**
 * The copy that the environment names; `undefined` where it names none.
 * @throws RefusedError for one that can't be read, or that is on another machine: nothing may be asked in its place
 */
export function copyIn(environment: NodeJS.ProcessEnv): TenantCopy | undefined {
  const written = environment[COPY_VARIABLE];
  if (written === undefined) return undefined;
  const { data, error } = copySchema.safeParse(parsed(written));
  if (!data) throw new RefusedError(`${COPY_VARIABLE} doesn't name a copy on this machine: ${z.prettifyError(error)}`);
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Where the copy of a tenant answers, and its keys.
 * @throws RefusedError for a tenant that it is no copy of: that one isn't asked at all
 */
export function routeToCopy({ of, ...way }: TenantCopy, tenant: TenantId): Omit<TenantCopy, "of"> {
  if (sameTenant(of, tenant)) return way;
  throw new RefusedError(
    `This is a rehearsal on a copy of ${describeTenant(of)}: the program also works on ${describeTenant(tenant)}, of which there is no copy. Nothing is sent there.`,
  );
}
