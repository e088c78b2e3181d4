import type { Company } from "./company";
import type { Faults } from "./http/faults";
import type { RequestLog } from "./http/requestLog";
import type { Quirks } from "./switches";

/** What a server answers from. */
export interface Site {
  readonly companies: Companies;
  /** Name of the cloud's host that the site pretends to be; undefined for a site on somebody's premises. */
  readonly cloudHost: string | undefined;
  /** What it listens on, where that isn't this machine alone. */
  readonly host: string | undefined;
  /** How requests to no company are answered. */
  readonly quirks: Quirks;
  /** Requests to whatever company, and those to none. */
  readonly log: RequestLog;
  /** They meet requests to whatever company, and those to none. */
  readonly faults: Faults;
}

/** The companies of a site, found by id without regard to case. */
export class Companies {
  private readonly byId: ReadonlyMap<string, Company>;

  constructor(readonly all: readonly [Company, ...Company[]]) {
    this.byId = new Map(all.map((company) => [company.store.company.id.toLowerCase(), company]));
  }

  get first(): Company {
    return this.all[0];
  }

  find(id: string): Company | undefined {
    return this.byId.get(id.toLowerCase());
  }
}
