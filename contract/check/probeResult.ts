import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import { NO_ID, type ProbedTenant } from "../probedTenant";
import { codeOf, quoteAnswer } from "../report/quoteAnswer";
import type { Answer } from "../transport";

/** What a tenant showed: the name of an answer, and what speaks for it. */
export interface ProbeResult {
  readonly answer: string;
  /** Sentences that name nothing of the tenant's. */
  readonly evidence: readonly string[];
}

/** A question to a tenant, and what its answer means. @throws Open where it can't be told */
export type Probe = (tenant: ProbedTenant) => Promise<ProbeResult>;

export const probeResult = (answer: string, ...evidence: readonly string[]): ProbeResult => ({
  answer,
  evidence: evidence.filter((sentence) => sentence !== ""),
});

/**
 * An answer's name by its status.
 * @param names by a status (`404`), by its hundreds (`4xx`); what is in none of both is `other`
 * @throws Open where it is `other-code`, and no code is told
 */
export function byStatus(answer: Answer, names: Readonly<Record<string, string>>): ProbeResult {
  const { status } = answer;
  const name = names[status] ?? names[`${Math.floor(status / 100)}xx`] ?? OTHER;
  // A refusal of another shape is a difference of its own.
  if (name === "other-code" && codeOf(answer) === undefined) throw new InconclusiveError("the refusal tells no code");
  return probeResult(name, quoteAnswer(answer));
}

/** `refused` for a 400 and its like; `undefined` for an answer. A 5xx is neither. */
export const refusalIn = (answer: Answer): ProbeResult | undefined => {
  if (answer.status < 400) return undefined;
  return probeResult(answer.status < 500 ? "refused" : OTHER, quoteAnswer(answer));
};

/** What an answer is that isn't the list that was asked for: a refusal. @throws Open where it is something else, which listBody tells */
export function noListIn(answer: Answer): ProbeResult {
  const refusal = refusalIn(answer);
  if (!refusal) throw new InconclusiveError("the answer is no list");
  return refusal;
}

/**
 * Which of several outcomes it is. Too little to tell where the assumed one, the first, would look like another one.
 * @param outcomes ids by the name of the answer that they speak for, in any order of them
 * @throws Open
 */
export function whichOf(ids: readonly number[], outcomes: Readonly<Record<string, readonly number[]>>): ProbeResult {
  if (ids.includes(NO_ID)) throw new InconclusiveError("what is shown has no ids");
  const key = (some: readonly number[]) => [...some].sort((a, b) => a - b).join();
  return whichSequence(key(ids), mapOutcomes(outcomes, key), `${ids.length} items`);
}

/** The same for lists whose order counts. @throws Open */
export function whichOrder(ids: readonly number[], outcomes: Readonly<Record<string, readonly number[]>>): ProbeResult {
  return whichSequence(
    ids.join(),
    mapOutcomes(outcomes, (some) => some.join()),
    `${ids.length} items`,
  );
}

function whichSequence(shown: string, outcomes: Readonly<Record<string, string>>, evidence: string): ProbeResult {
  const [[assumed, expected] = ["", ""], ...otherOutcomes] = Object.entries(outcomes);
  const sameLooking = otherOutcomes.find(([, outcome]) => outcome === expected);
  if (shown === expected && sameLooking)
    throw new InconclusiveError(`too little data: ${assumed} and ${sameLooking[0]} would look the same`);
  const match = Object.entries(outcomes).find(([, outcome]) => outcome === shown);
  return probeResult(match?.[0] ?? OTHER, evidence);
}

const mapOutcomes = (outcomes: Readonly<Record<string, readonly number[]>>, key: (ids: readonly number[]) => string) =>
  Object.fromEntries(Object.entries(outcomes).map(([name, ids]) => [name, key(ids)]));
