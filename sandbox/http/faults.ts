import type { CheckedFault, FaultPlan } from "./faultSchema";
import { randomFrom } from "./random";

const MINUTE_MS = 60_000;

/** What becomes of one request. */
export interface AppliedFault {
  /** Milliseconds to wait first: those of all faults that met it. */
  readonly latency: number;
  /** The first fault that met it and does more than wait. */
  readonly fault?: CheckedFault;
  /** Seconds until a rate limit lets requests through again. */
  readonly retryAfter?: number;
}

/** A fault in force with what it has seen. */
interface Armed {
  readonly fault: CheckedFault;
  /** Requests of its method and path so far. */
  matched: number;
  /** Those of them that it met. */
  met: number;
  /** The minute that a rate limit counts in. */
  window: { readonly since: number; count: number };
}

/** The faults in force, asked once for every API request. */
export class Faults {
  private armed: Armed[] = [];
  private random = randomFrom(1);

  /** @param now milliseconds, for rate limits */
  constructor(private readonly now: () => number = Date.now) {}

  /** Adds the faults of a plan, and draws from its seed. */
  apply({ seed, faults }: FaultPlan): void {
    if (seed !== undefined) this.random = randomFrom(seed);
    for (const fault of faults) this.add(fault);
  }

  add(fault: CheckedFault): void {
    this.armed.push({ fault, matched: 0, met: 0, window: { since: Number.NEGATIVE_INFINITY, count: 0 } });
  }

  clear(): void {
    this.armed = [];
  }

  /** The faults as JSON, each with how many requests it matched and met. */
  list(): object[] {
    return this.armed.map(({ fault, matched, met }) => ({
      ...fault,
      ...(fault.path === undefined ? {} : { path: fault.path.source }),
      matched,
      met,
    }));
  }

  /** What becomes of this request; undefined when no fault meets it. Every fault that matches counts it. */
  faultFor(method: string, path: string): AppliedFault | undefined {
    const meeting = this.armed.filter(({ fault }) => matches(fault, method, path)).filter((armed) => this.meets(armed));
    if (meeting.length === 0) return undefined;
    const latency = meeting.reduce((sum, { fault }) => sum + (fault.latency ?? 0), 0);
    const first = meeting.find(({ fault }) => !onlyWaits(fault));
    if (!first) return { latency };
    const { fault, window } = first;
    if (fault.perMinute === undefined) return { latency, fault };
    return { latency, fault, retryAfter: Math.ceil((window.since + MINUTE_MS - this.now()) / 1000) };
  }

  /** Whether a fault that matches a request also meets it. Draws, and counts. */
  private meets(armed: Armed): boolean {
    const { fault } = armed;
    armed.matched += 1;
    if (fault.nth !== undefined && fault.nth !== armed.matched) return false;
    if (fault.probability !== undefined && this.random() >= fault.probability) return false;
    if (fault.perMinute !== undefined && !this.exceeds(armed, fault.perMinute)) return false;
    armed.met += 1;
    return true;
  }

  /** Counts a request in the current minute, which begins with the first request after the last one's end. */
  private exceeds(armed: Armed, limit: number): boolean {
    const now = this.now();
    if (now >= armed.window.since + MINUTE_MS) armed.window = { since: now, count: 0 };
    armed.window.count += 1;
    return armed.window.count > limit;
  }
}

/** What becomes of a request that several lists of faults meet: the waits of all, the effect of the first. */
export function combineFaults(applied: readonly AppliedFault[]): AppliedFault | undefined {
  const latency = applied.reduce((sum, mishap) => sum + mishap.latency, 0);
  const first = applied.find(({ fault }) => fault !== undefined) ?? applied[0];
  return first && { ...first, latency };
}

function matches({ method, path }: CheckedFault, requestMethod: string, requestPath: string): boolean {
  if (method !== undefined && method !== requestMethod) return false;
  return path === undefined || path.test(requestPath);
}

const onlyWaits = ({ status, reset, answer, perMinute }: CheckedFault): boolean =>
  [status, reset, answer, perMinute].every((part) => part === undefined);
