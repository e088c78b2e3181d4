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
    // Files share a process and the modules that it has loaded: none mocks a module, and each puts back what it changes.
    isolate: false,
  },
});
