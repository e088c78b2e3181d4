import { checkFault, type Fault } from "./http/faultSchema";
import type { Faults } from "./http/faults";
import type { LoggedRequest, RequestLog } from "./http/requestLog";

/** Something that is asked: a company, or the whole site. */
interface ControlledTarget {
  readonly log: RequestLog;
  readonly faults: Faults;
}

/** What tests see of the requests to a company or to a whole site, and do to them. */
export class SandboxControl {
  /** @param inner companies of the site: what is cleared for the whole is cleared for each. */
  constructor(
    readonly whole: ControlledTarget,
    private readonly inner: readonly ControlledTarget[] = [],
  ) {}

  /** API requests so far, oldest first; those to `/__sandbox` are not among them. */
  requests(): LoggedRequest[] {
    return this.whole.log.all();
  }

  clearRequests(): void {
    for (const { log } of [this.whole, ...this.inner]) log.clear();
  }

  /**
   * Produces a failure from now on. Faults are asked in the order they were added, the site's before a company's.
   * @throws Error naming what is wrong with it, by key
   */
  fault(fault: Fault): void {
    this.whole.faults.add(checkFault(fault));
  }

  clearFaults(): void {
    for (const { faults } of [this.whole, ...this.inner]) faults.clear();
  }
}
