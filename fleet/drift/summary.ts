import { describeSent, type Sent } from "../../provider/client/sent";
import { printable } from "../../review/words";
import type { TenantResult } from "../model/result";
import { byOutcome, countsOf, countWords, OUTCOME_WORDS, reasonLines } from "./words";

/** Changes shown of a tenant. */
const SHOWN = 3;

/** A row for each tenant that isn't exact, the worst first, then the totals. @param all whether exact ones get a row, too */
export function summaryText(results: Iterable<TenantResult>, seconds: number, all: boolean): string {
  const found = [...results];
  const shown = found.filter((result) => all || !isQuiet(result)).sort(byOutcome);
  const width = Math.max(0, ...shown.map(({ tenant }) => tenant.length));
  const rows = shown.flatMap((result) => rowLines(result, width, all ? Number.POSITIVE_INFINITY : SHOWN));
  const tenants = `${found.length} ${found.length === 1 ? "tenant" : "tenants"}`;
  return [
    ...rows,
    ...(rows.length > 0 ? [""] : []),
    `${tenants} in ${seconds.toFixed(1)} s: ${countWords(countsOf(found))}${acceptedWords(found)}.`,
    describeSent(sentTo(found), found.length === 1 ? "the tenant" : "the tenants"),
  ].join("\n");
}

/** Exact, and nothing to say of it. */
const isQuiet = ({ outcome, assignments }: TenantResult) =>
  outcome === "exact" && assignments.every(({ notes }) => notes.length === 0);

function rowLines(result: TenantResult, width: number, most: number): string[] {
  const { tenant, outcome, assignments } = result;
  const lines = [
    ...(outcome === "exact" ? [] : reasonLines(result, most)),
    ...assignments.flatMap(({ accepted }) => accepted.map(acceptedLine)),
    ...assignments.flatMap(({ notes }) => notes.map((note) => `Note: ${note}`)),
  ].map(printable);
  return [
    `${tenant.padEnd(width)}  ${OUTCOME_WORDS[outcome]}`,
    ...lines.map((line) => `${" ".repeat(width + 4)}${line}`),
  ];
}

type Accepted = TenantResult["assignments"][number]["accepted"][number];

const acceptedLine = ({ module, function: name, verb, level, by, reason, until }: Accepted) =>
  `Accepted until ${until}: ${module} › ${name} ${verb} ${level} (${by}: ${reason})`;

function acceptedWords(results: readonly TenantResult[]): string {
  const cells = results.flatMap(({ assignments }) => assignments.flatMap(({ accepted }) => accepted)).length;
  return cells === 0
    ? ""
    : `; ${cells} ${cells === 1 ? "level is an" : "levels are"} accepted ${cells === 1 ? "deviation" : "deviations"}`;
}

export const sentTo = (results: Iterable<TenantResult>): Sent =>
  [...results].reduce(
    (sum, { requests, writes }) => ({ requests: sum.requests + requests, writes: sum.writes + writes }),
    { requests: 0, writes: 0 },
  );
