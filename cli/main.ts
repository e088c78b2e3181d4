import { Command } from "commander";
import { RolesError } from "../core/model/errors";
import { outliveOutput } from "./streams";

/** Each loads what it needs only when it is asked for; in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  profiles: () => (require("./profiles") as typeof import("./profiles")).profilesCommand(),
  plan: () => (require("./plan") as typeof import("./plan")).planCommand(),
  checklist: () => (require("./checklist") as typeof import("./checklist")).checklistCommand(),
  verify: () => (require("./verify") as typeof import("./verify")).verifyCommand(),
  export: () => (require("./export") as typeof import("./export")).exportCommand(),
  review: () => (require("./review") as typeof import("./review")).reviewCommand(),
  doctor: () => (require("./doctor") as typeof import("./doctor")).doctorCommand(),
  fleet: () => (require("./fleet") as typeof import("./fleet")).fleetCommand(),
  sandbox: () => (require("./sandbox") as typeof import("./sandbox")).sandboxCommand(),
  engine: () => (require("./engine") as typeof import("./engine")).engineCommand(),
};

const program = new Command("cwroles")
  .description("Security roles and integration members of ConnectWise PSA as code.")
  .version(require("../package.json").version, "--version", "print the version")
  .helpCommand(false)
  .enablePositionalOptions()
  .showSuggestionAfterError()
  .showHelpAfterError("(see --help)")
  .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 differences found.");

const asked = COMMANDS[process.argv[2] ?? ""];
for (const load of asked ? [asked] : Object.values(COMMANDS)) program.addCommand(load());

/** One line of what a user, a tenant or the system is to blame for; a stack of what is a mistake here. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOfSystem = "syscall" in error;
  return error instanceof RolesError || isOfSystem ? error.message : (error.stack ?? error.message);
}

outliveOutput();
program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
