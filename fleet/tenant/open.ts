import { InvalidInputError } from "../../core/model/errors";
import type { TenantId } from "../../core/model/tenant";
import type { RestGateway } from "../../tenant/client/gateway";
import type { RequestCount } from "../../tenant/client/requestCount";
import { connect } from "../../tenant/connection";
import { variableOf } from "../../tenant/environment";
import type { Fleet, FleetTenant } from "../model/fleet";
import { splitReference } from "../model/reference";
import { PREFIXES, type ReferenceLimits, resolveReference } from "./references";
import { type KnownSites, SHORTEST_KEY } from "./sites";

/** What keeps the keys of tenants where they were meant to go. */
export interface KeyRules {
  readonly limits: ReferenceLimits;
  readonly sites: KnownSites;
}

/** What of this process's environment names no key, although it begins like those. */
const NO_KEYS = ["CONNECTWISE_HOSTS", "CONNECTWISE_JOURNAL"];

/** Whether a variable may hold the key of some tenant: what runs for one tenant alone doesn't get it. */
export function mayHoldKey(fleet: Pick<Fleet, "tenants">, { prefixes }: Pick<ReferenceLimits, "prefixes">) {
  const named = new Set(
    fleet.tenants
      .flatMap(({ publicKey, privateKey, clientId }) => [publicKey, privateKey, clientId])
      .map((reference) => splitReference(reference))
      .flatMap((parts) => (parts?.kind === "env" ? [parts.what] : [])),
  ).add("CWROLES_QUEUE");
  return (variable: string): boolean =>
    named.has(variable) ||
    (!NO_KEYS.includes(variable) && [...PREFIXES, ...prefixes].some((prefix) => variable.startsWith(prefix)));
}

/** A text without the passwords of addresses in it, such as that of the engine's backend, which its messages repeat. */
export const withoutPassword = (text: string): string =>
  text.replaceAll(/(\w+:\/\/[^\s:@/]*):[^\s@]*@/g, "$1:…@").replaceAll(/([?&](?:ssl)?password=)[^&\s]*/g, "$1…");

/** A tenant with its credentials, in memory only. */
export interface OpenTenant {
  readonly tenant: FleetTenant;
  readonly gateway: RestGateway;
  /** Which one it is, and which one it was before it got another address or company id, if somebody says so. */
  readonly target: TenantId;
  readonly movedFrom: TenantId | undefined;
  /** What was sent to it so far. */
  sent(): RequestCount;
  /** Remembers that the tenant took its key. */
  remember(): Promise<void>;
  /** Resolves when nothing more is being sent. */
  settled(): Promise<void>;
  /** The connection as the variables of the environment by which the engine's provider learns it: a secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** A text without the credentials, should somebody's message hold one. */
  redact(text: string): string;
}

/**
 * Resolves a tenant's references; no request is made.
 * @param folder of the fleet's file
 * @param rules what the references may reach, and where the keys went before
 * @param signal ends the command of a reference, and every request to the tenant
 * @throws InvalidInputError for a credential that isn't there or may not be read, or a connection that can't be used; RefusedError
 * for a key that went elsewhere so far
 */
export async function openTenant(
  tenant: FleetTenant,
  folder: string,
  { limits, sites }: KeyRules,
  signal: AbortSignal,
): Promise<OpenTenant> {
  await sites.assertKnown(tenant);
  const resolved = (reference: string) => resolveReference(reference, folder, { limits, signal });
  const [publicKey, privateKey, clientId] = await Promise.all([
    resolved(tenant.publicKey),
    resolved(tenant.privateKey),
    resolved(tenant.clientId),
  ]);
  await sites.assertKnownKeys(tenant, { publicKey, privateKey, clientId });
  const { site, companyId, codebase, apiVersion, levels, requestsPerMinute, movedFrom: moved } = tenant;
  const connection = { site, companyId, codebase, apiVersion, levels, requestsPerMinute, movedFrom: moved };
  const values = { ...connection, publicKey, privateKey, clientId };
  const environment = Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[variableOf(key), String(value)]])),
  );
  const { gateway, tenant: target, movedFrom, requestCount: sent, settled } = connected(tenant, environment, signal);
  const keys = [publicKey, privateKey].filter((key) => key.length >= SHORTEST_KEY);
  const redact = (text: string) =>
    keys.reduce<string>((clean, key) => clean.replaceAll(key, "…"), withoutPassword(text));
  const remember = () => sites.remember(tenant, privateKey);
  return { tenant, gateway, target, movedFrom, sent, remember, settled, environment, redact };
}

/** A problem of the connection, in the words of the fleet's file instead of a stack's configuration. */
function connected({ name }: FleetTenant, environment: Readonly<Record<string, string>>, signal: AbortSignal) {
  try {
    return connect(() => undefined, environment, { signal });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const problems = error.problems.map(({ path, message }) => ({
      path: `tenants.${name}.${path.replace(/^connectwise:/, "")}`,
      message: message.replace(/; set it with: .*$/, ""),
    }));
    throw new InvalidInputError("The tenant can't be reached as the fleet's file says", problems);
  }
}
