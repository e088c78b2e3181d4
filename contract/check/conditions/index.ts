import { InconclusiveError } from "../../inconclusiveError";
import type { ProbedTenant } from "../../probedTenant";
import type { Probe, ProbeResult } from "../probeResult";
import { language } from "./language";
import { otherLists } from "./otherLists";
import { isSameName, plainlyNamedRole, probeCondition } from "./probeCondition";
import { text } from "./text";
import { values } from "./values";

/**
 * The language of conditions, asked of the roles: all of them are known, so that each question has one right answer. Members are asked
 * for what roles lack, a few of them: each question is about those alone.
 */
export const conditions: Readonly<Record<string, Probe>> = {
  conditions: baseline,
  ...Object.fromEntries(
    Object.entries({ ...text, ...language, ...values, ...otherLists }).map(([id, probe]) => [
      id,
      whereTheyCount(probe),
    ]),
  ),
};

/** The one question that all others build on. */
async function baseline(tenant: ProbedTenant): Promise<ProbeResult> {
  const { target, roles } = await plainlyNamedRole(tenant);
  const counted = roles.filter((role) => isSameName(role.name, target.name));
  return probeCondition(tenant, `name="${target.name}"`, { counted, ignored: roles, empty: [] });
}

/** @throws Open where conditions don't count at all: that is one difference, and not one for each question */
export async function assertConditions(tenant: ProbedTenant): Promise<void> {
  if (!(await conditionsCount(tenant))) throw new InconclusiveError("conditions don't count at all");
}

/** Whether conditions count, as far as that can be told. */
export async function conditionsCount(tenant: ProbedTenant): Promise<boolean> {
  const seen = await baseline(tenant).catch((error: unknown) => {
    if (error instanceof InconclusiveError) return undefined;
    throw error;
  });
  return seen === undefined || seen.answer === "counted";
}

function whereTheyCount(probe: Probe): Probe {
  return async (tenant) => {
    await assertConditions(tenant);
    return probe(tenant);
  };
}
