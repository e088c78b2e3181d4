// @ts-check
const { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const path = require("node:path");
/** Its underscored functions, which libraries of this kind use, have no types. @type {any} */
const Module = require("node:module");

/**
 * Preloaded into each Node process that a test starts (`NODE_OPTIONS`), it acts in three kinds alone: the engine's hosts of a
 * program and of dynamic providers, and `cwroles`. A run of all tests starts hundreds of them, and each spends most of its time on the
 * same: it loads npm's arborist, the compiler of TypeScript and what sends traces, has the debugger tell of each script, compiles the SDK, this
 * package and the program, and tells each stack by lines of TypeScript. So those three are loaded when they are used; the debugger tells of
 * scripts once a function goes into a state; what one process compiled is kept for the others, as Node does by itself from 22 on; and
 * stacks stay as they are. What runs is the same. The test of the package does without.
 */

const HOST = /@pulumi[\\/]pulumi[\\/]cmd[\\/](run|dynamic-provider)([\\/]|$)/;
const TS_NODE = /@pulumi[\\/]pulumi[\\/]vendor[\\/]ts-node@/;
const PACKAGE = path.join(__dirname, "../..");
const COMMAND = path.join(PACKAGE, "bin/cwroles.js");
const MODULES = path.join(PACKAGE, "node_modules");
/** The files in them don't change while tests run. */
const COMPILED = ["node_modules", "dist"].map((name) => path.join(PACKAGE, name) + path.sep);
const KEPT = path.join(MODULES, ".cache", "connectwise-roles");

/** @typedef {Record<string, [length: number, start: number, end: number]>} Index of each file: of its text, and where its code lies */

const [, host] = HOST.exec(process.argv[1] ?? "") ?? [];
const kind = process.argv[1] === COMMAND ? "command" : host;
if (kind) {
  replace((request) => request === "source-map-support/register", Object);
  replace((request) => request === "@npmcli/arborist", whenUsed({ __esModule: true }));
  replace((request) => /^@opentelemetry\/(?!api$)/.test(request), whenUsed({ __esModule: true }));
  replace(
    (request) => request.endsWith("/v8Hooks"),
    (load) => ({ ...load(), isInitializedAsync: async () => {} }),
  );
  replace(
    (request) => request === "typescript",
    whenUsed({ version: require("typescript/package.json").version, parseConfigFileTextToJson }),
  );
  replace(
    (request) => TS_NODE.test(request),
    (load) => ({ register: (/** @type {object} */ options) => compileProgramOnce(options, load) }),
  );
  if (!("enableCompileCache" in Module)) compileOnce();
}

/** @param {(request: string) => boolean} matches @param {(load: () => any) => object} replacement */
function replace(matches, replacement) {
  const load = Module._load;
  Module._load = function (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) {
    const original = () => load.call(this, request, ...rest);
    return matches(request) ? replacement(original) : original();
  };
}

/** A module that is loaded once more of it is asked for than what is known. @param {Record<string, unknown>} known */
function whenUsed(known) {
  return (/** @type {() => any} */ load) =>
    new Proxy(known, { get: (_, name) => (name in known ? known[/** @type {string} */ (name)] : load()[name]) });
}

/** What the host reads of tsconfig.json. @param {string} _file @param {string} text */
function parseConfigFileTextToJson(_file, text) {
  return { config: JSON.parse(text) };
}

/**
 * A program that was compiled and checked before isn't once more. The SDK's ts-node keeps what it compiled, too, but for one folder alone.
 *
 * @param {object} options of ts-node
 * @param {() => any} tsNode
 */
function compileProgramOnce(options, tsNode) {
  Module._extensions[".ts"] = (/** @type {any} */ module, /** @type {string} */ filename) => {
    const file = path.join(KEPT, `${keyOf(filename, options)}.program.js`);
    if (existsSync(file)) return module._compile(readFileSync(file, "utf8"), filename);
    delete Module._extensions[".ts"];
    tsNode().register(options);
    const compile = module._compile;
    module._compile = function (/** @type {string} */ code, /** @type {string} */ name) {
      keep(file, code);
      return compile.call(this, code, name);
    };
    return Module._extensions[".ts"](module, filename);
  };
}

/** A program whose types come from other packages was checked against others. @param {string} filename @param {object} options */
function keyOf(filename, options) {
  const { resolve } = Module.createRequire(filename);
  const packages = ["@pulumi/pulumi/package.json", "connectwise-roles/package.json"].map((name) => resolve(name));
  const types = [...packages, path.join(path.dirname(packages[1]), "dist/index.d.ts")];
  const times = types.map((file) => statSync(file).mtimeMs);
  const texts = [filename, "tsconfig.json"].filter(existsSync).map((file) => readFileSync(file, "utf8"));
  return hash(JSON.stringify([options, times, texts]));
}

function compileOnce() {
  const vm = require("node:vm");
  // The SDK sets it half-way through loading, and Node takes nothing that was compiled under other flags.
  require("node:v8").setFlagsFromString("--allow-natives-syntax");
  const file = path.join(KEPT, `${installation()}.${kind}.compiled`);
  const kept = read(file);
  /** @type {Map<string, { length: number, script: import("node:vm").Script }>} */
  const compiled = new Map();
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (/** @type {string} */ text, /** @type {string} */ filename) {
    if (!COMPILED.some((folder) => filename.startsWith(folder)) || text.startsWith("#!"))
      return compile.call(this, text, filename);
    const cachedData = kept.get(filename, text.length);
    const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    const script = new vm.Script(Module.wrap(text), { filename, cachedData, importModuleDynamically });
    if (!cachedData) compiled.set(filename, { length: text.length, script });
    return script
      .runInThisContext()
      .call(this.exports, this.exports, requireOf(this), this, filename, path.dirname(filename));
  };
  const keepCompiled = () => compiled.size > 0 && write(file, compiled);
  process.once("exit", keepCompiled);
  // The engine kills it once it isn't needed any more.
  if (kind === "dynamic-provider") setTimeout(keepCompiled, 500).unref();
}

/** Another one of Node, of node_modules or of the build has compiled code of its own. */
function installation() {
  const files = [path.join(MODULES, ".package-lock.json"), path.join(PACKAGE, "dist/index.js")];
  const times = files.map((file) => statSync(file).mtimeMs);
  return hash(`${process.version} ${process.arch} ${PACKAGE} ${times}`);
}

/** @param {string} text */
function hash(text) {
  const { createHash } = require("node:crypto");
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** @param {any} module */
function requireOf(module) {
  const require = (/** @type {string} */ id) => module.require(id);
  const resolve = (/** @type {string} */ id, /** @type {object} */ options) =>
    Module._resolveFilename(id, module, false, options);
  const { mainModule: main } = process;
  return Object.assign(require, { resolve, main, extensions: Module._extensions, cache: Module._cache });
}

/** @param {string} file */
function read(file) {
  const data = existsSync(file) ? readFileSync(file) : undefined;
  const code = data ? 4 + data.readUInt32LE(0) : 0;
  /** @type {Index} */
  const index = data ? JSON.parse(data.toString("utf8", 4, code)) : {};
  return {
    index,
    get(/** @type {string} */ filename, /** @type {number} */ length) {
      const [of, start, end] = index[filename] ?? [];
      return of === length ? data?.subarray(code + Number(start), code + Number(end)) : undefined;
    },
  };
}

/** Adds to what is kept. @param {string} file @param {ReadonlyMap<string, { length: number, script: import("node:vm").Script }>} compiled */
function write(file, compiled) {
  const kept = read(file);
  /** @type {Index} */
  const index = {};
  /** @type {Buffer[]} */
  const parts = [];
  let end = 0;
  const add = (
    /** @type {string} */ filename,
    /** @type {number} */ length,
    /** @type {Buffer | undefined} */ part,
  ) => {
    if (!part) return;
    parts.push(part);
    index[filename] = [length, end, end + part.length];
    end += part.length;
  };
  for (const [filename, [length]] of Object.entries(kept.index))
    if (!compiled.has(filename)) add(filename, length, kept.get(filename, length));
  for (const [filename, { length, script }] of compiled) add(filename, length, script.createCachedData());
  const head = Buffer.from(JSON.stringify(index));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  keep(file, Buffer.concat([size, head, ...parts]));
}

/** Whole, or not at all: others read it meanwhile. @param {string} file @param {string | Buffer} content */
function keep(file, content) {
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}
