import { spawn } from "node:child_process";
import path from "node:path";
import {
  CommandError,
  ConcurrentUpdateError,
  type PulumiCommand,
  StackAlreadyExistsError,
} from "@pulumi/pulumi/automation";

/** What the Automation API takes for the `pulumi` program: it calls `run`, which its own type doesn't tell of. */
interface Command extends Pick<PulumiCommand, "command" | "version"> {
  run(
    args: readonly string[],
    cwd: string,
    environment: Readonly<Record<string, string>>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<Ended>;
}

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/**
 * The engine's program, each time in a process group of its own: Ctrl-C at a terminal reaches this process alone, which
 * decides whether what is at work is finished. The SDK's own command shares the terminal's group.
 */
export function apart({ command, version }: Pick<PulumiCommand, "command" | "version">): PulumiCommand {
  const own: Command = {
    command,
    version,
    async run(args, cwd, environment, onOutput, onError, signal) {
      const ended = await start(command, args, cwd, environment, { onOutput, onError, signal });
      if (ended.code !== 0) throw errorOf(ended);
      return ended;
    },
  };
  return own as unknown as PulumiCommand;
}

interface Listeners {
  readonly onOutput: ((text: string) => void) | undefined;
  readonly onError: ((text: string) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

function start(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  { onOutput, onError, signal }: Listeners,
): Promise<Ended> {
  const places = [...(path.isAbsolute(command) ? [path.dirname(command)] : []), process.env.PATH ?? ""];
  const child = spawn(command, [...args, ...(args.includes("--non-interactive") ? [] : ["--non-interactive"])], {
    cwd,
    env: { ...process.env, ...environment, PATH: places.join(path.delimiter), PULUMI_AUTOMATION_API: "true" },
    // On Windows it would open a console of its own.
    detached: process.platform !== "win32",
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  const listen = (stream: "stdout" | "stderr", listener?: (text: string) => void) =>
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
      listener?.(text);
    });
  listen("stdout", onOutput);
  listen("stderr", onError);
  const interrupt = () => child.kill("SIGINT");
  signal?.addEventListener("abort", interrupt);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      signal?.removeEventListener("abort", interrupt);
      resolve({ ...said, code: code ?? -1 });
    });
  });
}

/** The classes by which the Automation API tells errors apart; their messages have the parts of its own. */
function errorOf({ stdout, stderr, code }: Ended): CommandError {
  const Kind = /the stack is currently locked by|\[409\] Conflict/.test(stderr)
    ? ConcurrentUpdateError
    : /stack.*already exists/.test(stderr)
      ? StackAlreadyExistsError
      : CommandError;
  const make = Kind as unknown as new (result: object) => CommandError;
  return new make({ toString: () => `code: ${code}\n stdout: ${stdout}\n stderr: ${stderr}\n err?: \n` });
}
