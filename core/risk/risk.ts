import { z } from "zod";
import { InvalidInputError } from "../model/errors";
import { type Cell, isLevel, LEVELS, VERBS, type Verb } from "../model/level";
import type { FunctionName } from "../model/role";
import { catalogueName } from "../profile/catalogueName";
import { parseYaml } from "../profile/document";

export const RANKS = ["low", "medium", "high"] as const;
export type Rank = (typeof RANKS)[number];

/** How risky something is, and why. */
export interface Risk {
  readonly rank: Rank;
  readonly reason: string;
}

const text = z.string("text").trim().min(1, "blank");
const risk = z.strictObject({ rank: z.enum(RANKS), reason: text });
const rule = risk.extend({
  module: text.optional(),
  function: text.optional(),
  verbs: z.array(z.enum(VERBS)).min(1, "no verb").optional(),
  level: z.enum(LEVELS).optional(),
});
const risksSchema = z.strictObject({ keep: risk, settings: z.record(text, risk), grants: z.array(rule) });

type Rule = z.output<typeof rule>;

/** What is risky, as a file like risks.yaml says it. */
export interface Risks {
  /** Of leaving the functions that a profile doesn't name to each tenant. */
  readonly keep: Risk;
  /** Of another value of a setting that decides who gets what where, by its key; `undefined` for one that no rule names. */
  ofSetting(key: string): Risk | undefined;
  /** The risk of what some cells of a function grant; `undefined` where they grant nothing. Any spelling of the name will do. */
  of(name: FunctionName, cells: Partial<Readonly<Record<Verb, Cell>>>): Risk | undefined;
}

/**
 * Rules of risk as a file like review/risks.yaml has them; `file` names it in problems.
 * @throws InvalidInputError with every problem of the file, also for a function that the catalogue doesn't know
 */
export function parseRisks(written: string, file: string): Risks {
  const { data, problems, placeAll } = parseYaml(written, file, risksSchema, {
    knownKeys: (keys) => (keys.length === 0 ? Object.keys(risksSchema.shape) : Object.keys(rule.shape)),
    describeUnion: (shown) => `${shown} is no rule`,
  });
  const unknown = (data?.grants ?? []).flatMap(({ module, function: name }, index) =>
    module && name && !catalogueName({ module, function: name })
      ? [{ keys: ["grants", index, "function"], message: `the catalogue has no "${module} › ${name}"` }]
      : [],
  );
  if (!data || unknown.length > 0)
    throw new InvalidInputError("The risk rules can't be used", [...problems, ...placeAll(unknown)]);
  return {
    keep: data.keep,
    ofSetting: (key) => (Object.hasOwn(data.settings, key) ? data.settings[key] : undefined),
    of: (name, cells) => riskOf(data.grants, catalogueName(name) ?? name, cells),
  };
}

function riskOf(
  rules: readonly Rule[],
  name: FunctionName,
  cells: Partial<Readonly<Record<Verb, Cell>>>,
): Risk | undefined {
  const granted = VERBS.flatMap((verb) => {
    const cell = cells[verb] ?? "None";
    return cell === "None" ? [] : [{ verb, level: isLevel(cell) ? cell : "All" }];
  });
  const fitting = rules.filter((candidate) =>
    granted.some(
      ({ verb, level }) =>
        (candidate.module ?? name.module) === name.module &&
        (candidate.function ?? name.function) === name.function &&
        (candidate.verbs ?? VERBS).includes(verb) &&
        (candidate.level ?? level) === level,
    ),
  );
  return highest(fitting.map(({ rank, reason }) => ({ rank, reason })));
}

/** The first of the highest rank. */
export const highest = <R extends Risk>(risks: readonly R[]): R | undefined =>
  RANKS.toReversed()
    .map((rank) => risks.find((candidate) => candidate.rank === rank))
    .find((found) => found !== undefined);
