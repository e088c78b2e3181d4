import { mock } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { RolesError } from "../../core/model/errors";
import { fieldsOf } from "../../core/model/member";
import { sameName } from "../../core/model/name";
import { NONE, rowIn } from "../../core/model/permission";
import { InitializationError } from "../../provider/lifecycle/outcome";
import type { SettingsMode } from "../../sandbox";
import { type Action, describeAction, type RunAction } from "./actions";
import { act } from "./administrator";
import type { Actor } from "./oracle";
import { Killed, Process } from "./process";
import { CheckFailed } from "./provider";
import { profileOf, programOf, Simulation, type Stack, type StackConfig } from "./simulation";
import type { Outcome, Tally } from "./tally";
import { must } from "./tenant";

/** Something happened that must not. */
export class Violation extends Error {}

/** Claims are compared by their time: each action happens at another one. */
export async function atOwnTimes<T>(histories: () => Promise<T>): Promise<T> {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  try {
    return await histories();
  } finally {
    mock.timers.reset();
  }
}

/** A history as it happens: each action, and what the oracle says of it. */
export class History {
  readonly world: Simulation;
  /** What happened so far, for people. */
  readonly #story: string[] = [];

  constructor(
    configs: readonly StackConfig[],
    private readonly tally: Tally,
    settings?: SettingsMode,
  ) {
    this.world = new Simulation(configs, settings);
    this.tally.count("histories");
  }

  /**
   * @returns how a run ended
   * @throws Violation where anything is wrong
   */
  async happens(action: Action): Promise<Outcome | undefined> {
    mock.timers.tick(1000);
    this.tally.count("actions");
    this.#story.push(describeAction(action));
    const outcome = await this.#does(action);
    for (const tenant of this.world.tenants) tenant.remember();
    for (const violation of this.world.oracle.violations) throw new Violation(violation);
    return outcome;
  }

  /** Whatever goes wrong is told with all that happened before. */
  async told(histories: () => Promise<void>): Promise<void> {
    const stacks = this.world.stacks.map(({ name, config }) => `${name}: ${JSON.stringify(config)}`);
    try {
      await histories();
    } catch (error) {
      throw new Error([...stacks, ...this.#story, `✗ ${error}`].join("\n"), { cause: error });
    }
  }

  async #does(action: Action): Promise<Outcome | undefined> {
    if (action.type === "run") return this.#run(action);
    if (action.type === "work off") return void this.workOff(this.stack(action));
    if (action.type === "deed") {
      const isDone = act(must(this.world.tenants[action.tenant]), action);
      this.tally.count(isDone ? `an administrator does: ${action.deed.does}` : "an administrator can't");
      return undefined;
    }
    const stack = this.stack(action);
    stack.config = { ...stack.config, ...action.change };
    for (const key of Object.keys(action.change)) this.tally.count(`edits of ${key}`);
    return undefined;
  }

  /** The stack that an action is about. */
  stack = ({ stack }: { readonly stack: number }): Stack => must(this.world.stacks[stack % this.world.stacks.length]);

  async #run(action: RunAction): Promise<Outcome> {
    const stack = this.stack(action);
    const process = new Process(action.kill);
    const actors: Actor[] = [];
    const said: string[] = [];
    const isProgramRun = action.command === "up" || action.command === "preview";
    const open = (tenant: number) => {
      const { actor, provider } = this.world.open(stack, process, tenant, isProgramRun, (text) => void said.push(text));
      actors.push(actor);
      return provider;
    };
    const { outcome, why } = await command(stack, { process, open, isPreviewed: action.isPreviewed }, action);
    if (outcome === "killed") for (const actor of actors) this.world.oracle.killed(actor);
    if (why) said.push(why);
    this.#story.push(...said.map((text) => `  says: ${text}`), `  ${outcome}`);
    this.tally.ran(action, outcome, process.writes, said);
    if (outcome === "done" && action.command === "up" && action.refresh) this.assertExact(stack);
    return outcome;
  }

  /**
   * The role shows exactly the profile, and the member is as asked.
   * @throws Violation
   */
  assertExact(stack: Stack): void {
    const { role: roleName, unlisted } = stack.config;
    const role = this.world.tenantOf(stack).all.roles.find(({ name }) => sameName(name, roleName));
    const wrong = role?.settings.filter(({ module, function: name, cells }) => {
      const requested = rowIn(profileOf(stack.config), module, name) ?? (unlisted === "exact" ? NONE : cells);
      return !isDeepStrictEqual(cells, requested);
    });
    if (wrong?.length !== 0) throw new Violation(`it says done, but the role shows ${JSON.stringify(wrong)}`);
    this.assertMemberInPlace(stack);
  }

  /**
   * The member has the role, its location and business unit, whatever the role grants.
   * @throws Violation
   */
  assertMemberInPlace(stack: Stack): void {
    const { role: roleName, member: identifier } = stack.config;
    const { roles, members } = this.world.tenantOf(stack).all;
    const role = roles.find(({ name }) => sameName(name, roleName));
    const member = members.find((one) => sameName(one.identifier, identifier));
    const requested = { securityRole: role?.id, defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
    if (!member || !isDeepStrictEqual(fieldsOf(member), requested))
      throw new Violation(`it says done, but the member is ${JSON.stringify(member)}`);
  }

  /** An administrator's visit, by the list. */
  workOff(stack: Stack): void {
    const { role: roleName, unlisted } = stack.config;
    const { roles } = this.world.tenantOf(stack).all;
    const role = roles.find(({ name, adminFlag }) => sameName(name, roleName) && !adminFlag);
    if (!role) return;
    role.settings = role.settings.map((row) => {
      const requested = rowIn(profileOf(stack.config), row.module, row.function);
      return { ...row, cells: requested ?? (unlisted === "exact" ? NONE : row.cells) };
    });
  }
}

type EngineRun = Parameters<Stack["engine"]["refresh"]>[0];

/** @throws what is a bug of the code under test */
async function command(stack: Stack, run: EngineRun, action: RunAction): Promise<{ outcome: Outcome; why?: string }> {
  const { engine } = stack;
  try {
    if (action.command === "up") await engine.up(run, programOf(stack), action.refresh);
    if (action.command === "preview") await engine.preview(run, programOf(stack), action.refresh);
    if (action.command === "refresh") await engine.refresh(run);
    if (action.command === "destroy") await engine.destroy(run);
    return { outcome: "done" };
  } catch (error) {
    if (error instanceof Killed) return { outcome: "killed" };
    const isTold = error instanceof RolesError || error instanceof CheckFailed || error instanceof InitializationError;
    if (!isTold) throw error;
    if (/\n {4}at /.test(error.message)) throw new Violation(`a message with a stack: ${error.message}`);
    return { outcome: "refused", why: error.message };
  }
}
