import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PUBLISHED } from "./publishedMethods";
import { query, useSandbox } from "./sandboxApi";

const site = useSandbox();

/** An answer that takes longer counts as none. */
const PATIENCE_MS = 20_000;
const bounded = (numRuns: number) => ({ numRuns, interruptAfterTimeLimit: 3_000, timeout: PATIENCE_MS });

const FIELDS = ["id", "identifier", "lastName", "inactiveFlag", "hireDate", "securityRole/name", "defaultLocation/id"];
const OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "contains", "like", "not contains", "not like", "in", "not in"];
const TOKENS = [...FIELDS, ...OPERATORS, "(", ")", ",", "and", "or", "not", "null", "True", '"x"', '"', "\\", "[", "]"];
const text = fc.string({ unit: "grapheme", maxLength: 60 });

const soup = fc
  .array(fc.oneof(fc.constantFrom(...TOKENS), fc.integer().map(String), text), { maxLength: 20 })
  .chain((tokens) => fc.constantFrom("", " ").map((space) => tokens.join(space)));

/** Conditions that can be read. */
const { condition } = fc.letrec<{ condition: string; term: string }>((tie) => ({
  term: fc.oneof(
    fc.tuple(fc.constantFrom("=", "!=", "<", ">="), fc.nat(20)).map(([sign, id]) => `id ${sign} ${id}`),
    fc
      .tuple(fc.constantFrom("contains", "not like", "="), text)
      .map(([word, value]) => `LASTNAME ${word} ${quoted(value)}`),
    fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }).map((ids) => `securityRole/id not in (${ids.join(", ")})`),
    fc.boolean().map((flag) => `inactiveFlag = ${flag}`),
    fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => `hireDate < [${date.toISOString()}]`),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    tie("term"),
    tie("condition").map((inner) => `not (${inner})`),
    fc
      .tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition"))
      .map(([a, word, b]) => `(${a}) ${word} ${b}`),
  ),
}));

const quoted = (value: string): string => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

const count = async (conditions: string): Promise<number> => {
  const { status, body } = await site.call("GET", `/system/members/count${query({ conditions })}`);
  expect({ status, conditions }).toEqual({ status: 200, conditions });
  return body.count;
};

describe("conditions", () => {
  test("whatever is asked, the answer is a list or a refusal", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(soup, text),
        fc.constantFrom("conditions", "childConditions", "orderBy"),
        async (value, name) => {
          const { status, body } = await site.call("GET", `/system/members${query({ [name]: value })}`);
          if (status === 200) expect(body).toBeInstanceOf(Array);
          else expect({ status, code: body.code }).toEqual({ status: 400, code: "ApiFindCondition" });
        },
      ),
      bounded(400),
    );
  });

  test("a condition and its opposite share out all members", async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (conditions) => {
        const [yes, no] = [await count(conditions), await count(`not (${conditions})`)];
        expect(yes + no).toBe(12);
      }),
      bounded(150),
    );
  });

  test.each([
    ["parentheses", `${"(".repeat(2_000)}id = 1${")".repeat(2_000)}`],
    ["negations", `${"not ".repeat(3_000)}id = 1`],
    ["wildcards", `lastName like "${"%a".repeat(3_000)}"`],
  ])("thousands of %s are no trouble", async (_what, conditions) => {
    const { status } = await site.call("GET", `/system/members${query({ conditions })}`);
    expect([200, 400]).toContain(status);
  });
});

describe("bodies", () => {
  const path = fc.oneof(
    fc.constantFrom("title", "inactiveFlag", "hireDate", "hourlyRate", "daysTolerance", "teams", "timeZone", "type"),
    fc.constantFrom("id", "_info", "securityRole", "defaultLocation/id", "Title", "/title", "__proto__", "constructor"),
    text,
  );
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(1e300, -0.5, 2 ** 40, "2024-02-30", "2024-05-06", { id: "1" }, { id: 1 }, { name: 5 }, [1, null]),
  );
  const operation = fc.record(
    { op: fc.constantFrom("add", "replace", "remove", "move", 7), path, value },
    { requiredKeys: [] },
  );
  const patchBody = fc.oneof(fc.array(operation, { maxLength: 4 }), fc.jsonValue());

  test("a PATCH sets what can be set and is refused otherwise; the member stays one", async () => {
    const address = `/system/members/${site.sandbox.tenant.member("CLi").id}`;
    await fc.assert(
      fc.asyncProperty(patchBody, async (body) => {
        const { status, body: answer } = await site.call("PATCH", address, body ?? "null");
        expect([200, 400]).toContain(status);
        if (status === 400) expect(answer).toMatchObject({ code: expect.any(String), message: expect.any(String) });
        const { body: after } = await site.call("GET", address);
        if (status === 200) expect(after).toEqual(answer);
        expect(wrongTypes(after)).toEqual([]);
      }),
      bounded(400),
    );
  });

  const written = Object.entries(PUBLISHED).filter(([, methods]) => /POST|PUT/.test(methods));

  test("any JSON sent to any path is answered, never with a fault of the server", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...written), fc.jsonValue(), async ([template, methods], body) => {
        const method = methods.includes("PUT") ? "PUT" : "POST";
        const address = template.replaceAll(/\{\w*identifier\}/gi, "CLi").replaceAll(/\{\w+\}/g, "2");
        const { status, body: answer } = await site.call(method, address, JSON.stringify(body));
        expect([200, 201, 204, 400, 404, 409, 501]).toContain(status);
        if (status >= 400) expect(answer).toMatchObject({ code: expect.any(String), message: expect.any(String) });
      }),
      bounded(200),
    );
  });

  test("a body nested thousands of levels deep is refused", async () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const { status, body } = await site.call("PATCH", "/system/members/1", deep);
    expect({ status, code: body.code }).toEqual({ status: 400, code: "ConnectWiseApi" });
    expect((await site.call("POST", "/system/members/2/deactivate", `{"a":${deep}}`)).status).toBe(400);
  });
});

/** The fields of a member that are not of their published type. */
function wrongTypes(member: Record<string, unknown>): string[] {
  const typeOf = (name: string): string => {
    if (name === "teams") return "list";
    if (/^(title|identifier|hireDate|firstName)$/.test(name)) return "string";
    if (/^(id|hourlyRate|daysTolerance)$/.test(name)) return "number";
    return name.endsWith("Flag") ? "boolean" : "";
  };
  return Object.entries(member)
    .filter(([name]) => typeOf(name) !== "")
    .filter(([name, one]) => (Array.isArray(one) ? "list" : typeof one) !== typeOf(name))
    .map(([name]) => name);
}
