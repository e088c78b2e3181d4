import { createLogUpdate } from "log-update";
import { cleanLine } from "../text/clean.mjs";
import { printNotice } from "./print";

/** What takes less is told by its result alone. */
const FIRST_MS = 1000;
const LIVE_MS = 200;
const PLAIN_MS = 10_000;

/** One line about how far something is: live on a terminal, elsewhere now and then. */
export interface ProgressLine {
  set(line: string): void;
  end(): void;
}

/** On stderr: stdout is for results. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  const log = stream.isTTY && process.env.TERM !== "dumb" ? createLogUpdate(stream) : undefined;
  const intervalMs = log ? LIVE_MS : PLAIN_MS;
  const begun = performance.now();
  let [line, shownAt] = ["", begun + FIRST_MS - intervalMs];
  const draw = () => {
    if (line === "" || performance.now() - shownAt < intervalMs) return;
    shownAt = performance.now();
    const seconds = Math.round((shownAt - begun) / 1000);
    const text = `${line} (${seconds} s)`;
    if (log) log(cleanLine(text).slice(0, (stream.columns || 80) - 1));
    else printNotice(text);
  };
  const ticker = setInterval(draw, LIVE_MS).unref();
  return {
    set(next) {
      line = next;
      draw();
    },
    end() {
      clearInterval(ticker);
      log?.clear();
      log?.done();
    },
  };
}
