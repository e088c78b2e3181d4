import { Open } from "../../open";
import { type AskedTenant, type Item, idsOf, itemsOf, NO_ID, ROLES } from "../../tenant";
import type { Answer } from "../../transport";
import { noListIn, type Seen, whichOf } from "../seen";

/** What a list of roles shows under a condition. */
export async function ask(
  tenant: AskedTenant,
  condition: string,
  outcomes: Readonly<Record<string, readonly Item[]>>,
): Promise<Seen> {
  const answer = await tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  // Roles that the list leaves out are another difference.
  const listed = new Set(idsOf(await tenant.roles()));
  return among(
    idsOf(shown).filter((id) => listed.has(id) || id === NO_ID),
    outcomes,
  );
}

export function answered(answer: Answer, outcomes: Readonly<Record<string, readonly Item[]>>): Seen {
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  return among(idsOf(shown), outcomes);
}

const among = (ids: readonly number[], outcomes: Readonly<Record<string, readonly Item[]>>): Seen =>
  whichOf(ids, Object.fromEntries(Object.entries(outcomes).map(([name, some]) => [name, idsOf(some)])));

/** A list that is there may be 404 where nothing meets the conditions: emptyList tells that. */
export const shownIn = (answer: Answer): readonly Item[] | undefined => (answer.status === 404 ? [] : itemsOf(answer));

export const finds = async (tenant: AskedTenant, condition: string, target: Item): Promise<boolean> =>
  found(await tenant.get(ROLES, { conditions: condition, pageSize: 1000 }), target);

export const found = (answer: Answer, { id }: Item): boolean =>
  itemsOf(answer)?.some((item) => item.id === id) ?? false;

/** The first that isn't the assumed one, of several questions about one thing. */
export function worst(seen: readonly [Seen, ...Seen[]]): Seen {
  const [{ answer }] = seen;
  const assumed = ["compared", "unset"].includes(answer) ? answer : undefined;
  return seen.find((one) => one.answer !== assumed) ?? seen[0];
}

/** At least so many roles. @throws Open */
export async function some(tenant: AskedTenant, least: number): Promise<readonly Item[]> {
  const roles = await tenant.roles();
  if (roles.length < least) throw new Open(`there are fewer than ${least} roles`);
  return roles;
}

/** Whether a name needs no care. */
export const isPlain = ({ name }: Item): boolean => /^[A-Za-z]{5}[A-Za-z0-9 ]*[A-Za-z0-9]$/.test(String(name));

/** A role whose name needs no care, and that isn't the only one. @throws Open */
export async function named(tenant: AskedTenant): Promise<{ readonly target: Item; readonly roles: readonly Item[] }> {
  const roles = await some(tenant, 2);
  const isOnly = (role: Item) => roles.filter((other) => alike(other.name, role.name)).length === 1;
  const target = roles.filter(isPlain).find(isOnly);
  if (!target) throw new Open("no role has a plain name of its own");
  return { target, roles };
}

export const alike = (a: unknown, b: unknown): boolean => keyOf(a) === keyOf(b);
const keyOf = (name: unknown): string => String(name).replace(/ +$/, "").toLowerCase();
export const pair = (...items: readonly (Item | undefined)[]): Item[] => items.filter((item) => item !== undefined);
