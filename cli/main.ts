import { Command } from "commander";
import { RolesError } from "../provider/model/errors";
import { checklistCommand } from "./checklist";
import { doctorCommand } from "./doctor";
import { engineCommand } from "./engine";
import { exportCommand } from "./export";
import { planCommand } from "./plan";
import { profilesCommand } from "./profiles";
import { reviewCommand } from "./review";
import { sandboxCommand } from "./sandbox";
import { verifyCommand } from "./verify";

const program = new Command("cwroles")
  .description("Security roles and integration members of ConnectWise PSA as code.")
  .version(require("../package.json").version, "--version", "print the version")
  .helpCommand(false)
  .enablePositionalOptions()
  .showSuggestionAfterError()
  .showHelpAfterError("(see --help)")
  .addCommand(profilesCommand())
  .addCommand(planCommand())
  .addCommand(checklistCommand())
  .addCommand(verifyCommand())
  .addCommand(exportCommand())
  .addCommand(reviewCommand())
  .addCommand(doctorCommand())
  .addCommand(sandboxCommand())
  .addCommand(engineCommand())
  .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 differences found.");

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof RolesError ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 1;
});
