import pLimit from "p-limit";
import { UnreachableError } from "../core/model/errors";
import { type Assumption, assumedAnswer, OTHER } from "./assumptions";
import type { Seen } from "./check/seen";
import { Open } from "./open";

/** What became of an assumption. */
export type Result = "holds" | "differs" | "open";

/** What a tenant showed of an assumption. */
export interface Finding {
  readonly id: string;
  readonly result: Result;
  /** The name of an answer, or `other`; missing where it is open. */
  readonly answer?: string | undefined;
  /** Sentences that name nothing of the tenant's; where it is open, why. */
  readonly evidence: readonly string[];
}

/** A question to the tenant. @throws Open */
export type Question = () => Promise<Seen>;

/** Questions without an answer, one after the other, after which no other one is asked. */
const MOST_LOST = 4;

/** How one run asks its questions. */
export class Run {
  #lost = 0;

  constructor(
    private readonly onDone: () => void,
    private readonly stop?: AbortSignal,
  ) {}

  /**
   * Asks several questions, so many at once.
   * @throws UnreachableError where the tenant doesn't answer any more
   */
  ask(assumptions: readonly Assumption[], questionOf: (id: string) => Question, atOnce: number): Promise<Finding[]> {
    const limit = pLimit(atOnce);
    return Promise.all(assumptions.map((one) => limit(() => this.#findingOf(one, questionOf(one.id)))));
  }

  async #findingOf(assumption: Assumption, question: Question): Promise<Finding> {
    try {
      if (this.stop?.aborted) throw new Open("it was interrupted");
      const seen = await question();
      this.#lost = 0;
      return judged(assumption, seen);
    } catch (error) {
      if (error instanceof Open) return openOf(assumption, error.message);
      if (!(error instanceof UnreachableError) || ++this.#lost === MOST_LOST) throw error;
      return openOf(assumption, "no answer came");
    } finally {
      this.onDone();
    }
  }
}

export const openOf = ({ id }: Assumption, why: string): Finding => ({ id, result: "open", evidence: [why] });

/** What was seen, against what is assumed. */
function judged(assumption: Assumption, { answer, evidence }: Seen): Finding {
  const { id, answers, isAsked } = assumption;
  const known = Object.hasOwn(answers, answer) ? answer : OTHER;
  const holds = known === assumedAnswer(assumption) || (isAsked && known !== OTHER);
  return { id, result: holds ? "holds" : "differs", answer: known, evidence };
}
