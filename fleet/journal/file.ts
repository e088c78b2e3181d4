import { appendFile, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { InvalidInputError, RefusedError } from "../../core/model/errors";
import { type Command, commandOf } from "../model/command";
import type { TenantResult } from "../model/result";
import type { Journal, Latest, Run, RunEnd } from "../model/run";

/**
 * Runs as files: `<folder>/runs/<id>/run.json`, and `results.jsonl` with a line for each result as it comes, so that a
 * killed process loses at most the line it was writing. What was written is on the disk.
 */
export const fileJournal = (folder: string): Journal => new FileJournal(path.join(folder, "runs"));

class FileJournal implements Journal {
  constructor(private readonly folder: string) {}

  async begin(run: Run): Promise<void> {
    const folder = path.join(this.folder, run.id);
    await mkdir(folder, { recursive: true }).catch(refused(folder));
    await this.#save(run);
  }

  async record(result: TenantResult): Promise<void> {
    // A line that a full disk cut off takes no other with it.
    const file = this.#results(result.run);
    await appendFile(file, `\n${JSON.stringify(result)}\n`, { flush: true }).catch(refused(file));
  }

  async finish(run: string, end: RunEnd): Promise<void> {
    const begun = await this.run(run);
    if (begun) await this.#save({ ...begun, end });
  }

  async runs(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(orNone);
    return names
      .filter((name) => RUN.test(name))
      .sort()
      .reverse();
  }

  async run(id: string): Promise<Run | undefined> {
    const file = path.join(this.folder, id, "run.json");
    const written = await readIfThere(file);
    return written === undefined ? undefined : parseRun(file, written);
  }

  async results(run: string): Promise<ReadonlyMap<string, TenantResult>> {
    const lines = ((await readIfThere(this.#results(run))) ?? "").split("\n").filter(isWhole);
    return new Map(lines.map((line) => JSON.parse(line) as TenantResult).map((result) => [result.tenant, result]));
  }

  async latest({ tenants, commands, before }: Latest): Promise<ReadonlyMap<string, TenantResult>> {
    const latest = new Map<string, TenantResult>();
    const sought = new Set(tenants);
    for (const id of await this.runs()) {
      if (sought.size === 0) break;
      if (commands && !commands.includes(commandOf(id) as Command)) continue;
      if (before !== undefined && id >= before) continue;
      for (const [tenant, result] of await this.results(id)) if (sought.delete(tenant)) latest.set(tenant, result);
    }
    return latest;
  }

  async close(): Promise<void> {}

  /** Whole or not at all: a crash while it is written leaves the former one. */
  async #save(run: Run): Promise<void> {
    const file = path.join(this.folder, run.id, "run.json");
    await writeFile(`${file}.new`, JSON.stringify(run), { flush: true })
      .then(() => rename(`${file}.new`, file))
      .catch(refused(file));
  }

  #results = (run: string) => path.join(this.folder, run, "results.jsonl");
}

/** The system's message of a full disk doesn't name the file. */
const refused = (file: string) => (error: Error) => {
  throw new RefusedError(`${file} can't be written: ${error.message}`);
};

/** As `runId` makes it, or an earlier version, to the second; a file manager leaves files of its own. */
const RUN = /^\d{8}T\d{6}(\d{3})?Z-\w+-\w+$/;

/** @throws InvalidInputError where the file is cut off, as by a full disk */
function parseRun(file: string, written: string): Run {
  if (isWhole(written)) return JSON.parse(written) as Run;
  const message =
    "is damaged. Delete this file: the results beside it stay, but this run can be neither shown nor resumed any more";
  const problem = { path: "", file, message, topic: "state-damaged" } as const;
  throw new InvalidInputError("What was asked of a run can't be read", [problem]);
}

/** A line that a killed process was writing lacks its end. */
const isWhole = (line: string) => line.startsWith("{") && line.endsWith("}") && isJson(line);

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const readIfThere = (file: string): Promise<string | undefined> =>
  readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });

function orNone(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
