import { Argument, Command } from "commander";
import { gate, HOST_NAMES } from "../publish/gate.mjs";

interface Flags {
  readonly code?: string;
  readonly changed?: string;
}

/** `cwroles gate`: the last step of a review in CI. */
export const gateCommand = (): Command =>
  new Command("gate")
    .description(
      [
        "Shows what cwroles review printed at the pull request that a CI job runs for: one comment, edited in place, and a label",
        "while permissions are broadened. Holds the pull request back until a broadening is approved by a label.",
        "The workflows in node_modules/connectwise-roles/docs/ci use it; its README.md explains tokens and labels.",
      ].join(" "),
    )
    .addArgument(new Argument("<host>", "where the job runs").choices(HOST_NAMES))
    .argument("<file>", "what cwroles review --format markdown printed")
    .option("--code <number>", "the exit code of cwroles review")
    .option("--changed <boolean>", "whether the pull request touches profiles at all: true or false")
    .addHelpText("after", "\nExit codes: 0 nothing to approve, or approved; 1 failed; 2 approval is required.")
    .action(async (host: string, file: string, { code, changed }: Flags) => {
      process.exitCode = await gate({ host, file, code, changed });
    });
