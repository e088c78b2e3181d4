/** The package as others install it: packed, installed into empty projects, type-checked, and run by the real pulumi. */
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureEngine } from "../../engine/engine.mjs";
import { IsolatedPulumi } from "../../engine/isolatedPulumi.mjs";
import { type Sandbox, startSandbox } from "../../sandbox";

// What is installed starts as it does elsewhere: without what makes the engine's hosts start faster in the other tests.
delete process.env.NODE_OPTIONS;

const REPOSITORY = path.resolve(__dirname, "../..");
const INSTALL_MS = 240_000;
const PNPM = "pnpm@10.18.3";
const shell = process.platform === "win32";

const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
const tarball = path.join(folder, "roles.tgz");
const at = (...parts: string[]) => path.join(folder, ...parts);

const run = (command: string, args: readonly string[], cwd: string) =>
  promisify(execFile)(command, [...args], { cwd, shell, maxBuffer: 64 * 1024 * 1024 });

interface PackedFile {
  readonly path: string;
}

let files: string[];

beforeAll(() => {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd: REPOSITORY, encoding: "utf8", shell })) as [
    { filename: string; files: PackedFile[] },
  ];
  files = packed.files.map((file) => file.path);
  execFileSync(process.execPath, [
    "-e",
    "fs.renameSync(process.argv[1], process.argv[2])",
    at(packed.filename),
    tarball,
  ]);
}, INSTALL_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the tarball", () => {
  test("holds what is built and read, and nothing of a contributor's", () => {
    expect(files).toEqual(
      expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/cli.js", "dist/LICENSES.txt"]),
    );
    expect(files).toEqual(
      expect.arrayContaining(["bin/cwroles.js", "profiles/wise-sync.yaml", "engine/go/cli/go.sum"]),
    );
    expect(files.filter((file) => /^(test|tools|bench|docs\/decisions)\//.test(file))).toEqual([]);
    expect(
      files.filter((file) => /\.(test|spec)\./.test(file) || (/\.ts$/.test(file) && !/(^index|\.d)\.ts$/.test(file))),
    ).toEqual([]);
  });

  test("names the licence of each package that is built in", () => {
    const text = readFileSync(path.join(REPOSITORY, "dist/LICENSES.txt"), "utf8");
    for (const name of ["axios", "zod", "yaml", "commander", "fastify", "pg-boss"])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, (MIT|ISC)$`, "m"));
  });

  test("has nothing that publint objects to", async () => {
    const data = readFileSync(tarball);
    const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer;
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  test("has types that every kind of resolution finds", async () => {
    const entrypoints = { excludeEntrypoints: ["./lifecycle", /^\.\/profiles/] };
    const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)), entrypoints);
    expect(result.types && result.problems).toEqual([]);
  });
});

const PROGRAM = `
const role = new SecurityRole("role", { name: "Integration Sync", ...profile("wise-sync") });
new ApiMember("member", {
  identifier: "integration",
  securityRole: role.id,
  location: "Main Office",
  businessUnit: "Professional Services",
});
`;
const IMPORT = 'import { ApiMember, profile, SecurityRole } from "connectwise-roles";';
const REQUIRE = 'const { ApiMember, profile, SecurityRole } = require("connectwise-roles");';

interface Program {
  readonly main: string;
  readonly type: "commonjs" | "module";
  readonly text: string;
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  "commonjs-typescript": {
    main: "index.ts",
    type: "commonjs",
    text: `${IMPORT}${PROGRAM}export const exact = role.exact;\n`,
  },
  "module-typescript": {
    main: "index.ts",
    type: "module",
    text: `${IMPORT}${PROGRAM}export const exact = role.exact;\n`,
  },
  "commonjs-javascript": {
    main: "index.js",
    type: "commonjs",
    text: `${REQUIRE}${PROGRAM}exports.exact = role.exact;\n`,
  },
  "module-javascript": {
    main: "index.js",
    type: "module",
    text: `${IMPORT}${PROGRAM}export const exact = role.exact;\n`,
  },
};

const COMPILER = { strict: true, target: "es2022", module: "nodenext", moduleResolution: "nodenext", noEmit: true };
// ts-node: Pulumi compiles a program that is an ES module by one of the project's own.
const DEVELOPMENT = { typescript: "5.9.3", "ts-node": "10.9.2", "@types/node": "20.19.43" };

function writeProject(place: string, { main, type, text }: Program, more: object = {}): void {
  const write = (file: string, content: string) => writeFileSync(path.join(place, file), content);
  mkdirSync(place, { recursive: true });
  write("package.json", JSON.stringify({ name: path.basename(place), private: true, type, main, ...more }));
  write("Pulumi.yaml", `name: ${path.basename(place)}\nruntime: nodejs\n`);
  write("tsconfig.json", JSON.stringify({ compilerOptions: COMPILER, files: ["index.ts"] }));
  write(main, text);
}

/** What the compiler that a project installed objects to in its program and in this package's declarations; other packages' are their own. */
function problemsOf(place: string, kind: { module: string; moduleResolution: string }): string[] {
  const ts = createRequire(path.join(place, "package.json"))("typescript") as typeof import("typescript");
  const { options } = ts.convertCompilerOptionsFromJson({ ...COMPILER, ...kind }, place);
  const program = ts.createProgram([path.join(place, "index.ts")], options);
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/connectwise-roles\/dist\/|\/index\.ts$/.test(fileName));
  expect(files.length).toBeGreaterThan(1);
  return files.flatMap((file) =>
    ts
      .getPreEmitDiagnostics(program, file)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  );
}

describe.each([
  ["npm, one node_modules for several projects", Object.keys(PROGRAMS)],
  ["pnpm, a project by itself", ["commonjs-typescript"]],
])("installed by %s", (installer, names) => {
  const root = at(installer.split(",")[0] ?? "");
  const isPnpm = installer.startsWith("pnpm");
  const dependencies = { "connectwise-roles": `file:${tarball}`, "@pulumi/pulumi": "^3.248.0" };

  beforeAll(async () => {
    const own = { dependencies, devDependencies: DEVELOPMENT };
    for (const name of names) writeProject(path.join(root, name), PROGRAMS[name] as Program, isPnpm ? own : {});
    if (isPnpm)
      await run(
        "npm",
        ["exec", "--yes", `--package=${PNPM}`, "--", "pnpm", "install"],
        path.join(root, names[0] ?? ""),
      );
    else {
      writeFileSync(path.join(root, "package.json"), JSON.stringify({ private: true, workspaces: names, ...own }));
      await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], root);
    }
  }, INSTALL_MS);

  const bin = (name: string) => path.join(root, isPnpm ? (names[0] ?? "") : "", "node_modules", ".bin", name);

  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
    ["commonjs", "node10"],
  ])(
    "its declarations are whole to a compiler of %s, resolved as %s",
    (module, moduleResolution) => {
      expect(problemsOf(path.join(root, names[0] ?? ""), { module, moduleResolution })).toEqual([]);
    },
    INSTALL_MS,
  );

  test("its command runs", async () => {
    const { stdout } = await run(bin("cwroles"), ["profiles", "list"], path.join(root, names[0] ?? ""));
    expect(stdout).toMatch(/^wise-sync .*library/m);
    expect((await run(bin("cwroles"), ["--help"], root)).stdout).toContain("Usage: cwroles");
  });

  describe.each(names)("a program in %s", (name) => {
    let sandbox: Sandbox;
    let pulumi: IsolatedPulumi;

    beforeAll(async () => {
      sandbox = await startSandbox();
      pulumi = new IsolatedPulumi(await ensureEngine({ isQuiet: true }), {
        folder: at("engines", installer, name),
        cwd: path.join(root, name),
        passphrase: "test",
      });
      await pulumi.prepare();
      Object.assign(pulumi.env, {
        ...{ CONNECTWISE_SITE: sandbox.url, CONNECTWISE_COMPANY_ID: "sandbox", CONNECTWISE_PUBLIC_KEY: "public" },
        ...{ CONNECTWISE_PRIVATE_KEY: "private", CONNECTWISE_CLIENT_ID: "00000000-0000-0000-0000-000000000000" },
      });
      await pulumi.run(["stack", "init", "test"]);
    }, INSTALL_MS);

    afterAll(() => sandbox?.close());

    test(
      "previews, goes up, shows drift, and is taken back",
      async () => {
        expect(await pulumi.run(["preview"])).toContain("3 to create");
        expect(await pulumi.run(["up", "--yes", "--skip-preview"])).toMatch(/exact: true[\s\S]*3 created/);
        sandbox.tenant.setLevel("Integration Sync", "System", "Security", "edit", "All");
        const drift = pulumi.run(["preview", "--refresh", "--expect-no-changes"]);
        await expect(drift).rejects.toThrow(/1 to update[\s\S]*no changes were expected/);
        expect(await pulumi.run(["destroy", "--yes", "--skip-preview"])).toContain("3 deleted");
        expect(sandbox.tenant.roles().map((role) => role.name)).not.toContain("Integration Sync");
      },
      INSTALL_MS,
    );
  });
});
