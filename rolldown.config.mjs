// @ts-check
import path from "node:path";
import { defineConfig } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/** Pulumi's SDK is a program's own, and shared with it. */
const SHARED = /^@pulumi\/pulumi(\/|$)/;

/** What `pg` takes where somebody has installed it besides. */
const OPTIONAL = ["pg-native", "pg-cloudflare"];

/**
 * axios asks for what Node loads of `fetch` at the first question: 30 ms of each process that talks to a tenant. Nobody here uploads a form or
 * lets axios call `fetch`.
 *
 * @type {import("rolldown").Plugin}
 */
const withoutFetch = {
  name: "without-fetch",
  transform: {
    filter: { id: /axios[\\/]lib[\\/](utils|adapters[\\/]fetch)\.js$/ },
    handler(code, id) {
      if (id.endsWith("fetch.js")) return { code: "export const getFetch = () => undefined;", map: null };
      const changed = code.replace("typeof G.FormData !== 'undefined' ? G.FormData : undefined", "undefined");
      if (changed === code) throw new Error(`${id} asks for FormData in another way than rolldown.config.mjs knows`);
      return { code: changed, map: null };
    },
  },
};

/** Whoever changes a source and forgets to build is told. */
const banner = (/** @type {{ isEntry: boolean }} */ { isEntry }) =>
  isEntry ? 'require("../bin/built.js").warnOfBuild();' : "";

/**
 * What is installed and run: CommonJS, since that is what Pulumi's hosts of programs and of dynamic providers load; ES
 * modules import it as well. Every library but Pulumi's SDK is built in: an installation fetches nothing else, and a process
 * reads few files. What is loaded when it is used has files of its own, side by side: so each of them finds the package's
 * folder in the same way.
 */
export default defineConfig([
  {
    input: {
      index: "provider/index.ts",
      lifecycle: "provider/lifecycle/handlers.ts",
      cli: "cli/main.ts",
      sandbox: "sandbox/index.ts",
    },
    platform: "node",
    external: [SHARED, ...OPTIONAL],
    // What axios takes for uploads, which nobody here makes, brings a table of all media types: Node has it, too.
    plugins: [withoutFetch],
    resolve: { alias: { "form-data": path.resolve("tools/formData.cjs") } },
    // The grammar's compiler can also run what it compiled in place; nobody here asks it to.
    checks: { eval: false },
    output: {
      dir: "dist",
      format: "cjs",
      sourcemap: true,
      banner,
      entryFileNames: "[name].js",
      chunkFileNames: "[name].js",
    },
  },
  {
    input: { index: "provider/index.ts" },
    platform: "node",
    external: [SHARED],
    // On a busy machine it would say that the compiler of types takes most of the time.
    checks: { pluginTimings: false },
    plugins: [dts({ emitDtsOnly: true, tsconfig: "tsconfig.sources.json" })],
    output: { dir: "dist", format: "es", entryFileNames: "[name].js", chunkFileNames: "types.js" },
  },
]);
