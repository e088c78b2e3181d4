/** `cwroles init` as a command, with the real engine and the sandbox over HTTP. */
import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureEngine } from "../../engine/engine.mjs";
import { withoutUserVariables } from "../../engine/isolatedPulumi.mjs";
import { type Sandbox, startSandbox } from "../../sandbox";
import { type CliOutcome, cwroles } from "../helpers/cli";

const REPOSITORY = path.resolve(__dirname, "../..");
const CLIENT_ID = "11111111-2222-3333-4444-555555555555";
const SECRET = "k3y-of-nobody";

describe("cwroles init", { timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  let folder: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    sandbox = await startSandbox();
  });

  afterAll(() => sandbox.close());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
    mkdirSync(path.join(folder, "home"));
    env = {
      ...withoutUserVariables(await ensureEngine()),
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "test",
      CONNECTWISE_PRIVATE_KEY: "private",
    };
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const init = (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<CliOutcome> =>
    cwroles(["init", ...args, "--no-input"], folder, { ...env, ...more });

  const options = (changed: Readonly<Record<string, string>> = {}) =>
    Object.entries({
      ...{ "--site": sandbox.url, "--company-id": "sandbox", "--public-key": "public", "--client-id": CLIENT_ID },
      ...{ "--profile": "wise-sync", "--location": "Main Office", "--business-unit": "Professional Services" },
      ...changed,
    }).flat();

  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");

  test("makes a project whose preview shows the role and the member, and whose key is nowhere in clear", async () => {
    const { code, stdout, stderr } = await init(["acme", ...options(), "--local-state"]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("npx cwroles preview --stack sandbox");
    expect(stdout + stderr).not.toMatch(/\bprivate\b(?! key)/i);
    expect(read("acme/Pulumi.sandbox.yaml")).toMatch(/connectwise:privateKey:\n +secure: v1:/);
    expect(read("acme/index.ts")).toBe(readFileSync(path.join(REPOSITORY, "index.ts"), "utf8"));
    expect(JSON.parse(read("acme/package.json"))).toMatchObject({
      private: true,
      // A clone is no package of a registry.
      dependencies: {
        "connectwise-roles": expect.stringMatching(/^file:\.\.\//),
        "@pulumi/pulumi": expect.any(String),
      },
    });
    symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "acme/node_modules"));
    const preview = await cwroles(["preview", "--non-interactive", "--diff"], path.join(folder, "acme"), env);
    expect(preview.code, preview.stderr).toBe(0);
    expect(preview.stdout).toContain("Service Tickets");
    expect(preview.stdout).toContain("4 to create");
  });

  test("run again keeps what is there and refuses the stack; another one is added", async () => {
    await init(["acme", ...options(), "--local-state"]);
    writeFileSync(path.join(folder, "acme/index.ts"), "// mine\n");
    const again = await init(["acme", ...options()]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(
      "The stack sandbox is there already (acme/Pulumi.sandbox.yaml). For another tenant name another one with --stack",
    );
    const other = await init(["acme", ...options({ "--stack": "other", "--role": "Other Sync" })]);
    expect(other.code, other.stderr).toBe(0);
    expect(other.stdout).toContain("kept      acme/index.ts");
    expect(read("acme/index.ts")).toBe("// mine\n");
    expect(read("acme/Pulumi.other.yaml")).toContain("acme:role: Other Sync");
  });

  test("an interrupted run is finished by the next one", async () => {
    await init(["acme", ...options(), "--local-state"]);
    const file = path.join(folder, "acme/Pulumi.sandbox.yaml");
    writeFileSync(file, read("acme/Pulumi.sandbox.yaml").replace(/ +connectwise:privateKey:\n.*\n/, ""));
    expect((await init(["acme", ...options()])).code).toBe(0);
    expect(read("acme/Pulumi.sandbox.yaml")).toContain("connectwise:privateKey:");
  });

  test("a package.json that is there gets what it lacks, and nothing else", async () => {
    const own = { name: "mine", type: "commonjs", dependencies: { "connectwise-roles": "file:../roles.tgz" } };
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(own));
    const { code, stdout } = await init([".", ...options(), "--local-state"]);
    expect(code).toBe(0);
    expect(stdout).toContain("extended  package.json");
    expect(JSON.parse(read("package.json"))).toMatchObject({
      ...{ name: "mine", type: "commonjs" },
      dependencies: { "connectwise-roles": "file:../roles.tgz", "@pulumi/pulumi": expect.any(String) },
    });
  });

  test("a package.json that is no JSON is told, and nothing is written", async () => {
    writeFileSync(path.join(folder, "package.json"), "{bad");
    // Node itself would read it for what is preloaded.
    const { code, stderr } = await init([".", ...options(), "--local-state"], { NODE_OPTIONS: "" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The project can't be extended: package\.json: is no JSON: /);
    expect(readdirSync(folder).sort()).toEqual(["home", "package.json"]);
  });

  test.each([
    ["https://github.com/acme/roles.git", ".github/workflows/permission-review.yml"],
    ["git@gitlab.com:acme/roles.git", ".gitlab-ci.yml"],
    ["https://acme@dev.azure.com/acme/roles/_git/roles", "azure-pipelines.yml"],
  ])("writes the review's workflow for the remote %s", async (remote, file) => {
    execFileSync("git", ["init", "--quiet", folder]);
    execFileSync("git", ["-C", folder, "remote", "add", "origin", remote]);
    const { stdout } = await init([".", ...options(), "--local-state", "--dry-run"]);
    expect(stdout).toContain(`new       ${file}`);
    expect(readdirSync(folder).sort()).toEqual([".git", "home"]);
  });

  test.each([
    ["https://notgithub.com/acme/roles.git", "", "there is none for notgithub.com"],
    ["https://github.com/acme/roles.git", "below", "it belongs into the top folder of the git repository"],
  ])("says why there is no workflow for %s, folder %j", async (remote, below, why) => {
    execFileSync("git", ["init", "--quiet", folder]);
    execFileSync("git", ["-C", folder, "remote", "add", "origin", remote]);
    mkdirSync(path.join(folder, below), { recursive: true });
    const { stdout } = await init([path.join(".", below), ...options(), "--local-state", "--dry-run"]);
    expect(stdout).toContain(`No workflow for reviews: ${why}`);
  });

  test("a folder that can't be made is told ahead of everything else", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const { code, stderr } = await init([path.join("file", "acme"), ...options(), "--local-state"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^No project can be made in file\/acme: \S+file is a file, not a folder\.$/m);
  });

  test("a folder's name is one word to the shell", async () => {
    const { stdout } = await init(["it's $HOME `id`", ...options(), "--local-state"]);
    expect(stdout).toContain("  cd 'it'\\''s $HOME `id`'\n");
  });

  test("where there is no project, up and its like name the way to one", async () => {
    const { code, stderr } = await cwroles(["preview"], folder, env);
    expect(code).not.toBe(0);
    expect(stderr).toContain("npx cwroles init makes a project, step by step.");
    await init(["acme", ...options(), "--local-state"]);
    const inProject = await cwroles(["preview", "--no-such-option"], path.join(folder, "acme"), env);
    expect(inProject.code).not.toBe(0);
    expect(inProject.stderr).not.toContain("npx cwroles init");
  });

  test("without a terminal names everything that is missing at once, and writes nothing", async () => {
    const { code, stderr } = await init(["acme"], { CONNECTWISE_PRIVATE_KEY: "" });
    expect(code).toBe(1);
    for (const option of ["--site", "--company-id", "--public-key", "--private-key-file", "--client-id", "--location"])
      expect(stderr).toContain(`${option}`);
    expect(existsSync(path.join(folder, "acme"))).toBe(false);
  });

  test("everything that is wrong with the answers is told at once", async () => {
    const odd = { "--role": "x".repeat(31), "--profile": "wise-synk", "--public-key": "pub lic", "--stack": "a b" };
    const { code, stderr } = await init(["acme", ...options(odd), "--local-state"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^These answers can't be used, 4 problems:/);
    expect(stderr).toContain("--stack: letters, digits");
    expect(stderr).toContain("--public-key: a blank, a line break");
    expect(stderr).toContain("did you mean wise-sync?");
    expect(existsSync(path.join(folder, "acme"))).toBe(false);
  });

  test("a key comes from a file, without what surrounds it", async () => {
    writeFileSync(path.join(folder, "acme.key"), "\ufeffprivate\r\n");
    const args = [
      "acme",
      ...options({ "--public-key": " public\n", "--private-key-file": "acme.key" }),
      "--local-state",
    ];
    const { code, stderr } = await init(args, { CONNECTWISE_PRIVATE_KEY: "" });
    expect(code, stderr).toBe(0);
    expect(read("acme/Pulumi.sandbox.yaml")).toContain("connectwise:publicKey: public\n");
    const missing = await init(["other", ...options({ "--private-key-file": "none.key" })]);
    expect(missing.stderr).toContain("none.key: no such file");
  });

  test.each(["123", "true", "ü", "x".repeat(120)])(
    "a folder called %s makes a project that Pulumi takes",
    async (name) => {
      const { code, stderr } = await init([name, ...options(), "--local-state"]);
      expect(code, stderr).toBe(0);
    },
  );

  const write = (files: Readonly<Record<string, string>>) => {
    mkdirSync(path.join(folder, "acme"));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, "acme", file), text);
  };

  test.each([
    ["Pulumi.yaml", "name: x\nruntime: python\n", "Pulumi.yaml:2:1: runtime: only programs for nodejs"],
    ["Pulumi.yaml", "name: x\nruntime: nodejs\nmain: lib/\n", "there is no program lib/"],
    ["Pulumi.yaml", "name: [\n", "Pulumi.yaml"],
    ["Pulumi.yml", "name: x\nruntime: nodejs\n", "Pulumi.yml: write it as Pulumi.yaml"],
    ["package.json", '{"dependencies": "none"}', "package.json: dependencies: "],
  ])("a %s that it can't add to is told, and nothing is written: %j", async (file, text, message) => {
    write({ [file]: text });
    const { code, stderr } = await init(["acme", ...options(), ...(text.includes("nodejs") ? [] : ["--local-state"])], {
      PULUMI_BACKEND_URL: text.includes("nodejs") ? `file://${folder}` : "",
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The project can't be extended: /);
    expect(stderr).toContain(message);
    expect(readdirSync(path.join(folder, "acme"))).toEqual([file]);
  });

  test("a project in JavaScript keeps its program, and hears that it makes no role yet", async () => {
    write({
      "Pulumi.yaml": "name: mine\nruntime: { name: nodejs }\nbackend: { url: file://./.pulumi-state }\n",
      "package.json": '\ufeff{\n\t"main": "lib.js"\n}\n',
      "lib.js": "// mine\n",
      ".gitignore": "/node_modules\n*.log",
      "pnpm-lock.yaml": "",
    });
    const { code, stdout, stderr } = await init(["acme", ...options()]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(
      "kept      acme/lib.js: it makes no role yet; node_modules/connectwise-roles/index.ts shows",
    );
    expect(stdout).toContain("\n  pnpm install\n");
    expect(existsSync(path.join(folder, "acme/index.ts"))).toBe(false);
    expect(read("acme/.gitignore")).toBe("/node_modules\n*.log\n.fleet/\npermission-review/\n.pulumi-state/\n");
    expect(read("acme/package.json")).toMatch(/^\{\n\t"main": "lib.js",\n\t"dependencies": \{\n/);
    expect(read("acme/package.json")).not.toContain("typescript");
  });

  test("a package.json that names a program that isn't there, as npm init writes it, is no obstacle", async () => {
    write({
      "Pulumi.yaml": "name: mine\nruntime: nodejs\nbackend: { url: file://./.pulumi-state }\n",
      "package.json": '{ "main": "index.js" }',
    });
    const { code, stdout, stderr } = await init(["acme", ...options()]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("wrote     acme/index.ts");
  });

  test("the state is kept where the user says, or the command is refused", async () => {
    const elsewhere = await init(["acme", ...options(), "--local-state"], { PULUMI_BACKEND_URL: `file://${folder}` });
    expect(elsewhere.stderr).toContain(
      "--local-state can't be used: PULUMI_BACKEND_URL says that the state is in file://",
    );
    const nowhere = await init(["acme", ...options()], { PULUMI_BACKEND_URL: `file://${folder}/none` });
    expect(nowhere.stderr).toMatch(/^Pulumi can't keep the state of stacks in file:.*\/none: unable to open/);
    write({ "Pulumi.yaml": "name: mine\nruntime: nodejs\n" });
    const there = await init(["acme", ...options(), "--local-state"]);
    expect(there.stderr).toContain('write "backend: { url: file://./.pulumi-state }" into its Pulumi.yaml');
    expect(readdirSync(path.join(folder, "acme"))).toEqual(["Pulumi.yaml"]);
  });

  test("a stack that a clone of the project lacks the state of is added to, and a comment is no key", async () => {
    await init(["acme", ...options(), "--local-state"]);
    rmSync(path.join(folder, "acme/.pulumi-state"), { recursive: true });
    writeFileSync(path.join(folder, "acme/Pulumi.other.yaml"), "# connectwise:privateKey follows\nconfig: {}\n");
    const { code, stderr } = await init(["acme", ...options({ "--stack": "other" })]);
    expect(code, stderr).toBe(0);
  });

  test.each([
    ["a key that the tenant refuses", { "--public-key": "other" }, "401"],
    ["a company that it doesn't know", { "--company-id": "nobody" }, 'the tenant knows no company "nobody"'],
    ["a location that it doesn't have", { "--location": "Main Offic" }, "did you mean Main Office?"],
    ["a business unit that isn't there", { "--business-unit": "Nowhere" }, "has no business unit"],
    ["a profile that there isn't", { "--profile": "wise-synk" }, "did you mean wise-sync?"],
    ["a name that is too long", { "--role": "x".repeat(31) }, "--role: at most 30 characters"],
  ])("refuses %s before anything is written", async (_what, changed, message) => {
    const { code, stderr } = await init(["acme", ...options(changed), "--local-state"], {
      CONNECTWISE_PRIVATE_KEY: changed["--public-key" as never] ? SECRET : "private",
    });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(SECRET);
    expect(existsSync(path.join(folder, "acme"))).toBe(false);
  });

  test("says what to do where nobody is logged in to Pulumi, and where there is no passphrase", async () => {
    const nowhere = await init(["acme", ...options()]);
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("Run pulumi login") });
    const { PULUMI_CONFIG_PASSPHRASE: _, ...without } = env;
    env = without;
    const open = await init(["acme", ...options(), "--local-state"]);
    expect(open).toMatchObject({ code: 1, stderr: expect.stringContaining("set PULUMI_CONFIG_PASSPHRASE") });
    expect(existsSync(path.join(folder, "acme"))).toBe(false);
  });

  // A terminal of its own, by the util-linux command that every Linux has.
  describe.skipIf(process.platform !== "linux")("on a terminal", () => {
    /** Types each line once its prompt is there. */
    function converse(args: readonly string[], talk: readonly (readonly [prompt: RegExp, keys: string])[]) {
      const words = [process.execPath, path.join(REPOSITORY, "bin/cwroles.js"), "init", ...args];
      const command = words.map((word) => `'${word}'`).join(" ");
      const { CONNECTWISE_PRIVATE_KEY: _, PULUMI_CONFIG_PASSPHRASE: __, ...rest } = env;
      const child = spawn("script", ["-qec", `stty cols 120 rows 40; ${command}`, "/dev/null"], {
        cwd: folder,
        env: { ...rest, TERM: "xterm" },
      });
      let [shown, at] = ["", 0];
      const left = [...talk];
      child.stdout.on("data", (chunk) => {
        shown += String(chunk);
        const [next] = left;
        if (!next?.[0].test(shown.slice(at))) return;
        left.shift();
        at = shown.length;
        child.stdin.write(next[1]);
      });
      return new Promise<{ code: number | null; shown: string }>((resolve) => {
        child.on("close", (code) => resolve({ code, shown }));
      });
    }

    const ENTER = "\r";

    test("asks for everything, offers the tenant's own places, and shows no key", async () => {
      const { code, shown } = await converse(
        ["acme", "--local-state"],
        [
          [/Which tenant is it for/, ENTER],
          [/Where does the tenant's API answer/, `${sandbox.url}${ENTER}`],
          [/Company id/, `sandbox${ENTER}`],
          [/Public key/, `public${ENTER}`],
          [/Private key/, `private${ENTER}`],
          [/clientId, a GUID/, `${CLIENT_ID}${ENTER}`],
          [/Name of the stack/, ENTER],
          [/Which integration/, `wise-sync${ENTER}`],
          [/Name of the security role/, ENTER],
          [/Member id/, ENTER],
          [/The member's location/, ENTER],
          [/Its business unit/, ENTER],
          [/A passphrase to encrypt/, `open sesame${ENTER}`],
          [/The passphrase again/, `open sesame${ENTER}`],
        ],
      );
      expect(code, shown).toBe(0);
      expect(shown).not.toMatch(/\bprivate\b(?! key)/i);
      expect(shown).not.toContain("sesame");
      expect(read("acme/Pulumi.sandbox.yaml")).toContain("acme:profile: wise-sync");
    });

    test("looks at what options give before it asks, and asks again for a place that isn't there", async () => {
      const early = await converse(["acme", "--role", "x".repeat(31)], []);
      expect(early.shown).toContain("--role: at most 30 characters");
      const { code, shown } = await converse(
        ["acme", ...options({ "--location": "Nowhere" }).slice(0, -2), "--role", "R", "--member", "m", "--local-state"],
        [
          [/Private key/, `private${ENTER}`],
          [/Name of the stack/, ENTER],
          [/The member's location/, ENTER],
          [/Its business unit/, ENTER],
          [/A passphrase to encrypt/, `open sesame${ENTER}`],
          [/The passphrase again/, `open sesame${ENTER}`],
        ],
      );
      expect(code, shown).toBe(0);
      expect(shown).toContain('The tenant has no "Nowhere" there.');
      expect(read("acme/Pulumi.sandbox.yaml")).toContain("acme:location: Main Office");
    });

    test("goes on where the tenant refuses the key, with places by name", async () => {
      const { code, shown } = await converse(
        ["acme", ...options({ "--public-key": "other" }).slice(0, -4), "--stack", "s", "--local-state"],
        [
          [/Private key/, `private${ENTER}`],
          [/What now/, `\u001b[B${ENTER}`],
          [/Name of the security role/, ENTER],
          [/Member id/, ENTER],
          [/The member's location/, `Main Office${ENTER}`],
          [/Its business unit/, `Professional Services${ENTER}`],
          [/A passphrase to encrypt/, `open sesame${ENTER}`],
          [/The passphrase again/, `open sesame${ENTER}`],
        ],
      );
      expect(code, shown).toBe(0);
      expect(read("acme/Pulumi.s.yaml")).toContain("acme:businessUnit: Professional Services");
    });

    test("checks an answer as it comes, and Ctrl-C leaves nothing behind", async () => {
      const { code, shown } = await converse(
        ["acme"],
        [
          [/Which tenant is it for/, ENTER],
          [/Where does the tenant's API answer/, `http://psa.example${ENTER}`],
          [/would send the keys in clear/, "\u0003"],
        ],
      );
      expect(code).toBe(1);
      expect(shown).toContain("Nothing was written.");
      expect(existsSync(path.join(folder, "acme"))).toBe(false);
    });
  });
});
