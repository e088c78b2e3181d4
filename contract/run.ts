import pLimit from "p-limit";
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
  readonly answer?: string;
  /** Sentences that name nothing of the tenant's; where it is open, why. */
  readonly evidence: readonly string[];
}

/** How many questions are under way at once. */
const AT_ONCE = 4;

/**
 * Asks for each assumption that has a probe; the others are open. In the order of the assumptions.
 * @throws RolesError where the tenant can't be asked at all
 */
export async function runProbes(
  assumptions: readonly Assumption[],
  probeOf: (assumption: Assumption) => (() => Promise<Seen>) | Open,
  onDone: (finding: Finding) => void = () => {},
): Promise<Finding[]> {
  const limit = pLimit(AT_ONCE);
  return Promise.all(
    assumptions.map((assumption) =>
      limit(async () => {
        const finding = await findingOf(assumption, probeOf(assumption));
        onDone(finding);
        return finding;
      }),
    ),
  );
}

async function findingOf(assumption: Assumption, probe: (() => Promise<Seen>) | Open): Promise<Finding> {
  if (probe instanceof Open) return open(assumption, probe);
  try {
    return judged(assumption, await probe());
  } catch (error) {
    if (error instanceof Open) return open(assumption, error);
    throw error;
  }
}

export const open = ({ id }: Assumption, { message }: Open): Finding => ({ id, result: "open", evidence: [message] });

/** What was seen, against what is assumed. */
export function judged(assumption: Assumption, { answer, evidence }: Seen): Finding {
  const { id, answers, isAsked } = assumption;
  const known = Object.hasOwn(answers, answer) ? answer : OTHER;
  const holds = known === assumedAnswer(assumption) || (isAsked && known !== OTHER);
  return { id, result: holds ? "holds" : "differs", answer: known, evidence: [...evidence] };
}
