import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/clients/**", "**/node_modules/**"],
    // Where the tests themselves run in CI, keys may go to the hosts that they name all the same.
    env: { CI: "" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
  },
});
