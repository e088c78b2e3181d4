/** What a process prints leaves it in few places, each of which cleans it: a renderer can't forget to. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const REPOSITORY = path.resolve(__dirname, "../../..");
/** Nobody installs or runs these. */
const OTHERS = /^(\..*|node_modules|dist|test|bench|tools|docs|profiles)$/;

const EXITS = [
  "bin/built.js", // before anything is built: the package's own paths
  "bin/cwroles.js",
  "cli/engine.ts", // lines for a shell's eval: this machine's own paths
  "cli/fleet/progress.ts", // a live display
  "cli/print.ts",
  "cli/progressLine.ts", // a live display
  "engine/progress.mjs", // a live display
  "provider/lifecycle/handlers.ts", // the engine's log
  "publish/gate.mjs", // with nothing but Node
  "sandbox/http/refusals.ts", // what the sandbox itself got wrong
];

const PRINTS =
  /\b(?:process\.(?:stdout|stderr)\.write|stream\.write|console\.(?:log|error|warn|info)|createLogUpdate)\(/;

const sources = readdirSync(REPOSITORY, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !OTHERS.test(entry.name))
  .flatMap(({ name }) =>
    readdirSync(path.join(REPOSITORY, name), { recursive: true, encoding: "utf8" }).map((file) =>
      path.posix.join(name, file.replaceAll("\\", "/")),
    ),
  )
  .filter((file) => /\.(ts|mjs|js)$/.test(file) && !/\/html\/[^/]*\.js$/.test(file));

test("nothing else writes to stdout or stderr", () => {
  const found = sources.filter((file) => PRINTS.test(readFileSync(path.join(REPOSITORY, file), "utf8")));
  expect(found.sort()).toEqual(EXITS);
});

test("all that print text of others clean it", () => {
  const own = EXITS.filter((file) => !file.startsWith("bin/") && file !== "cli/engine.ts");
  expect(own.filter((file) => !readFileSync(path.join(REPOSITORY, file), "utf8").includes("text/clean.mjs"))).toEqual(
    [],
  );
});
