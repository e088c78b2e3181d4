import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";
import { quoteName, visibleForm } from "./invisible";

/** What is wrong with a text as YAML. */
export interface Finding {
  readonly message: string;
  /** `undefined` for the whole text. */
  readonly offset?: number | undefined;
}

/** Keys count as they read: without the blanks around them, and without what can't be seen. */
export function repeatedKeys(document: Document, placeOf: (offset: number) => string): Finding[] {
  const found: Finding[] = [];
  visit(document, {
    Map(_, { items }) {
      const first = new Map<string, number>();
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue;
        const [name, offset] = [visibleForm(textOf(key)), key.range[0]];
        const before = first.get(name);
        if (before === undefined) first.set(name, offset);
        else
          found.push({
            message: `keys must be unique; ${quoteName(textOf(key).trim())} is at ${placeOf(before)} already`,
            offset,
          });
      }
    },
  });
  return found;
}

/** A key as text; that of a merge is a symbol. */
const textOf = ({ value, source }: { value: unknown; source?: string }): string =>
  typeof value === "symbol" ? (source ?? "<<") : String(value ?? "");

/** More values than any file here unfolds to: a fleet of ten thousand tenants that each merge a map of thirty. */
const MOST_VALUES = 500_000;
/** The library looks through all of them for each. */
const MOST_ALIASES = 5_000;

/** Aliases that stand for nothing or hold themselves, merges of what is no map, and aliases that unfold to too much. */
export function aliasFindings(document: Document): Finding[] {
  const unfolding = new Unfolding();
  const size = unfolding.sizeOf(document.contents);
  if (unfolding.findings.length > 0) return unfolding.findings;
  if (unfolding.aliases > MOST_ALIASES)
    return [{ message: `has ${unfolding.aliases} aliases, more than the ${MOST_ALIASES} that are read` }];
  if (unfolding.aliases === 0 || size <= MOST_VALUES) return [];
  return [{ message: `its aliases unfold to more than the ${MOST_VALUES} values that are read` }];
}

/** One walk in the order of the text; an alias stands for the nearest anchor of its name before it. */
class Unfolding {
  readonly findings: Finding[] = [];
  aliases = 0;
  private readonly anchors = new Map<string, Node>();
  /** How many values a node with an anchor is, once it is read to its end. */
  private readonly sizes = new Map<Node, number>();

  sizeOf(node: unknown): number {
    if (isAlias(node)) return this.sizeOfAlias(node);
    if (isPair(node)) return this.sizeOfPair(node);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return 1;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    let size = 1;
    if (!isScalar(node)) for (const item of node.items) size += this.sizeOf(item);
    if (node.anchor !== undefined) this.sizes.set(node, size);
    return size;
  }

  private sizeOfPair(pair: Pair): number {
    const size = this.sizeOf(pair.key) + this.sizeOf(pair.value);
    if (isScalar(pair.key) && typeof pair.key.value === "symbol") this.checkMerge(pair.value);
    return size;
  }

  private sizeOfAlias(alias: Node & { readonly source: string }): number {
    this.aliases += 1;
    const node = this.anchors.get(alias.source);
    const size = node && this.sizes.get(node);
    const why = node ? "stands in what it stands for" : "stands for nothing: no &anchor of that name comes before it";
    if (size === undefined) this.findings.push({ message: `*${alias.source} ${why}`, offset: alias.range?.[0] });
    return size ?? 1;
  }

  private checkMerge(value: unknown): void {
    const merged = this.resolved(value);
    for (const source of isSeq(merged) ? merged.items : [value])
      if (this.resolved(source) !== undefined && !isMap(this.resolved(source)))
        this.findings.push({ message: MERGE, offset: ((source ?? value) as Node | null)?.range?.[0] });
  }

  /** `undefined` where an alias stands for nothing, which is told already. */
  private readonly resolved = (node: unknown): YAMLMap | unknown =>
    isAlias(node) ? this.anchors.get(node.source) : node;
}

const MERGE = "<< takes a map, or a list of maps, as its value";
