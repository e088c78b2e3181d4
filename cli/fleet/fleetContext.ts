import { todayUtc } from "../../fleet/accept/days";
import { loadAcceptances } from "../../fleet/accept/file";
import { fleetFolder } from "../../fleet/folder";
import { withDeadline } from "../../fleet/run/withDeadline";
import { workOf } from "../../fleet/run/work";
import { type KeyRules, mayHoldKey } from "../../fleet/tenant/open";
import { type KeyFlags, keyRulesOf } from "./keyOptions";
import type { Opened } from "./run";
import { openFleet, type SelectionFlags } from "./selection";

interface Flags extends SelectionFlags, KeyFlags {
  /** Milliseconds that a tenant may take. */
  readonly deadline: number;
}

/** What is still open by then is held by a tenant that was given up. */
const HELD_MS = 1000;

/**
 * The tenants that are meant, and how they are done. Where this process drives the engine, that is there before anything
 * begins; a queue's workers have their own.
 * @throws InvalidInputError for a file that can't be used, before any tenant is touched
 */
export async function openFleetContext(flags: Flags, { withEngine = true } = {}): Promise<Opened> {
  const opened = await openFleet(flags);
  fleetFolder(opened.fleet.folder);
  const keyRules = keyRulesOf(flags, opened.fleet.folder);
  const today = todayUtc();
  const acceptances = loadAcceptances(opened.fleet, today);
  const engine = withEngine && !opened.queue ? await openEngine(opened.fleet, keyRules) : undefined;
  const whole = workOf({
    ...opened,
    acceptances,
    keyRules,
    today,
    engine: () => (engine ? Promise.resolve(engine) : NO_ENGINE()),
  });
  let isHeld = false;
  const work = withDeadline(whole, {
    deadlineMs: flags.deadline,
    onGivenUp: () => {
      isHeld = true;
    },
  });
  const close = async () => {
    await opened.close();
    if (isHeld) setTimeout(() => process.exit(), HELD_MS).unref();
  };
  return { ...opened, work, close };
}

/** Loaded only here: the engine's SDK takes longer to load than all the rest. */
const openEngine = async (fleet: Opened["fleet"], { limits }: KeyRules) =>
  (await import("../../fleet/run/engine.js")).FleetEngine.open(fleet, { isHidden: mayHoldKey(fleet, limits) });

const NO_ENGINE = () => Promise.reject(new Error("Nothing here needs the engine."));
