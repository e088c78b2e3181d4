import { expect, test } from "vitest";
import { equals } from "../../../tenant/client/conditions";

test.each([
  ["Integration Sync", 'name="Integration Sync"'],
  ['the "new" one', 'name="the \\"new\\" one"'],
  ["back\\slash", 'name="back\\\\slash"'],
  ['" or name!="', 'name="\\" or name!=\\""'],
  ['\\" or name!="', 'name="\\\\\\" or name!=\\""'],
  ["it's A & B + C = 100 %", 'name="it\'s A & B + C = 100 %"'],
])("equals puts %s into quotes that it can't leave", (value, expected) => {
  expect(equals("name", value)).toBe(expected);
});
