import { Open } from "../../open";
import type { AskedTenant } from "../../tenant";
import type { Probe, Seen } from "../seen";
import { alike, ask, named } from "./asked";
import { elsewhere } from "./elsewhere";
import { language } from "./language";
import { text } from "./text";
import { values } from "./values";

/**
 * The language of conditions, asked of the roles: all of them are known, so that each question has one right answer. Members are asked
 * for what roles lack, a few of them: each question is about those alone.
 */
export const conditions: Readonly<Record<string, Probe>> = {
  conditions: baseline,
  ...Object.fromEntries(
    Object.entries({ ...text, ...language, ...values, ...elsewhere }).map(([id, probe]) => [id, whereTheyCount(probe)]),
  ),
};

/** The one question that all others build on. */
async function baseline(tenant: AskedTenant): Promise<Seen> {
  const { target, roles } = await named(tenant);
  const counted = roles.filter((role) => alike(role.name, target.name));
  return ask(tenant, `name="${target.name}"`, { counted, ignored: roles, empty: [] });
}

/** @throws Open where conditions don't count at all: that is one difference, and not one for each question */
export async function assertConditions(tenant: AskedTenant): Promise<void> {
  if (!(await conditionsCount(tenant))) throw new Open("conditions don't count at all");
}

/** Whether conditions count, as far as that can be told. */
export async function conditionsCount(tenant: AskedTenant): Promise<boolean> {
  const seen = await baseline(tenant).catch((error: unknown) => {
    if (error instanceof Open) return undefined;
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
