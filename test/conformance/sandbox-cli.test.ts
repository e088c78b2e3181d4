import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { API, basic, CLIENT_ID, useSandbox } from "./sandboxApi";

const PROGRAM = path.resolve(__dirname, "../../bin/cwroles.js");

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** `cwroles sandbox` in a process of its own, with what it has printed so far. */
const sandboxProcess = (...args: string[]) => sandboxProcessIn(process.cwd(), ...args);

function sandboxProcessIn(cwd: string, ...args: string[]) {
  const child = spawn(process.execPath, [PROGRAM, "sandbox", ...args], { cwd });
  running.add(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.stderr += chunk));
  const line = async (number = 1): Promise<string> => {
    while (output.stdout.split("\n").length <= number) await once(child.stdout, "data");
    return output.stdout.split("\n")[number - 1] ?? "";
  };
  // Once all that it printed is read, too.
  const exit = once(child, "close").then(([code]) => code as number);
  return { child, output, line, exit };
}

describe("cwroles sandbox", () => {
  test("--json tells a program all it needs; --log shows its requests; an interrupt ends it cleanly", async () => {
    const { child, line, exit } = sandboxProcess("--port", "0", "--json", "--log");
    const { url, companyId, publicKey, privateKey, clientId } = JSON.parse(await line());
    const headers = { authorization: basic(companyId, publicKey, privateKey), clientId };
    expect((await fetch(`${url}${API}/system/securityroles`, { headers })).status).toBe(200);
    expect(JSON.parse(await line(2))).toMatchObject({
      method: "GET",
      path: `${API}/system/securityroles`,
      status: 200,
    });
    child.kill("SIGINT");
    expect(await exit).toBe(0);
  });

  test("says what to do next, as it is in the folder", async () => {
    const empty = sandboxProcessIn(mkdtempSync(path.join(tmpdir(), "connectwise-roles-")), "--port", "0");
    expect(await empty.line(6)).toMatch(/^ {2}npx cwroles init psa --sandbox --site http:\/\/127\.0\.0\.1:\d+$/);
    const project = sandboxProcessIn(path.resolve(__dirname, "../.."), "--port", "0");
    expect(await project.line(6)).toBe("  npx cwroles pulumi stack select dev --create");
  });

  test("says where it listens and with which keys", async () => {
    const { line } = sandboxProcess("--port", "0", "--settings", "read-only", "--version", "2022.1");
    const first = await line();
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(first) ?? [];
    expect(first).toMatch(/company id sandbox.*public key public.*private key private/);
    expect(await line(3)).toContain(`System > Members: ${url}/admin`);
    const headers = { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID };
    expect(await (await fetch(`${url}${API}/system/info`, { headers })).json()).toMatchObject({
      version: expect.stringMatching(/^v2022\.1/),
    });
    const patch = { method: "PATCH", headers: { ...headers, "content-type": "application/json" }, body: "[]" };
    expect((await fetch(`${url}${API}/system/securityRoles/1/settings/1`, patch)).status).toBe(405);
  });

  test("speaks https as the cloud does, and writes whom to trust", async () => {
    const caFile = path.join(mkdtempSync(path.join(tmpdir(), "sandbox-")), "ca.pem");
    const { line } = sandboxProcess("--port", "0", "--json", "--cloud", "--codebase", "v2024_9", "--ca-file", caFile);
    const { url } = JSON.parse(await line());
    expect(url).toMatch(/^https:/);
    const info = await new Promise<string>((resolve, reject) => {
      https
        .get(`${url}/login/companyinfo/sandbox`, { ca: readFileSync(caFile) }, (response) => {
          response.setEncoding("utf8").on("data", resolve);
        })
        .on("error", reject);
    });
    expect(JSON.parse(info)).toMatchObject({ Codebase: "v2024_9/", IsCloud: true });
  });

  test("answers as its quirks say", async () => {
    const { line } = sandboxProcess("--port", "0", "--json", "--quirk", "errors=absent", "--quirk", "options=answered");
    const { url } = JSON.parse(await line());
    const [refused, options] = [await fetch(`${url}${API}/system/info`), { method: "OPTIONS" }];
    expect(await refused.json()).toEqual({ code: "ConnectWiseApi", message: "UserNotAuthenticated" });
    expect((await fetch(`${url}${API}/system/info`, options)).headers.get("allow")).toBe("GET, OPTIONS");
  });

  test.each([
    ["--codebase", "4.6"],
    ["--port", "70000"],
    ["--settings", "maybe"],
    ["--quirk", "subPaths=maybe"],
    ["--quirk", "toString=written"],
    ["--version", "newest"],
  ])("%s %s is refused in one sentence", async (...args) => {
    const { output, exit } = sandboxProcess(...args);
    expect(await exit).toBe(1);
    expect(output.stderr).toContain(args[1]);
    expect(output.stderr).not.toMatch(/\n\s+at /);
  });
});

describe("cwroles sandbox --companies", () => {
  const fileOf = (text: string) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "companies-")), "companies.yaml");
    writeFileSync(file, text);
    return file;
  };
  const readme = readFileSync(path.join(__dirname, "../../sandbox/README.md"), "utf8");
  const [example = ""] = /^companies:\n.*?(?=^ {2}- id: umbrella)/ms.exec(readme) ?? [];

  test("hosts those of the file, --json tells of each how to reach it", async () => {
    const { line } = sandboxProcess("--port", "0", "--json", "--companies", fileOf(example), "--settings", "false-200");
    const { url, clientId, companies } = JSON.parse(await line());
    expect(companies).toEqual([
      { companyId: "acme", name: "acme", publicKey: "public", privateKey: "private" },
      { companyId: "globex", name: "Globex Corporation", publicKey: "globex-public", privateKey: "globex-private" },
      { companyId: "initech", name: "initech", publicKey: "public", privateKey: "private" },
    ]);
    const answers = companies.map(async (one: Record<"companyId" | "publicKey" | "privateKey", string>) => {
      const headers = { authorization: basic(one.companyId, one.publicKey, one.privateKey), clientId };
      const list = await fetch(`${url}${API}/system/securityroles?pageSize=1000`, { headers });
      const patch = await fetch(`${url}${API}/system/securityRoles/2/settings/100`, { method: "PATCH", headers });
      const info = await fetch(`${url}${API}/system/info`, { headers });
      const names = ((await list.json()) as { name: string }[]).map(({ name }) => name);
      return [((await info.json()) as { version: string }).version, patch.status, names.includes("Integration Sync")];
    });
    expect(await Promise.all(answers)).toEqual([
      ["v2025.1.25881", 200, false],
      ["v2019.2.25881", 405, false],
      ["v2025.1.25881", 200, true],
    ]);
  });

  test("says the same to people", async () => {
    const { line } = sandboxProcess("--port", "0", "--companies", fileOf(example));
    expect(await line()).toMatch(/on http:\/\/127\.0\.0\.1:\d+, 3 companies:$/);
    expect(await line(3)).toContain(
      "globex (Globex Corporation): public key globex-public, private key globex-private",
    );
    expect(await line(6)).toMatch(/\/admin\/companies$/);
  });

  test("takes a seed beside the file", async () => {
    const file = fileOf("companies: [{ id: lyon, seed: seed.yaml }]");
    const members = "[{ identifier: Api, firstName: Api, role: Desk, keys: [{ publicKey: a, privateKey: b }] }]";
    const seed = `{ company: { id: x, name: X }, departments: [], locations: [], roles: [{ name: Desk }], members: ${members} }`;
    writeFileSync(path.join(path.dirname(file), "seed.yaml"), seed);
    const { line } = sandboxProcess("--port", "0", "--json", "--companies", file);
    const { companies } = JSON.parse(await line());
    expect(companies).toEqual([{ companyId: "lyon", name: "lyon", publicKey: "a", privateKey: "b" }]);
  });

  test("refuses a bad file with every problem, its key and its line", async () => {
    const file = fileOf(
      [
        "companies:",
        "  - { id: acme, version: 2019.2, setings: read-only }",
        "  - { id: ACME, settings: maybe }",
        "  - { id: globex, seed: nowhere.yaml }",
        "  - { id: umbrella, quirks: { errors: some, colour: red } }",
        "  - name: Nobody",
        "    faults: [{ nth: 1 }]",
      ].join("\n"),
    );
    const { output, exit } = sandboxProcess("--port", "0", "--companies", file);
    expect(await exit).toBe(1);
    expect(output.stderr).toContain(`${file} is not a file of companies`);
    for (const [message, place] of [
      ["in quotes", "companies[0].version, line 2"],
      ["setings", "companies[0], line 2"],
      ["the id ACME", "companies[1].id, line 3"],
      ["read-only", "companies[1].settings, line 3"],
      ["nowhere.yaml", "companies[2].seed, line 4"],
      ["absent", "companies[3].quirks.errors, line 5"],
      ["colour", "companies[3].quirks, line 5"],
      ["received undefined", "companies[4].id, line 6"],
      ["says nothing of what happens", "companies[4].faults[0].status, line 7"],
    ]) {
      expect(
        output.stderr.split("✖ ").some((one) => one.includes(message ?? "") && one.includes(`at ${place}\n`)),
      ).toBe(true);
    }
    expect(output.stderr.split("✖ ")).toHaveLength(10);
  });

  test("refuses a company that nobody could use", async () => {
    const file = fileOf("companies: [{ id: acme }, { id: locked, seed: seed.yaml }]");
    const seed = "{ company: { id: x, name: X }, departments: [], locations: [], roles: [], members: [] }";
    writeFileSync(path.join(path.dirname(file), "seed.yaml"), seed);
    const { output, exit } = sandboxProcess("--port", "0", "--companies", file);
    expect(await exit).toBe(1);
    expect(output.stderr).toContain("No member of locked has API keys");
  });

  test("names the company whose tenant can't be made", async () => {
    const file = fileOf(example.replace("Invoicing", "Invoices"));
    const { output, exit } = sandboxProcess("--port", "0", "--companies", file);
    expect(await exit).toBe(1);
    expect(output.stderr).toMatch(/Company initech: .*Finance \/ Invoices/);
  });
});

test.each([
  ["--seed", "nowhere.yaml", "no such file"],
  ["--contract", ".", "is a folder, not a file"],
  ["--faults", "nowhere.yaml", "no such file"],
  ["--companies", "nowhere.yaml", "no such file"],
  ["--state", ".", "is a folder, not a file"],
])("%s %s can't be read, and it says why", async (option, file, why) => {
  const { output, exit } = sandboxProcess("--port", "0", option, file);
  expect(await exit).toBe(1);
  expect(output.stderr).toBe(`The sandbox did not start: ${file}: ${why}\n`);
});

describe("a port in use", () => {
  const site = useSandbox();

  test("is told with the next step", async () => {
    const { port } = new URL(site.sandbox.url);
    const { output, exit } = sandboxProcess("--port", port);
    expect(await exit).toBe(1);
    expect(output.stderr).toBe(
      `Port ${port} is in use, perhaps by another sandbox. Stop that one, or choose a port: cwroles sandbox --port 0\n`,
    );
  });
});
