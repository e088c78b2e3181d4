/** Why work on a tenant has to end before it is done; the reason of an aborted signal. */
export class AbortReason extends Error {
  /** @param graceMs how long what is under way may take to end in order */
  constructor(
    readonly code: "deadline" | "interrupted",
    message: string,
    readonly graceMs: number,
  ) {
    super(message);
  }
}

/** The engine saves what it did within this time. */
const DEADLINE_GRACE_MS = 10_000;
/** Whoever presses Ctrl-C twice doesn't wait for two seconds. */
const INTERRUPTED_GRACE_MS = 800;

export const deadlineExceeded = (deadlineMs: number): AbortReason =>
  new AbortReason("deadline", `It wasn't done within ${duration(deadlineMs)}, and was ended.`, DEADLINE_GRACE_MS);

const INTERRUPTED = new AbortReason("interrupted", "It was interrupted while it was running.", INTERRUPTED_GRACE_MS);

/** Why a signal was aborted. */
export const abortReasonOf = ({ reason }: AbortSignal): AbortReason =>
  reason instanceof AbortReason ? reason : INTERRUPTED;

/** `90 s`, `15 min` */
const duration = (ms: number) => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`);
