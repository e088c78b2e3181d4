import { createLogUpdate } from "log-update";
import { formatDuration } from "../../engine/progress.mjs";
import type { Outcome, TenantResult } from "../../fleet/model/result";
import { wordFor } from "../../fleet/summary/words";
import { plural } from "../../pages/text";
import { cleanLine } from "../../text/clean.mjs";

/** How far a run is, as it goes on. */
export interface Progress {
  started(tenant: string): void;
  done(result: TenantResult): void;
  end(): void;
}

/** Terminal: redraws this often. */
const LIVE_MS = 200;
/** Before so many are done, nobody knows how long the others take. */
const SETTLED = 5;
/** Elsewhere: a line this often, besides one for each tenant that isn't exact. */
const PLAIN_MS = 10_000;

/**
 * Live on a terminal: the tenants at work, and below them how many are done, how fast, and how long it still takes. Elsewhere
 * plain lines. On stderr: stdout is for results.
 */
export function progressOf(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const live = stream.isTTY && process.env.TERM !== "dumb";
  const tally = new Tally(total);
  const log = live ? createLogUpdate(stream) : undefined;
  const draw = () => log?.(tally.lines((stream.rows || 24) - 2, (stream.columns || 80) - 1).join("\n"));
  const say = (line: string) => (log ? log.persist(cleanLine(line)) : stream.write(`${cleanLine(line)}\n`));
  const ticker = setInterval(() => (log ? draw() : say(tally.line())), log ? LIVE_MS : PLAIN_MS).unref();
  return {
    started(tenant) {
      tally.started(tenant);
    },
    done(result) {
      tally.done(result);
      if (result.outcome !== "exact" && result.outcome !== "removed") say(lineOf(result));
    },
    end() {
      clearInterval(ticker);
      log?.clear();
      say(tally.line());
    },
  };
}

const MARKS: Readonly<Record<Outcome, string>> = { removed: "-", exact: "✓", drifted: "~", waiting: "…", failed: "✗" };

/** `✗ contoso: failed (3.2 s): …` */
function lineOf({ tenant, outcome, command, seconds, failure }: TenantResult): string {
  const why = failure ? `: ${failure.message.split("\n", 1)[0]}` : "";
  return `${MARKS[outcome]} ${tenant}: ${wordFor(outcome, command)} (${formatDuration(seconds * 1000)})${why}`;
}

/** What is done and what is under way. */
class Tally {
  readonly #begun = performance.now();
  readonly #atWork = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  #done = 0;

  constructor(private readonly total: number) {}

  started(tenant: string): void {
    this.#atWork.set(tenant, performance.now());
  }

  done({ tenant, outcome, command }: TenantResult): void {
    const word = wordFor(outcome, command);
    this.#atWork.delete(tenant);
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
    this.#done++;
  }

  /** `143 of 1,000 tenants · 12.1 a second · 1 min 10 s left · 140 exact, 3 failed` */
  line(): string {
    const elapsed = performance.now() - this.#begun;
    const remainingMs = this.#done >= SETTLED ? (elapsed / this.#done) * (this.total - this.#done) : undefined;
    const counts = [...this.#counts].map(([word, count]) => `${count} ${word}`).join(", ");
    return [
      `${this.#done.toLocaleString("en")} of ${plural(this.total, "tenant")}`,
      `${rate(this.#done, elapsed)}`,
      this.#done === this.total
        ? `in ${formatDuration(elapsed)}`
        : remainingMs && `${formatDuration(remainingMs)} left`,
      counts,
    ]
      .filter(Boolean)
      .join(" · ");
  }

  /** The tenants at work, as many as fit, and the line of the whole. */
  lines(rows: number, columns: number): string[] {
    const atWork = [...this.#atWork].map(
      ([tenant, since]) => `  ${tenant} (${formatDuration(performance.now() - since)})`,
    );
    return [...atWork.slice(0, rows - 1), this.line()].map((line) => cleanLine(line).slice(0, columns));
  }
}

function rate(done: number, elapsed: number): string {
  const perSecond = (done * 1000) / elapsed;
  return perSecond >= 1 ? `${perSecond.toFixed(1)} a second` : `${(perSecond * 60).toFixed(1)} a minute`;
}
