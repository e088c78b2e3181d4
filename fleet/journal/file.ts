import { appendFile, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Command, commandOf } from "../model/command";
import type { TenantResult } from "../model/result";
import type { Journal, Latest, Run, RunEnd } from "../model/run";

/**
 * Runs as files: `<folder>/runs/<id>/run.json`, and `results.jsonl` with a line for each result as it comes, so that a
 * killed process loses at most the line it was writing.
 */
export const fileJournal = (folder: string): Journal => new FileJournal(path.join(folder, "runs"));

class FileJournal implements Journal {
  constructor(private readonly folder: string) {}

  async begin(run: Run): Promise<void> {
    await mkdir(path.join(this.folder, run.id), { recursive: true });
    await this.#save(run);
  }

  async record(result: TenantResult): Promise<void> {
    await appendFile(this.#results(result.run), `${JSON.stringify(result)}\n`);
  }

  async finish(run: string, end: RunEnd): Promise<void> {
    const begun = await this.run(run);
    if (begun) await this.#save({ ...begun, end });
  }

  async runs(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(orNone);
    return names.sort().reverse();
  }

  async run(id: string): Promise<Run | undefined> {
    const written = await readIfThere(path.join(this.folder, id, "run.json"));
    return written === "" ? undefined : (JSON.parse(written) as Run);
  }

  async results(run: string): Promise<ReadonlyMap<string, TenantResult>> {
    const lines = (await readIfThere(this.#results(run))).split("\n").filter(isWhole);
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
    await writeFile(`${file}.new`, JSON.stringify(run));
    await rename(`${file}.new`, file);
  }

  #results = (run: string) => path.join(this.folder, run, "results.jsonl");
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

const readIfThere = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });

function orNone(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
