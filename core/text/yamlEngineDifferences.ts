import { type Document, isScalar, type Node, visit } from "yaml";
import { quoteName } from "./invisible";
import type { Finding } from "./yamlChecks";

/**
 * What another program's reader, of YAML 1.1 in part as the engine's is, takes for something else than this one: line breaks
 * that only one of them knows, by which a comment ends or doesn't, directives, tags and merge keys in quotes.
 */
export const engineDifferences = (document: Document, text: string): Finding[] => [
  ...matches(text, LINE_BREAK).map(([found, offset]) => ({ message: `${codeOf(found)} ${BREAK}`, offset })),
  ...matches(text, /^%/gm).map(([, offset]) => ({ message: `a directive (%) ${OTHERWISE}; take it out`, offset })),
  ...nodeDifferences(document),
];

const OTHERWISE = "is something else to the engine than to cwroles";
const BREAK = `ends a line to the engine, and not to cwroles; end lines as your editor does`;
const LINE_BREAK = /\r(?!\n)|[\u0085\u2028\u2029]/g;

const matches = (text: string, pattern: RegExp): [string, number][] =>
  [...text.matchAll(pattern)].map((match) => [match[0], match.index]);

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** That a value is text is the same to both. */
const TEXT = "tag:yaml.org,2002:str";

function nodeDifferences(document: Document): Finding[] {
  const findings: Finding[] = [];
  const add = (node: Node, what: string) => findings.push({ message: `${what} ${OTHERWISE}`, offset: node.range?.[0] });
  visit(document, {
    Node(_, node) {
      if ("tag" in node && node.tag !== undefined && node.tag !== TEXT) add(node, `the tag ${quoteName(node.tag)}`);
    },
    Pair(_, { key }) {
      if (isScalar(key) && key.value === "<<" && key.type !== "PLAIN") add(key, '"<<" in quotes');
    },
  });
  return findings;
}
