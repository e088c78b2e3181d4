import { isDeepStrictEqual } from "node:util";
import type { Edit, Interrupted } from "./actions";
import { type History, Violation } from "./history";
import type { Outcome } from "./tally";
import { type HistoryTenant, must } from "./tenant";

const DESTROY = { type: "run", command: "destroy", refresh: false, isPreviewed: false } as const;

/** Runs are killed, and recovered as the README says; nobody but the stacks touches the tenant, which they may share. */
export class CalmHistory {
  readonly #tenant: HistoryTenant;
  readonly #found: HistoryTenant["all"];

  constructor(private readonly history: History) {
    this.#tenant = must(history.world.tenants[0]);
    this.#found = structuredClone(this.#tenant.all);
  }

  /** @throws Violation where a run isn't exact in the end */
  async happens(action: Interrupted | Edit): Promise<void> {
    if (action.type === "edit") return void (await this.history.happens(action));
    let { command, refresh, outcome } = await this.#recovered(action);
    // What a killed run deleted isn't there: the message says what to do.
    if (outcome === "refused" && command === "up" && !refresh) {
      refresh = true;
      outcome = await this.history.happens({ ...action.run, command, refresh });
    }
    // A stack that shares its role or member may find what the other one made of it, or be refused.
    const isAlone = this.history.world.stacks.length === 1;
    if (isAlone && outcome !== "done") throw new Violation("nobody meddled, and it is refused");
    if (command === "up" && outcome === "done" && (isAlone || refresh))
      this.history.assertExact(this.history.stack(action.run));
  }

  /**
   * Everything is destroyed: one stack's role may be held by another one's member until that one is destroyed, too.
   * @throws Violation where anything isn't as it was found
   */
  async ends(): Promise<void> {
    const { stacks } = this.history.world;
    for (const _round of stacks) for (const stack of stacks.keys()) await this.history.happens({ ...DESTROY, stack });
    if (stacks.some(({ engine }) => engine.resources.length > 0)) throw new Violation("it can't be destroyed");
    this.#assertGivenBack();
  }

  /** Runs it until it isn't killed any more. */
  async #recovered({ run, kills }: Interrupted) {
    let { command, refresh } = run;
    let outcome: Outcome | undefined;
    for (const kill of [...kills, undefined]) {
      outcome = await this.history.happens({ ...run, command, refresh, kill });
      if (outcome !== "killed" || kill === undefined) break;
      const { profile } = kill;
      if (profile !== undefined) await this.history.happens({ type: "edit", stack: run.stack, change: { profile } });
      refresh = kill.thenRefresh;
      if (command !== "destroy" || kill.thenUp) command = "up";
    }
    return { command, refresh, outcome };
  }

  /** What was found is as it was, and of what was made only inactive members are left. */
  #assertGivenBack(): void {
    const { roles, members } = this.#tenant.all;
    const found = new Set([...this.#found.roles, ...this.#found.members].map(({ identity }) => identity));
    const isFound = ({ identity }: { readonly identity: number }) => found.has(identity);
    const left = { roles: roles.filter(isFound), members: members.filter(isFound) };
    if (!isDeepStrictEqual(left, this.#found))
      throw new Violation(`what was there before isn't as it was: ${JSON.stringify(left)}`);
    const made = [...roles, ...members.filter(({ inactiveFlag }) => !inactiveFlag)].filter((one) => !isFound(one));
    if (made.length > 0) throw new Violation(`what was made is left: ${JSON.stringify(made)}`);
  }
}
