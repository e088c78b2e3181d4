import { beforeEach, describe, expect, test } from "vitest";
import { settingsOf } from "../../../provider/settings";
import { readStack } from "../../../provider/stack";
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
    expect(stack.own("role")).toBe("Sync");
    expect(stack.own("profile")).toBe("wise-sync");
    expect(stack.get("connectwise:codebase")).toBe("v2025_1");
    expect(stack.own("location")).toBeUndefined();
  });

  test("is read as text, lists as JSON, and what is encrypted not at all", () => {
    folder.write(
      "Pulumi.two.yaml",
      'config:\n  acme-roles:location: 5\n  acme-roles:features: [expenses]\n  connectwise:privateKey:\n    secure: "v1:abc"\n',
    );
    const stack = read("two");
    expect(stack.own("location")).toBe("5");
    expect(stack.own("features")).toBe('["expenses"]');
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
    for (const key of ["profile", "role", "member", "adopt", "features"])
      expect(problems).toThrow(new RegExp(`^  ${key}: .*pulumi config set ${key} `, "m"));
  });
});
