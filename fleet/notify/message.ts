import { truncate } from "../../pages/text";
import type { Outcome, TenantResult } from "../model/result";
import type { Run, RunEnd } from "../model/run";
import { byOutcome, countsOf, countWords, reasonLines } from "../summary/words";

/** A run that is over. */
export interface EndedRun {
  readonly run: Run;
  readonly end: RunEnd;
  readonly results: ReadonlyMap<string, TenantResult>;
  /** The last result of each tenant before the run. */
  readonly before: ReadonlyMap<string, TenantResult>;
}

/** What is told of a run, in plain text: each system's own form escapes it. */
export interface Message {
  /** `fleet drift of acme: 3 of 25 tenants aren't exact` */
  readonly title: string;
  /** `22 exact, 2 drifted, 1 failed` */
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly run: Pick<Run, "id" | "command" | "fleet" | "startedAt">;
  readonly facts: readonly string[];
  /** The worst first. */
  readonly items: readonly Item[];
  /** Tenants besides that aren't exact. */
  readonly more: number;
}

interface Item {
  readonly tenant: string;
  readonly outcome: Outcome;
  /** Missing where it was never looked at. */
  readonly before?: Outcome;
  readonly reasons: readonly string[];
}

/** A message is to be read at a glance, and each system cuts or refuses long ones. */
const MOST_TENANTS = 10;
const MOST_REASONS = 3;
const MOST_LETTERS = 250;

/** What there is to tell of a run; `undefined` where all is exact and was before. */
export function messageOf({ run, end, results, before }: EndedRun): Message | undefined {
  const found = [...results.values()];
  const wrong = found.filter(({ outcome }) => !isFine(outcome)).sort(byOutcome);
  const changed = found.filter(({ tenant, outcome }) => (before.get(tenant)?.outcome ?? outcome) !== outcome);
  if (wrong.length + changed.length === 0 && end.how === "finished") return undefined;
  const { id, command, fleet, startedAt } = run;
  const counts = countsOf(found);
  return {
    title: `fleet ${command} of ${cut(fleet)}: ${titleOf(wrong.length, found.length)}`,
    counts,
    run: { id, command, fleet, startedAt },
    facts: [
      `${countWords(counts)}.`,
      ...(end.how === "stopped" ? [`The run stopped early: ${cut(end.reason ?? "")}.`] : []),
      ...changedWords(changed),
    ],
    items: wrong.slice(0, MOST_TENANTS).map((result) => itemOf(result, before.get(result.tenant))),
    more: Math.max(0, wrong.length - MOST_TENANTS),
  };
}

const isFine = (outcome: Outcome) => outcome === "exact" || outcome === "removed";

const titleOf = (wrong: number, all: number) =>
  wrong === 0 ? "all is exact again" : `${wrong} of ${all} tenants ${wrong === 1 ? "isn't" : "aren't"} exact`;

function changedWords(changed: readonly TenantResult[]): string[] {
  return changed.length === 0
    ? []
    : [`Since they were last looked at, ${changed.length} changed: now ${countWords(countsOf(changed))}.`];
}

const itemOf = (result: TenantResult, before: TenantResult | undefined): Item => ({
  tenant: result.tenant,
  outcome: result.outcome,
  ...(before && { before: before.outcome }),
  reasons: reasonLines(result, MOST_REASONS).map(cut),
});

const cut = (text: string) => truncate(text, MOST_LETTERS);
