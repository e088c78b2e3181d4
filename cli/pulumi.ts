import { Command } from "commander";
import { RefusedError } from "../core/model/errors";
import { nearestFolderWith, OTHER_PROJECT_FILES, PROJECT_FILE } from "../project/projectFile";
import { variableOf } from "../tenant/environment";
import { parseAttended } from "./attendedFlag";
import { printNotice } from "./print";

/**
 * `cwroles up` and its like, and `cwroles pulumi <any command>`: Pulumi's own, by the engine that is there or is fetched, for
 * people without `pulumi` on PATH. Its terminal, output and exit code are Pulumi's; all arguments are handed on.
 * @param name `pulumi` for any command
 */
export function pulumiCommand(name: "preview" | "up" | "destroy" | "pulumi"): Command {
  const isAny = name === "pulumi";
  return new Command(name)
    .description(
      isAny
        ? "Runs any command of Pulumi, such as `cwroles pulumi config set --secret connectwise:privateKey`."
        : `Runs pulumi ${name} in the working directory. All arguments are handed on: cwroles ${name} --diff --stack acme`,
    )
    .argument("[arguments...]", "of Pulumi")
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText("after", `${name === "up" ? ATTENDED_HELP : ""}\nPulumi's own help: cwroles ${name} -- --help`)
    .action(async (written: string[]) => {
      const { isAttended, pulumiArgs } =
        name === "up" ? parseAttended(written, isAtTerminal()) : { isAttended: false, pulumiArgs: written };
      const args = isAny ? anyArguments(pulumiArgs) : withoutSeparator(pulumiArgs);
      const { ensureEngine } = await import("../engine/engine.mjs");
      const { runInForeground } = await import("../engine/command.mjs");
      assertNoImport(args);
      const { pulumi, env } = await ensureEngine({ isQuiet: true });
      process.exitCode = await runInForeground(pulumi, isAny ? args : [name, ...args], {
        env: { ...(isAttended && WAIT), ...env },
      });
      if (process.exitCode !== 0 && !isAny && !namesFolder(args) && isOutsideOfProjects())
        printNotice("npx cwroles init makes a project, step by step.");
    });
}

const namesFolder = (args: readonly string[]): boolean => args.some((arg) => /^(-C|--cwd)/.test(arg));

/** As Pulumi looks for one, which then recommends a command of its own. */
const isOutsideOfProjects = (): boolean =>
  nearestFolderWith([PROJECT_FILE, ...OTHER_PROJECT_FILES], process.cwd()) === undefined;

const WAIT_VARIABLE = variableOf("wait");
/** Where neither the stack nor the environment says how long. */
const WAIT = { [WAIT_VARIABLE]: process.env[WAIT_VARIABLE] ?? "60m" };

const ATTENDED_HELP = `
Options of its own:
  --attended     where the tenant's API sets no levels, wait for an administrator, with a live page (60 min, or
                 what connectwise:wait or ${WAIT_VARIABLE} says); by default on a terminal
  --no-attended  end with the list of what is left
`;

const isAtTerminal = (): boolean => process.stdout.isTTY === true && process.stdin.isTTY === true && !process.env.CI;

const OWN_TYPE = /connectwise:(SecurityRole|ApiMember|Member|RoleVerification)\b/;

/** Pulumi ends such an import in a TypeError of its own, before it loads anything of this package. */
function assertNoImport(args: readonly string[]): void {
  if (!args.includes("import") || !args.some((arg) => OWN_TYPE.test(arg))) return;
  throw new RefusedError(
    "Roles and members can't be imported by id: declare them, and pulumi up takes over what is there under their names.",
    {
      topic: "import-by-id",
    },
  );
}

/** `--` may stand before what is Pulumi's, and isn't: up and its like would take it for the name of a template. */
function withoutSeparator(args: readonly string[]): string[] {
  const at = args.indexOf("--");
  return args.filter((_, index) => index !== at);
}

/** A later `--` is Pulumi's own: `cwroles pulumi config set key -- -5`. */
const anyArguments = (args: readonly string[]): readonly string[] => (args[0] === "--" ? args.slice(1) : args);
