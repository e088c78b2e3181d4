/** Audits of sandbox tenants over HTTP against lists of findings that were written by hand. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditCsv } from "../../audit/csv";
import { parseAuditFile } from "../../audit/file";
import { auditHtml } from "../../audit/html/page";
import { auditJson } from "../../audit/json";
import { auditMarkdown } from "../../audit/markdown";
import { auditSarif } from "../../audit/sarif";
import { auditText } from "../../audit/text";
import type { AuditView } from "../../audit/view";
import { auditedSandbox, auditSeed, excessOf, expectedAudit, idsByRank, profiles } from "../helpers/auditCases";

const MAPPING = "members: [{ member: robot7, profile: immybot }]";
const TODAY = "2026-06-30";
const CASES = [
  { name: "msp", options: {}, file: undefined },
  { name: "on-premise", options: { version: "2019.2" }, file: parseAuditFile(MAPPING, "audit.yaml", profiles, TODAY) },
];

describe.each(CASES)("the tenant $name", ({ name, options, file }) => {
  let tenant: Awaited<ReturnType<typeof auditedSandbox>>;
  let view: AuditView;
  const expected = expectedAudit(name);
  const holding = (member: string) => view.holdings.find((one) => one.member === member);

  beforeAll(async () => {
    tenant = await auditedSandbox({ seed: auditSeed(name), ...options });
    ({ view } = await tenant.audit(file && { file }));
  });
  afterAll(() => tenant.sandbox.close());

  test("has just the findings of the list, at its ranks", () => {
    const sorted = Object.entries(expected.findings).map(([rank, ids]) => [rank, [...ids].sort()]);
    expect(idsByRank(view)).toEqual(Object.fromEntries(sorted));
  });

  test("says of each member what it is, and how sure its profile is", () => {
    expect(Object.fromEntries(view.holdings.map(({ member, state }) => [member, state]))).toEqual(expected.states);
    for (const [member, match] of Object.entries(expected.profiles))
      expect({ member, ...holding(member)?.match }).toMatchObject({ member, ...match });
  });

  test("lists each function and verb beyond what is asked for", () => {
    for (const [member, rows] of Object.entries(expected.excess))
      expect(excessOf(view, member)).toEqual([...rows].sort());
  });

  test("reads by GETs alone: a list of each kind, and one for each role that somebody holds", () => {
    const requests = tenant.sandbox.requests();
    expect(requests.filter(({ method }) => method !== "GET")).toEqual([]);
    const held = new Set(
      tenant.sandbox.tenant
        .members()
        .filter(({ licenseClass, inactive }) => licenseClass === "A" || !inactive)
        .map(({ role }) => role),
    );
    const settings = requests.filter(({ path }) => /\/settings(\?|$)/.test(path));
    expect(settings).toHaveLength(held.size);
    expect(requests).toHaveLength(5 + held.size + 1);
  });

  test("names no person in any format, unless asked to", async () => {
    const formats = (of: AuditView) => [
      auditText(of, { all: true }).join("\n"),
      auditMarkdown(of),
      auditCsv(of),
      auditHtml(of),
      JSON.stringify(auditJson(of)),
      JSON.stringify(auditSarif(of)),
    ];
    for (const text of formats(view)) for (const person of expected.people) expect(named(text, person)).toEqual([]);
    const { view: open } = await tenant.audit({ withPeople: true, ...(file && { file }) });
    expect(JSON.stringify(auditJson(open))).toMatch(name === "msp" ? /mroe, Max Roe/ : /Rewst/);
  });
});

/** Where a name stands as a word; profiles and vendors may be called the same. */
const named = (text: string, person: string) =>
  [...text.matchAll(new RegExp(`\\b${person}\\b`, "g"))].map(({ index }) => text.slice(index - 40, index + 40));
