import { Command } from "commander";
import { RefusedError } from "../core/model/errors";

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
    .addHelpText("after", `\nPulumi's own help: cwroles ${name} -- --help`)
    .action(async (written: string[]) => {
      const args = isAny ? anyArguments(written) : withoutSeparator(written);
      const { ensureEngine } = await import("../engine/engine.mjs");
      const { runInForeground } = await import("../engine/command.mjs");
      assertNoImport(args);
      const { pulumi, env } = await ensureEngine({ isQuiet: true });
      process.exitCode = await runInForeground(pulumi, isAny ? args : [name, ...args], { env });
    });
}

const OWN_TYPE = /connectwise:(SecurityRole|ApiMember|Member)\b/;

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
