import { type LevelTable, rowIn, rowsOf } from "../core/model/permission";
import type { Grant, Profile } from "../core/model/profile";
import type { FunctionName } from "../core/model/role";
import type { Risks } from "../core/risk/risk";
import type { Fact, TextChange } from "./view";

/** What differs between two versions of a profile besides what single functions grant. */
export function factsOf(before: Profile | undefined, after: Profile, risks: Risks): Fact[] {
  if (!before) return [...unlistedFacts("exact", after.unlisted, risks), ...extendsFacts(undefined, after)];
  const parts = (what: string, list: (profile: Profile) => Iterable<readonly [string, string]>) =>
    changedEntries(what, new Map(list(before)), new Map(list(after)));
  return [
    ...unlistedFacts(before.unlisted, after.unlisted, risks),
    ...changed("name", before.name, after.name),
    ...changed("vendor", before.vendor, after.vendor),
    ...changed("source", describeSource(before), describeSource(after)),
    ...extendsFacts(before, after),
    ...parts("variant", ({ variants }) => variants.map(({ upTo, why }) => [`up to ${upTo}`, why])),
    ...parts("feature", ({ features }) => features.map(({ id, why }) => [id, why])),
    ...changedAdvice(before.advice, after.advice),
  ];
}

/** What becomes of the functions that a profile doesn't name. */
export function unlistedFacts(before: Profile["unlisted"], after: Profile["unlisted"], risks: Risks): Fact[] {
  if (before === after) return [];
  const isKept = after === "keep";
  const fact = { what: "unlisted", before, after, direction: isKept ? "broadened" : "narrowed" } as const;
  return [{ ...fact, ...(isKept && { risk: risks.keep }) }];
}

const changed = (what: string, before: string, after: string): Fact[] =>
  before === after ? [] : [{ what, before, after, direction: "unchanged" }];

const describeSource = ({ source: { title, url, retrieved } }: Profile) => `${title}, ${url}, retrieved ${retrieved}`;

/** `extends: wise-sync → house-sync`; what those in turn build on is theirs to tell. */
function extendsFacts(before: Profile | undefined, after: Profile): Fact[] {
  const [from, to] = [before?.extends?.[0], after.extends?.[0]];
  const parts = (what: string, a: string | undefined, b: string | undefined): Fact[] =>
    a === b ? [] : [{ what, ...(a && { before: a }), ...(b && { after: b }), direction: "unchanged" }];
  return [
    ...parts("extends", from?.id, to?.id),
    ...(from?.id === to?.id ? parts("reason to extend", from?.why, to?.why) : []),
  ];
}

/** Parts that have a name: which came, which went, and whose reason is another one. */
function changedEntries(what: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Fact[] {
  const added = [...after].filter(([name]) => !before.has(name)).map(([name, text]) => ({ name, after: text }));
  const removed = [...before].filter(([name]) => !after.has(name)).map(([name, text]) => ({ name, before: text }));
  const reasons = [...after].flatMap(([name, text]) =>
    before.has(name) ? changed(`reason of ${what} ${name}`, before.get(name) ?? "", text) : [],
  );
  const facts = [...added, ...removed].map(
    ({ name, ...texts }): Fact => ({ what: `${what} ${name}`, ...texts, direction: "unchanged" }),
  );
  return [...facts, ...reasons];
}

const changedAdvice = (before: readonly string[], after: readonly string[]): Fact[] => [
  ...after
    .filter((text) => !before.includes(text))
    .map((text): Fact => ({ what: "advice", after: text, direction: "unchanged" })),
  ...before
    .filter((text) => !after.includes(text))
    .map((text): Fact => ({ what: "advice", before: text, direction: "unchanged" })),
];

const TEXTS = { why: "reason", ambiguity: "ambiguity", source: "source", beyondSource: "beyond the source" } as const;

/** What is said of functions that both versions name; like changes together, with all their functions. */
export function textsOf(
  before: LevelTable<Grant>,
  after: LevelTable<Grant>,
  ownSources: readonly string[],
): TextChange[] {
  const found = new Map<string, TextChange & { functions: FunctionName[] }>();
  for (const { module, function: name, row } of rowsOf(after)) {
    const former = rowIn(before, module, name);
    if (!former) continue;
    for (const [key, what] of Object.entries(TEXTS) as [keyof typeof TEXTS, string][]) {
      const [from, to] = [former[key], row[key]];
      if (from === to || (key === "source" && [from, to].every((url) => ownSources.includes(url ?? "")))) continue;
      const id = JSON.stringify([what, from, to]);
      const change = found.get(id) ?? { what, ...(from && { before: from }), ...(to && { after: to }), functions: [] };
      change.functions.push({ module, function: name });
      found.set(id, change);
    }
  }
  return [...found.values()];
}
