import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { coverageDocument } from "../../tools/coverage/table";

test("docs/sandbox-coverage.md is what npm run sandbox-coverage writes", () => {
  const file = path.join(__dirname, "../../docs/sandbox-coverage.md");
  expect(readFileSync(file, "utf8").replaceAll("\r\n", "\n")).toBe(coverageDocument());
});
