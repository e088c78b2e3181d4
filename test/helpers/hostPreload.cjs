// @ts-check
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
/** Its underscored functions, which libraries of this kind use, have no types. @type {any} */
const Module = require("node:module");

/**
 * Preloaded into the Node processes of a test's `Project` (`NODE_OPTIONS` of its engine), it acts in two kinds alone: the engine's
 * hosts of a program and of dynamic providers. A run of all tests starts hundreds of them, and each spends most of its time on
 * compiling the same SDK. So npm's arborist, which the SDK has for a purpose that no program here has, is loaded when it is used; and what
 * one of them compiled is kept for the others, as Node does by itself from 22 on. What runs is the same. The test of
 * the package does without.
 */

const HOST = /@pulumi[\\/]pulumi[\\/]cmd[\\/](run|dynamic-provider)([\\/]|$)/;
const MODULES = path.join(__dirname, "../../node_modules");
const KEPT = path.join(MODULES, ".cache", "connectwise-roles");

/** @typedef {Record<string, [length: number, start: number, end: number]>} Index of each file: of its text, and where its code lies */

const [, host] = HOST.exec(process.argv[1] ?? "") ?? [];
if (host) {
  loadWhenUsed("@npmcli/arborist", "Arborist");
  if (!("enableCompileCache" in Module)) compileOnce();
}

/** @param {string} name of a module @param {string} member the one of it that is used */
function loadWhenUsed(name, member) {
  const load = Module._load;
  Module._load = function (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) {
    if (request !== name) return load.call(this, request, ...rest);
    const get = () => load.call(this, request, ...rest)[member];
    return Object.defineProperty({ __esModule: true }, member, { enumerable: true, get });
  };
}

function compileOnce() {
  const file = path.join(KEPT, `${installation()}.compiled`);
  const kept = read(file);
  /** @type {Map<string, { length: number, script: vm.Script }>} */
  const compiled = new Map();
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (/** @type {string} */ text, /** @type {string} */ filename) {
    if (!filename.startsWith(MODULES) || text.startsWith("#!")) return compile.call(this, text, filename);
    const script = new vm.Script(Module.wrap(text), {
      filename,
      cachedData: kept?.(filename, text.length),
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    compiled.set(filename, { length: text.length, script });
    return script
      .runInThisContext()
      .call(this.exports, this.exports, requireOf(this), this, filename, path.dirname(filename));
  };
  // The host of a program loads what the other one does, and more.
  if (!kept && host === "run") process.once("exit", () => write(file, compiled));
}

/** Another one of Node or of node_modules has compiled code of its own. */
function installation() {
  const { mtimeMs } = statSync(path.join(MODULES, ".package-lock.json"));
  return createHash("sha256")
    .update(`${process.version} ${process.arch} ${MODULES} ${mtimeMs}`)
    .digest("hex")
    .slice(0, 16);
}

/** @param {any} module */
function requireOf(module) {
  const require = (/** @type {string} */ id) => module.require(id);
  const resolve = (/** @type {string} */ id, /** @type {object} */ options) =>
    Module._resolveFilename(id, module, false, options);
  const { mainModule: main } = process;
  return Object.assign(require, { resolve, main, extensions: Module._extensions, cache: Module._cache });
}

/** @param {string} file @returns {((filename: string, length: number) => Buffer | undefined) | undefined} */
function read(file) {
  try {
    const data = readFileSync(file);
    const code = 4 + data.readUInt32LE(0);
    /** @type {Index} */
    const index = JSON.parse(data.toString("utf8", 4, code));
    return (filename, length) => {
      const [of, start, end] = index[filename] ?? [];
      return of === length ? data.subarray(code + Number(start), code + Number(end)) : undefined;
    };
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** @param {string} file @param {ReadonlyMap<string, { length: number, script: vm.Script }>} compiled */
function write(file, compiled) {
  /** @type {Index} */
  const index = {};
  /** @type {Buffer[]} */
  const parts = [];
  let end = 0;
  for (const [filename, { length, script }] of compiled) {
    const part = script.createCachedData();
    parts.push(part);
    index[filename] = [length, end, end + part.length];
    end += part.length;
  }
  const head = Buffer.from(JSON.stringify(index));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, Buffer.concat([size, head, ...parts]));
  renameSync(`${file}.${process.pid}`, file);
}
