import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  CommandError,
  ConcurrentUpdateError,
  type Deployment,
  LocalWorkspace,
  PulumiCommand,
  Stack,
  StackAlreadyExistsError,
  StackNotFoundError,
} from "@pulumi/pulumi/automation";
import { RefusedError } from "../../core/model/errors";
import type { ProfileRequest } from "../../core/profile/request";
import { PACKAGE } from "../../project/package";
import { ApiMember, Member, RoleVerification, SecurityRole } from "../../provider";
import { fleetFolder } from "../folder";
import type { Assignment, Fleet } from "../model/fleet";
import { splitSecrets } from "../queue/address";
import { type OpenTenant, withoutPassword } from "../tenant/open";
import { isDamage, stateError } from "./damagedState";
import { detached, outputOf } from "./detachedCommand";
import { endLeftoversNowAndAtExit, MARK, markOf } from "./leftovers";
import { freeStack } from "./lock";
import { type EngineError, Operation } from "./operation";
import { VERIFICATION } from "./state";

/** What an operation came to; it went through where there is no error. */
export type EngineOutcome = Pick<Operation, "sent" | "changes" | "errors" | "removed" | "notes">;

/** How the engine is run. */
export interface EngineOptions {
  /** The variables that name a backend where the user doesn't, such as PULUMI_BACKEND_URL and PGPASSWORD. */
  readonly backend?: Readonly<Record<string, string>>;
  /** Whether it is for copies of tenants: these variables hold then, whatever the user has set. */
  readonly isApart?: boolean;
  /** Whether the caller sees to it that nobody else works on a tenant at the same time. */
  readonly isAlone?: boolean;
  /** Which variables of this process the engine and its providers don't get: each has the keys of its own tenant alone. */
  readonly isHidden?: (variable: string) => boolean;
}

/** Pulumi's engine on the stacks of a fleet: one a tenant, of the same name. */
export class FleetEngine {
  readonly #stacks = new Set<string>();
  #isListed = false;

  private constructor(
    private readonly project: string,
    private readonly folder: string,
    private readonly command: Pick<PulumiCommand, "command" | "version">,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly isAlone: boolean,
    private readonly isHidden: (variable: string) => boolean,
  ) {}

  /**
   * Gets the engine where it isn't there yet. What it needs lies in the fleet's folder `.fleet`: the state, too, unless
   * PULUMI_BACKEND_URL names another place for it.
   */
  static async open(
    { name, folder }: Pick<Fleet, "name" | "folder">,
    { backend, isApart = false, isAlone = false, isHidden = () => false }: EngineOptions = {},
  ): Promise<FleetEngine> {
    // A module of its own kind: it also runs before the dependencies are there.
    const { ensureEngine } = await import("../../engine/engine.mjs");
    const { backendUrl } = await import("../../engine/isolatedPulumi.mjs");
    const { env, bin } = await ensureEngine({ isQuiet: isApart });
    Object.assign(process.env, env);
    const root = path.basename(bin) === "bin" ? path.dirname(bin) : undefined;
    const command = await PulumiCommand.get(root === undefined ? {} : { root });
    const ownFolder = fleetFolder(folder);
    const [workspace, state] = [path.join(ownFolder, "workspace"), path.join(ownFolder, "state")];
    prepare(workspace, state, name);
    endLeftoversNowAndAtExit(workspace);
    const variables = {
      [MARK]: markOf(workspace),
      // No credential ever gets into the state: see openTenant.
      PULUMI_CONFIG_PASSPHRASE: (!isApart && process.env.PULUMI_CONFIG_PASSPHRASE) || "",
      ...(process.env.PULUMI_BACKEND_URL && !isApart
        ? ownBackend()
        : { PULUMI_BACKEND_URL: backendUrl(state), ...backend }),
    };
    const engine = new FleetEngine(name, workspace, command, variables, isAlone, isHidden);
    await engine.#list();
    return engine;
  }

  /** One damaged state fails the list of all: then each tenant is asked for by itself. */
  async #list(): Promise<void> {
    const local = await LocalWorkspace.create({
      ...{
        workDir: this.folder,
        envVars: { ...this.variables },
        pulumiCommand: detached(this.command, NEVER, this.isHidden),
      },
    });
    try {
      for (const { name } of await local.listStacks()) this.#stacks.add(name);
      this.#isListed = true;
    } catch (error) {
      if (isDamage(error)) return;
      throw error instanceof CommandError ? new RefusedError(withoutPassword(outputOf(error))) : error;
    }
  }

  /** Whether the tenant had a stack when its state was asked for, or has got one since. */
  has = (tenant: string): boolean => this.#stacks.has(tenant);

  preview = (tenant: OpenTenant, wanted: readonly PlannedRole[], signal: AbortSignal): Promise<EngineOutcome> =>
    this.#operate(tenant, wanted, signal, (stack, { onEvent }) => stack.preview({ refresh: true, onEvent }), {
      leaveNoStack: !this.has(tenant.tenant.name),
    });

  /** @param isInterrupted whether a killed run left resources of which nobody knows whether they came to be: found by name */
  up = (
    tenant: OpenTenant,
    wanted: readonly PlannedRole[],
    isInterrupted: boolean,
    signal: AbortSignal,
  ): Promise<EngineOutcome> =>
    this.#operate(tenant, wanted, signal, async (stack, operation) => {
      const options = { onEvent: operation.onEvent, showSecrets: false };
      if (isInterrupted) await stack.refresh({ clearPendingCreates: true, ...options });
      operation.next();
      await stack.up({ refresh: true, ...options });
    });

  /** Also the stack itself, once nothing is left in it. */
  destroy = (tenant: OpenTenant, signal: AbortSignal): Promise<EngineOutcome> =>
    this.#operate(tenant, [], signal, async (stack, { onEvent }) => {
      await stack.destroy({ onEvent, remove: true, showSecrets: false });
      this.#stacks.delete(tenant.tenant.name);
    });

  /**
   * The state of a tenant's stack; `undefined` where it has none. Ask for it before anything is done to the stack.
   * @throws DamagedStateError where it is there and can't be read
   */
  async state(tenant: OpenTenant, signal: AbortSignal): Promise<Deployment | undefined> {
    const { name } = tenant.tenant;
    if (this.#isListed && !this.has(name)) return undefined;
    const workspace = await this.#workspace(tenant, [], signal);
    const state = await workspace.exportStack(name).catch((error: unknown) => {
      if (error instanceof StackNotFoundError) return undefined;
      const { PULUMI_BACKEND_URL: backend = process.env.PULUMI_BACKEND_URL ?? "" } = this.variables;
      throw stateError(error, { backend, project: this.project, stack: name });
    });
    if (state) this.#stacks.add(name);
    return state;
  }

  /** Makes a tenant's stack with the state that another engine's has. */
  async take(tenant: OpenTenant, state: Deployment, signal: AbortSignal): Promise<void> {
    const { name } = tenant.tenant;
    const workspace = await this.#workspace(tenant, [], signal);
    await workspace.createStack(name);
    await workspace.importStack(name, state);
    this.#stacks.add(name);
  }

  async #operate(
    tenant: OpenTenant,
    wanted: readonly PlannedRole[],
    signal: AbortSignal,
    act: (stack: Stack, operation: Operation) => Promise<unknown>,
    { leaveNoStack = false } = {},
  ): Promise<EngineOutcome> {
    const stack = await this.#stack(tenant, wanted, signal);
    const operation = new Operation();
    const errors = await act(stack, operation)
      .catch(async (error: unknown) => {
        if (!(error instanceof ConcurrentUpdateError)) throw error;
        await freeStack(stack, error, this.isAlone, signal);
        return act(stack, operation);
      })
      .then(
        () => [],
        (error: unknown) => errorsOf(error, operation),
      );
    if (leaveNoStack) await this.#remove(stack);
    return {
      sent: operation.sent,
      changes: operation.changes,
      removed: operation.removed,
      notes: operation.notes,
      errors,
    };
  }

  #workspace = (
    { environment }: OpenTenant,
    wanted: readonly PlannedRole[],
    signal: AbortSignal,
  ): Promise<LocalWorkspace> =>
    LocalWorkspace.create({
      program: programOf(wanted),
      workDir: this.folder,
      envVars: { ...this.variables, ...environment },
      pulumiCommand: detached(this.command, signal, this.isHidden),
    });

  async #stack(tenant: OpenTenant, wanted: readonly PlannedRole[], signal: AbortSignal): Promise<Stack> {
    const { name } = tenant.tenant;
    const workspace = await this.#workspace(tenant, wanted, signal);
    if (!this.has(name)) await workspace.createStack(name).catch(unlessThere);
    this.#stacks.add(name);
    return selectStack(name, workspace);
  }

  async #remove(stack: Stack): Promise<void> {
    await stack.workspace.removeStack(stack.name);
    this.#stacks.delete(stack.name);
  }
}

/** What is asked once, for all tenants. */
const NEVER = new AbortController().signal;

/**
 * The engine's messages repeat the URL: hence its password in a variable of its own. Seen with 3.230.0: on PostgreSQL a listing of
 * four stacks never ends unless it reads few at once.
 */
function ownBackend(): Record<string, string> {
  const { PULUMI_BACKEND_URL: written = "" } = process.env;
  if (!/^postgres(ql)?:/.test(written) || !URL.canParse(written)) return {};
  const { url, password } = splitSecrets(written);
  return {
    ...{ PULUMI_BACKEND_URL: url.href, PULUMI_DIY_BACKEND_PARALLEL: "2" },
    ...(password !== undefined && { PGPASSWORD: password }),
  };
}

/** Another process may have made it since the engine was opened. */
function unlessThere(error: unknown): void {
  if (!(error instanceof StackAlreadyExistsError)) throw error;
}

/**
 * A stack that starts no process for what nobody needs: every command names its stack, so that none has to be selected, programs of
 * tenants have no outputs, and what an operation came to is read from its events, not from the stack's history. That was a quarter of
 * the processor time of an update; see docs/scale.md.
 */
export async function selectStack(name: string, workspace: LocalWorkspace): Promise<Stack> {
  Object.assign(workspace, { selectStack: async () => {}, stackOutputs: async () => ({}) });
  return Object.assign(await Stack.select(name, workspace), { info: async () => undefined });
}

/** The engine's host of dynamic providers finds its SDK and this package from the folder that it works in. */
function prepare(workspace: string, state: string, project: string): void {
  const modules = path.join(workspace, "node_modules");
  for (const folder of [path.join(modules, "@pulumi"), state]) mkdirSync(folder, { recursive: true });
  link(path.dirname(require.resolve("@pulumi/pulumi/package.json")), path.join(modules, "@pulumi", "pulumi"));
  link(PACKAGE, path.join(modules, "connectwise-roles"));
  writeFileSync(path.join(workspace, "Pulumi.yaml"), `name: ${JSON.stringify(project)}\nruntime: nodejs\n`);
}

/** A link that is there may lead to where the package was before; another process may make the same one now. */
function link(target: string, place: string): void {
  if (realpathSync.native(target) === realPath(place)) return;
  rmSync(place, { force: true });
  try {
    symlinkSync(target, place, "junction");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

const realPath = (file: string) => (existsSync(file) ? realpathSync.native(file) : undefined);

/** What went wrong: as the events tell it, or else as the engine printed it. */
export function errorsOf(error: unknown, { errors }: Operation): readonly EngineError[] {
  if (errors.length > 0) return errors;
  if (!(error instanceof CommandError)) throw error;
  return [{ resource: undefined, message: outputOf(error) }];
}

/** What the engine is asked for: an assignment, and the levels as they are wanted on this tenant. */
export interface PlannedRole {
  readonly assignment: Assignment;
  readonly request: ProfileRequest;
}

/** The Pulumi program of a tenant: a role and a member for each profile, named after it. */
export const programOf = (wanted: readonly PlannedRole[]) => async (): Promise<void> => {
  const declared = wanted.map(declare);
  if (declared.length === 0) return;
  const [roles, members] = [declared.map(({ role }) => role), declared.map(({ member }) => member)];
  new RoleVerification(VERIFICATION, { roles, members });
};

function declare({ assignment, request }: PlannedRole) {
  const { profile, features, role: name, adopt, force, member: identifier } = assignment;
  const policy = { adopt, force, members: [identifier], awaitLevels: false };
  const role = new SecurityRole(profile.id, { name, ...request, features, ...policy });
  const { location, businessUnit, memberKind, memberName, person } = assignment;
  const membership = { identifier, securityRole: role.id, location, businessUnit };
  const member =
    memberKind === "full"
      ? new Member(profile.id, { ...membership, person })
      : new ApiMember(profile.id, { ...membership, name: memberName });
  return { role, member };
}
