import { FUNCTIONS, type SecurityFunction } from "../catalogue";
import { COLLECTIONS, type CollectionName, type Fields } from "../model/shape";
import { allQuirks, type Quirks } from "../switches";
import { Collection, type CollectionState, type StoredRecord } from "./collection";
import { type ApiKey, newKeyPair, Tokens } from "./keys";
import { TEXT_RULES, type TextRules } from "./names";

export interface Company {
  readonly id: string;
  readonly name: string;
}

/** Everything a tenant holds, as a state file keeps it. */
export interface StoreState {
  readonly company: Company;
  readonly keys: readonly ApiKey[];
  readonly functions?: readonly SecurityFunction[];
  readonly customize: readonly (readonly [roleId: number, items: readonly string[]])[];
  /** Those that the file has: an older one knows fewer. */
  readonly collections: Readonly<Partial<Record<CollectionName, CollectionState>>>;
}

type Collections = Readonly<Record<CollectionName, Collection>>;

/** A tenant's objects. Knows no HTTP; the rules of the service stand in `rules/`. */
export class Store {
  readonly collections: Collections;
  keys: ApiKey[] = [];
  /** What a new role has a row for. */
  functions: readonly SecurityFunction[] = FUNCTIONS;
  readonly tokens = new Tokens();
  /** By role: the entries allowed in the Customize list of Table Setup. Written in the web client only. */
  readonly customize = new Map<number, readonly string[]>();

  /** Each company's own: a fork starts with the defaults. */
  quirks: Quirks = allQuirks();

  /** Called after every change. */
  onChange: () => void = () => {};

  constructor(
    public company: Company,
    readonly now: () => Date = () => new Date(),
    collectionOf: (name: CollectionName) => Collection = () => new Collection(),
  ) {
    this.collections = Object.fromEntries(COLLECTIONS.map((name) => [name, collectionOf(name)])) as Collections;
  }

  /** How names compare. */
  get textRules(): TextRules {
    return TEXT_RULES[this.quirks.names];
  }

  /** The records whose field is that text, by the tenant's own rules. */
  called(collection: CollectionName, field: string, text: string): StoredRecord[] {
    const { key } = this.textRules;
    return this.collections[collection]
      .called(field, text)
      .filter(({ fields }) => key(String(fields[field])) === key(text));
  }

  /** The same tenant for another company. The two share what neither has changed; tokens and `onChange` stay apart. */
  fork(company: Company): Store {
    const fork = new Store(company, this.now, (name) => this.collections[name].fork());
    fork.keys = [...this.keys];
    fork.functions = this.functions;
    for (const [roleId, items] of this.customize) fork.customize.set(roleId, items);
    return fork;
  }

  /** @param id where it isn't to be the next one */
  insert(collection: CollectionName, fields: Fields, by: string, parentId?: number, id?: number): StoredRecord {
    const owner = parentId === undefined ? {} : { parentId };
    const record = { fields, ...this.stamp(by), ...owner, ...(id === undefined ? {} : { id }) };
    const inserted = this.collections[collection].insert(record);
    this.onChange();
    return inserted;
  }

  /** Replaces a record's fields and moves `_info.lastUpdated` on. */
  update(collection: CollectionName, record: StoredRecord, fields: Fields, by: string): StoredRecord {
    const updated = { ...record, fields, ...this.stamp(by) };
    this.collections[collection].put(updated);
    this.onChange();
    return updated;
  }

  remove(collection: CollectionName, id: number): void {
    this.collections[collection].remove(id);
    this.onChange();
  }

  setCustomize(roleId: number, items: readonly string[]): void {
    this.customize.set(roleId, items);
    this.onChange();
  }

  /** Written in the web client only, where the private key is shown this once. */
  addKey(memberId: number, description: string): ApiKey {
    const key = { ...newKeyPair(), memberId, description };
    this.keys.push(key);
    this.onChange();
    return key;
  }

  state(): StoreState {
    const collections = Object.fromEntries(this.entries().map(([name, collection]) => [name, collection.state()]));
    const { company, keys, functions, customize } = this;
    return { company, keys, functions, customize: [...customize], collections };
  }

  restore(state: StoreState): void {
    this.company = state.company;
    this.keys = [...state.keys];
    this.functions = state.functions ?? FUNCTIONS;
    this.customize.clear();
    for (const [roleId, items] of state.customize) this.customize.set(roleId, items);
    for (const [name, collection] of this.entries()) {
      const savedCollection = state.collections[name];
      if (savedCollection) collection.restore(savedCollection);
    }
  }

  private entries(): [CollectionName, Collection][] {
    return Object.entries(this.collections) as [CollectionName, Collection][];
  }

  /** A time as the tenant writes it: UTC, to the second, or with as much of a fraction as there is. */
  timestamp(time: Date = this.now()): string {
    const text = time.toISOString();
    return this.quirks.times === "seconds" ? `${text.slice(0, 19)}Z` : text.replace(/\.?0*Z$/, "Z");
  }

  private stamp(by: string): { lastUpdated: string; updatedBy: string } {
    return { lastUpdated: this.timestamp(), updatedBy: by };
  }
}
