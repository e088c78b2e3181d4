// @ts-check
import { readFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findOnPath, run } from "./command.mjs";
import { step } from "./progress.mjs";

/**
 * Builds the engine from Pulumi's official Go modules, at the versions and checksums that go.mod and go.sum of
 * engine/go/ pin. For machines that reach a Go module proxy but not Pulumi's download.
 */

/** @typedef {{ name: string, package: string, folder: string, ldflags: string }} Program */

const CLI = folderOf("cli");
const LANGUAGE_HOST = folderOf("nodejs");

/** The oldest Go that can build it, as in "1.25.8". */
export function requiredGoVersion() {
  return pinned(CLI, /^go (\S+)$/m);
}

/** The version of Pulumi that is built, as in "3.230.0". */
export function builtVersion() {
  return pinned(CLI, /^require github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m);
}

/**
 * Builds the programs into `root`/bin.
 *
 * @param {string} root
 */
export async function buildEngine(root) {
  await checkGo();
  const bin = path.join(root, "bin");
  await mkdir(bin);
  for (const program of programs()) await build(program, bin);
  await copyDynamicProvider(bin);
}

/** @returns {Program[]} */
function programs() {
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${builtVersion()}`;
  return [
    { name: "pulumi", package: pinned(CLI, /^tool (\S+)/m), folder: CLI, ldflags: `-s -w ${version}` },
    {
      name: "pulumi-language-nodejs",
      package: pinned(LANGUAGE_HOST, /^tool (\S+)/m),
      folder: LANGUAGE_HOST,
      ldflags: "-s -w",
    },
  ];
}

async function checkGo() {
  if (!findOnPath("go")) throw new Error("no `go` on PATH");
  const version = (await run("go", ["env", "GOVERSION"], { env: goEnvironment() })).trim();
  if (!isGoAtLeast(version, requiredGoVersion())) {
    throw new Error(`\`go\` on PATH is ${version}; needed is ${requiredGoVersion()} or newer`);
  }
}

/**
 * @param {string} version as `go env GOVERSION` prints it: "go1.26.8", "go1.25rc1"
 * @param {string} minimum
 */
export function isGoAtLeast(version, minimum) {
  const [major = 0, minor = 0, patch = 0] = (/^go([\d.]+)/.exec(version)?.[1] ?? "").split(".").map(Number);
  const [minMajor = 0, minMinor = 0, minPatch = 0] = minimum.split(".").map(Number);
  if (major !== minMajor) return major > minMajor;
  return minor === minMinor ? patch >= minPatch : minor > minMinor;
}

/** @param {Program} program @param {string} bin */
async function build({ name, package: target, folder, ldflags }, bin) {
  const packages = await step(
    `Fetch the Go modules of ${name}`,
    async (report) => {
      let modules = 0;
      const listed = await go(["list", "-deps", target], folder, (line) => {
        if (line.startsWith("go: downloading ")) report(`${++modules} modules`);
      });
      return listed.trim().split("\n").length;
    },
    (count) => `${count} packages`,
  );
  await step(`Compile ${name}`, async (report) => {
    let compiled = 0;
    const file = path.join(bin, process.platform === "win32" ? `${name}.exe` : name);
    // With -v the compiler names each package it compiles; those in Go's own cache are not among them.
    await go(["build", "-v", "-ldflags", ldflags, "-o", file, target], folder, (line) => {
      if (!line.startsWith("go: ")) report(`${++compiled} of at most ${packages} packages`);
    });
  });
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @param {(line: string) => void} onLine
 */
function go(args, cwd, onLine) {
  return run("go", args, { cwd, env: goEnvironment(), onLine });
}

/** The user's settings of module proxy and checksum database stay; what would change the build does not. */
function goEnvironment() {
  return {
    ...process.env,
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=readonly -buildvcs=false",
    GOOS: undefined,
    GOARCH: undefined,
    GOTOOLCHAIN: "local",
    GOWORK: "off",
  };
}

/** The script through which the engine starts this program's own resources; the SDK brings it for every system. @param {string} bin */
async function copyDynamicProvider(bin) {
  const sdk = path.dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
  for (const file of ["pulumi-resource-pulumi-nodejs", "pulumi-resource-pulumi-nodejs.cmd"]) {
    await copyFile(path.join(sdk, file), path.join(bin, file));
  }
}

/** @param {string} name */
function folderOf(name) {
  return fileURLToPath(new URL(`../engine/go/${name}/`, import.meta.url));
}

/** @param {string} folder @param {RegExp} pattern */
function pinned(folder, pattern) {
  const file = path.join(folder, "go.mod");
  const value = pattern.exec(readFileSync(file, "utf8"))?.[1];
  if (!value) throw new Error(`${file} has no ${pattern}`);
  return value;
}
