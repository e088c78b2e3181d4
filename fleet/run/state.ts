import type { Deployment } from "@pulumi/pulumi/automation";
import { RolesError } from "../../core/model/errors";
import { sameName } from "../../core/model/name";
import { describeTenant, parseTenant, sameTenant, type TenantId } from "../../core/model/tenant";
import { isOwnShell } from "../../provider/shellText";
import type { Assignment, FleetTenant } from "../model/fleet";
import type { Failure, TenantResult } from "../model/result";
import type { Run } from "../model/run";
import type { OpenTenant } from "../tenant/open";
import { targetOf } from "../tenant/read";

/** A role or member as the engine knows it, in its state and in its events. */
export interface EngineResource {
  /** `urn:pulumi:contoso::acme::pulumi-nodejs:dynamic/connectwise:SecurityRole::wise-sync` */
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Named;
  readonly outputs?: Named;
}

/** A role has a name, a member an identifier. */
interface Named {
  readonly name?: string;
  readonly identifier?: string;
  /** As `describeTenant` writes it; missing in states of an earlier version. */
  readonly tenant?: string;
  readonly __provider?: unknown;
}

const ROLE = "pulumi-nodejs:dynamic/connectwise:SecurityRole";
const API_MEMBER = "pulumi-nodejs:dynamic/connectwise:ApiMember";
const MEMBER = "pulumi-nodejs:dynamic/connectwise:Member";
const ROLE_VERIFICATION = "pulumi-nodejs:dynamic/connectwise:RoleVerification";

/** What the last resource of a tenant's program is called in it. */
export const VERIFICATION = "verification";

/**
 * The roles and members that the engine deletes or replaces, sorted: what the program of these assignments doesn't have
 * under the same type and name any more, or has with another role or member.
 */
export const removesOf = (state: Deployment | undefined, assignments: readonly Assignment[]): string[] => {
  const requested = new Map(assignments.flatMap(askedResources));
  const removed = resourcesIn(state).filter((resource) => {
    const name = requested.get(keyOf(resource));
    return (
      resource.delete || name === undefined || !namesOf(resource).some((recordedName) => sameName(recordedName, name))
    );
  });
  return [...new Set(removed.flatMap((resource) => describeResource(resource) ?? []))].sort();
};

/** `the security role "Integration Sync" of wise-sync`; `undefined` for what is neither a role nor a member. */
export function describeResource(resource: EngineResource): string | undefined {
  const [name] = namesOf(resource);
  const of = `"${name}" of ${logicalName(resource)}`;
  if (resource.type === ROLE) return `the security role ${of}`;
  return resource.type === API_MEMBER || resource.type === MEMBER ? `the member ${of}` : undefined;
}

/** A tenant other than these that something in the state belongs to, as the state says it. */
const otherTenantIn = (state: Deployment | undefined, ownTenants: readonly TenantId[]): string | undefined =>
  resourcesIn(state)
    .flatMap(({ inputs, outputs }) => [outputs?.tenant, inputs?.tenant])
    .filter((text) => text !== undefined)
    .find((text) => {
      const recordedTenant = parseTenant(text);
      return !recordedTenant || !ownTenants.some((tenant) => sameTenant(recordedTenant, tenant));
    });

/** Whether a killed run left operations of which the engine doesn't know what came of them. */
export const isInterrupted = (state: Deployment | undefined): boolean =>
  (state?.deployment?.pending_operations?.length ?? 0) > 0;

/** What a killed run was making: it may be on the tenant although the stack doesn't have it. */
export const pendingCreations = (state: Deployment | undefined): string[] => {
  const pending: readonly PendingOperation[] = state?.deployment?.pending_operations ?? [];
  return pending.flatMap(({ type, resource }) => (type === "creating" ? (describeResource(resource) ?? []) : []));
};

interface PendingOperation {
  readonly type: string;
  readonly resource: EngineResource;
}

const resourcesIn = (state: Deployment | undefined): readonly (EngineResource & { readonly delete?: boolean })[] =>
  state?.deployment?.resources ?? [];

/** By type and logical name: what each is called. */
const askedResources = ({ profile: { id }, role, member, memberKind }: Assignment): [string, string][] => [
  [`${ROLE}::${id}`, role],
  [`${memberKind === "full" ? MEMBER : API_MEMBER}::${id}`, member],
];

const logicalName = ({ urn }: EngineResource) => urn.split("::").at(-1) ?? urn;

const keyOf = (resource: EngineResource) => `${resource.type}::${logicalName(resource)}`;

/** As the state knows it; a refresh may have seen that somebody renamed it. */
const namesOf = ({ type, outputs, inputs }: EngineResource): string[] =>
  [outputs, inputs].flatMap((named) => (type === ROLE ? named?.name : named?.identifier) ?? []);

/** The fleet's file leads to another tenant than it did: the ids that are known are nothing there, or somebody else's. */
class OtherTenantError extends RolesError {
  readonly code = "other-tenant";
  readonly fault = "user";
}

/**
 * A run that changes something is for the tenants that it was asked for, whatever the fleet's file says by now.
 * @throws OtherTenantError where the file leads to another one
 */
export function assertAsBegun({ id, command, targets }: Run, tenant: FleetTenant): void {
  const begun = targets?.[tenant.name];
  const now = targetOf(tenant);
  if (!begun || sameTenant(begun, now)) return;
  throw new OtherTenantError(
    `${tenant.name} was ${describeTenant(begun)} when the run ${id} was asked for, and is ${describeTenant(now)} in the fleet's file now: nothing is changed on either. If that is meant, begin again without --resume: cwroles fleet ${command}`,
  );
}

const PROVIDER = "pulumi:providers:pulumi-nodejs";

/** What a stack of a fleet holds. */
const TYPES = [ROLE, API_MEMBER, MEMBER, ROLE_VERIFICATION, "pulumi:pulumi:Stack", PROVIDER];

/** The state holds what nobody here has written; the engine would run it. */
class ForeignCodeError extends RolesError {
  readonly code = "foreign-code";
  readonly fault = "user";
}

/**
 * The state of a role or member holds code, which the engine runs for refresh and delete: only this package's may be.
 * @throws ForeignCodeError for a resource of another kind, or with other code
 */
export function assertOwnCode(state: Deployment | undefined, stack: string): void {
  const pending: readonly PendingOperation[] = state?.deployment?.pending_operations ?? [];
  const resources = [...resourcesIn(state), ...pending.map(({ resource }) => resource)];
  const foreign = resources.find(isForeign);
  if (!foreign) return;
  throw new ForeignCodeError(
    `The state of the stack "${stack}" holds code that isn't this package's, at ${foreign.urn}: nothing is run. Somebody has changed the state; look at it with pulumi stack export, and bring an earlier one back.`,
    { topic: "state-with-foreign-code" },
  );
}

/** What a provider's resource may say of where the engine gets the program of that provider, or what it hands on to it. */
const PLUGIN_KEYS = [
  "__internal",
  "pluginDownloadURL",
  "pluginChecksums",
  "parameterization",
  "envVarMappings",
  "name",
];

/** The engine goes by the type in the URN, too. */
function isForeign({ urn, type, inputs, outputs }: EngineResource): boolean {
  const typeInUrn = urn.split("::")[2]?.split("$").at(-1);
  const keys = [inputs, outputs].flatMap((named) => Object.keys(named ?? {}));
  return (
    !TYPES.includes(type) ||
    typeInUrn !== type ||
    (type === PROVIDER && keys.some((key) => PLUGIN_KEYS.includes(key))) ||
    [inputs, outputs].some((named) => named && "__provider" in named && !isOwnShell(named.__provider))
  );
}

/**
 * What a stack knows by ids belongs to one tenant.
 * @throws OtherTenantError where that is neither the one of the fleet's file nor the one that it was moved from
 */
export function assertOwnState(
  state: Deployment | undefined,
  { tenant: { name }, target, movedFrom }: Pick<OpenTenant, "tenant" | "target" | "movedFrom">,
): void {
  const otherTenant = otherTenantIn(state, movedFrom ? [target, movedFrom] : [target]);
  if (otherTenant === undefined) return;
  throw new OtherTenantError(
    `The stack "${name}" belongs to the tenant ${otherTenant}, but the fleet's file leads to ${describeTenant(target)}: nothing is changed on either. If the file is wrong, set site and companyId back. If it is another tenant, give it an entry, and so a stack, of its own. If the tenant itself has this new address, add to its entry: movedFrom: ${otherTenant}`,
    { topic: "stack-of-another-tenant" },
  );
}

/** The result of a tenant that no work came to, or of whose work nothing is known. */
export const interruptedResult = (
  run: Pick<Run, "id" | "command" | "targets">,
  tenant: string,
  failure: Failure,
): TenantResult => ({
  tenant,
  ...(run.targets?.[tenant] && { target: run.targets[tenant] }),
  run: run.id,
  command: run.command,
  at: new Date().toISOString(),
  seconds: 0,
  outcome: "failed",
  failure,
  requests: 0,
  writes: 0,
  desired: "",
  assignments: [],
  removes: [],
});
