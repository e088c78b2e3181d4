import { RolesError } from "../../core/model/errors";
import type { Stack } from "../../project/stack";
import type { RequestCount } from "../client/requestCount";
import { addressChecks } from "./address";
import { type Check, type Finding, findingOf } from "./check";
import { companyChecks } from "./company";
import { Configuration } from "./configuration";
import { Context } from "./context";
import { credentialChecks } from "./credentials";
import { functionChecks } from "./functions";
import { levelsCheck } from "./levels";
import { networkChecks } from "./network";
import { rateLimitCheck } from "./rateLimit";
import { problemFromError, skipped, type Verdict } from "./verdict";
import { versionCheck } from "./version";

export type { Finding } from "./check";

export interface ExaminationOptions {
  /** Whether one write may be sent, which changes nothing. Default: none is. */
  readonly probe?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

/** In an order in which a check that fails explains those that come after it. */
const CHECKS: readonly Check[] = [
  ...addressChecks,
  ...networkChecks,
  ...companyChecks,
  ...credentialChecks,
  ...functionChecks,
  versionCheck,
  levelsCheck,
  rateLimitCheck,
];

/** What is wrong with the connection of a stack to its tenant. */
export class Examination {
  readonly #context: Context;

  /** @param stack `undefined` in a folder without a project: then everything comes from the environment */
  constructor(stack: Stack | undefined, { probe = false, environment = process.env }: ExaminationOptions = {}) {
    this.#context = new Context(new Configuration(stack, environment), probe);
  }

  /** Up to now. */
  get requestCount(): RequestCount {
    return this.#context.requestCount;
  }

  /** One finding a check, each as soon as it is known. What depends on a problem is skipped, naming it. */
  async *findings(): AsyncGenerator<Finding> {
    const inTheWay = new Map<string, string>();
    for (const check of CHECKS) {
      const blocker = check.needs.map((id) => inTheWay.get(id)).find((title) => title !== undefined);
      const verdict = check.before?.(this.#context) ?? (await this.#run(check, blocker));
      const cause = verdict.status === "problem" ? check.title : blocker;
      if (cause !== undefined) inTheWay.set(check.id, cause);
      yield findingOf(check, verdict);
    }
  }

  async #run(check: Check, blocker: string | undefined): Promise<Verdict> {
    if (blocker !== undefined) return skipped(`until this is mended: ${blocker}`);
    try {
      return await check.run(this.#context);
    } catch (error) {
      if (error instanceof RolesError) return problemFromError(error);
      throw error;
    }
  }
}
