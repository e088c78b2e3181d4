import { helpLink } from "../../core/model/errors";
import type { Context } from "./context";
import type { Status, Verdict } from "./verdict";

/** One thing that a connection needs, and how to find out. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** Ids of earlier checks: when one of them is a problem, this one is skipped. */
  readonly needs: readonly string[];
  /** What can be told without the tenant; `undefined` leaves it to `run`. */
  before?(context: Context): Verdict | undefined;
  /** @throws RolesError, which counts as a problem */
  run(context: Context): Verdict | Promise<Verdict>;
}

/** A verdict as `--json` prints it. */
export interface Finding {
  readonly check: string;
  readonly title: string;
  readonly status: Status;
  readonly detail: string;
  readonly nextStep?: string;
  /** Where docs/troubleshooting.md says more: a path with an anchor. */
  readonly help?: string;
}

export const findingOf = ({ id, title }: Check, { status, detail, nextStep, topic }: Verdict): Finding => ({
  check: id,
  title,
  status,
  detail,
  ...(nextStep !== undefined && { nextStep }),
  ...(topic !== undefined && { help: helpLink(topic) }),
});
