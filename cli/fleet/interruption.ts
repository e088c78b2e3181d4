import { setMaxListeners } from "node:events";
import { printNotice } from "../print";

/**
 * What Ctrl-C asks for: the first time that nothing more is begun, the second time that what is under way ends at once. After
 * that the process ends within two seconds, whatever still holds it.
 */
export interface Interruption {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  /** Aborted when nothing may be waited for any more: the process is about to end. */
  readonly end: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

/** What is said of each. */
export interface InterruptionWords {
  readonly first: string;
  readonly second: string;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** From the second signal. What is at work has ended or is given up by then, and is summed up. */
const [END_MS, EXIT_MS] = [1700, 1900];

export const BEGIN_NO_MORE: InterruptionWords = {
  first: "Interrupted: no further tenant is begun. Press Ctrl-C again to cancel those that are running.",
  second: "Interrupted again: the tenants under way are cancelled.",
};

export function interruption({ first, second }: InterruptionWords = BEGIN_NO_MORE): Interruption {
  const [stop, abort, end] = [new AbortController(), new AbortController(), new AbortController()];
  // Each tenant at work listens.
  setMaxListeners(0, abort.signal);
  const interrupt = () => {
    const isSecond = stop.signal.aborted;
    printNotice(["", isSecond ? second : first]);
    (isSecond ? abort : stop).abort();
    if (!isSecond) return;
    setTimeout(() => end.abort(), END_MS).unref();
    setTimeout(() => process.exit(1), EXIT_MS).unref();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  return {
    stop: stop.signal,
    abort: abort.signal,
    end: end.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, interrupt);
    },
  };
}
