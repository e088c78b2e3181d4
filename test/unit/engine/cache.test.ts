import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cacheFolder } from "../../../engine/cache/cacheFolder.mjs";
import { fillFolder } from "../../../engine/cache/fillFolder.mjs";

describe("the cache folder", () => {
  it.each([
    ["linux", {}, path.join(homedir(), ".cache", "connectwise-roles")],
    ["linux", { XDG_CACHE_HOME: "/var/cache/me" }, path.join("/var/cache/me", "connectwise-roles")],
    ["darwin", {}, path.join(homedir(), "Library", "Caches", "connectwise-roles")],
    ["win32", { LOCALAPPDATA: "/local" }, path.join("/local", "connectwise-roles")],
    ["win32", {}, path.join(homedir(), "AppData", "Local", "connectwise-roles")],
    ["linux", { CWROLES_CACHE: "/elsewhere", XDG_CACHE_HOME: "/var/cache/me" }, path.resolve("/elsewhere")],
  ] as const)("on %s with %o is %s", (platform, env, folder) => {
    expect(cacheFolder(env, platform)).toBe(folder);
  });
});

describe("filling a folder", () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), "cwroles-cache-"));
    folder = path.join(parent, "1.0.0");
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const write = (text: string) => async (staging: string) => writeFileSync(path.join(staging, "file"), text);

  it("shows it only when it is complete", async () => {
    await fillFolder(folder, async (staging) => {
      await write("x")(staging);
      expect(readdirSync(parent)).not.toContain("1.0.0");
    });
    expect(readdirSync(parent)).toEqual(["1.0.0"]);
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("leaves nothing behind when it fails", async () => {
    const failure = fillFolder(folder, async (staging) => {
      await write("half")(staging);
      throw new Error("no network");
    });
    await expect(failure).rejects.toThrow("no network");
    expect(readdirSync(parent)).toEqual([]);
  });

  it("keeps what another run has put there meanwhile", async () => {
    await fillFolder(folder, async (staging) => {
      await write("mine")(staging);
      mkdirSync(folder);
      await write("theirs")(folder);
    });
    expect(readdirSync(parent)).toEqual(["1.0.0"]);
    expect(readFileSync(path.join(folder, "file"), "utf8")).toBe("theirs");
  });

  it("is done once, by the first of two at the same time", async () => {
    let second: Promise<void> | undefined;
    await fillFolder(folder, async (staging) => {
      second = fillFolder(folder, write("second"));
      await write("first")(staging);
    });
    await second;
    expect(readFileSync(path.join(folder, "file"), "utf8")).toBe("first");
    expect(readdirSync(parent)).toEqual(["1.0.0"]);
  });

  it("is done by the second where the first fails", async () => {
    let second: Promise<void> | undefined;
    const first = fillFolder(folder, async () => {
      second = fillFolder(folder, write("second"));
      throw new Error("no network");
    });
    await expect(first).rejects.toThrow("no network");
    await second;
    expect(readFileSync(path.join(folder, "file"), "utf8")).toBe("second");
  });

  it("doesn't wait for one that died", async () => {
    mkdirSync(`${folder}.lock`);
    utimesSync(`${folder}.lock`, 0, 0);
    await fillFolder(folder, write("x"));
    expect(readdirSync(parent)).toEqual(["1.0.0"]);
  });

  it("removes what an interrupted run left, but not what a running one works on", async () => {
    const stale = `${folder}.partial-1`;
    const fresh = `${folder}.partial-2`;
    mkdirSync(stale);
    mkdirSync(fresh);
    utimesSync(stale, 0, 0);
    await fillFolder(folder, write("x"));
    expect(readdirSync(parent).sort()).toEqual(["1.0.0", path.basename(fresh)]);
  });
});
