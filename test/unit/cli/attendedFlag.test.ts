import { expect, test } from "vitest";
import { parseAttended } from "../../../cli/attendedFlag";

test.each([
  [[], true, true],
  [[], false, false],
  [["--attended"], false, true],
  [["--no-attended"], true, false],
  [["--no-attended", "--attended"], false, true],
])("up %j, at a terminal %s: waits %s", (own, isAtTerminal, isAttended) => {
  expect(parseAttended(["--yes", ...own, "--stack", "acme"], isAtTerminal)).toEqual({
    isAttended,
    pulumiArgs: ["--yes", "--stack", "acme"],
  });
});

test.each(["--attendd", "--atended", "--no-attend", "--attended=false"])("%s isn't handed on to Pulumi", (slip) => {
  expect(() => parseAttended([slip], true)).toThrow(/--(no-)?attended/);
});
