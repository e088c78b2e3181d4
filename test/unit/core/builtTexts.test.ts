import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseProfile } from "../../../core/profile/parse";
import { readYaml, rememberYaml } from "../../../core/text/yaml";

const REPOSITORY = path.resolve(__dirname, "../../..");
const TEXTS: { text: string; data: unknown }[] = JSON.parse(
  readFileSync(path.join(REPOSITORY, "dist/texts.json"), "utf8"),
);
const FILES = readdirSync(path.join(REPOSITORY, "profiles")).filter((file) => file.endsWith(".yaml"));

describe("what is read when the package is built", () => {
  test.each(FILES)("%s holds the same as when it is read now", (file) => {
    const text = readFileSync(path.join(REPOSITORY, "profiles", file), "utf8");
    const { data, findings } = readYaml(text);
    expect(findings).toEqual([]);
    expect(TEXTS.find((known) => known.text === text)?.data).toEqual(data);
  });

  test("is a profile like any other; its places are found where they are asked for", () => {
    const text = readFileSync(path.join(REPOSITORY, "profiles/wise-sync.yaml"), "utf8").replace(
      "Contacts:",
      "Contactz:",
    );
    const read = parseProfile(text, "wise-sync.yaml");
    rememberYaml(text, readYaml(text).data);
    expect(parseProfile(text, "wise-sync.yaml")).toEqual(read);
    expect(read.unknownNames).toMatchObject([{ file: "wise-sync.yaml", line: expect.any(Number) }]);
  });
});
