/** What is said of a `dist` that isn't there, isn't whole, or is older than its sources. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const SOURCE = path.resolve(__dirname, "../../../bin/built.js");

describe("built", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
    for (const name of ["bin", "dist", "core"]) mkdirSync(path.join(folder, name));
    copyFileSync(SOURCE, path.join(folder, "bin/built.js"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const add = (...files: readonly string[]) => files.map((file) => writeFileSync(path.join(folder, file), ""));
  const built = (): typeof import("../../../bin/built.js") =>
    createRequire(__filename)(path.join(folder, "bin/built.js"));

  test("a clone is told to build", () => {
    add("rolldown.config.mjs");
    expect(built().missingBuild()).toBe(`connectwise-roles isn't built yet: run npm run build in ${folder}`);
  });

  test.each(["index.js", "lifecycle.js", "cli.js"])(
    "an installed package without %s is to be installed again",
    (file) => {
      add(...["index.js", "lifecycle.js", "cli.js"].filter((name) => name !== file).map((name) => `dist/${name}`));
      expect(built().missingBuild()).toBe(
        `connectwise-roles isn't installed whole, dist/${file} is missing: delete ${folder} and run npm install again`,
      );
    },
  );

  test("one that is whole is told nothing; a source that is newer is named in a clone alone", () => {
    add("dist/index.js", "dist/lifecycle.js", "dist/cli.js", "core/plan.ts");
    utimesSync(path.join(folder, "dist/index.js"), 1, 1);
    expect([built().missingBuild(), built().staleBuild()]).toEqual([undefined, undefined]);
    add("rolldown.config.mjs");
    expect(built().staleBuild()).toBe("connectwise-roles was built before core/plan.ts was changed: run npm run build");
  });
});
