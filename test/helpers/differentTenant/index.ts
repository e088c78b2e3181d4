/**
 * A tenant that is deliberately otherwise than the sandbox: a reverse proxy in front of one, with alterations that can be switched
 * on one by one. It knows nothing of how tenants are checked.
 */
import type { Sandbox } from "../../../sandbox";
import { defaultSeed, type Seed } from "../../../sandbox";
import type { Alteration } from "./altering";
import { CONDITIONS } from "./conditions";
import { CONNECTION } from "./connection";
import { ERRORS } from "./errors";
import { LISTS } from "./lists";
import { type DifferentTenant, proxyTo } from "./proxy";
import { SHAPES } from "./shapes";
import { WRITES } from "./writes";

export type { Alteration, Ask } from "./altering";
export type { Answer, DifferentTenant } from "./proxy";

/** Every alteration by its name, in areas. */
export const AREAS = {
  lists: LISTS,
  conditions: CONDITIONS,
  shapes: SHAPES,
  errors: ERRORS,
  connection: CONNECTION,
  writes: WRITES,
} as const satisfies Record<string, Record<string, Alteration>>;

const ALTERATIONS: ReadonlyMap<string, Alteration> = new Map(
  Object.values(AREAS).flatMap((area): [string, Alteration][] => Object.entries(area)),
);

/**
 * A tenant that is altered so.
 * @throws Error when there is no alteration of a name
 */
export function differentTenant(sandbox: Sandbox, ...names: readonly string[]): Promise<DifferentTenant> {
  const alterations = names.map((name) => {
    const found = ALTERATIONS.get(name);
    if (!found) throw new Error(`There is no alteration ${name}.`);
    return found.alter;
  });
  return proxyTo(sandbox, alterations);
}

const ROLELESS: Seed["members"][number] = {
  identifier: "Roleless",
  firstName: "Roleless",
  lastName: "",
  licenseClass: "A",
  inactive: false,
  keys: [],
};

/** The default tenant and what it has none of: null cells, inactive roles, a member without one, a name with a sign that markup escapes. */
export function variedSeed(): Seed {
  const seed = defaultSeed();
  const [, , manager] = seed.roles;
  if (!manager) throw new Error("The default tenant has a third role.");
  const desk = {
    ...manager.levels["Service Desk"],
    Reports: { inquire: "All", delete: null },
  } as (typeof manager.levels)[string];
  return {
    ...seed,
    roles: [
      ...seed.roles.map((role) =>
        role === manager ? { ...role, levels: { ...role.levels, "Service Desk": desk } } : role,
      ),
      { name: "Parts & Labour", admin: false, inactive: false, levels: {}, customize: [] },
      { name: "Former Partner", admin: false, inactive: true, levels: {}, customize: [] },
    ],
    members: [...seed.members, ROLELESS],
  };
}
