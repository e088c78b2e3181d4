/** What no public source settles: each answer that a sandbox can be told to give. */
import { describe, expect, test } from "vitest";
import { query, useSandbox } from "./sandboxApi";

const set = (path: string, value: unknown) => [{ op: "replace", path, value }];

describe("subPaths: ignored", () => {
  const site = useSandbox({ quirks: { subPaths: "ignored" } });

  test.each(["defaultLocation/id", "/defaultLocation/id", "teams/0", "title/x"])(
    "a PATCH of %s answers 200 and changes nothing",
    async (path) => {
      const address = `/system/members/${site.sandbox.tenant.member("CLi").id}`;
      const before = (await site.call("GET", address)).body;
      expect(await site.call("PATCH", address, set(path, 2))).toMatchObject({ status: 200, body: before });
      expect((await site.call("GET", address)).body).toEqual(before);
      expect((await site.call("PATCH", address, set("defaultLocation", { id: 1 }))).body.defaultLocation.id).toBe(1);
    },
  );
});

describe("patchOp: lower-case", () => {
  const site = useSandbox({ quirks: { patchOp: "lower-case" } });

  test("another case is refused, with its place", async () => {
    const address = `/system/members/${site.sandbox.tenant.member("CLi").id}`;
    const { status, body } = await site.call("PATCH", address, '[{"op":"Replace","path":"title","value":"Chief"}]');
    expect([status, body.message]).toEqual([
      400,
      expect.stringMatching(/"Replace".* Path '\[0\]\.op', line 1, position 16\.$/),
    ]);
    expect((await site.call("PATCH", address, set("title", "Chief"))).body.title).toBe("Chief");
  });
});

describe("a company's own", () => {
  const site = useSandbox({
    quirks: { subPaths: "ignored" },
    companies: [{ id: "sandbox", quirks: { subPaths: "written" } }, { id: "other" }],
  });

  test("wins over the sandbox's", async () => {
    const other = { authorization: `Basic ${Buffer.from("other+public:private").toString("base64")}` };
    for (const [headers, expected] of [
      [{}, 1],
      [other, 3],
    ] as const) {
      const [member] = (await site.call("GET", `/system/members${query({ conditions: "identifier='GPatel'" })}`)).body;
      const [pair] = (await site.call("GET", "/system/locations/1/departments", undefined, headers)).body;
      const { body } = await site.call(
        "PATCH",
        `/system/members/${member.id}`,
        [...set("defaultLocation/id", 1), ...set("defaultDepartment/id", pair.department.id)],
        headers,
      );
      expect(body.defaultLocation.id).toBe(expected);
    }
  });
});
