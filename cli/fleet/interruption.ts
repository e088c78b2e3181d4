import { setMaxListeners } from "node:events";

/** What Ctrl-C asks for: the first time that nothing more is begun, the second time that what is at work ends at once. */
export interface Interruption {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

/** What is said of each. */
export interface InterruptionWords {
  readonly first: string;
  readonly second: string;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export const BEGIN_NO_MORE: InterruptionWords = {
  first: "Interrupted: no further tenant is begun. Press Ctrl-C again to cancel those at work.",
  second: "Interrupted again: what is at work is cancelled.",
};

export function interruption({ first, second } = BEGIN_NO_MORE): Interruption {
  const [stop, abort] = [new AbortController(), new AbortController()];
  // Each operation of the engine adds a listener, and leaves it there.
  setMaxListeners(0, abort.signal);
  const interrupt = () => {
    const isSecond = stop.signal.aborted;
    process.stderr.write(`\n${isSecond ? second : first}\n`);
    (isSecond ? abort : stop).abort();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  return {
    stop: stop.signal,
    abort: abort.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, interrupt);
    },
  };
}
