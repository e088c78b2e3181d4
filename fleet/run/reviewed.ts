import { isBroadened } from "../../core/model/permission";
import { describeTenant, sameTenant } from "../../core/model/tenant";
import { type Change, describe } from "../../core/plan/change";
import type { Failure } from "../model/result";
import type { PlannedAssignment, TenantPlan } from "../model/run";

const AGAIN = "Review it again: cwroles fleet preview --out <file>";

/**
 * Why a plan may not be applied: it is for another tenant, role or member than the one that was reviewed, or goes beyond it.
 * What is left of a reviewed plan, because an interrupted run did a part of it, is as reviewed; so is nothing at all.
 * @param reviewed as the run's file has it: one of an earlier version doesn't say which tenant it is for
 * @returns `undefined` where it may
 */
export function unreviewedFailure(
  plan: TenantPlan,
  reviewed: (Omit<TenantPlan, "target"> & Partial<TenantPlan>) | undefined,
): Failure | undefined {
  if (plan.digest === reviewed?.digest) return undefined;
  if (reviewed && !isFor(reviewed, plan)) return failure(`${whatItIsFor(reviewed, plan)}. ${AGAIN}`);
  const reviewedKeys = new Set([...(reviewed?.removes ?? []), ...partsOf(reviewed).map(({ key }) => key)]);
  const parts = partsOf(plan);
  const beyond = parts.filter(({ key }) => !reviewedKeys.has(key));
  const removed = plan.removes.filter((name) => !reviewedKeys.has(name));
  const isNothing = plan.removes.length === 0 && plan.assignments.every(({ changes }) => changes.length === 0);
  if (beyond.length + removed.length === 0 || (!reviewed && isNothing)) return undefined;
  const reported = [...new Set([...removed.map((name) => `remove ${name}`), ...beyond.map(({ text }) => text)])];
  const what = reviewed ? "More would change than was reviewed" : "Its plan wasn't reviewed";
  const broadens = beyond.some((part) => part.broadens);
  return failure(
    `${what}: ${reported.slice(0, TOLD).join("; ")}${reported.length > TOLD ? "; …" : ""}. ${AGAIN}`,
    broadens,
  );
}

const TOLD = 5;

const failure = (message: string, broadens = false): Failure => ({
  ...{ code: "not-reviewed", message, ...(broadens && { broadens }) },
});

const isFor = ({ target }: Partial<TenantPlan>, plan: TenantPlan) => target && sameTenant(target, plan.target);

const whatItIsFor = ({ target }: Partial<TenantPlan>, plan: TenantPlan) =>
  target
    ? `What was reviewed is for ${describeTenant(target)}, but the fleet's file leads to ${describeTenant(plan.target)} now`
    : "What was reviewed doesn't say which tenant it is for: an earlier version wrote it";

/** The smallest things that a plan does, each with the assignment and the change it belongs to. */
const partsOf = (plan: Pick<TenantPlan, "assignments"> | undefined) =>
  (plan?.assignments ?? []).flatMap((assignment) => {
    const requested = requestOf(assignment);
    const parts = assignment.changes.flatMap((change) =>
      partsOfChange(change).map(({ id, broadens }) => ({
        key: JSON.stringify([requested, change.subject, ...id]),
        text: describe(change),
        broadens,
      })),
    );
    return [{ key: JSON.stringify(requested), text: requested, broadens: false }, ...parts];
  });

/** `wise-sync: the role "Integration Sync" (adopt if-unshared) for the member "integration" (api)` */
const requestOf = ({ profile, role, adopt, force, member, memberKind }: PlannedAssignment): string =>
  `${profile}: the role "${role}" (adopt ${adopt}${force ? `, force "${force}"` : ""}) for the member "${member}" (${memberKind})`;

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
