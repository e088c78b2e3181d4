import { type DefaultTreeAdapterMap, defaultTreeAdapter, type TreeAdapter } from "parse5";

/** How deep the elements of a page may be nested; pages that people read have some fifty levels. */
const DEEPEST = 400;
/** More elements than a page of 3 MB has that people read. */
const MOST_ELEMENTS = 150_000;
/** How often the parser may move past siblings, which grows with the square of misplaced elements. */
const MOST_MOVES = 20_000_000;

/**
 * Builds the parser's tree, and stops where a page is made to keep it busy.
 * @throws RangeError past a limit
 */
export function limitedTree(): TreeAdapter<DefaultTreeAdapterMap> {
  let [depth, count, moves] = [0, 0, 0];
  const assertFew = (siblings: number) => {
    moves += siblings;
    if (moves > MOST_MOVES) throw new RangeError("too many misplaced elements");
  };
  return {
    ...defaultTreeAdapter,
    createElement(...args) {
      if (++count > MOST_ELEMENTS) throw new RangeError("too many elements");
      return defaultTreeAdapter.createElement(...args);
    },
    onItemPush() {
      if (++depth > DEEPEST) throw new RangeError("elements are nested too deeply");
    },
    onItemPop() {
      depth -= 1;
    },
    insertBefore(parent, node, reference) {
      assertFew(parent.childNodes.length);
      defaultTreeAdapter.insertBefore(parent, node, reference);
    },
    insertTextBefore(parent, text, reference) {
      assertFew(parent.childNodes.length);
      defaultTreeAdapter.insertTextBefore(parent, text, reference);
    },
    detachNode(node) {
      if (node.parentNode) assertFew(node.parentNode.childNodes.length);
      defaultTreeAdapter.detachNode(node);
    },
  };
}
