import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Where the tests themselves run in CI, keys may go to the hosts that they name all the same.
    env: { CI: "" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
    projects: [
      // These share a process and what it has loaded: they mock no module, and put back what they change.
      { extends: true, test: { name: "unit", include: ["test/unit/**/*.test.ts"], isolate: false } },
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: ["test/unit/**", "test/clients/**", "**/node_modules/**"],
        },
      },
    ],
  },
});
