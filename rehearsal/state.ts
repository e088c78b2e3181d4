import type { Deployment } from "@pulumi/pulumi/automation";

/** A resource as a state has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export const resourcesIn = (state: Deployment | undefined): readonly StateResource[] =>
  state?.deployment?.resources ?? [];

/** Whether a stack has made or taken over anything. */
export const hasObjects = (state: Deployment | undefined): boolean =>
  resourcesIn(state).some(({ type }) => type.startsWith(DYNAMIC));

const DYNAMIC = "pulumi-nodejs:dynamic/";
const PROVIDER = "pulumi:providers:pulumi-nodejs";

/** By which the engine marks a secret in a state. Source: `SigKey` and `SecretSig` of its SDK. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/**
 * A stack's state for its copy: the same objects, and no secret. What a provider keeps of the connection is left out: the copy's
 * takes its place.
 * @returns `undefined` where a secret is in anything but a connection: it couldn't be left out
 */
export function stateForCopy(state: Deployment): Deployment | undefined {
  const { secrets_providers: _, ...deployment } = state.deployment;
  const resources = resourcesIn(state).map((resource) =>
    resource.type === PROVIDER
      ? { ...resource, inputs: withoutKeys(resource.inputs), outputs: withoutKeys(resource.outputs) }
      : resource,
  );
  const copied = { ...state, deployment: { ...deployment, resources } };
  return hasSecret(copied) ? undefined : copied;
}

/** A private key may stand there in plain text, as it does in the stack's file. */
const withoutKeys = (values: StateResource["inputs"]) =>
  Object.fromEntries(
    Object.entries(values ?? {}).filter(([key, value]) => key !== "connectwise:privateKey" && !hasSecret(value)),
  );

const hasSecret = (value: unknown): boolean => JSON.stringify(value)?.includes(SIGNATURE) ?? false;

/** The identifiers that a stack's resources name: those of members, and of who may hold a role besides. */
export const namesIn = (state: Deployment | undefined): string[] =>
  resourcesIn(state).flatMap(({ inputs }) => namesOf(inputs));

/** The same of one resource's inputs. */
export const namesOf = (inputs: Readonly<Record<string, unknown>> | undefined): string[] =>
  [inputs?.identifier, inputs?.members].flat().filter((name) => typeof name === "string");
