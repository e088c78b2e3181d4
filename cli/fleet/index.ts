import { Command } from "commander";

/** Each loads what it needs only when it is asked for; in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  show: () => (require("./show") as typeof import("./show")).showCommand(),
  import: () => (require("./import") as typeof import("./import")).importCommand(),
  preview: () => (require("./preview") as typeof import("./preview")).previewCommand(),
  up: () => (require("./up") as typeof import("./up")).upCommand(),
  destroy: () => (require("./destroy") as typeof import("./destroy")).destroyCommand(),
  drift: () => (require("./drift") as typeof import("./drift")).driftCommand(),
  accept: () => (require("./accept") as typeof import("./accept")).acceptCommand(),
  status: () => (require("./status") as typeof import("./status")).statusCommand(),
  report: () => (require("./report") as typeof import("./report")).reportCommand(),
  cancel: () => (require("./cancel") as typeof import("./cancel")).cancelCommand(),
  worker: () => (require("./worker") as typeof import("./worker")).workerCommand(),
  schedule: () => (require("./schedule") as typeof import("./schedule")).scheduleCommand(),
};

/** `cwroles fleet`: the same profiles on one tenant or on thousands, from a file of tenants. */
export function fleetCommand(): Command {
  const fleet = new Command("fleet")
    .summary("bring the same profiles to many tenants, and see who complies")
    .description(
      "Works on the tenants of a file, fleet.yaml: one Pulumi stack a tenant, or all of them by reads alone.",
    )
    .helpCommand(false)
    .showHelpAfterError("(see --help)");
  const asked = COMMANDS[process.argv[3] ?? ""];
  for (const load of asked ? [asked] : Object.values(COMMANDS)) fleet.addCommand(load().copyInheritedSettings(fleet));
  return fleet;
}
