import type { Faults } from "./http/faults";
import type { RequestLog } from "./http/requestLog";
import type { SettingsMode } from "./options";
import type { Store } from "./store/store";

/** What a server answers from. */
export interface Site {
  readonly store: Store;
  readonly settings: SettingsMode;
  /** `2025.1` */
  readonly release: string;
  /** First part of the API's path, e.g. `v4_6_release`. */
  readonly codebase: string;
  /** Name of the cloud's host that the site pretends to be; undefined for a site on somebody's premises. */
  readonly cloudHost: string | undefined;
  readonly log: RequestLog;
  readonly faults: Faults;
}
