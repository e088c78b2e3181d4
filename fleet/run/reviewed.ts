import { isBroadened } from "../../provider/model/permission";
import { type Change, describe } from "../../provider/plan/change";
import type { Failure } from "../model/result";
import type { TenantPlan } from "../model/run";

/**
 * Why a plan may not be applied: it goes beyond the one that was reviewed. What is left of a reviewed plan, because an
 * interrupted run did a part of it, is as reviewed; so is nothing at all.
 * @returns `undefined` where it may
 */
export function notReviewed(plan: TenantPlan, reviewed: TenantPlan | undefined): Failure | undefined {
  if (plan.digest === reviewed?.digest) return undefined;
  const known = new Set([...(reviewed?.removes ?? []), ...partsOf(reviewed).map(({ key }) => key)]);
  const beyond = partsOf(plan).filter(({ key }) => !known.has(key));
  const removed = plan.removes.filter((name) => !known.has(name));
  const told = [...new Set([...removed.map((name) => `remove ${name}`), ...beyond.map(({ text }) => text)])];
  if (told.length === 0) return undefined;
  const broadens = beyond.some((part) => part.broadens);
  const what = reviewed ? "More would change than was reviewed" : "Its plan wasn't reviewed";
  const message = `${what}: ${told.slice(0, TOLD).join("; ")}${told.length > TOLD ? "; …" : ""}. Review it again: cwroles fleet preview --out <file>`;
  return { code: "not-reviewed", message, ...(broadens && { broadens }) };
}

const TOLD = 5;

/** The smallest things that a plan does, each with the change it belongs to. */
const partsOf = (plan: TenantPlan | undefined) =>
  (plan?.assignments ?? []).flatMap(({ profile, changes }) =>
    changes.flatMap((change) =>
      partsOfChange(change).map(({ id, broadens }) => ({
        key: JSON.stringify([profile, change.subject, ...id]),
        text: describe(change),
        broadens,
      })),
    ),
  );

function partsOfChange(change: Change): { id: unknown[]; broadens: boolean }[] {
  switch (change.subject) {
    case "role":
      return [{ id: [change.name], broadens: false }];
    case "levels":
      return change.cells.map(({ verb, before, after }) => ({
        id: [change.module, change.function, verb, before, after],
        broadens: isBroadened(before, after),
      }));
    case "member":
      // A member that an interrupted run has made differs in fewer fields than one that isn't there.
      return change.fields.map(({ field, after }) => ({ id: [change.identifier, field, after], broadens: false }));
  }
}
