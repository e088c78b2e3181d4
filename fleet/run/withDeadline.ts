import type { Failure, TenantResult } from "../model/result";
import type { Run } from "../model/run";
import { type AbortReason, abortReasonOf, deadlineExceeded } from "./abortReason";
import type { Work } from "./execute";
import { interruptedResult } from "./state";

/** Besides the grace: what ends in order has a result by then. */
const LATE_MS = 200;

export interface TenantLimits {
  /** Milliseconds that a tenant may take. */
  readonly deadlineMs: number;
  /** Told where work didn't end although it had to: it may still hold this process. */
  readonly onGivenUp?: (tenant: string) => void;
}

/**
 * Work that ends, whatever a tenant does: it is told to after its deadline, or when it is interrupted, and given up when it
 * hasn't ended after a grace.
 */
export const withDeadline =
  (work: Work, { deadlineMs, onGivenUp }: TenantLimits): Work =>
  async (tenant, run, signal) => {
    const begun = performance.now();
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(deadlineExceeded(deadlineMs)), deadlineMs);
    const ended = AbortSignal.any([signal, deadline.signal]);
    const grace = afterGrace(ended);
    const givenUp = grace.over.then((): TenantResult => {
      onGivenUp?.(tenant.name);
      const seconds = Math.round(performance.now() - begun) / 1000;
      return { ...interruptedResult(run, tenant.name, failureOf(abortReasonOf(ended), run)), seconds };
    });
    try {
      const result = await Promise.race([work(tenant, run, ended), givenUp]);
      if (!ended.aborted || result.outcome !== "failed") return result;
      return { ...result, failure: failureOf(abortReasonOf(ended), run, result.failure) };
    } finally {
      clearTimeout(timer);
      grace.forget();
    }
  };

/** `over` resolves once work that has to end has had its time to; never after `forget`. */
function afterGrace(ended: AbortSignal): { readonly over: Promise<void>; readonly forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let begin = () => {};
  const over = new Promise<void>((resolve) => {
    begin = () => {
      timer = setTimeout(resolve, abortReasonOf(ended).graceMs + LATE_MS);
    };
    if (ended.aborted) begin();
    else ended.addEventListener("abort", begin, { once: true });
  });
  const forget = () => {
    ended.removeEventListener("abort", begin);
    clearTimeout(timer);
  };
  return { over, forget };
}

/** @param last what the tenant was at */
function failureOf({ code, message }: AbortReason, { command }: Run, last?: Failure): Failure {
  if (last?.code === code) return last;
  const again = NEXT[command];
  const longer = code === "deadline" ? ", or give it longer with --deadline" : "";
  return { code, message: [`${message} ${again}${longer}.`, ...(last ? [last.message] : [])].join("\n") };
}

const NEXT: Readonly<Record<Run["command"], string>> = {
  drift: "Read it again: cwroles fleet drift --resume",
  preview: "Preview it again",
  up: "What was begun is finished by: cwroles fleet up --resume",
  destroy: "What was begun is finished by: cwroles fleet destroy --failed --yes",
};
