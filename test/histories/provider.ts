import type { Lifecycle } from "../../provider/lifecycle/lifecycle";
import { memberLifecycle } from "../../provider/lifecycle/member";
import { roleVerification } from "../../provider/lifecycle/roleVerification";
import type { RunConnection } from "../../provider/lifecycle/runConnection";
import { securityRole } from "../../provider/lifecycle/securityRole";
import { assertSameTenant, type Belonging } from "../../provider/lifecycle/tracked";
import type { Reporter } from "../../tenant/apply/reporter";

export const KINDS = ["role", "member"] as const;
/** What a tenant has. */
export type Kind = (typeof KINDS)[number];

export const RESOURCE_KINDS = [...KINDS, "verification"] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** Inputs or outputs, as they go over the wire. */
export type Properties = Belonging & Readonly<Record<string, unknown>>;

const LIFECYCLES = {
  role: securityRole,
  member: memberLifecycle("api"),
  verification: roleVerification,
} as unknown as Readonly<Record<ResourceKind, Lifecycle<Properties, Properties>>>;

/** A check said that the program asks for something impossible. */
export class CheckFailed extends Error {}

/** The lifecycles as the engine reaches them, in a process with one connection; as provider/lifecycle/handlers.ts opens them. */
export class Provider {
  constructor(
    private readonly connection: RunConnection,
    private readonly reporter: Reporter,
  ) {}

  async check(kind: ResourceKind, olds: Properties, news: Properties): Promise<Properties> {
    const checked = await LIFECYCLES[kind].check(() => this.connection, wire(olds), wire(news), this.reporter);
    const { inputs, failures = [] } = checked;
    if (inputs === undefined || failures.length > 0)
      throw new CheckFailed(failures.map(({ reason }) => reason).join("\n"));
    return wire(inputs);
  }

  async diff(kind: ResourceKind, id: string, olds: Properties, news: Properties) {
    const found = await LIFECYCLES[kind].diff(this.#open(olds), Number(id), wire(olds), wire(news), this.reporter);
    const isReplaced = found.replaces.length > 0;
    return { isReplaced, isChanged: found.changes.length > 0 || found.isStale || isReplaced };
  }

  async create(kind: ResourceKind, inputs: Properties): Promise<{ id: string; outs: Properties }> {
    return wire(await LIFECYCLES[kind].create(this.connection, wire(inputs), this.reporter));
  }

  async read(kind: ResourceKind, id: string, state: Properties) {
    const found = await LIFECYCLES[kind].read(this.#open(state), Number(id), wire(state), this.reporter);
    return found && wire(found);
  }

  async update(kind: ResourceKind, id: string, olds: Properties, news: Properties): Promise<Properties> {
    const { update } = LIFECYCLES[kind];
    return wire(await update(this.#open(olds), Number(id), wire(olds), wire(news), this.reporter));
  }

  async delete(kind: ResourceKind, id: string, state: Properties): Promise<void> {
    await LIFECYCLES[kind].delete(this.#open(state), Number(id), wire(state), this.reporter);
  }

  #open({ tenant }: Belonging): RunConnection {
    assertSameTenant(this.connection, tenant);
    return this.connection;
  }
}

/** What is left of a value on the other side: no `undefined`, nothing shared. */
export const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
