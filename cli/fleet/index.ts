import { Command } from "commander";
import { addCommands, type LazyCommand } from "../commands";

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, LazyCommand>> = {
  show: {
    summary: "show a tenant's effective levels, and the layer that each is from",
    load: async () => (await import("./show.js")).showCommand(),
  },
  import: {
    summary: "add the tenants of a CSV table to the file",
    load: async () => (await import("./import.js")).importCommand(),
  },
  rehearse: {
    summary: "run fleet up on copies of the tenants, from preview to destroy",
    load: async () => (await import("./rehearse.js")).fleetRehearseCommand(),
  },
  preview: {
    summary: "show what fleet up would do to each tenant",
    load: async () => (await import("./preview.js")).previewCommand(),
  },
  up: {
    summary: "apply to each tenant what the file asks for",
    load: async () => (await import("./up.js")).upCommand(),
  },
  destroy: {
    summary: "delete what fleet up made, and restore what it changed",
    load: async () => (await import("./destroy.js")).destroyCommand(),
  },
  drift: {
    summary: "compare every tenant with the file (read-only)",
    load: async () => (await import("./drift.js")).driftCommand(),
  },
  checklist: {
    summary: "list what administrators have to set; --live shows their progress",
    load: async () => (await import("./checklist.js")).checklistCommand(),
  },
  audit: {
    summary: "show which integrations have more rights than they need, on every tenant",
    load: async () => (await import("./audit.js")).fleetAuditCommand(),
  },
  snapshot: {
    summary: "save each tenant's roles and members to a file, or compare with one",
    load: async () => (await import("./snapshot.js")).fleetSnapshotCommand(),
  },
  accept: {
    summary: "accept a deviation until a day, or list the accepted ones",
    load: async () => (await import("./accept.js")).acceptCommand(),
  },
  status: {
    summary: "show the progress of the last run, and the results of earlier ones",
    load: async () => (await import("./status.js")).statusCommand(),
  },
  report: {
    summary: "report who complies, what is broader than asked, and what changed",
    load: async () => (await import("./report.js")).reportCommand(),
  },
  cancel: {
    summary: "stop a run of a queue's workers",
    load: async () => (await import("./cancel.js")).cancelCommand(),
  },
  worker: {
    summary: "process the queue, beside any number of other workers",
    load: async () => (await import("./worker.js")).workerCommand(),
  },
  schedule: {
    summary: "schedule drift checks by the queue's workers",
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
