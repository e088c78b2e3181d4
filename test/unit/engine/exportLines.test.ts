import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { exportLines } from "../../../cli/engine";

const variables = { PULUMI_SKIP_UPDATE_CHECK: "true" };

describe("the lines of `cwroles engine --env`", () => {
  it.skipIf(process.platform === "win32")(
    "set PATH and variables in a POSIX shell, whatever the folder is called",
    () => {
      const bin = "/home/it's me/$HOME";
      const script = `${exportLines({ bin, variables }, "posix").join("\n")}\nprintf '%s|%s' "$PATH" "$PULUMI_SKIP_UPDATE_CHECK"`;
      const printed = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { PATH: "/usr/bin" } });
      expect(printed).toBe(`${bin}:/usr/bin|true`);
    },
  );

  it("are PowerShell's own on request", () => {
    expect(exportLines({ bin: "C:\\it's", variables }, "powershell")).toEqual([
      expect.stringMatching(/^\$env:PATH = 'C:\\it''s[:;]' \+ \$env:PATH$/),
      "$env:PULUMI_SKIP_UPDATE_CHECK = 'true'",
    ]);
  });

  it("write a Windows folder as Git Bash does", () => {
    const [path] = exportLines({ bin: "C:\\Users\\me\\bin", variables }, "posix");
    expect(path).toBe(`export PATH='/c/Users/me/bin':"$PATH"`);
  });
});
