import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { contractCommand } from "../../../cli/contract";
import { doctorCommand } from "../../../cli/doctor";
import { gateCommand } from "../../../cli/gate";
import { quoted } from "../../../cli/init/summary";
import packageJson from "../../../package.json";
import { PACKAGE } from "../../../project/package";

test.each([contractCommand(), doctorCommand(), gateCommand()])(
  "a page that $_name names is in the package",
  (command) => {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 10_000 }).outputHelp();
    const named = [...help.matchAll(/\S*\bdocs\/[\w/.-]*\w/g)].map(([file]) => file);
    expect(named.length).toBeGreaterThan(0);
    for (const file of named) {
      const [, inPackage = ""] = /^node_modules\/connectwise-roles\/(.*)$/.exec(file) ?? [];
      expect(packageJson.files).toContain(inPackage);
      expect(existsSync(path.join(PACKAGE, inPackage))).toBe(true);
    }
  },
);

test("a folder's name is one word to each shell", () => {
  expect(quoted("psa/roles", "linux")).toBe("psa/roles");
  expect(quoted("it's $HOME", "linux")).toBe("'it'\\''s $HOME'");
  expect(quoted("our roles", "win32")).toBe('"our roles"');
});
