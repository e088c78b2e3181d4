import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const PRELOAD = fileURLToPath(import.meta.resolve("./test/helpers/hostPreload.cjs")).replaceAll("\\", "/");

const ENGINE = "test/{e2e,package,histories,upgrade}/**/*.test.ts";
/** What computes for seconds: in a process that many files share it would take several times as long. */
const COMPUTES = "test/unit/importer/**/*.test.ts";

/** Groups in the order of their projects, so that a process goes on with the next file of its group. */
class ByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ project }: TestSpecification) => PROJECTS.findIndex(({ name }) => name === project.name);
    return sorted.sort((one, other) => place(one) - place(other));
  }
}

/** Those that run the real engine take longest: begun first, none of them is waited for alone at the end. */
const PROJECTS = [
  { name: "engine", include: [ENGINE] },
  { name: "compute", include: [COMPUTES] },
  { name: "conformance", include: ["test/conformance/**/*.test.ts"], isolate: false },
  { name: "unit", include: ["test/unit/**/*.test.ts"], exclude: [COMPUTES], isolate: false },
];

export default defineConfig({
  test: {
    env: {
      // Where the tests themselves run in CI, keys may go to the hosts that they name all the same.
      CI: "",
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require "${PRELOAD}"`.trim(),
    },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A test that waits for a process, a page or a time limit leaves its core to another.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: ByProject },
    projects: PROJECTS.map((test) => ({ extends: true, test })),
  },
});
