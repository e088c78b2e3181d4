import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { assumptions, parseAssumptions } from "../../../contract/assumptions";
import { AFTERWARDS, READS } from "../../../contract/check";
import { readRecorded, sightingsOf } from "../../../contract/recorded";
import { parseContractFile } from "../../../contract/report/file";
import { keepKnownWords, quoteAnswer } from "../../../contract/report/quoteAnswer";
import { Transport } from "../../../contract/transport";
import { contractDocument, MARKER } from "../../../tools/contract/document";

const ROOT = path.resolve(__dirname, "../../..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8").replaceAll("\r\n", "\n");

test("each file that an assumption names is there", () => {
  const files = [...new Set(assumptions().flatMap(({ reliesOn }) => reliesOn))];
  expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test("each assumption that reads can tell of has a check, and each check has an assumption", () => {
  const byReads = assumptions().filter(({ check }) => check === "reads");
  expect(Object.keys({ ...READS, ...AFTERWARDS }).sort()).toEqual(byReads.map(({ id }) => id).sort());
});

test("everything that is wrong with a file of assumptions is told at once, with its line", () => {
  const entry = (more: string) =>
    `- { id: a, area: A, assumes: B, basis: seen, reliesOn: [x], answers: { a: A, b: B }, check: reads${more} }\n`;
  const wrong = `${entry("")}${entry("")}${entry(", why: no")}- { id: A b, area: A, basis: guessed, reliesOn: [], answers: { other: x }, check: none }\n`;
  const problems = () => parseAssumptions(wrong, "assumptions.yaml");
  expect(() => parseAssumptions(entry("") + entry(""), "assumptions.yaml")).toThrow(/assumptions\.yaml:2.* a twice/);
  expect(problems).toThrow(/an id in camel case/);
  expect(problems).toThrow(/assumptions\.yaml:4/);
});

test("docs/contract.md is what npm run contract-docs writes", () => {
  const recorded = readRecorded(path.join(ROOT, "contract/recorded"));
  expect(read("docs/contract.md")).toBe(contractDocument(read("docs/contract.md"), assumptions(), recorded));
});

const result = (release: string, answer: string) =>
  parseContractFile(
    JSON.stringify({
      ...{ format: 1, release, date: "2026-11-30" },
      assumptions: [
        { id: "names", result: answer === "sql-server" ? "holds" : "differs", answer, evidence: [] },
        { id: "pageSizeAboveMax", result: "open", evidence: ["no list has more than 1,000"] },
      ],
    }),
    "result.json",
  );

test("what was handed in of tenants is told in place of what is assumed", () => {
  const recorded = [result("2025.1", "sql-server"), result("2025.1", "sql-server"), result("2024.3", "exact")];
  expect(sightingsOf({ id: "pageSizeAboveMax" }, recorded)).toEqual([]);
  const document = contractDocument(`${MARKER}\n`, assumptions(), recorded);
  expect(document).toMatch(/`names` .* \| seen on 2025\.1 \(2 tenants\); \*\*`exact`\*\* on 2024\.3 \(1 tenant\) \|/);
  expect(document).toMatch(/`pageSizeAboveMax` .* \| assumed \|/);
  expect(document).toContain("1 were seen on 3 tenants");
});

test("a result of another form is refused with every problem", () => {
  const odd =
    '{ "format": 2, "release": "acme", "date": "today", "assumptions": [{ "id": "names", "tenant": "acme" }] }';
  expect(() => parseContractFile(odd, "odd.json")).toThrow(/odd\.json/);
});

test("nothing but reads leaves where writes aren't allowed", async () => {
  const credentials = {
    ...{ origin: "http://127.0.0.1:9", codebase: "v4_6_release", companyId: "a", publicKey: "b" },
    ...{ privateKey: "c", clientId: "00000000-0000-0000-0000-000000000000" },
  };
  const transport = new Transport(credentials);
  for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const)
    await expect(transport.attempt({ method, address: "/" })).rejects.toThrow("isn't allowed to leave");
  expect(transport.requestCount).toEqual({ requests: 0, writes: 0 });
});

test("of what a tenant says only the service's own words are kept", () => {
  expect(keepKnownWords("The path name is not valid.")).toBe("The path name is not valid.");
  expect(keepKnownWords('Role 4711 of Jane.Doe@acme.example in "Desk" not found')).toBe("Role … of … in … not found");
  expect(keepKnownWords("Security role Service Desk is in use by a service member", new Set(["service"]))).toBe(
    "Security role … is in use by a … member",
  );
  const json = {
    code: "InvalidObject",
    message: "acme object is invalid",
    errors: [{ code: "MaxLength", field: "name" }],
  };
  const answer = { status: 400, json, text: "", headers: {}, names: new Set<string>() };
  expect(quoteAnswer(answer)).toBe('400, InvalidObject: "… object is invalid"; MaxLength name');
  expect(
    quoteAnswer({
      status: 403,
      json: undefined,
      text: "<p>acme",
      headers: { "content-type": "text/html" },
      names: new Set(),
    }),
  ).toBe("403, a web page");
});
