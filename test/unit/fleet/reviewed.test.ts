import { describe, expect, test } from "vitest";
import type { Change } from "../../../core/plan/change";
import type { TenantPlan } from "../../../fleet/model/run";
import { unreviewedFailure } from "../../../fleet/run/reviewed";
import { planOf } from "../../../fleet/tenant/read";
import { assignment, levels } from "../../helpers/fleetResults";

const ROLE: Change = { subject: "role", kind: "create", name: "Integration Sync" };
const INVOICING = levels("Finance › Invoicing", { edit: "None → All", inquire: "None → All" });
const CONTACTS = levels("Companies › Contacts", { inquire: "None → My" });

const plan = (changes: readonly Change[], given: Partial<TenantPlan> = {}) =>
  planOf({
    target: { origin: "https://api-na.myconnectwise.net", companyId: "contoso" },
    desired: "sha256:asked",
    removes: [],
    assignments: [assignment(changes)],
    ...given,
  });

const target = (companyId: string, origin = "https://api-na.myconnectwise.net") => ({ target: { origin, companyId } });

describe("as reviewed is", () => {
  const reviewed = plan([ROLE, INVOICING, CONTACTS]);

  test("the very plan", () => {
    expect(unreviewedFailure(plan([ROLE, INVOICING, CONTACTS]), reviewed)).toBeUndefined();
  });

  test("what an interrupted run left of it", () => {
    const rest = levels("Finance › Invoicing", { inquire: "None → All" });
    expect(unreviewedFailure(plan([rest, CONTACTS]), reviewed)).toBeUndefined();
  });

  test("nothing at all", () => {
    expect(unreviewedFailure(plan([]), reviewed)).toBeUndefined();
    expect(unreviewedFailure(plan([]), undefined)).toBeUndefined();
  });
});

describe("not as reviewed is", () => {
  const reviewed = plan([ROLE, INVOICING]);

  test("a function more, which broadens", () => {
    const refusal = unreviewedFailure(plan([ROLE, INVOICING, CONTACTS]), reviewed);
    expect(refusal).toMatchObject({ code: "not-reviewed", broadens: true });
    expect(refusal?.message).toContain("Companies › Contacts: Inquire None → My");
  });

  test("a higher level of the same function", () => {
    const higher = levels("Companies › Contacts", { inquire: "None → All" });
    expect(unreviewedFailure(plan([higher]), plan([CONTACTS]))).toMatchObject({ broadens: true });
  });

  test("a narrowing more, which doesn't broaden", () => {
    const narrower = levels("Companies › Contacts", { inquire: "All → None" });
    const refusal = unreviewedFailure(plan([ROLE, INVOICING, narrower]), reviewed);
    expect(refusal).toMatchObject({ code: "not-reviewed" });
    expect(refusal).not.toHaveProperty("broadens");
  });

  test("the same for another profile", () => {
    const other = plan([], { assignments: [assignment([CONTACTS], { profile: "other" })] });
    expect(unreviewedFailure(other, plan([CONTACTS]))).toBeDefined();
  });

  test("letting go of a role", () => {
    const removes = ['the security role "Old"'];
    expect(unreviewedFailure(plan([INVOICING], { removes }), reviewed)?.message).toContain(
      'remove the security role "Old"',
    );
    expect(unreviewedFailure(plan([INVOICING], { removes }), plan([INVOICING], { removes }))).toBeUndefined();
  });

  test.each([
    ["company", target("fabrikam")],
    ["site", target("contoso", "https://api-eu.myconnectwise.net")],
  ])("the same for another %s, also where nothing is left to do", (_, other) => {
    for (const changes of [[INVOICING], []])
      expect(unreviewedFailure(plan(changes, other), reviewed)?.message).toMatch(
        /^What was reviewed is for contoso at https:\/\/api-na.*, but the fleet's file leads to \w+ at .* now/,
      );
  });

  test("a plan of an earlier version, which doesn't say which tenant it is for", () => {
    const { target: _, ...earlier } = plan([INVOICING]);
    expect(unreviewedFailure(plan([CONTACTS]), earlier)?.message).toContain("an earlier version wrote it");
  });

  test.each([
    { role: "Other" },
    { adopt: "always" },
    { force: "Integration Sync" },
    { member: "other" },
    { memberKind: "full" },
  ] as const)("the same with %j, also where nothing is left to do", (other) => {
    for (const changes of [[INVOICING], []]) {
      const refusal = unreviewedFailure(plan([], { assignments: [assignment(changes, other)] }), reviewed);
      expect(refusal).toMatchObject({
        code: "not-reviewed",
        message: expect.stringContaining(Object.values(other).join()),
      });
    }
  });

  test("any change of a tenant whose plan nobody saw", () => {
    expect(unreviewedFailure(plan([INVOICING]), undefined)?.message).toContain("wasn't reviewed");
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
      plan([INVOICING], target("fabrikam")),
      plan([], { assignments: [assignment([INVOICING], { adopt: "always" })] }),
      plan([], { assignments: [assignment([INVOICING], { memberKind: "full" })] }),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("is the same for the same", () => {
    expect(plan([ROLE, INVOICING]).digest).toBe(plan([ROLE, INVOICING]).digest);
  });
});
