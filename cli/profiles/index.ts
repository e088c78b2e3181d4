import { Command } from "commander";
import { compareCommand } from "./compare";
import { digestCommand } from "./digest";
import { importCommand } from "./import";
import { listCommand } from "./list";
import { mergeCommand } from "./merge";
import { outdatedCommand } from "./outdated";
import { showCommand } from "./show";
import { validateCommand } from "./validate";

/** `cwroles profiles`: what integrations need, from the folder `profiles`. */
export function profilesCommand(): Command {
  const profiles = new Command("profiles")
    .summary("list, show, compare, merge, validate and pin profiles")
    .helpCommand(false)
    .showHelpAfterError("(see --help)");
  for (const command of [
    listCommand(),
    showCommand(),
    compareCommand(),
    mergeCommand(),
    validateCommand(),
    digestCommand(),
    importCommand(),
    outdatedCommand(),
  ])
    profiles.addCommand(command.copyInheritedSettings(profiles));
  return profiles;
}
