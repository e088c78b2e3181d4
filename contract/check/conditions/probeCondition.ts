import { InconclusiveError } from "../../inconclusiveError";
import { type Item, idsOf, itemsOf, NO_ID, type ProbedTenant, ROLES } from "../../probedTenant";
import type { Answer } from "../../transport";
import { noListIn, type ProbeResult, whichOf } from "../probeResult";

/** What a list of roles shows under a condition. */
export async function probeCondition(
  tenant: ProbedTenant,
  condition: string,
  outcomes: Readonly<Record<string, readonly Item[]>>,
): Promise<ProbeResult> {
  const answer = await tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  // Roles that the list leaves out are another difference.
  const listed = new Set(idsOf(await tenant.roles()));
  return resultAmong(
    idsOf(shown).filter((id) => listed.has(id) || id === NO_ID),
    outcomes,
  );
}

export function resultOfList(answer: Answer, outcomes: Readonly<Record<string, readonly Item[]>>): ProbeResult {
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  return resultAmong(idsOf(shown), outcomes);
}

const resultAmong = (ids: readonly number[], outcomes: Readonly<Record<string, readonly Item[]>>): ProbeResult =>
  whichOf(ids, Object.fromEntries(Object.entries(outcomes).map(([name, some]) => [name, idsOf(some)])));

/** A list that is there may be 404 where nothing meets the conditions: emptyList tells that. */
export const shownIn = (answer: Answer): readonly Item[] | undefined => (answer.status === 404 ? [] : itemsOf(answer));

export const conditionFinds = async (tenant: ProbedTenant, condition: string, target: Item): Promise<boolean> =>
  isShownIn(await tenant.get(ROLES, { conditions: condition, pageSize: 1000 }), target);

export const isShownIn = (answer: Answer, { id }: Item): boolean =>
  itemsOf(answer)?.some((item) => item.id === id) ?? false;

/** The first that isn't the assumed one, of several questions about one thing. */
export function firstDeviation(results: readonly [ProbeResult, ...ProbeResult[]]): ProbeResult {
  const [{ answer }] = results;
  const assumed = ["compared", "unset"].includes(answer) ? answer : undefined;
  return results.find((result) => result.answer !== assumed) ?? results[0];
}

/** At least so many roles. @throws Open */
export async function atLeastRoles(tenant: ProbedTenant, least: number): Promise<readonly Item[]> {
  const roles = await tenant.roles();
  if (roles.length < least) throw new InconclusiveError(`there are fewer than ${least} roles`);
  return roles;
}

/** Whether a name needs no care. */
export const isPlain = ({ name }: Item): boolean => /^[A-Za-z]{5}[A-Za-z0-9 ]*[A-Za-z0-9]$/.test(String(name));

/** A role whose name needs no care, and that isn't the only one. @throws Open */
export async function plainlyNamedRole(
  tenant: ProbedTenant,
): Promise<{ readonly target: Item; readonly roles: readonly Item[] }> {
  const roles = await atLeastRoles(tenant, 2);
  const isOnlyOfName = (role: Item) => roles.filter((other) => isSameName(other.name, role.name)).length === 1;
  const target = roles.filter(isPlain).find(isOnlyOfName);
  if (!target) throw new InconclusiveError("no role has a plain name of its own");
  return { target, roles };
}

export const isSameName = (a: unknown, b: unknown): boolean => keyOf(a) === keyOf(b);
const keyOf = (name: unknown): string => String(name).replace(/ +$/, "").toLowerCase();
export const definedItems = (...items: readonly (Item | undefined)[]): Item[] =>
  items.filter((item) => item !== undefined);
