import fc from "fast-check";
import { expect, test } from "vitest";
import { faultIn, whereIs } from "../../../sandbox/http/jsonPlace";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** JSON of one character more, less or other. */
const spoilt = fc
  .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat(1), fc.constantFrom(...'{}[],:"\\0-.eEu x\ntn', ""))
  .map(([text, at, removed, added]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + added + text.slice(place + removed);
  });

test("finds fault with what is no JSON, and with nothing else", () => {
  fc.assert(
    fc.property(spoilt, (text) => {
      expect({ text, isFaulty: faultIn(text) !== undefined }).toEqual({ text, isFaulty: !isJson(text) });
    }),
    { numRuns: 3_000 },
  );
});

test("says where a name and a value end", () => {
  const text = '{\n  "a": { "b c": [1, "x"] },\r\n  "d": null\n}';
  expect(whereIs(text, "a['b c']", "name")).toBe("Path 'a['b c']', line 2, position 15");
  expect(whereIs(text, "a['b c'][1]", "value")).toBe("Path 'a['b c'][1]', line 2, position 23");
  expect(whereIs(text, "d", "value")).toBe("Path 'd', line 3, position 11");
});
