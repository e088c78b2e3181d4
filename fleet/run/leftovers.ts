import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * In the environment of every engine that this process starts, and of all that those start: `4711.99:/srv/msp/.fleet/workspace`,
 * this process, the moment of its start, and the folder that they work in.
 */
export const MARK = "CWROLES_RUN";

/** A process as /proc tells of it. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly mark: string | undefined;
}

/** The mark of what this process starts; empty where nobody could read it: on macOS and Windows. */
export const markOf = (workspace: string): string => `${process.pid}.${startOf(process.pid) ?? ""}:${workspace}`;

const watched = new Set<string>();

/** What a former command left, and at the end what this one leaves. A worker opens the same workspace for each run. */
export function endLeftoversNowAndAtExit(workspace: string): void {
  endLeftovers(workspace);
  if (watched.has(workspace)) return;
  watched.add(workspace);
  process.once("exit", () => endLeftovers(workspace));
}

/**
 * Ends what killed engines left behind in a workspace: hosts of providers and languages wait for them for ever. Only a
 * process that bears the mark of this command, or of one that is gone, and whose engine is gone, too, is ended. Linux alone
 * lets others' environments be read; elsewhere nothing is done.
 */
function endLeftovers(workspace: string): void {
  if (process.platform !== "linux") return;
  const processById = new Map(processes().map((one) => [one.pid, one]));
  for (const candidate of processById.values()) if (isLeft(candidate, processById, workspace)) kill(candidate.pid);
}

function isLeft(candidate: Process, processById: ReadonlyMap<number, Process>, workspace: string): boolean {
  const [, pid = "", start = "", place] = /^(\d+)\.(\d*):(.*)$/s.exec(candidate.mark ?? "") ?? [];
  if (place !== workspace) return false;
  const isOurs = Number(pid) === process.pid || startOf(Number(pid)) !== start;
  return isOurs && !hasEngine(candidate, processById);
}

/** An engine whose command is gone ends by itself, in order. */
function hasEngine({ name, parent, mark }: Process, processById: ReadonlyMap<number, Process>): boolean {
  if (name === "pulumi") return true;
  const above = processById.get(parent);
  return above !== undefined && above.mark === mark && hasEngine(above, processById);
}

function processes(): Process[] {
  return readdirSync("/proc").flatMap((entry) => {
    const stat = /^\d+$/.test(entry) ? statOf(Number(entry)) : undefined;
    if (!stat) return [];
    const environment = read(path.join("/proc", entry, "environ")) ?? "";
    const mark = environment.split("\0").find((one) => one.startsWith(`${MARK}=`));
    return [{ pid: Number(entry), parent: stat.parent, name: stat.name, mark: mark?.slice(MARK.length + 1) }];
  });
}

/** When a process was started, in ticks since the machine's start; `undefined` where there is none. */
const startOf = (pid: number): string | undefined => statOf(pid)?.start;

/** Source: proc(5). A name may hold blanks and brackets. */
function statOf(pid: number) {
  const [, name = "", rest] = /^\d+ \((.*)\) (.*)$/s.exec(read(`/proc/${pid}/stat`) ?? "") ?? [];
  if (rest === undefined) return undefined;
  const fields = rest.split(" ");
  return { name, parent: Number(fields[1]), start: fields[19] ?? "" };
}

/** A process may end while it is looked at, and others' environments can't be read. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
