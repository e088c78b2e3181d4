import pLimit from "p-limit";
import { UnreachableError } from "../core/model/errors";
import { type Assumption, assumedAnswer, OTHER } from "./assumptions";
import type { ProbeResult } from "./check/probeResult";
import { InconclusiveError } from "./inconclusiveError";

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
export type TimedProbe = () => Promise<ProbeResult>;

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
  ask(assumptions: readonly Assumption[], questionOf: (id: string) => TimedProbe, atOnce: number): Promise<Finding[]> {
    const limit = pLimit(atOnce);
    return Promise.all(
      assumptions.map((assumption) => limit(() => this.#findingOf(assumption, questionOf(assumption.id)))),
    );
  }

  async #findingOf(assumption: Assumption, question: TimedProbe): Promise<Finding> {
    try {
      if (this.stop?.aborted) throw new InconclusiveError("it was interrupted");
      const result = await question();
      this.#lost = 0;
      return judged(assumption, result);
    } catch (error) {
      if (error instanceof InconclusiveError) return openOf(assumption, error.message);
      if (!(error instanceof UnreachableError) || ++this.#lost === MOST_LOST) throw error;
      return openOf(assumption, "no answer came");
    } finally {
      this.onDone();
    }
  }
}

export const openOf = ({ id }: Assumption, why: string): Finding => ({ id, result: "open", evidence: [why] });

/** What was seen, against what is assumed. */
function judged(assumption: Assumption, { answer, evidence }: ProbeResult): Finding {
  const { id, answers, isAsked } = assumption;
  const answerName = Object.hasOwn(answers, answer) ? answer : OTHER;
  const holds = answerName === assumedAnswer(assumption) || (isAsked && answerName !== OTHER);
  return { id, result: holds ? "holds" : "differs", answer: answerName, evidence };
}
