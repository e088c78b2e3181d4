/** A failure to produce on purpose. Without `method` or `path` it meets every API request. */
export interface Fault {
  readonly method?: string;
  /** Tested against the path with its query. */
  readonly path?: RegExp;
  /** Only the nth request that matches, counted from 1; without it, every one. */
  readonly nth?: number;
  /** Answers this status instead of doing the work. */
  readonly status?: number;
  /** Breaks the connection: `before` the work is done, or `after` it, so that only the answer is lost. */
  readonly reset?: "before" | "after";
  /** Seconds for a `Retry-After` header. */
  readonly retryAfter?: number;
  /** Body to answer with `status`. Default: an error body of that status. */
  readonly body?: unknown;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** The faults in force, asked once for every API request. */
export class Faults {
  private armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ fault, seen: 0 });
  }

  clear(): void {
    this.armed = [];
  }

  /** The first fault that meets this request. Counts the request for all that match. */
  meeting(method: string, path: string): Fault | undefined {
    const matching = this.armed.filter(({ fault }) => matches(fault, method, path));
    for (const armed of matching) armed.seen += 1;
    return matching.find(({ fault, seen }) => fault.nth === undefined || fault.nth === seen)?.fault;
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return fault.path === undefined || new RegExp(fault.path.source, fault.path.flags.replace("g", "")).test(path);
}
