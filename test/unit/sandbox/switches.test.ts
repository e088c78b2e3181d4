import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { assumptions } from "../../../contract/assumptions";
import { QUIRKS } from "../../../sandbox/switches";

describe("the sandbox's quirks", () => {
  test.each(Object.entries(QUIRKS))(
    "%s is an assumption of the service, with answers of the same names",
    (name, answers) => {
      const named = Object.keys(assumptions().find(({ id }) => id === name)?.answers ?? {});
      expect(named).toEqual(expect.arrayContaining([...answers]));
      expect(named[0]).toBe(answers[0]);
    },
  );

  test("are those of the table in its README", () => {
    const readme = readFileSync(path.join(__dirname, "../../../sandbox/README.md"), "utf8");
    const [, section = ""] = /\n## Quirks\n(.*?)\n## /s.exec(readme) ?? [];
    const rows = [...section.matchAll(/^\|[^|]*\| `(\w+)` +\| (.*?) +\|$/gm)].map(([, name = "", answers = ""]) => [
      name,
      answers.replaceAll("`", "").split(", "),
    ]);
    expect(Object.fromEntries(rows)).toEqual(QUIRKS);
  });
});
