import type { FunctionName } from "../model/role";
import { otherNames } from "./aliases";
import { normalize, singular } from "./spelling";

type KeyOf = (name: FunctionName) => string;

const keyBy =
  (spell: (name: string) => string): KeyOf =>
  ({ module, function: name }) =>
    `${spell(module)}\n${spell(name)}`;

const asWritten = keyBy((name) => name);
const inSingular = keyBy((name) => singular(normalize(name)));

/** From the strictest way to compare to the widest. */
const SPELLINGS: readonly KeyOf[] = [asWritten, keyBy(normalize), inSingular];

/** The names of functions that a tenant, a catalogue or a profile has, to find others among. */
class NameIndex {
  private readonly indexes = SPELLINGS.map((keyOf) => ({ keyOf, rows: new Map<string, FunctionName[]>() }));
  private size = 0;

  /** Names that came to the list since the last time. */
  addFrom(names: readonly FunctionName[]): void {
    for (; this.size < names.length; this.size++) this.add(names[this.size] as FunctionName);
  }

  private add(name: FunctionName): void {
    for (const { keyOf, rows } of this.indexes) {
      const same = rows.get(keyOf(name));
      if (same) same.push(name);
      else rows.set(keyOf(name), [name]);
    }
  }

  /** By the first spelling that finds any, or else by a declared alias. */
  find(name: FunctionName): readonly FunctionName[] {
    for (const { keyOf, rows } of this.indexes) {
      const found = rows.get(keyOf(name));
      if (found) return found;
    }
    const keys = new Set(otherNames(name).map((otherName) => inSingular({ ...name, function: otherName })));
    return [...keys].flatMap((key) => this.indexes.at(-1)?.rows.get(key) ?? []);
  }
}

/** Lists only grow: what was indexed of one stays. */
const indexes = new WeakMap<readonly FunctionName[], NameIndex>();

/** The names of a list that a name fits, by the strictest way to compare that finds any. */
export function findByName<Row extends FunctionName>(name: FunctionName, among: readonly Row[]): readonly Row[] {
  const index = indexes.get(among) ?? new NameIndex();
  indexes.set(among, index);
  index.addFrom(among);
  return index.find(name) as readonly Row[];
}

/** Whether two names are one without any alias. */
export const isSpeltAlike = (a: FunctionName, b: FunctionName): boolean =>
  SPELLINGS.some((keyOf) => keyOf(a) === keyOf(b));
