/** What a fleet keeps beside its file is nobody's who commits files. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { fleetFolder } from "../../../fleet/folder";
import { useRepository } from "../../helpers/repository";

const repository = useRepository();
const project = (name: string) => path.join(repository.path, name);

test("a folder whose files are committed is refused, with what to do", () => {
  repository.commit("planted", { "planted/.fleet/state/.pulumi/stacks/msp/acme.json": "{}", "planted/fleet.yaml": "" });
  expect(() => fleetFolder(project("planted"))).toThrow(
    /\.fleet is in git \(\.fleet\/state\/\.pulumi\/stacks\/msp\/acme\.json\): .*git rm -r --cached \.fleet/,
  );
  repository.git("rm", "-r", "--quiet", "--cached", "planted/.fleet");
  expect(fleetFolder(project("planted"))).toBe(project("planted/.fleet"));
});

test("one that git leaves out is taken", () => {
  mkdirSync(project("own"));
  expect(fleetFolder(project("own"))).toBe(project("own/.fleet"));
  repository.git("add", "--all");
  expect(repository.git("status", "--porcelain", "own")).toBe("");
});

test("in somebody else's repository, where git doesn't say, it is refused with git's words", () => {
  mkdirSync(project("theirs"));
  vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
  expect(() => fleetFolder(project("theirs"))).toThrow(/git doesn't say whether .*: fatal: detected dubious ownership/);
  vi.unstubAllEnvs();
});
