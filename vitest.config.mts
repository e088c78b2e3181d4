import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const preload = fileURLToPath(new URL("test/helpers/hostPreload.cjs", import.meta.url));

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/clients/**", "**/node_modules/**"],
    env: {
      // Where the tests themselves run in CI, keys may go to the hosts that they name all the same.
      CI: "",
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require "${preload.replaceAll("\\", "/")}"`.trim(),
    },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
  },
});
