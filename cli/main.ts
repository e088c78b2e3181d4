import { Command } from "commander";
import { RolesError } from "../core/model/errors";
import { packageVersion } from "../project/package";
import { addCommands, type LazyCommand } from "./commands";
import { printDocument, printProblem } from "./print";
import { surviveClosedOutput } from "./streams";

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, LazyCommand>> = {
  init: {
    summary: "make a project for a tenant, step by step",
    load: async () => (await import("./init.js")).initCommand(),
  },
  profiles: {
    summary: "list, show, compare, merge, validate and pin profiles",
    load: async () => (await import("./profiles/index.js")).profilesCommand(),
  },
  plan: {
    summary: "show what pulumi up would do to the live tenant (read-only)",
    load: async () => (await import("./plan.js")).planCommand(),
  },
  preview: {
    summary: "show what an update would change (pulumi preview)",
    load: async () => (await import("./pulumi.js")).pulumiCommand("preview"),
  },
  up: {
    summary: "bring the stack's tenant to what the project asks for (pulumi up)",
    load: async () => (await import("./pulumi.js")).pulumiCommand("up"),
  },
  destroy: {
    summary: "delete what the stack made and restore what it changed (pulumi destroy)",
    load: async () => (await import("./pulumi.js")).pulumiCommand("destroy"),
  },
  rehearse: {
    summary: "run the stack on a copy of the tenant, from preview to destroy",
    load: async () => (await import("./rehearse.js")).rehearseCommand(),
  },
  checklist: {
    summary: "list what an administrator has to set in the web client",
    load: async () => (await import("./checklist.js")).checklistCommand(),
  },
  verify: {
    summary: "check that the integration has what its profile asks",
    load: async () => (await import("./verify.js")).verifyCommand(),
  },
  export: {
    summary: "write a role of the live tenant as a profile",
    load: async () => (await import("./export.js")).exportCommand(),
  },
  audit: {
    summary: "show which integrations have more rights than they need (read-only)",
    load: async () => (await import("./audit.js")).auditCommand(),
  },
  snapshot: {
    summary: "save a tenant's roles and members to a file, or compare with one",
    load: async () => (await import("./snapshot.js")).snapshotCommand(),
  },
  restore: {
    summary: "restore a role's levels from a snapshot",
    load: async () => (await import("./restore.js")).restoreCommand(),
  },
  review: {
    summary: "show what a change of the profiles broadens and narrows",
    load: async () => (await import("./review.js")).reviewCommand(),
  },
  gate: {
    summary: "post a review to its pull request in CI, and fail until it is approved",
    load: async () => (await import("./gate.js")).gateCommand(),
  },
  doctor: {
    summary: "diagnose the connection to a tenant",
    load: async () => (await import("./doctor.js")).doctorCommand(),
  },
  contract: {
    summary: "ask a tenant whether it behaves as this project assumes",
    load: async () => (await import("./contract.js")).contractCommand(),
  },
  fleet: {
    summary: "apply the same profiles to many tenants, and report who complies",
    load: async () => (await import("./fleet/index.js")).fleetCommand(),
  },
  sandbox: {
    summary: "run a local ConnectWise PSA with a tenant to work on",
    load: async () => (await import("./sandbox.js")).sandboxCommand(),
  },
  pulumi: {
    summary: "run any other command of Pulumi",
    load: async () => (await import("./pulumi.js")).pulumiCommand("pulumi"),
  },
  engine: {
    summary: "get the Pulumi engine if needed, and print where it is",
    load: async () => (await import("./engine.js")).engineCommand(),
  },
};

const program = new Command("cwroles")
  .description("Security roles and integration members of ConnectWise PSA as code.")
  .version(packageVersion(), "--version", "print the version")
  .helpCommand(false)
  .enablePositionalOptions()
  .showSuggestionAfterError()
  .showHelpAfterError("(see --help)")
  .configureOutput({
    writeOut: (text) => printDocument(text.trimEnd()),
    writeErr: (text) => printProblem(text.trimEnd()),
  })
  .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 differences found.");

/** One line of what a user, a tenant or the system is to blame for; a stack of what is a mistake here. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOfSystem = "syscall" in error || error.name === "EngineError";
  return error instanceof RolesError || isOfSystem ? error.message : (error.stack ?? error.message);
}

async function main(): Promise<void> {
  await addCommands(program, COMMANDS, process.argv[2]);
  await program.parseAsync();
}

surviveClosedOutput();
main().catch((error: unknown) => {
  printProblem(explain(error));
  process.exitCode = 1;
});
