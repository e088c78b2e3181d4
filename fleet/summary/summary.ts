import { type Verb, verbTitle } from "../../core/model/level";
import { describeRequests, type RequestCount, sumOfRequests } from "../../tenant/client/requestCount";
import type { TenantResult } from "../model/result";
import { byOutcome, countsOf, countWords, reasonLines, wordFor } from "./words";

/** Changes shown of a tenant. */
const SHOWN = 3;

/** How much is told. */
export interface Detail {
  /** Whether tenants that are exact get a row, too. */
  readonly all: boolean;
  /** Whether every change is told, however many a tenant has. */
  readonly verbose: boolean;
}

/** A row for each tenant that isn't exact, the worst first, then the totals. */
export function summaryLines(results: Iterable<TenantResult>, seconds: number, { all, verbose }: Detail): string[] {
  const allResults = [...results];
  const shown = allResults.filter((result) => all || !isQuiet(result)).sort(byOutcome);
  const rows = rowsOf(shown, verbose ? Number.POSITIVE_INFINITY : SHOWN);
  const isCut = !verbose && shown.some((result) => linesOf(result, SHOWN).join() !== linesOf(result).join());
  const tenants = `${allResults.length} ${allResults.length === 1 ? "tenant" : "tenants"}`;
  return [
    ...rows,
    ...(isCut ? ["Every change: --verbose"] : []),
    ...(rows.length > 0 ? [""] : []),
    `${tenants} in ${seconds.toFixed(1)} s: ${countWords(countsOf(allResults), allResults[0]?.command) || "none is done"}${acceptedWords(allResults)}.`,
    describeRequests(totalRequests(allResults), allResults.length === 1 ? "the tenant" : "the tenants"),
  ];
}

/** Exact, and nothing to say of it. */
const isQuiet = ({ outcome, assignments, notes = [] }: TenantResult) =>
  outcome === "exact" && notes.length === 0 && assignments.every(({ notes }) => notes.length === 0);

/** What there is to say of several tenants alike is told of the first; their rows name it. */
function rowsOf(shown: readonly TenantResult[], most: number): string[] {
  const width = Math.max(0, ...shown.map(({ tenant }) => tenant.length));
  const reported = new Map<string, string>();
  return shown.flatMap((result) => {
    const { tenant, outcome } = result;
    const row = `${tenant.padEnd(width)}  ${wordFor(outcome, result.command)}`;
    const whole = [outcome, ...linesOf(result)];
    const key = JSON.stringify(whole);
    const same = reported.get(key);
    if (same !== undefined && whole.length > 1) return [`${row}, as ${same}`];
    reported.set(key, tenant);
    return [row, ...linesOf(result, most).map((line) => `${" ".repeat(width + 4)}${line}`)];
  });
}

const linesOf = (result: TenantResult, most = Number.POSITIVE_INFINITY): string[] => [
  ...(result.outcome === "exact" ? [] : reasonLines(result, most)),
  ...result.assignments.flatMap(({ accepted }) => accepted.map(acceptedLine)),
  ...[...result.assignments.flatMap(({ notes }) => notes), ...(result.notes ?? [])].map((note) => `Note: ${note}`),
];

type Accepted = TenantResult["assignments"][number]["accepted"][number];

const acceptedLine = ({ module, function: name, verb, level, by, reason, until }: Accepted) =>
  `Accepted until ${until}: ${module} › ${name}: ${verbTitle(verb as Verb)} ${level} (${by}: ${reason})`;

function acceptedWords(results: readonly TenantResult[]): string {
  const cells = results.flatMap(({ assignments }) => assignments.flatMap(({ accepted }) => accepted)).length;
  return cells === 0
    ? ""
    : `; ${cells} ${cells === 1 ? "level is an" : "levels are"} accepted ${cells === 1 ? "deviation" : "deviations"}`;
}

export const totalRequests = (results: Iterable<TenantResult>): RequestCount => sumOfRequests([...results]);
