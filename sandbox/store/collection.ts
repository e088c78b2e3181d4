import type { Fields } from "../model/shape";
import { TextIndex } from "./textIndex";

/** A stored object. Records are replaced, never changed in place, so a reader keeps a consistent one. */
export interface StoredRecord {
  readonly id: number;
  readonly fields: Fields;
  /** ISO 8601 UTC, to the second, as the service writes `_info.lastUpdated`. */
  readonly lastUpdated: string;
  readonly updatedBy: string;
  /** Owner of a sub-object: the role of a setting. */
  readonly parentId?: number;
}

/** Without an id it gets the next one. */
export type NewRecord = Omit<StoredRecord, "id"> & Partial<Pick<StoredRecord, "id">>;

/** What a state file keeps of a collection. */
export interface CollectionState {
  readonly nextId: number;
  readonly records: readonly StoredRecord[];
}

/** Records by id, in the order of their ids, with the children of each parent and the records of a name at hand. */
export class Collection {
  private byId = new Map<number, StoredRecord>();
  private idsByParent = new Map<number, Set<number>>();
  /** By field; made when a field is first looked up. */
  private indexes = new Map<string, TextIndex>();
  /** What the next record gets that has none. */
  nextId = 1;
  /** Whether another collection holds the same maps. */
  private isShared = false;

  /** Another collection of the same records. The two share them until one of them is written to. */
  fork(): Collection {
    const { byId, idsByParent, indexes, nextId } = this;
    this.isShared = true;
    return Object.assign(new Collection(), { byId, idsByParent, indexes, nextId, isShared: true });
  }

  get size(): number {
    return this.byId.size;
  }

  all(): IterableIterator<StoredRecord> {
    return this.byId.values();
  }

  get(id: number): StoredRecord | undefined {
    return this.byId.get(id);
  }

  childrenOf(parentId: number): StoredRecord[] {
    return [...(this.idsByParent.get(parentId) ?? [])].flatMap((id) => this.byId.get(id) ?? []);
  }

  findChild(parentId: number, predicate: (record: StoredRecord) => boolean): StoredRecord | undefined {
    for (const id of this.idsByParent.get(parentId) ?? []) {
      const record = this.byId.get(id);
      if (record && predicate(record)) return record;
    }
    return undefined;
  }

  find(predicate: (record: StoredRecord) => boolean): StoredRecord | undefined {
    for (const record of this.byId.values()) if (predicate(record)) return record;
    return undefined;
  }

  /** The records whose field is that text, case and blanks at the end ignored; `Store.called` is stricter where a tenant is. */
  called(field: string, text: string): StoredRecord[] {
    return [...this.indexOf(field).ids(text)].flatMap((id) => this.byId.get(id) ?? []);
  }

  insert(record: NewRecord): StoredRecord {
    const stored = { id: this.nextId++, ...record };
    this.put(stored);
    return stored;
  }

  /** Replaces the record of that id. */
  put(record: StoredRecord): void {
    this.unshare();
    const before = this.byId.get(record.id);
    for (const index of this.indexes.values()) {
      if (before) index.remove(before);
      index.add(record);
    }
    this.byId.set(record.id, record);
    this.nextId = Math.max(this.nextId, record.id + 1);
    if (record.parentId === undefined) return;
    const siblings = this.idsByParent.get(record.parentId) ?? new Set();
    this.idsByParent.set(record.parentId, siblings.add(record.id));
  }

  remove(id: number): void {
    const record = this.byId.get(id);
    if (!record) return;
    this.unshare();
    for (const index of this.indexes.values()) index.remove(record);
    this.byId.delete(id);
    if (record.parentId !== undefined) this.idsByParent.get(record.parentId)?.delete(id);
  }

  removeChildrenOf(parentId: number): void {
    this.unshare();
    for (const id of [...(this.idsByParent.get(parentId) ?? [])]) this.remove(id);
    this.idsByParent.delete(parentId);
  }

  state(): CollectionState {
    return { nextId: this.nextId, records: [...this.byId.values()] };
  }

  restore(state: CollectionState): void {
    this.unshare();
    this.byId.clear();
    this.idsByParent.clear();
    this.indexes.clear();
    for (const record of state.records) this.put(record);
    this.nextId = state.nextId;
  }

  /** Takes a copy of what is shared, before the first write. */
  private unshare(): void {
    if (!this.isShared) return;
    this.byId = new Map(this.byId);
    this.idsByParent = new Map([...this.idsByParent].map(([parentId, ids]) => [parentId, new Set(ids)]));
    this.indexes = new Map();
    this.isShared = false;
  }

  private indexOf(field: string): TextIndex {
    const existing = this.indexes.get(field);
    if (existing) return existing;
    const index = new TextIndex(field);
    for (const record of this.byId.values()) index.add(record);
    this.indexes.set(field, index);
    return index;
  }
}
