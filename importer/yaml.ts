import { Document, Pair, Scalar, YAMLMap } from "yaml";
import { VERBS } from "../core/model/level";
import { isNone, type Permission, rowsOf, tableOf } from "../core/model/permission";
import { yamlText } from "../core/profile/yamlText";
import type { Draft, DraftGrant, UnmatchedName } from "./draft";
import { summaryOf } from "./summary";

/** What a profile has besides its permissions; what isn't known stays out, with a comment in its place. */
export interface Head {
  /** The profile's id: its file's name without `.yaml`. */
  readonly id: string;
  /** Where the draft is written to; missing where it is printed. */
  readonly file?: string;
  readonly vendor?: string;
  readonly url?: string;
  readonly title: string;
  /** `2026-11-22` */
  readonly retrieved: string;
}

const LONGEST_COMMENT = 200;
const LINE_WIDTH = 120;

/**
 * The draft as the text of a profile file. Rows that aren't certain have an `ambiguity`; what couldn't be read or
 * matched stands in comments where it belongs.
 */
export function draftYaml(draft: Draft, head: Head): string {
  const document = new Document({});
  const permissions = permissionsOf(document, draft.grants, draft.unmatched);
  const contents = new YAMLMap();
  contents.items = [
    pair("name", head.vendor ?? head.title),
    head.vendor ? pair("vendor", head.vendor) : [],
    pair("source", sourceOf(head), head.vendor ? [] : ["vendor: not known; give it with --vendor, or write it here"]),
    pair("why", "The vendor's page lists it", ["Say what the integration needs the permissions for."]),
    pair("permissions", permissions),
    draft.features.length > 0 ? pair("features", featuresOf(document, draft)) : [],
    draft.variants.length > 0 ? pair("variants", variantsOf(document, draft)) : [],
  ].flat();
  document.contents = contents as typeof document.contents;
  document.commentBefore = comment([
    `A draft of ${head.file ?? `profiles/${head.id}.yaml`}, read from the vendor's page: ${summaryOf(draft)}.`,
    "Compare it with the page before you use it.",
  ]);
  const remarks = remarksOf(draft);
  if (remarks.length > 0) document.comment = comment(remarks);
  return yamlText(document, { lineWidth: LINE_WIDTH });
}

function remarksOf({ notUnderstood, notices }: Draft): string[] {
  return [
    ...notUnderstood.map(({ line, section, text }) => ({
      line,
      text: `line ${line}${section ? `, under “${section}”,` : ""} not understood: ${text}`,
    })),
    ...notices.map(({ line, text }) => ({ line, text: `line ${line}: ${text}` })),
  ]
    .sort((a, b) => a.line - b.line)
    .map(({ text }) => text);
}

function sourceOf({ url, title, retrieved }: Head): YAMLMap {
  const source = new YAMLMap();
  const missing = url ? [] : ["url: not known; give it with --source-url, or write it here"];
  source.items = [
    url ? pair("url", url) : [],
    pair("title", title, missing),
    pair("retrieved", quoted(retrieved)),
  ].flat();
  return source;
}

function permissionsOf(
  document: Document,
  grants: readonly DraftGrant[],
  unmatched: readonly UnmatchedName[],
): YAMLMap {
  const table = tableOf(grants.map((grant) => ({ ...grant, row: grant })));
  const modules = new YAMLMap();
  const of = (module: string | undefined) => (name: UnmatchedName) => name.module === module;
  for (const module of Object.keys(table)) {
    const functions = new YAMLMap();
    for (const { row } of rowsOf({ [module]: table[module] ?? {} }))
      functions.items.push(pair(row.function, grantNode(document, row), wordsOf(row)));
    const lacking = unmatched.filter(of(module)).flatMap(describeUnmatched);
    if (lacking.length > 0) functions.comment = comment(lacking);
    modules.items.push(pair(module, functions));
  }
  const others = unmatched.filter(({ module }) => module === undefined || table[module] === undefined);
  if (others.length > 0) modules.comment = comment(others.flatMap(describeUnmatched));
  return modules;
}

/** What the page says of a row, and its levels there where none of them is read. */
function wordsOf({ words, line, levels, broadest }: DraftGrant): string[] {
  const isWithheld = broadest !== undefined && isNone(levels);
  return [
    ...(words === "" ? [] : [`line ${line}: ${words}`]),
    ...(isWithheld ? [`line ${line}: as the page lists it: ${flowText(broadest)}`] : []),
  ];
}

/** The reason, and the row as it would stand there under a right name. */
function describeUnmatched({ line, message, module, function: name, levels }: UnmatchedName): string[] {
  const row = levels ? [`${module ? "" : "some module: "}${name}: ${flowText(levels)}`] : [];
  return [`line ${line}: ${message}`, ...row];
}

const flowText = (levels: Permission): string => {
  const short = shortened(levels);
  if (typeof short === "string") return short;
  return `{ ${Object.entries(short)
    .map(([verb, level]) => `${verb}: ${level}`)
    .join(", ")} }`;
};

function grantNode(document: Document, { levels, customize, doubts }: DraftGrant) {
  const short = shortened(levels);
  if (customize.length + doubts.length === 0) return document.createNode(short, { flow: true });
  const verbs = typeof short === "string" ? { all: short } : short;
  const ambiguity = doubts.length > 0 ? { ambiguity: doubts.join(" ") } : {};
  return document.createNode({ ...verbs, ...(customize.length > 0 && { customize }), ...ambiguity });
}

/** One level for all verbs, or the verbs that grant something. */
function shortened(levels: Permission): string | Partial<Permission> {
  if (new Set(VERBS.map((verb) => levels[verb])).size === 1) return levels.add;
  return Object.fromEntries(VERBS.filter((verb) => levels[verb] !== "None").map((verb) => [verb, levels[verb]]));
}

function featuresOf(document: Document, { features }: Draft): YAMLMap {
  const map = new YAMLMap();
  map.items = features.map(({ id, words, line, grants }) => {
    const feature = new YAMLMap();
    feature.items = [
      pair("why", `The page lists it on line ${line} under “${words}”`),
      pair("permissions", permissionsOf(document, grants, [])),
    ];
    return pair(id, feature);
  });
  return map;
}

const variantsOf = (document: Document, { variants }: Draft) =>
  document.createNode(
    variants.map(({ upTo, line, grants }) => ({
      upTo,
      why: `The page names other permissions for these versions, on line ${line}`,
      permissions: permissionsOf(document, grants, []),
    })),
  );

function pair(key: string, value: unknown, comments: readonly string[] = []): Pair {
  const name = new Scalar(key);
  if (comments.length > 0) name.commentBefore = comment(comments);
  return new Pair(name, value);
}

/** A date that every reader of YAML takes for text. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

const comment = (lines: readonly string[]): string =>
  lines.map((line) => ` ${line.length > LONGEST_COMMENT ? `${line.slice(0, LONGEST_COMMENT)}…` : line}`).join("\n");
