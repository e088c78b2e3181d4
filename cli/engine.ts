import path from "node:path";
import { Command, Option } from "commander";
import { RefusedError } from "../core/model/errors";
import type { Engine } from "../engine/engine.mjs";
import { wrapHelp } from "./helpText";

type Shell = "posix" | "powershell";

interface EngineOptions {
  env?: true;
  json?: true;
  shell: Shell;
}

/** `cwroles engine`: makes sure that Pulumi is there, and says where. */
export function engineCommand(): Command {
  return new Command("engine")
    .description(
      [
        "Finds the Pulumi engine on PATH or in the per-user cache, and fetches it if there is none.",
        "Prints the path of `pulumi` on stdout; progress goes to stderr.",
      ].join(" "),
    )
    .option("--env", "print the lines that put it on the PATH of your shell")
    .option("--json", "print path, version, source and environment as JSON")
    .addOption(
      new Option("--shell <shell>", "whose syntax --env uses")
        .choices(["posix", "powershell"])
        .default(process.platform === "win32" ? "powershell" : "posix"),
    )
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Use it in this shell:",
        '  eval "$(npx cwroles engine --env)"                           bash, zsh, sh',
        "  npx cwroles engine --env | Out-String | Invoke-Expression    PowerShell",
        "",
        "CWROLES_CACHE names the cache folder if the system's own is not to be used.",
      ]),
    )
    .action(async (options: EngineOptions) => {
      process.stdout.write(`${render(await findOrFetch(), options)}\n`);
    });
}

async function findOrFetch(): Promise<Engine> {
  const { ensureEngine } = await import("../engine/engine.mjs");
  try {
    return await ensureEngine();
  } catch (error) {
    throw new RefusedError((error as Error).message);
  }
}

function render(engine: Engine, { env, json, shell }: EngineOptions): string {
  const { pulumi, bin, version, source, variables } = engine;
  if (json) return JSON.stringify({ pulumi, bin, version, source, env: variables }, null, 2);
  return env ? exportLines(engine, shell).join("\n") : pulumi;
}

/** The lines by which a shell finds the engine first on PATH and has its settings. */
export function exportLines({ bin, variables }: Pick<Engine, "bin" | "variables">, shell: Shell): string[] {
  const settings = Object.entries(variables);
  if (shell === "powershell") {
    const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
    return [
      `$env:PATH = ${quote(bin + path.delimiter)} + $env:PATH`,
      ...settings.map(([name, value]) => `$env:${name} = ${quote(value)}`),
    ];
  }
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return [
    `export PATH=${quote(posixPath(bin))}:"$PATH"`,
    ...settings.map(([name, value]) => `export ${name}=${quote(value)}`),
  ];
}

/** A POSIX shell on Windows (Git Bash, MSYS2) writes C:\Users as /c/Users. */
function posixPath(folder: string): string {
  const [, drive, rest] = /^([A-Za-z]):[\\/](.*)$/.exec(folder) ?? [];
  return drive && rest ? `/${drive.toLowerCase()}/${rest.replaceAll("\\", "/")}` : folder;
}
