import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readBytes } from "../readBytes";
import { sameText } from "./references";
import type { Store, StoreState } from "./store";

/** Kept in the file to refuse one of another format. */
const FORMAT = { one: 1, many: 2 } as const;

/** What the file holds: a tenant, or those of several companies. */
type Content =
  | { readonly format: typeof FORMAT.one; readonly tenant: StoreState }
  | { readonly format: typeof FORMAT.many; readonly tenants: readonly StoreState[] };
/** Changes within this time of the first one are written together. */
const SOON_MS = 100;
/** A large tenant waits longer, so that writing takes a tenth of the time at most. */
const REST_PER_WRITE = 10;

/**
 * Keeps one or more tenants in a JSON file. Written beside and renamed, so that a crash leaves the old or the new one, whole; it may
 * lose the changes of the last moment.
 */
export class StateFile {
  private pending: NodeJS.Timeout | undefined;
  private wait = SOON_MS;

  private readonly stores: readonly Store[];

  constructor(
    private readonly file: string,
    ...stores: readonly Store[]
  ) {
    this.stores = stores;
  }

  /**
   * Loads the file when it exists. A company that it doesn't have stays as it is. The only tenant of a file becomes the
   * only one there is, whatever its company id; else they are found by it.
   * @throws Error naming the file when it is not one of this format, or has companies that are not hosted
   */
  load(): void {
    if (!existsSync(this.file)) return;
    const tenants = this.tenantsIn(readBytes(this.file).toString("utf8"));
    const isOnly = tenants.length === 1 && this.stores.length === 1;
    const found = tenants.map((tenant) => ({
      tenant,
      store: this.stores.find(({ company }) => isOnly || sameText(company.id, tenant.company.id)),
    }));
    const strangers = found.flatMap(({ tenant, store }) => (store ? [] : [tenant.company.id]));
    if (strangers.length > 0) {
      throw new Error(`${this.file} keeps companies that this sandbox is not to host: ${strangers.join(", ")}.`);
    }
    for (const { tenant, store } of found) store?.restore(tenant);
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
    writeFileSync(beside, JSON.stringify(this.content()), { flush: true });
    renameSync(beside, this.file);
    this.wait = Math.max(SOON_MS, REST_PER_WRITE * (performance.now() - start));
  }

  private content(): Content {
    const tenants = this.stores.map((store) => store.state());
    const [tenant] = tenants;
    return tenant && tenants.length === 1 ? { format: FORMAT.one, tenant } : { format: FORMAT.many, tenants };
  }

  private tenantsIn(text: string): readonly StoreState[] {
    const content = this.parse(text);
    if (content?.format === FORMAT.one) return [content.tenant];
    if (content?.format === FORMAT.many) return content.tenants;
    throw new Error(`${this.file} is not a state file of this sandbox.`);
  }

  private parse(text: string): Content | null {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new Error(`${this.file} is not a state file of this sandbox: ${(cause as Error).message}`, { cause });
    }
  }
}
