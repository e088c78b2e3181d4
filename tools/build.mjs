// @ts-check
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "rolldown";
import { parse } from "yaml";
import { step } from "../engine/progress.mjs";
import config from "../rolldown.config.mjs";
import { licensesOf } from "./licenses.mjs";
import { PROJECT } from "./setup/project.mjs";

/** `npm run build`: `dist/` anew. The former one stays until the new one is whole, for processes that run it. */

const DIST = path.join(PROJECT, "dist");
const NEW = `${DIST}.new-${process.pid}`;
const FORMER = `${DIST}.former-${process.pid}`;

try {
  process.chdir(PROJECT);
  await step("Build dist", async () => {
    const parts = config.map((part) => ({ ...part, output: { ...part.output, dir: NEW } }));
    const made = await build(/** @type {import("rolldown").BuildOptions[]} */ (parts));
    const chunks = made.flatMap(({ output }) => output).filter((file) => file.type === "chunk");
    writeFileSync(path.join(NEW, "LICENSES.txt"), licensesOf(chunks.flatMap(({ moduleIds }) => moduleIds)));
    lightenMaps();
    writeFileSync(path.join(NEW, "texts.json"), JSON.stringify(ownTexts()));
    await rename(DIST, FORMER).catch(unlessMissing);
    await rename(NEW, DIST);
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  for (const folder of [NEW, FORMER]) await rm(folder, { recursive: true, force: true });
}

/** The YAML files that the package reads of its own, each with what it holds. */
function ownTexts() {
  const profiles = readdirSync(path.join(PROJECT, "profiles")).filter((file) => file.endsWith(".yaml"));
  const files = [
    ...profiles.map((file) => `profiles/${file}`),
    ...["review/risks.yaml", "audit/rules.yaml", "contract/assumptions.yaml", "contract/published/shapes.yaml"],
  ];
  return files.map((file) => {
    const text = readFileSync(path.join(PROJECT, file), "utf8");
    return { text, data: parse(text, { merge: true }) };
  });
}

/** Source maps keep the text of this project's own sources; those of libraries, three times as much, are in their packages. */
function lightenMaps() {
  for (const name of readdirSync(NEW).filter((file) => file.endsWith(".map"))) {
    const file = path.join(NEW, name);
    /** @type {{ sources: string[], sourcesContent: (string | null)[] }} */
    const map = JSON.parse(readFileSync(file, "utf8"));
    const sourcesContent = map.sourcesContent.map((text, index) =>
      map.sources[index]?.includes("node_modules") ? null : text,
    );
    writeFileSync(file, JSON.stringify({ ...map, sourcesContent }));
  }
}

/** @param {NodeJS.ErrnoException} error */
function unlessMissing(error) {
  if (error.code !== "ENOENT") throw error;
}
