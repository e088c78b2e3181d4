import { appendFile, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TenantResult } from "../model/result";
import type { Command, Journal, Run, RunEnd } from "../model/run";

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
    await this.#save({ ...(await this.#run(run)), end });
  }

  async runs(): Promise<readonly Run[]> {
    return Promise.all((await this.#ids()).map((id) => this.#run(id)));
  }

  async results(run: string): Promise<ReadonlyMap<string, TenantResult>> {
    const lines = (await readIfThere(this.#results(run))).split("\n").filter(isWhole);
    return new Map(lines.map((line) => JSON.parse(line) as TenantResult).map((result) => [result.tenant, result]));
  }

  async latest(commands?: readonly Command[]): Promise<ReadonlyMap<string, TenantResult>> {
    const latest = new Map<string, TenantResult>();
    for (const id of await this.#ids()) {
      if (commands && !commands.includes(commandOf(id))) continue;
      for (const [tenant, result] of await this.results(id)) if (!latest.has(tenant)) latest.set(tenant, result);
    }
    return latest;
  }

  async close(): Promise<void> {}

  /** Newest first. */
  async #ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(orNone);
    return names.sort().reverse();
  }

  async #run(id: string): Promise<Run> {
    return JSON.parse(await readFile(path.join(this.folder, id, "run.json"), "utf8")) as Run;
  }

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

const commandOf = (id: string) => id.split("-")[1] as Command;

const readIfThere = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });

function orNone(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
