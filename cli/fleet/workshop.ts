import { todayUtc } from "../../fleet/accept/days";
import { loadAcceptances } from "../../fleet/accept/file";
import { FleetEngine } from "../../fleet/run/engine";
import { type Workshop, workOf } from "../../fleet/run/work";
import { openFleet, type SelectionFlags } from "./selection";

/**
 * The tenants that are meant, and how they are done. The engine is there before anything begins.
 * @throws InvalidInputError for a file that can't be used, before any tenant is touched
 */
export async function openWorkshop(flags: SelectionFlags) {
  const opened = await openFleet(flags);
  const today = todayUtc();
  const acceptances = loadAcceptances(opened.fleet, today);
  const engine = await FleetEngine.open(opened.fleet);
  const workshop: Workshop = { ...opened, acceptances, today, engine: async () => engine };
  return { ...opened, work: workOf(workshop) };
}
