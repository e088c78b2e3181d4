import { Command } from "commander";
import { addCommands, type LazyCommand } from "../commands";

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, LazyCommand>> = {
  show: {
    summary: "show what the file asks of a tenant, and which layer each level is from",
    load: async () => (await import("./show.js")).showCommand(),
  },
  import: {
    summary: "add the tenants of a CSV table to the file",
    load: async () => (await import("./import.js")).importCommand(),
  },
  rehearse: {
    summary: "see what fleet up would do on copies of the tenants, from preview to destroy",
    load: async () => (await import("./rehearse.js")).fleetRehearseCommand(),
  },
  preview: {
    summary: "show what fleet up would do to each tenant",
    load: async () => (await import("./preview.js")).previewCommand(),
  },
  up: {
    summary: "bring each tenant to what the fleet asks of it",
    load: async () => (await import("./up.js")).upCommand(),
  },
  destroy: {
    summary: "take back what fleet up made on each tenant",
    load: async () => (await import("./destroy.js")).destroyCommand(),
  },
  drift: {
    summary: "compare every tenant with what is asked of it, by reads alone",
    load: async () => (await import("./drift.js")).driftCommand(),
  },
  checklist: {
    summary: "list what administrators have to set on the tenants that wait, or show it as it is done",
    load: async () => (await import("./checklist.js")).checklistCommand(),
  },
  audit: {
    summary: "show who has more than they need on every tenant, by reads alone",
    load: async () => (await import("./audit.js")).fleetAuditCommand(),
  },
  snapshot: {
    summary: "write who may do what on every tenant to files, and show what changed since",
    load: async () => (await import("./snapshot.js")).fleetSnapshotCommand(),
  },
  accept: {
    summary: "accept a level that differs on a tenant, until a day; or list what is accepted",
    load: async () => (await import("./accept.js")).acceptCommand(),
  },
  status: {
    summary: "show how far the last run is, and what came of those before",
    load: async () => (await import("./status.js")).statusCommand(),
  },
  report: {
    summary: "show who complies, what is broader than asked and where, and what changed since the last run",
    load: async () => (await import("./report.js")).reportCommand(),
  },
  cancel: {
    summary: "stop a run that a queue's workers are at",
    load: async () => (await import("./cancel.js")).cancelCommand(),
  },
  worker: {
    summary: "do the work of a queue, together with any number of other workers",
    load: async () => (await import("./worker.js")).workerCommand(),
  },
  schedule: {
    summary: "have the workers of a queue look for drift at certain times",
    load: async () => (await import("./schedule.js")).scheduleCommand(),
  },
};

/** `cwroles fleet`: the same profiles on one tenant or on thousands, from a file of tenants. */
export async function fleetCommand(): Promise<Command> {
  const fleet = new Command("fleet")
    .description(
      "Works on the tenants of a file, fleet.yaml: one Pulumi stack a tenant, or all of them by reads alone.",
    )
    .helpCommand(false)
    .showHelpAfterError("(see --help)");
  await addCommands(fleet, COMMANDS, process.argv[3]);
  return fleet;
}
