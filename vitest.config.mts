import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that run the real engine take longest: begun first, none of them is waited for alone at the end. */
class EngineFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const runsEngine = ({ moduleId }: TestSpecification) => /\/test\/(e2e|package|histories|upgrade)\//.test(moduleId);
    return [...sorted.filter(runsEngine), ...sorted.filter((file) => !runsEngine(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/clients/**", "**/node_modules/**"],
    // Where the tests themselves run in CI, keys may go to the hosts that they name all the same.
    env: { CI: "" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
    sequence: { sequencer: EngineFirst },
  },
});
