import { spawn } from "node:child_process";

export interface Measured {
  /** Milliseconds. */
  readonly wall: number;
  /** Milliseconds of user and system time of the command and all it waited for; missing on Windows. */
  readonly cpu?: number;
}

/**
 * Runs a command and measures it.
 * @throws Error with its output when it fails
 */
export async function measure(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Measured> {
  const isPosix = process.platform !== "win32";
  const start = performance.now();
  const output = isPosix
    ? await capture("bash", ["-c", '"$@" >&2 || exit 1; times', "bash", program, ...args], cwd, env)
    : await capture(program, args, cwd, env);
  const wall = performance.now() - start;
  return isPosix ? { wall, cpu: childTime(output.stdout) } : { wall };
}

function capture(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  return new Promise<{ stdout: string }>((resolve, reject) => {
    const child = spawn(program, args, { cwd, env });
    const text = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (text.stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (text.stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(text) : reject(new Error(text.stderr + text.stdout))));
  });
}

/** The second line of bash's `times`, `0m1.234s 0m0.456s` (other shells count hundredths): user and system time of its children. */
function childTime(times: string): number {
  const [, children = ""] = times.trim().split("\n");
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (total, [, minutes, seconds]) => total + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

/** `1.20 – 1.45 s`, from milliseconds. */
export const range = (values: readonly number[]): string =>
  `${(Math.min(...values) / 1000).toFixed(2)} – ${(Math.max(...values) / 1000).toFixed(2)} s`;
