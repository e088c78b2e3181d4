import { describe, expect, test } from "vitest";
import type { TenantPlan } from "../../../fleet/model/run";
import { notReviewed } from "../../../fleet/run/reviewed";
import { planOf } from "../../../fleet/tenant/desired";
import type { Change } from "../../../provider/plan/change";
import { levels } from "../../helpers/fleetResults";

const ROLE: Change = { subject: "role", kind: "create", name: "Integration Sync" };
const INVOICING = levels("Finance › Invoicing", { edit: "None → All", inquire: "None → All" });
const CONTACTS = levels("Companies › Contacts", { inquire: "None → My" });

const plan = (changes: readonly Change[], given: Partial<TenantPlan> = {}) =>
  planOf({
    desired: "sha256:asked",
    removes: [],
    assignments: [{ profile: "wise-sync", role: "Integration Sync", member: "integration", changes }],
    ...given,
  });

describe("as reviewed is", () => {
  const reviewed = plan([ROLE, INVOICING, CONTACTS]);

  test("the very plan", () => {
    expect(notReviewed(plan([ROLE, INVOICING, CONTACTS]), reviewed)).toBeUndefined();
  });

  test("what an interrupted run left of it", () => {
    const rest = levels("Finance › Invoicing", { inquire: "None → All" });
    expect(notReviewed(plan([rest, CONTACTS]), reviewed)).toBeUndefined();
  });

  test("nothing at all", () => {
    expect(notReviewed(plan([]), reviewed)).toBeUndefined();
    expect(notReviewed(plan([]), undefined)).toBeUndefined();
  });
});

describe("not as reviewed is", () => {
  const reviewed = plan([ROLE, INVOICING]);

  test("a function more, which broadens", () => {
    const refusal = notReviewed(plan([ROLE, INVOICING, CONTACTS]), reviewed);
    expect(refusal).toMatchObject({ code: "not-reviewed", broadens: true });
    expect(refusal?.message).toContain("Companies › Contacts: Inquire None → My");
  });

  test("a higher level of the same function", () => {
    const higher = levels("Companies › Contacts", { inquire: "None → All" });
    expect(notReviewed(plan([higher]), plan([CONTACTS]))).toMatchObject({ broadens: true });
  });

  test("a narrowing more, which doesn't broaden", () => {
    const narrower = levels("Companies › Contacts", { inquire: "All → None" });
    const refusal = notReviewed(plan([ROLE, INVOICING, narrower]), reviewed);
    expect(refusal).toMatchObject({ code: "not-reviewed" });
    expect(refusal).not.toHaveProperty("broadens");
  });

  test("the same for another profile", () => {
    const other = planOf({
      desired: "sha256:asked",
      removes: [],
      assignments: [{ profile: "other", role: "Other", member: "other", changes: [CONTACTS] }],
    });
    expect(notReviewed(other, plan([CONTACTS]))).toBeDefined();
  });

  test("letting go of a role", () => {
    const removes = ['the security role "Old"'];
    expect(notReviewed(plan([INVOICING], { removes }), reviewed)?.message).toContain('remove the security role "Old"');
    expect(notReviewed(plan([INVOICING], { removes }), plan([INVOICING], { removes }))).toBeUndefined();
  });

  test("any change of a tenant whose plan nobody saw", () => {
    expect(notReviewed(plan([INVOICING]), undefined)?.message).toContain("wasn't reviewed");
  });
});

describe("a plan's digest", () => {
  test("tells every difference", () => {
    const digests = [
      plan([INVOICING]),
      plan([CONTACTS]),
      plan([INVOICING, CONTACTS]),
      plan([INVOICING], { removes: ["x"] }),
      plan([INVOICING], { desired: "sha256:other" }),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("is the same for the same", () => {
    expect(plan([ROLE, INVOICING]).digest).toBe(plan([ROLE, INVOICING]).digest);
  });
});
