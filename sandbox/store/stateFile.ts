import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Store, StoreState } from "./store";

/** Kept in the file to refuse one of another format. */
const FORMAT = 1;

/** Keeps a tenant in a JSON file. Written beside and renamed, so that a crash leaves the old or the new one, whole. */
export class StateFile {
  private pending: NodeJS.Immediate | undefined;

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
    const content = JSON.parse(readFileSync(this.file, "utf8")) as { format?: number; tenant: StoreState };
    if (content.format !== FORMAT) throw new Error(`${this.file} is not a state file of this sandbox.`);
    this.store.restore(content.tenant);
  }

  /** Writes soon: changes that come together are written once. */
  save(): void {
    this.pending ??= setImmediate(() => this.write());
  }

  /** Writes now what `save` has put off. */
  flush(): void {
    if (this.pending) this.write();
  }

  private write(): void {
    clearImmediate(this.pending);
    this.pending = undefined;
    const beside = `${this.file}.${process.pid}.tmp`;
    mkdirSync(path.dirname(path.resolve(this.file)), { recursive: true });
    writeFileSync(beside, JSON.stringify({ format: FORMAT, tenant: this.store.state() }));
    renameSync(beside, this.file);
  }
}
