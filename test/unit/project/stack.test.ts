import { beforeEach, describe, expect, test } from "vitest";
import { formatProblem, orProblems } from "../../../core/model/errors";
import { settingsOf } from "../../../project/settings";
import { assertStackText, readStack } from "../../../project/stack";
import { useFolder } from "../../helpers/folder";

const PROJECT = `
name: acme-roles
runtime: nodejs
config:
  profile: { type: string, default: wise-sync }
  role: { type: string, default: Integration Sync }
  features: { type: array, items: { type: string }, default: [] }
  member: integration
  connectwise:codebase: { value: v2025_1 }
`;

const folder = useFolder();
const read = (stack?: string, env: NodeJS.ProcessEnv = {}) => readStack(folder.path, stack, env);

beforeEach(() => {
  folder.write("Pulumi.yaml", PROJECT);
  folder.write("Pulumi.one.yaml", "config:\n  connectwise:site: one.example.com\n  acme-roles:role: Sync\n");
});

describe("a stack's configuration", () => {
  test("is the stack's, then the project's default", () => {
    const stack = read("one");
    expect(stack.get("connectwise:site")).toBe("one.example.com");
    expect(stack.projectValue("role")).toBe("Sync");
    expect(stack.projectValue("profile")).toBe("wise-sync");
    expect(stack.get("connectwise:codebase")).toBe("v2025_1");
    expect(stack.projectValue("location")).toBeUndefined();
  });

  test("is read as text, lists as JSON, and what is encrypted not at all", () => {
    folder.write(
      "Pulumi.two.yaml",
      'config:\n  acme-roles:location: 5\n  acme-roles:features: [expenses]\n  connectwise:privateKey:\n    secure: "v1:abc"\n',
    );
    const stack = read("two");
    expect(stack.projectValue("location")).toBe("5");
    expect(stack.projectValue("features")).toBe('["expenses"]');
    expect(stack.get("connectwise:privateKey")).toBeUndefined();
    expect(stack.isEncrypted("connectwise:privateKey")).toBe(true);
    expect(stack.isEncrypted("connectwise:site")).toBe(false);
  });

  test("is that of PULUMI_STACK, with or without its organization", () => {
    folder.write("Pulumi.two.yaml", "config: {}\n");
    expect(read(undefined, { PULUMI_STACK: "one" }).name).toBe("one");
    expect(read("acme/roles/two", { PULUMI_STACK: "one" }).name).toBe("two");
    expect(() => read()).toThrow("--stack: the folder has several; name one with --stack. There are: one, two");
    expect(() => read("twos")).toThrow(/no Pulumi.twos.yaml in .*; did you mean two\? There are: one, two/);
  });

  test("that can't be read is an error with its place", () => {
    folder.write("Pulumi.one.yaml", "config:\n  - connectwise:site\n");
    expect(() => read("one")).toThrow(/Pulumi\.one\.yaml:1:1: config: keys with their values/);
    expect(() => readStack(`${folder.path}/nowhere`)).toThrow("run this in the project folder");
  });
});

/** All that is wrong with a stack's file, and its project's. */
function problemsOf(stack: string, project = PROJECT): string[] {
  folder.write("Pulumi.yaml", project);
  folder.write("Pulumi.one.yaml", stack);
  const found = orProblems(() => read("one"));
  return "problems" in found ? found.problems.map(formatProblem) : [];
}

describe("a value that isn't text where text is meant", () => {
  const problems = (config: string, project = PROJECT) => problemsOf(`config:\n${config}`, project);

  test("is refused, all at once, with file, line and what to do", () => {
    const config = [
      "  connectwise:companyId: 00123",
      "  connectwise:site: 127.0.0.1",
      "  connectwise:codebase:",
      "  connectwise:privateKey: 0x1F",
      "  role: [a]",
      "  acme-roles:person: { firstName: Ann, hireDate: 2026-01-31 }",
    ];
    const advice = "where text is meant, which the engine and cwroles may read differently; put it in quotes";
    const at = `${folder.path}/Pulumi.one.yaml`;
    expect(problems(config.join("\n"))).toEqual([
      `${at}:2:3: config.connectwise:companyId: a number ${advice}`,
      `${at}:5:3: config.connectwise:privateKey: a number ${advice}`,
      `${at}:6:3: config.role: a list or a map where text is meant`,
      `${at}:7:40: config.acme-roles:person.hireDate: a date ${advice}`,
    ]);
  });

  test.each([
    "0123",
    "0899",
    "-5",
    "+5",
    "1_000",
    "1e3",
    "1.50",
    ".5",
    "5.",
    "0x1f",
    "0XAF",
    "0b101",
    "0o17",
    ".inf",
    ".NaN",
    "true",
    "False",
    "yes",
    "Off",
    "2026-01-31",
    "2026-1-2 10:00:00",
    "5",
    "[5]",
    "{ a: b }",
  ])("is %s", (written) => {
    expect(problems(`  connectwise:companyId: ${written}\n`)).toHaveLength(1);
  });

  test.each([
    "acme",
    '"00123"',
    "'1e3'",
    "!!str 0123",
    "7eleven",
    "v2025_1",
    "15m",
    "10.0.0.1",
    "1-2-3",
    "none",
    "~",
    "null",
    "{ secure: v1:abc }",
  ])("isn't %s", (written) => {
    expect(problems(`  connectwise:companyId: ${written}\n`)).toEqual([]);
  });

  test("may be a plain number as the id of a place or as a rate", () => {
    const keys = ["acme-roles:location", "businessUnit", "connectwise:requestsPerMinute"];
    const config = (number: string) => keys.map((key) => `  ${key}: ${number}\n`).join("");
    expect(problems(config("12"))).toEqual([]);
    expect(problems(config("012"))).toHaveLength(3);
    expect(problems(config("1_2"))).toHaveLength(3);
    expect(problems(config("1e2"))).toHaveLength(3);
  });

  test("is refused as a default of the project, too", () => {
    const project = `${PROJECT}  connectwise:companyId: { value: 00123 }\n  location: { type: string, default: 007 }\n`;
    expect(problems("  role: Sync", project)).toEqual([
      expect.stringContaining("Pulumi.yaml:10:28: config.connectwise:companyId.value: a number"),
      expect.stringContaining("Pulumi.yaml:11:29: config.location.default: a number"),
    ]);
  });

  test("is nobody's business in keys of other namespaces, or other keys of the project", () => {
    expect(problems("  aws:account: 00123\n  acme-roles:years: 5\n  acme-roles:features: [a]\n")).toEqual([]);
  });

  test("is refused by the program, too, where the files are there", () => {
    problems("  connectwise:companyId: 00123\n");
    expect(() => assertStackText(folder.path, "one")).toThrow("put it in quotes");
    expect(() => assertStackText(folder.path, "elsewhere")).not.toThrow();
    expect(() => assertStackText(`${folder.path}/nowhere`, "one")).not.toThrow();
  });
});

describe("a file that the engine reads otherwise", () => {
  const problems = problemsOf;

  test.each([
    ["a lone carriage return", "config:\n# note\r  connectwise:site: evil.example\n", "2:7: U+000D ends a line"],
    ["a next line", "config:\n# note\u0085  connectwise:site: evil.example\n", "2:7: U+0085 ends a line"],
    ["a line separator", "config: # note\u2028  connectwise:site: evil.example\n", "1:15: U+2028 ends a line"],
    ["a directive", "%YAML 1.1\n---\nconfig: {}\n", "1:1: a directive (%) is something else"],
    ["a tag", "config:\n  !!merge a: { connectwise:site: a.example }\n", 'the tag "tag:yaml.org,2002:merge" is'],
    ["a tag of bytes", "config: { role: !!binary QWRtaW4= }\n", 'the tag "tag:yaml.org,2002:binary" is'],
    ["a merge in quotes", 'config: { "<<": { role: Admin } }\n', '"<<" in quotes is something else'],
  ])("is refused: %s", (_, stack, message) => {
    expect(problems(stack)).toEqual([expect.stringContaining(message)]);
  });

  test("isn't one with Windows' line ends, a merge and comments", () => {
    expect(problems("a: &a { role: Sync }\r\nconfig: # two\r\n  <<: *a\r\n  member: !!str x\r\n")).toEqual([]);
  });

  test.each([
    [
      "role: Admin",
      "acme-roles:role: Sync",
      "acme-roles:role: the same key as role: acme-roles:role; keep one of them",
    ],
    ["connectwise:site: a.example", "connectwise:config:site: b.example", "the same key as connectwise:site"],
  ])("names one key twice: %s, %s", (one, other, message) => {
    expect(problems(`config:\n  ${one}\n  ${other}\n`)).toEqual([expect.stringContaining(message)]);
    expect(problems("config: {}\n", `${PROJECT}  ${one}\n  ${other}\n`.replace(/^ {2}role: .*type.*\n/m, ""))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test("an old form of a key is the key", () => {
    problems("config:\n  connectwise:config:site: a.example\n");
    expect(read("one").get("connectwise:site")).toBe("a.example");
  });

  test("a value of null is none, so that the default holds", () => {
    problems("config: {}\n", `${PROJECT}  adopt: { value: null, default: always }\n`);
    expect(read("one").projectValue("adopt")).toBe("always");
  });
});

describe("what a stack asks of its tenant", () => {
  test("comes with the project's defaults, and what is given wins", () => {
    expect(settingsOf(read("one"))).toEqual({
      profile: "wise-sync",
      features: [],
      role: "Sync",
      adopt: "if-unshared",
      member: "integration",
      memberKind: "api",
    });
    expect(settingsOf(read("one"), { role: "Other", profile: undefined })).toMatchObject({
      role: "Other",
      profile: "wise-sync",
    });
  });

  test("names every key that is missing or can't be read", () => {
    folder.write("Pulumi.yaml", "name: acme-roles\nruntime: nodejs\n");
    folder.write("Pulumi.one.yaml", "config:\n  acme-roles:adopt: sometimes\n  acme-roles:features: expenses\n");
    const problems = () => settingsOf(read("one"));
    expect(problems).toThrow("The configuration of the stack one can't be used");
    for (const key of ["profile", "role", "member", "adopt", "features"])
      expect(problems).toThrow(new RegExp(`^  ${key}: .*pulumi config set ${key} `, "m"));
  });
});
