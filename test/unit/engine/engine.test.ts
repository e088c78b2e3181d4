import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtVersion, isGoAtLeast, requiredGoVersion } from "../../../engine/build.mjs";
import { findEngineOnPath, firstOf, isCompatible, MINIMUM_VERSION, withoutGrpcProxy } from "../../../engine/engine.mjs";

describe("the first source that has an engine", () => {
  const engine = {
    pulumi: "/x/pulumi",
    bin: "/x",
    version: "3.230.0",
    source: "PATH" as const,
    variables: {},
    env: {},
  };
  const source = (name: string, result: typeof engine | Error) => ({
    name,
    find: () => (result instanceof Error ? Promise.reject(result) : Promise.resolve(result)),
  });

  it("is used, and later ones are not asked", async () => {
    const never = { name: "later", find: () => expect.unreachable() };
    expect(await firstOf([source("empty", new Error("nothing")), source("full", engine), never])).toBe(engine);
  });

  it("is missed with every reason and what to install", async () => {
    const failure = firstOf([source("PATH", new Error("not found")), source("download", new Error("refused"))]);
    await expect(failure).rejects.toThrow(/PATH: not found\n.*download: refused\n.*pulumi\.com.*\n.*Go 1\.\d+/);
  });
});

// The stand-ins for pulumi are shell scripts.
describe.skipIf(process.platform === "win32")("pulumi on PATH", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "cwroles-engine-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const program = (name: string, prints: string, inFolder = folder) => {
    mkdirSync(inFolder, { recursive: true });
    const file = path.join(inFolder, name);
    writeFileSync(file, `#!/bin/sh\necho '${prints}'\n`);
    chmodSync(file, 0o755);
    return file;
  };

  it("is used when it is new enough and has a language host beside it", async () => {
    const pulumi = program("pulumi", "v3.999.0");
    program("pulumi-language-nodejs", "");
    const engine = await findEngineOnPath({ PATH: folder });
    expect(engine).toMatchObject({ pulumi, bin: folder, version: "3.999.0", source: "PATH" });
    expect(engine.variables).not.toHaveProperty("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION");
  });

  it("may have its language host elsewhere on PATH", async () => {
    program("pulumi", "v3.999.0");
    const elsewhere = path.join(folder, "elsewhere");
    program("pulumi-language-nodejs", "", elsewhere);
    await expect(findEngineOnPath({ PATH: [folder, elsewhere].join(path.delimiter) })).resolves.toBeDefined();
  });

  it("is left alone without a Node.js language host", async () => {
    program("pulumi", "v3.999.0");
    await expect(findEngineOnPath({ PATH: folder })).rejects.toThrow("no Node.js language host");
  });

  it("is left alone when it is too old", async () => {
    program("pulumi", "v3.10.0");
    program("pulumi-language-nodejs", "");
    await expect(findEngineOnPath({ PATH: folder })).rejects.toThrow(
      `is 3.10.0; needed is ${MINIMUM_VERSION} or newer`,
    );
  });

  it("may be missing", async () => {
    await expect(findEngineOnPath({ PATH: folder })).rejects.toThrow("not found");
  });
});

describe("versions", () => {
  it.each([
    ["3.230.0", true],
    ["3.230.1", true],
    ["3.248.0-alpha.1+dev", true],
    ["3.229.9", false],
    ["4.0.0", false],
    ["unknown", false],
  ])("pulumi %s is compatible with 3.230.0: %s", (version, compatible) => {
    expect(isCompatible(version, "3.230.0")).toBe(compatible);
  });

  it.each([
    ["go1.25.8", true],
    ["go1.26.0", true],
    ["go1.26rc1", true],
    ["go2.0", true],
    ["go1.25.7", false],
    ["go1.22.12", false],
    ["devel +abc", false],
  ])("%s builds what needs Go 1.25.8: %s", (version, enough) => {
    expect(isGoAtLeast(version, "1.25.8")).toBe(enough);
  });

  it("are pinned in go.mod", () => {
    expect(builtVersion()).toMatch(/^3\.\d+\.\d+$/);
    expect(requiredGoVersion()).toMatch(/^1\.\d+/);
  });
});

describe("what the engine's processes say to each other", () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: "http://p" }, undefined],
    [{ https_proxy: "http://p" }, "127.0.0.1,localhost"],
    [{ http_proxy: "http://p", no_proxy: "psa.example" }, "psa.example,127.0.0.1,localhost"],
    [{ grpc_proxy: "http://p", no_proxy: "a", no_grpc_proxy: "b,127.0.0.1" }, "b,127.0.0.1,localhost"],
  ])("goes past the proxies of %o", (env, list) => {
    expect(withoutGrpcProxy(env).no_grpc_proxy).toBe(list);
  });
});
