import { z } from "zod";
import { type Capability, LEVEL_MODES, type LevelMode } from "../core/model/capability";
import { InvalidInputError, type Problem } from "../core/model/errors";
import { visibleName, visibleSecret } from "../core/model/name";
import { parseTenant, type TenantId } from "../core/model/tenant";
import { RestGateway } from "./client/gateway";
import { assertAllowedHost } from "./client/hosts";
import { TenantHttp } from "./client/http";
import type { RequestCount } from "./client/requestCount";
import { parseSite } from "./client/site";
import { routeToCopy, type TenantCopy } from "./copy";
import { variableOf } from "./environment";
import type { Gateway } from "./gateway";

const required = z.string("not set").trim().min(1, "blank");

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** `15m` → 900000 */
function milliseconds(written: string): number {
  const [, count = "0", unit = "s"] = /^(\d+)\s*(\w+)$/.exec(written) ?? [];
  return Number(count) * (UNIT_MS[unit] ?? 0);
}

const MOVED_FROM = "the tenant as it was before, such as acme at https://psa.example.com";
const RATE = "a whole number of requests from 1 to 60000";

/** The keys of the namespace `connectwise`; each also comes from the environment, `companyId` as CONNECTWISE_COMPANY_ID. */
export const connectionSchema = z.object({
  site: required,
  companyId: required.superRefine(visibleName),
  publicKey: required.superRefine(visibleSecret),
  privateKey: required.superRefine(visibleSecret),
  clientId: required.pipe(z.guid("a GUID, as the developer site of ConnectWise issues it")),
  codebase: z
    .string()
    .regex(/^v\d+_\d+(_[a-z]+)?$/i, "a codebase such as v4_6_release or v2025_1")
    .default("v4_6_release"),
  apiVersion: z
    .string()
    .regex(/^20\d\d\.\d{1,2}$/, "a version such as 2024.3")
    .optional(),
  wait: z
    .string()
    .regex(/^\d+\s*(s|m|min|h)$/, "a time such as 15m (s, m or h)")
    .transform(milliseconds)
    .default(0),
  requestsPerMinute: z
    .string()
    .regex(/^\d+$/, RATE)
    .transform(Number)
    .pipe(z.int(RATE).min(1, RATE).max(60_000, RATE))
    .optional(),
  levels: z.enum(LEVEL_MODES, `one of ${LEVEL_MODES.join(", ")}`).default("auto"),
  movedFrom: z
    .string()
    .refine((text) => parseTenant(text) !== undefined, MOVED_FROM)
    .transform(parseTenant)
    .optional(),
});

export const CONNECTION_KEYS = Object.keys(connectionSchema.shape) as (keyof typeof connectionSchema.shape)[];

const NOT_OF_COPY: readonly string[] = ["publicKey", "privateKey", "clientId", "wait", "requestsPerMinute"];

/** One tenant, ready to be asked. */
export interface Connection {
  readonly gateway: Gateway;
  readonly tenant: TenantId;
  /** What the tenant was called before it got another address or company id, where somebody says so. */
  readonly movedFrom: TenantId | undefined;
  readonly levels: LevelMode;
  /** Milliseconds to look for an administrator's work; 0 ends the run with the list of it. */
  readonly wait: number;
  /** What was sent to the tenant so far. */
  requestCount(): RequestCount;
  /** Resolves when nothing more is being sent. */
  settled(): Promise<void>;
  /** What this run has seen of whether the tenant sets levels: it is asked once. */
  readonly learnt: { capability?: Capability };
  /** What was mended in the configuration, for people. */
  readonly notices: readonly string[];
}

/** How a caller wants to be told, and to end it. */
export interface ConnectOptions {
  /** Ends the request under way and every wait. */
  readonly signal?: AbortSignal | undefined;
  /** Told what is waited for, when that takes long. */
  readonly say?: ((message: string) => void) | undefined;
  /** Asked in the tenant's place. Neither the tenant's keys nor its pace count there, and nobody is waited for. */
  readonly copy?: TenantCopy | undefined;
}

/** A key's value in the stack's configuration, or `undefined`. */
export type ConfigReader = (key: string) => string | undefined;

/**
 * Opens the tenant that the configuration names. No request is made.
 * @throws InvalidInputError with every missing or invalid key at once, never with a key's value where that is secret
 */
export function connect(
  config: ConfigReader,
  environment: NodeJS.ProcessEnv = process.env,
  { signal, say, copy }: ConnectOptions = {},
): Connection & { readonly gateway: RestGateway } {
  const values = Object.fromEntries(
    CONNECTION_KEYS.filter((key) => !copy || !NOT_OF_COPY.includes(key)).map((key) => [
      key,
      config(`connectwise:${key}`) ?? environment[variableOf(key)],
    ]),
  );
  if (copy) Object.assign(values, { publicKey: copy.publicKey, privateKey: copy.privateKey, clientId: copy.clientId });
  const parsed = connectionSchema.safeParse(values);
  const problems: Problem[] = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: `connectwise:${path.join(".")}`,
    message: `${message}; ${howToSet(String(path[0]))}`,
  }));
  const site = values.site?.trim() ? collect(() => allowedSite(values.site ?? ""), problems) : undefined;
  if (!parsed.success || !site)
    throw new InvalidInputError(
      "The connection to ConnectWise PSA isn't configured",
      problems,
      "connection-not-configured",
    );
  const { levels, wait, movedFrom, site: _, ...credentials } = parsed.data;
  const { origin } = site;
  const tenant = { origin, companyId: credentials.companyId };
  const way = { origin, ...(copy && routeToCopy(copy, tenant)) };
  const http = new TenantHttp({ ...credentials, ...way }, { ...(signal && { signal }), ...(say && { onWait: say }) });
  return {
    gateway: new RestGateway(http),
    tenant,
    movedFrom,
    requestCount: () => http.requestCount,
    settled: () => http.settled(),
    learnt: {},
    levels,
    wait,
    notices: site.notices,
  };
}

function allowedSite(written: string) {
  const site = parseSite(written);
  assertAllowedHost(site.origin);
  return site;
}

/** `set it with: pulumi config set connectwise:site …, or in CONNECTWISE_SITE` */
export const howToSet = (key: string): string =>
  key === "privateKey"
    ? `set it with: pulumi config set --secret connectwise:${key}, which asks for it, or in ${variableOf(key)}`
    : `set it with: pulumi config set connectwise:${key} …, or in ${variableOf(key)}`;

function collect<T>(action: () => T, problems: Problem[]): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
