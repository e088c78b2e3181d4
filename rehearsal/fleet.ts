import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Deployment } from "@pulumi/pulumi/automation";
import { ensureEngine } from "../engine/engine.mjs";
import type { Acceptance } from "../fleet/accept/file";
import type { Fleet } from "../fleet/model/fleet";
import { type EngineOutcome, FleetEngine, type PlannedRole } from "../fleet/run/engine";
import { assertOwnCode, assertOwnState } from "../fleet/run/state";
import { mayHoldKey, type OpenTenant } from "../fleet/tenant/open";
import { readTenant } from "../fleet/tenant/read";
import type { ReferenceLimits } from "../fleet/tenant/references";
import { COPY_VARIABLE, copyText, type TenantCopy } from "../tenant/copy";
import { variableOf } from "../tenant/environment";
import { newKeys } from "./copy";
import type { CopyEngine, OperationOutcome } from "./engine";
import type { CopySettings, Rehearsal, Step } from "./model";
import { assertOnlyRead, namedAmong, peopleIn, readOriginal } from "./original";
import { rehearse } from "./rehearse";
import { hasObjects, namesIn, stateForCopy } from "./state";
import { isUsersOwn, removeFolder, temporaryFolder, temporaryIn } from "./temporary";

export interface FleetRehearsal {
  readonly settings: CopySettings;
  readonly acceptances: readonly Acceptance[];
  /** `2026-01-31`, UTC */
  readonly today: string;
  /** Whether people appear by their names. */
  readonly withPeople: boolean;
  readonly onStart?: (asked: Pick<Rehearsal, "tenant" | "stack" | "settings" | "isFirstRun" | "notes">) => void;
  readonly onStep?: (step: Step) => void;
}

/** The engine for copies of a fleet's tenants, which leaves nothing behind, and the fleet's own, whose states are read. */
export class FleetRehearser {
  private constructor(
    private readonly folder: string,
    private readonly engine: FleetEngine,
    private readonly fleetEngine: FleetEngine,
  ) {}

  static async open(fleet: Fleet, limits: ReferenceLimits): Promise<FleetRehearser> {
    const isHidden = mayHoldKey(fleet, limits);
    const fleetEngine = await FleetEngine.open(fleet, { isHidden });
    const { variables } = await ensureEngine({ isQuiet: true });
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "tmp"));
    const engine = await FleetEngine.open(
      { name: fleet.name, folder },
      {
        ...{
          isApart: true,
          isAlone: true,
          backend: { ...variables, ...temporaryIn(folder), PULUMI_HOME: path.join(folder, "home") },
        },
        isHidden: (variable) => isUsersOwn(variable) || isHidden(variable),
      },
    );
    return new FleetRehearser(folder, engine, fleetEngine);
  }

  /** Nothing of it is left on this machine. */
  remove = (): void => removeFolder(this.folder);

  /**
   * Rehearses what the fleet asks of a tenant. The tenant itself is read, by GETs alone.
   * @throws RolesError where it can't be read, or there can be no copy
   */
  async rehearse(open: OpenTenant, options: FleetRehearsal, signal: AbortSignal): Promise<Rehearsal> {
    const { settings, acceptances, today, withPeople, onStart, onStep } = options;
    const { tenant, gateway, target } = open;
    const wanted = await readTenant(gateway, tenant, acceptances, today);
    const { original, notes: ofTenant } = await readOriginal(gateway, target);
    assertOnlyRead(open.sent());
    const { state, notes } = await this.#stateOf(open, signal);
    const keys = newKeys();
    const engine = new TenantEngine(this.engine, open, wanted);
    if (state) await this.engine.take(open, state, signal);
    const header = { tenant: target, stack: tenant.name, settings, isFirstRun: !state, notes: [...notes, ...ofTenant] };
    onStart?.(header);
    const people = peopleIn(original);
    const members = tenant.assignments.map(({ member }) => member);
    const named = withPeople ? people : namedAmong(people, [...members, ...namesIn(state)]);
    const story = await rehearse({ original, settings, keys, named, state, engine, signal, onStep });
    assertOnlyRead(open.sent());
    return { ...header, ...story, sent: open.sent() };
  }

  /** @throws RolesError where it is another tenant's, or holds code of others, as for any run */
  async #stateOf(open: OpenTenant, signal: AbortSignal): Promise<{ state: Deployment | undefined; notes: string[] }> {
    const state = await this.fleetEngine.state(open, signal);
    assertOwnCode(state, open.tenant.name);
    assertOwnState(state, open);
    if (!state || !hasObjects(state)) return { state: undefined, notes: [] };
    const copied = stateForCopy(state);
    return { state: copied, notes: copied ? [] : ["The tenant's own state isn't taken along: it has secrets."] };
  }
}

/** Of the connection's keys, and of what the copy's engine hasn't to keep to. */
const NOT_OF_COPY = ["publicKey", "privateKey", "clientId", "requestsPerMinute"].map(variableOf);

/** A tenant's stack, led to its copy. */
class TenantEngine implements CopyEngine {
  #open: OpenTenant;

  constructor(
    private readonly engine: FleetEngine,
    private readonly original: OpenTenant,
    private readonly wanted: readonly PlannedRole[],
  ) {
    this.#open = original;
  }

  leadTo(copy: TenantCopy): void {
    const kept = Object.entries(this.original.environment).filter(([name]) => !NOT_OF_COPY.includes(name));
    this.#open = { ...this.original, environment: { ...Object.fromEntries(kept), [COPY_VARIABLE]: copyText(copy) } };
  }

  preview = async (signal: AbortSignal) => operated(await this.engine.preview(this.#open, this.wanted, signal));
  up = async (signal: AbortSignal) => operated(await this.engine.up(this.#open, this.wanted, false, signal));
  drift = this.preview;
  destroy = async (signal: AbortSignal) => operated(await this.engine.destroy(this.#open, signal));
  state = (signal: AbortSignal) => this.engine.state(this.#open, signal);
}

/** A fleet's program has roles and members alone, and the file names them. */
const operated = ({ changes, errors, notes }: EngineOutcome): OperationOutcome => ({
  changes,
  errors,
  notes,
  named: [],
  foreign: [],
});
