import path from "node:path";
import { describe, expect, it } from "vitest";
import { CommandError, findOnPath, run, withPathFirst } from "../../../engine/command.mjs";

const node = (script: string, onLine?: (line: string) => void) =>
  run(process.execPath, ["-e", script], onLine ? { onLine } : {});

describe("a command", () => {
  it("gives its standard output, and each line of both outputs as it comes", async () => {
    const lines: string[] = [];
    const script = "console.log('one\\ntwo'); console.error('warning')";
    expect(await node(script, (line) => lines.push(line))).toBe("one\ntwo\n");
    expect(lines.sort()).toEqual(["one", "two", "warning"]);
  });

  it("that fails is quoted", async () => {
    const error = await node("console.error('no such module'); process.exit(3)").catch((reason) => reason);
    expect(error).toBeInstanceOf(CommandError);
    expect(error.message).toMatch(/ended with exit code 3\n {4}no such module$/);
  });

  it("that fails after much output is quoted from its end, and keeps all of it", async () => {
    const error = await node("for (let n = 1; n < 99; n++) console.log('line ' + n); process.exit(1)").catch((e) => e);
    expect(error.message.split("\n").at(-1)).toBe("    line 98");
    expect(error.message).not.toContain("line 7\n");
    expect(error.output).toContain("line 7\n");
  });

  it("that does not exist cannot be started", async () => {
    await expect(run("no-such-program", [])).rejects.toThrow("no-such-program cannot be started");
  });
});

describe("PATH", () => {
  const folder = path.dirname(process.execPath);
  const name = path.basename(process.execPath, path.extname(process.execPath));

  it("is searched as the system does", () => {
    const env = { ...process.env, PATH: ["/nowhere", folder].join(path.delimiter) };
    expect(findOnPath(name, env)).toBe(process.execPath);
    expect(findOnPath("no-such-program", env)).toBeUndefined();
    expect(findOnPath(name, {})).toBeUndefined();
  });

  it("gets a folder in front, however it is spelled", () => {
    expect(withPathFirst("/engine", { Path: "/usr/bin" })).toEqual({
      Path: ["/engine", "/usr/bin"].join(path.delimiter),
    });
    expect(withPathFirst("/engine", {})).toEqual({ PATH: "/engine" });
  });
});
