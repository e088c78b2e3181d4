import { sameSpelling } from "../core/model/name";
import type { Profile } from "../core/model/profile";
import type { FunctionName } from "../core/model/role";
import { unseen } from "../core/profile/catalogue";
import { nearest, suggest } from "../core/profile/match";
import type { RANKS, Risks } from "../core/risk/risk";
import { firstOf, plural } from "../pages/text";
import { defaultRisks } from "../review/risks";
import { byText } from "../review/rows";
import { compareWithNeeds, effectiveRows, grantsOf } from "./compare";
import { findingOf, sortFindings } from "./find/finding";
import { memberFindings } from "./find/members";
import { roleFindings } from "./find/roles";
import { uniqueKeysFor } from "./find/uniqueKeys";
import { type Mapping, Matcher } from "./match/match";
import { namedIn, nameKeys } from "./match/names";
import type { Audit, Holding, Integration, Observation, State } from "./model";
import { defaultRules, RULES } from "./rules";
import { functionName } from "./words";

export interface AssessOptions {
  /** One's own and the library's: what mappings may name. */
  readonly profiles: readonly Profile[];
  /** The library's alone: what is guessed at. */
  readonly library: readonly Profile[];
  /** What audit.yaml says of members, by their identifiers. */
  readonly mappings?: readonly (Mapping & { readonly member: string })[];
  /** Whether people are named. */
  readonly withPeople?: boolean;
}

/**
 * What each key on a tenant holds, what it would need, and what there is to find. Pure.
 * @throws InvalidInputError for a mapping to a feature that its profile doesn't have
 */
export function assess(observation: Observation, options: AssessOptions): Audit {
  const { integrations = [], functions } = observation;
  const [risks, rules] = [memoized(defaultRisks()), defaultRules()];
  const matcher = new Matcher(options.profiles, options.library, observation);
  const holdings = integrations
    .map((integration) => holdingOf(integration, observation, matcher, options, risks))
    .sort((a, b) => worstFirst(a, b));
  const keyOf = uniqueKeysFor(integrations, ({ identifier }) => identifier);
  const findings = [
    ...holdings.flatMap((holding) => memberFindings(holding, keyOf(holding.integration), rules)),
    ...roleFindings(observation, rules, options.withPeople ?? false),
    ...likeIntegrations(observation, options).map((found) => findingOf(found, rules)),
    ...unseenFunctions(functions, holdings).map((found) => findingOf(found, rules)),
  ];
  return { observation, holdings, findings: sortFindings(findings, RULES), notes: notesOf(observation, options) };
}

function holdingOf(
  integration: Integration,
  { roles, functions }: Observation,
  matcher: Matcher,
  { mappings = [] }: AssessOptions,
  risks: Risks,
): Holding {
  const role = roles?.find(({ id }) => id === integration.role?.id);
  const rows = role && effectiveRows(role, functions);
  const mapping = mappings.find(({ member }) => sameSpelling(member, integration.identifier));
  const matched = matcher.match(integration, role, role?.adminFlag ? undefined : rows, mapping);
  const comparison = matched && rows ? compareWithNeeds(rows, matched.needs, risks) : undefined;
  const grants = rows ? grantsOf(rows, risks) : [];
  const known = { integration, role, match: matched?.match, comparison, grants };
  return { ...known, state: stateOf(known, rows !== undefined && isWhole(rows, functions)) };
}

/** Of a function without a row nobody knows what the role grants. */
const isWhole = (rows: readonly FunctionName[], functions: readonly FunctionName[]): boolean => {
  const tenantFunctions = new Set(rows.map(({ module, function: name }) => `${module}\n${name}`));
  return functions.every(({ module, function: name }) => tenantFunctions.has(`${module}\n${name}`));
};

function stateOf({ integration, role, match, comparison }: Omit<Holding, "state">, isKnown: boolean): State {
  if (integration.isInactive) return "inactive";
  if (role?.adminFlag) return "administrator";
  if (integration.role !== null && !isKnown) return "unknown";
  if (!match || !comparison) return "unexplained";
  const differs = comparison.excess.length + comparison.lacks.length > 0;
  if (match.how === "levels" && differs) return "unexplained";
  if (comparison.excess.length > 0) return "excess";
  return comparison.lacks.length > 0 ? "lacking" : "exact";
}

/** Too much and of unknown need weigh the same: how risky it is decides. */
const WEIGHTS: Readonly<Record<State, number>> = {
  ...{ administrator: 0, excess: 1, unexplained: 1, lacking: 2, unknown: 3, inactive: 4, exact: 5 },
};

/** By the state, then by how much of what isn't needed is risky. */
function worstFirst(a: Holding, b: Holding): number {
  const beyond = ({ comparison, grants }: Holding) => comparison?.excess ?? grants;
  const count = (holding: Holding, rank: (typeof RANKS)[number]) =>
    beyond(holding).filter(({ risk }) => risk.rank === rank).length;
  return (
    WEIGHTS[a.state] - WEIGHTS[b.state] ||
    count(b, "high") - count(a, "high") ||
    count(b, "medium") - count(a, "medium") ||
    byText(a.integration.identifier, b.integration.identifier)
  );
}

/** A person may have the name of a vendor: without `--people` only how many there are is told. */
function likeIntegrations({ people = [] }: Observation, { library, withPeople }: AssessOptions) {
  const keys = nameKeys(library);
  const whole = people.filter(({ identifier, displayName }) =>
    [identifier, displayName].some((text) => namedIn(text, "", keys).some(({ strength }) => strength === "whole")),
  );
  if (whole.length === 0) return [];
  const who = withPeople
    ? firstOf(
        whole.map(({ identifier }) => `"${identifier}"`),
        5,
      )
    : "--people names them";
  return [
    {
      ...{ rule: "may-be-integration" as const, subject: { kind: "tenant", name: "members" } as const },
      what: `${plural(whole.length, "licensed member")} ${whole.length === 1 ? "has" : "have"} the name of a profile (${who})`,
      people: withPeople ? whole.map(({ identifier, displayName }) => `${identifier}, ${displayName}`) : [],
      facts: whole.map(({ id }) => `member ${id}`),
      next: ["map those that an integration works with in audit.yaml: they are audited then"],
      isGuess: true,
    },
  ];
}

const NAMED = 5;

function unseenFunctions(functions: Observation["functions"], holdings: readonly Holding[]) {
  const names = unseen(functions);
  if (names.length === 0) return [];
  const isUnseen = (row: { readonly module: string; readonly function: string }) =>
    names.some((one) => one.module === row.module && one.function === row.function);
  const holding = holdings.filter(({ grants, integration }) => !integration.isInactive && grants.some(isUnseen));
  const affected = holding.map(({ integration }) => integration.identifier);
  const what = `${plural(names.length, "function")} that no vendor's page known here names: ${firstOf(names.map(functionName), NAMED)}`;
  const next = ["compare them with the web client; a profile of one's own may name them"];
  const subject = { kind: "tenant", name: "functions" } as const;
  return [{ rule: "unseen-functions" as const, subject, what, affected, facts: names.map(functionName), next }];
}

function notesOf({ integrations, version }: Observation, { mappings = [], profiles }: AssessOptions): string[] {
  const names = (integrations ?? []).map(({ identifier }) => identifier);
  const missing = integrations
    ? mappings.filter(({ member }) => !names.some((name) => sameSpelling(name, member)))
    : [];
  const hasVariants = profiles.some(({ variants }) => variants.length > 0);
  return [
    ...missing.map(
      ({ member }) =>
        `audit.yaml maps the member "${member}", which the tenant doesn't have; ${suggest(nearest(member, names))}`,
    ),
    ...(version === undefined && hasVariants
      ? ["The tenant doesn't tell its version: profiles count as for the newest."]
      : []),
  ];
}

/** The same few levels of the same functions are asked for of every member. */
function memoized(risks: Risks): Risks {
  const cachedRisks = new Map<string, ReturnType<Risks["of"]>>();
  return {
    ...risks,
    of(name, cells) {
      const key = JSON.stringify([name.module, name.function, cells]);
      if (!cachedRisks.has(key)) cachedRisks.set(key, risks.of(name, cells));
      return cachedRisks.get(key);
    },
  };
}
