import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Store, StoreState } from "./store";

/** Kept in the file to refuse one of another format. */
const FORMAT = 1;
/** Changes within this time of the first one are written together. */
const SOON_MS = 100;
/** A large tenant waits longer, so that writing takes a tenth of the time at most. */
const REST_PER_WRITE = 10;

/**
 * Keeps a tenant in a JSON file. Written beside and renamed, so that a crash leaves the old or the new one, whole; it may
 * lose the changes of the last moment.
 */
export class StateFile {
  private pending: NodeJS.Timeout | undefined;
  private wait = SOON_MS;

  constructor(
    private readonly file: string,
    private readonly store: Store,
  ) {}

  /**
   * Loads the file when it exists.
   * @throws Error naming the file when it is not one of this format
   */
  load(): void {
    if (!existsSync(this.file)) return;
    const content = this.parse(readFileSync(this.file, "utf8"));
    if (content?.format !== FORMAT) throw new Error(`${this.file} is not a state file of this sandbox.`);
    this.store.restore(content.tenant);
  }

  /** Writes soon: changes that come together are written once. A failure is a warning of the process. */
  save(): void {
    this.pending ??= setTimeout(() => this.attempt(), this.wait);
  }

  /** Writes now what `save` has put off. @throws Error when the file can't be written */
  flush(): void {
    if (this.pending) this.write();
  }

  private attempt(): void {
    try {
      this.write();
    } catch (error) {
      process.emitWarning(`The tenant could not be kept in ${this.file}: ${(error as Error).message}`);
    }
  }

  private write(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    const start = performance.now();
    const beside = `${this.file}.tmp`;
    mkdirSync(path.dirname(path.resolve(this.file)), { recursive: true });
    writeFileSync(beside, JSON.stringify({ format: FORMAT, tenant: this.store.state() }), { flush: true });
    renameSync(beside, this.file);
    this.wait = Math.max(SOON_MS, REST_PER_WRITE * (performance.now() - start));
  }

  private parse(text: string): { format?: number; tenant: StoreState } | null {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new Error(`${this.file} is not a state file of this sandbox: ${(cause as Error).message}`, { cause });
    }
  }
}
