import type { dynamic } from "@pulumi/pulumi";
import type { Change } from "../../core/plan/change";
import type { Reporter } from "../../tenant/apply/reporter";
import type { RunConnection } from "./runConnection";

/** What the engine keeps beside a resource's own properties; it has to be in every partial state too. */
export type Recorded<T> = T & { readonly __provider?: string };

export interface Difference {
  readonly changes: readonly Change[];
  /** Whether anything but `changes` asks for an update. */
  readonly isStale: boolean;
  /** Inputs that can't be changed in place: the new resource is made first, the old one deleted last. */
  readonly replaces: string[];
}

/**
 * A resource's life, in the engine's words. `olds` of `check` and `news` are inputs, the other `olds` and `state` are
 * what the last operation recorded.
 */
export interface Lifecycle<Inputs, State> {
  /** Runs in a preview too; its failures stop it. `connection` throws when the configuration is invalid. */
  check(
    connection: () => RunConnection,
    olds: Partial<Inputs>,
    news: unknown,
    reporter: Reporter,
  ): Promise<dynamic.CheckResult<Inputs>>;
  /** Also asks the tenant whether the object is still what the state says. */
  diff(connection: RunConnection, id: number, olds: State, news: Inputs, reporter: Reporter): Promise<Difference>;
  create(connection: RunConnection, inputs: Inputs, reporter: Reporter): Promise<{ id: string; outs: State }>;
  /** The resource as the tenant shows it, or `undefined` when it is gone. */
  read(
    connection: RunConnection,
    id: number,
    state: State,
    reporter: Reporter,
  ): Promise<{ inputs: Inputs; props: State } | undefined>;
  update(connection: RunConnection, id: number, olds: State, news: Inputs, reporter: Reporter): Promise<State>;
  delete(connection: RunConnection, id: number, state: State, reporter: Reporter): Promise<void>;
}
