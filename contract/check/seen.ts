import { OTHER } from "../assumptions";
import { Open } from "../open";
import { codeOf, saidBy } from "../report/said";
import { type AskedTenant, NO_ID } from "../tenant";
import type { Answer } from "../transport";

/** What a tenant showed: the name of an answer, and what speaks for it. */
export interface Seen {
  readonly answer: string;
  /** Sentences that name nothing of the tenant's. */
  readonly evidence: readonly string[];
}

/** A question to a tenant, and what its answer means. @throws Open where it can't be told */
export type Probe = (tenant: AskedTenant) => Promise<Seen>;

export const saw = (answer: string, ...evidence: readonly string[]): Seen => ({
  answer,
  evidence: evidence.filter((sentence) => sentence !== ""),
});

/**
 * An answer's name by its status.
 * @param names by a status (`404`), by its hundreds (`4xx`); what is in none of both is `other`
 * @throws Open where it is `other-code`, and no code is told
 */
export function byStatus(answer: Answer, names: Readonly<Record<string, string>>): Seen {
  const { status } = answer;
  const name = names[status] ?? names[`${Math.floor(status / 100)}xx`] ?? OTHER;
  // A refusal of another shape is a difference of its own.
  if (name === "other-code" && codeOf(answer) === undefined) throw new Open("the refusal tells no code");
  return saw(name, saidBy(answer));
}

/** `refused` for a 400 and its like; `undefined` for an answer. A 5xx is neither. */
export const refusalIn = (answer: Answer): Seen | undefined => {
  if (answer.status < 400) return undefined;
  return saw(answer.status < 500 ? "refused" : OTHER, saidBy(answer));
};

/** What an answer is that isn't the list that was asked for: a refusal. @throws Open where it is something else, which listBody tells */
export function noListIn(answer: Answer): Seen {
  const refusal = refusalIn(answer);
  if (!refusal) throw new Open("the answer is no list");
  return refusal;
}

/**
 * Which of several outcomes it is. Too little to tell where the assumed one, the first, would look like another one.
 * @param outcomes ids by the name of the answer that they speak for, in any order of them
 * @throws Open
 */
export function whichOf(ids: readonly number[], outcomes: Readonly<Record<string, readonly number[]>>): Seen {
  if (ids.includes(NO_ID)) throw new Open("what is shown has no ids");
  const key = (some: readonly number[]) => [...some].sort((a, b) => a - b).join();
  return whichSequence(key(ids), mapped(outcomes, key), `${ids.length} items`);
}

/** The same for lists whose order counts. @throws Open */
export function whichOrder(ids: readonly number[], outcomes: Readonly<Record<string, readonly number[]>>): Seen {
  return whichSequence(
    ids.join(),
    mapped(outcomes, (some) => some.join()),
    `${ids.length} items`,
  );
}

function whichSequence(shown: string, outcomes: Readonly<Record<string, string>>, evidence: string): Seen {
  const [[assumed, expected] = ["", ""], ...others] = Object.entries(outcomes);
  const alike = others.find(([, outcome]) => outcome === expected);
  if (shown === expected && alike) throw new Open(`too little data: ${assumed} and ${alike[0]} would look the same`);
  const found = Object.entries(outcomes).find(([, outcome]) => outcome === shown);
  return saw(found?.[0] ?? OTHER, evidence);
}

const mapped = (outcomes: Readonly<Record<string, readonly number[]>>, key: (ids: readonly number[]) => string) =>
  Object.fromEntries(Object.entries(outcomes).map(([name, ids]) => [name, key(ids)]));
