import { Command } from "commander";
import { RolesError } from "../provider/model/errors";
import { engineCommand } from "./engine";
import { profilesCommand } from "./profiles";
import { sandboxCommand } from "./sandbox";

const program = new Command("cwroles")
  .description("Security roles and integration members of ConnectWise PSA as code.")
  .version(require("../package.json").version, "--version", "print the version")
  .helpCommand(false)
  .enablePositionalOptions()
  .showSuggestionAfterError()
  .showHelpAfterError("(see --help)")
  .addCommand(profilesCommand())
  .addCommand(sandboxCommand())
  .addCommand(engineCommand())
  .addHelpText("after", "\nExit codes: 0 done, 1 failed.");

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof RolesError ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 1;
});
