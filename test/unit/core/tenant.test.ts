import { describe, expect, test } from "vitest";
import { RefusedError } from "../../../core/model/errors";
import { describeTenant, parseTenant, sameTenant } from "../../../core/model/tenant";
import { assertSameTenant } from "../../../provider/lifecycle/tracked";

const acme = { origin: "https://psa.example.com", companyId: "acme" };
const moved = { origin: "https://api-na.myconnectwise.net", companyId: "acme" };

describe("a tenant", () => {
  test("is written down and read again", () => {
    expect(describeTenant(acme)).toBe("acme at https://psa.example.com");
    for (const companyId of ["acme", "at", "acme at home", "00123"])
      expect(parseTenant(describeTenant({ ...acme, companyId }))).toEqual({ ...acme, companyId });
  });

  test("may be written by people: a path or capitals in the address don't count", () => {
    expect(parseTenant("  acme at https://PSA.Example.com/v4_6_release/ ")).toEqual(acme);
  });

  test.each(["", "acme", "acme at psa.example.com", "at https://psa.example.com", "acme at https://"])(
    "isn't %j",
    (text) => {
      expect(parseTenant(text)).toBeUndefined();
    },
  );

  test("is the same by site and company id, in any case", () => {
    expect(sameTenant(acme, { ...acme, companyId: "ACME" })).toBe(true);
    expect(sameTenant(acme, { ...acme, companyId: "acme2" })).toBe(false);
    expect(sameTenant(acme, moved)).toBe(false);
  });
});

describe("a state", () => {
  const open = (movedFrom?: typeof acme) => ({ tenant: moved, movedFrom });

  test("of another tenant is refused, with both names and what to do", () => {
    const refused = () => assertSameTenant(open(), describeTenant(acme));
    expect(refused).toThrow(RefusedError);
    for (const part of [describeTenant(acme), describeTenant(moved), "pulumi stack init acme", "connectwise:movedFrom"])
      expect(refused).toThrow(part);
  });

  test("goes with a tenant that moved, if somebody says from where", () => {
    expect(() => assertSameTenant(open(acme), describeTenant(acme))).not.toThrow();
    expect(() => assertSameTenant(open({ ...acme, companyId: "other" }), describeTenant(acme))).toThrow(RefusedError);
  });

  test("of an earlier version says nothing of it; one that can't be read belongs nowhere", () => {
    expect(() => assertSameTenant(open(), undefined)).not.toThrow();
    expect(() => assertSameTenant(open(), "acme")).toThrow(RefusedError);
  });
});
