// @ts-check
import { styleText } from "node:util";
import { cleanLine } from "../text/clean.mjs";

/**
 * Progress of long steps, on stderr so that stdout stays free for results.
 *
 * On a terminal one live line shows every running step with its detail and elapsed time; elsewhere (a CI log) a step
 * prints a line when it starts and one every 15 seconds. Either way its end is one line with the time it took.
 */

const PLAIN_INTERVAL_MS = 15_000;
const LIVE_INTERVAL_MS = 200;

/** @typedef {{ title: string, detail: string, started: number }} RunningStep */
/** @typedef {(detail: string) => void} Report Says how far the step is, as in "compiled 812 packages". */

const live = Boolean(process.stderr.isTTY) && process.env.TERM !== "dumb";

/** @type {Set<RunningStep>} */
const running = new Set();
/** @type {NodeJS.Timeout | undefined} */
let ticker;

/**
 * Runs `work` as an announced step. Steps may run at the same time.
 *
 * @template T
 * @param {string} title what is done, as in "Install dependencies"
 * @param {(report: Report) => Promise<T>} work
 * @param {(result: T) => string} [outcome] what to add to the line at the end, as in "3 files"
 * @returns {Promise<T>} what `work` returns; its error is passed on, its first line shown
 */
export async function step(title, work, outcome) {
  /** @type {RunningStep} */
  const current = { title, detail: "", started: performance.now() };
  start(current);
  try {
    const result = await work((detail) => {
      current.detail = detail;
    });
    stop(current, paint("green", "✓"), outcome?.(result));
    return result;
  } catch (error) {
    stop(current, paint("red", "✗"), firstLine(error));
    throw error;
  }
}

/** Prints one line about something that took no time. @param {string} line */
export function note(line) {
  print(`${paint("green", "✓")} ${cleanLine(line)}`);
}

/**
 * Colours `text` for stderr, unless NO_COLOR is set or stderr is no terminal.
 *
 * @param {Parameters<typeof styleText>[0]} format
 * @param {string} text
 */
function paint(format, text) {
  return live && !process.env.NO_COLOR ? styleText(format, text) : text;
}

/** Elapsed time as people write it: "0.4 s", "12 s", "3 min 05 s". @param {number} ms */
export function formatDuration(ms) {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** @param {RunningStep} step */
function start(step) {
  running.add(step);
  if (!live) print(`… ${cleanLine(step.title)}`);
  ticker ??= setInterval(live ? drawLive : printPlain, live ? LIVE_INTERVAL_MS : PLAIN_INTERVAL_MS);
  ticker.unref();
}

/** @param {RunningStep} step @param {string} mark @param {string} [outcome] */
function stop(step, mark, outcome) {
  running.delete(step);
  if (running.size === 0) {
    clearInterval(ticker);
    ticker = undefined;
  }
  const elapsed = paint("dim", `(${formatDuration(performance.now() - step.started)})`);
  print(`${mark} ${cleanLine(step.title + (outcome ? `: ${outcome}` : ""))} ${elapsed}`);
}

/** @param {unknown} error */
function firstLine(error) {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
}

/** @param {RunningStep} step */
function describe(step) {
  const elapsed = formatDuration(performance.now() - step.started);
  return cleanLine(`${step.title}${step.detail ? `: ${step.detail}` : ""} (${elapsed})`);
}

function printPlain() {
  for (const step of running) print(`  ${describe(step)}`);
}

function drawLive() {
  const width = (process.stderr.columns || 80) - 1;
  const line = `… ${[...running].map(describe).join(" · ")}`;
  process.stderr.write(`\r\x1b[2K${line.slice(0, width)}`);
}

/** @param {string} line */
function print(line) {
  process.stderr.write(`${live ? "\r\x1b[2K" : ""}${line}\n`);
}
