import { describe, expect, test } from "vitest";
import { hostOf } from "../../../cli/init/workflow";

describe("the host of a git remote", () => {
  test.each([
    ["https://github.com/acme/roles", "github.com"],
    ["https://user:token@GitHub.com/acme/roles", "github.com"],
    ["git@github.com:acme/roles.git", "github.com"],
    ["ssh://git@ssh.github.com:443/acme/roles.git", "ssh.github.com"],
    ["https://notgithub.com/acme/roles", "notgithub.com"],
    ["https://code.example/gitlab/roles", "code.example"],
    ["/srv/git/github.com/roles.git", undefined],
    ["C:\\git\\github.com\\roles.git", undefined],
    ["../github.com/roles.git", undefined],
    ["", undefined],
  ])("%s", (remote, host) => expect(hostOf(remote)).toBe(host));
});
