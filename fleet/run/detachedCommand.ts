import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import {
  CommandError,
  ConcurrentUpdateError,
  type PulumiCommand,
  StackAlreadyExistsError,
  StackNotFoundError,
} from "@pulumi/pulumi/automation";
import { abortReasonOf } from "./abortReason";

/** What the Automation API takes for the `pulumi` program: it calls `run`, which its own type doesn't tell of. */
interface Command extends Pick<PulumiCommand, "command" | "version"> {
  run(
    args: readonly string[],
    cwd: string,
    environment: Readonly<Record<string, string>>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
  ): Promise<Ended>;
}

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Two engines make the table of a new database at the same time: PostgreSQL refuses the later one, for which it is there by then. */
const TABLE_RACE = /failed to create table \S+: pq: (duplicate key value|relation "[^"]*" already exists)/;

/**
 * The engine's program, each time in a process group of its own: Ctrl-C at a terminal reaches this process alone, which
 * decides whether what is under way is finished. The SDK's own command shares the terminal's group.
 * @param isHidden which variables of this process it doesn't get
 * @param signal ends it: in order first, and after the grace of its `Ending` at once
 */
export function detached(
  { command, version }: Pick<PulumiCommand, "command" | "version">,
  signal: AbortSignal,
  isHidden: (variable: string) => boolean,
): PulumiCommand {
  const ownCommand: Command = {
    command,
    version,
    async run(args, cwd, environment, onOutput, onError) {
      const attempt = () => {
        signal.throwIfAborted();
        return start(command, args, cwd, environment, { onOutput, onError, signal, isHidden });
      };
      let ended = await attempt();
      if (TABLE_RACE.test(ended.stderr)) ended = await attempt();
      if (ended.code !== 0) throw errorOf(ended);
      return ended;
    },
  };
  return ownCommand as unknown as PulumiCommand;
}

interface Listeners {
  readonly onOutput: ((text: string) => void) | undefined;
  readonly onError: ((text: string) => void) | undefined;
  readonly signal: AbortSignal;
  readonly isHidden: (variable: string) => boolean;
}

function start(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  { onOutput, onError, signal, isHidden }: Listeners,
): Promise<Ended> {
  const places = [...(path.isAbsolute(command) ? [path.dirname(command)] : []), process.env.PATH ?? ""];
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isHidden(name)));
  const child = spawn(command, [...args, ...(args.includes("--non-interactive") ? [] : ["--non-interactive"])], {
    cwd,
    env: { ...inherited, ...environment, PATH: places.join(path.delimiter), PULUMI_AUTOMATION_API: "true" },
    // On Windows it would open a console of its own.
    detached: process.platform !== "win32",
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  const listen = (stream: "stdout" | "stderr", listener?: (text: string) => void) =>
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      printed[stream] += text;
      listener?.(text);
    });
  listen("stdout", onOutput);
  listen("stderr", onError);
  const forget = endWith(child, signal);
  return new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...printed, code: code ?? -1 }));
  }).finally(forget);
}

/** Has a process end when a signal is aborted. @returns what takes that back */
function endWith(child: ChildProcess, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill("SIGINT");
    timer = setTimeout(() => killGroup(child), abortReasonOf(signal).graceMs);
  };
  signal.addEventListener("abort", end, { once: true });
  return () => {
    signal.removeEventListener("abort", end);
    clearTimeout(timer);
  };
}

function killGroup(child: ChildProcess): void {
  const { pid, exitCode, signalCode } = child;
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  if (process.platform === "win32") child.kill("SIGKILL");
  else process.kill(-pid, "SIGKILL");
}

/** The classes by which the Automation API tells errors apart; their messages have the parts of its own. */
function errorOf({ stdout, stderr, code }: Ended): CommandError {
  const Kind = /the stack is currently locked by|\[409\] Conflict/.test(stderr)
    ? ConcurrentUpdateError
    : /stack.*already exists/.test(stderr)
      ? StackAlreadyExistsError
      : /no stack named .* found/.test(stderr)
        ? StackNotFoundError
        : CommandError;
  const make = Kind as unknown as new (result: object) => CommandError;
  return new make({ toString: () => `code: ${code}\n stdout: ${stdout}\n stderr: ${stderr}\n err?: \n` });
}

/** What the engine itself printed. */
export function outputOf({ message }: CommandError): string {
  const [, stderr] = /stderr: ([\s\S]*?)\n err\?:/.exec(message) ?? [];
  return (stderr ?? message).replace(/^Command failed[^\n]*\n/, "").trim();
}
