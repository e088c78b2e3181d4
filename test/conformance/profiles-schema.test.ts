import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { heatMap } from "../../cli/profiles/heatMap";
import { parseProfile } from "../../core/profile/parse";
import { findProfile, profileIds, profilesIn } from "../../project/profiles";
import { schemaDocument } from "../../tools/profiles/schema";
import { withTable } from "../../tools/profiles/table";

const FOLDER = path.resolve(__dirname, "../../profiles");
const read = (name: string) => readFileSync(path.join(FOLDER, name), "utf8").replaceAll("\r\n", "\n");

test("profiles/profile.schema.json is what npm run profile-schema writes", () => {
  expect(JSON.parse(read("profile.schema.json"))).toEqual(JSON.parse(schemaDocument()));
});

test("the table of profiles/README.md is what npm run profile-schema writes", () => {
  expect(read("README.md")).toBe(withTable(read("README.md")));
  for (const id of profileIds(FOLDER)) expect(read("README.md")).toContain(`| [\`${id}\`](${id}.yaml) |`);
});

test("the picture of profiles/README.md is what npm run profile-schema writes", () => {
  const profiles = profileIds(FOLDER).map((id) => findProfile(id, FOLDER));
  expect(read("../docs/profiles.svg")).toBe(heatMap(profiles));
});

describe("the schema, to a validator of its own", () => {
  const ajv = new Ajv({ formats: { uri: URL.canParse } });
  const isValid = ajv.compile(JSON.parse(read("profile.schema.json")));

  test.each(profileIds(FOLDER))("%s is valid, and points editors to it", (id) => {
    const text = read(`${id}.yaml`);
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=profile.schema.json");
    expect(isValid(parse(text)), JSON.stringify(isValid.errors)).toBe(true);
  });

  test("the README's examples are valid, and profiles without a problem", () => {
    const examples = [...read("README.md").matchAll(/```yaml\n([^`]+)```/g)].map(([, example = ""]) => example);
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      expect(isValid(parse(example)), JSON.stringify(isValid.errors)).toBe(true);
      const { problems, unknownNames } = parseProfile(example, "example.yaml", profilesIn(FOLDER).findBase);
      expect([...problems, ...unknownNames]).toEqual([]);
    }
  });

  const WHOLE = read("wise-sync.yaml");
  test.each([
    ["a level that is none", "Mine", WHOLE.replace("inquire: All", "inquire: Mine")],
    ["a verb that is none", "inqire", WHOLE.replace("inquire: All", "inqire: All")],
    ["a key that is none", "vendr", WHOLE.replace("vendor:", "vendr:")],
    ["no source", "retrieved", WHOLE.replace(/^source:\n( .*\n)+/m, "")],
    ["an address that is none", "source", WHOLE.replace(/url: .*/, "url: vendor page")],
    ["a year without quotes", "retrieved", WHOLE.replace('retrieved: "2026"', "retrieved: 2026")],
    ["a version that is none", "upTo", WHOLE.replace('upTo: "2019.2"', 'upTo: "2019"')],
    ["a feature's name with a space", "later revision", WHOLE.replace("later-revision:", "later revision:")],
    ["an empty Customize list", "customize", WHOLE.replace(/customize: \[.*\]/, "customize: []")],
    [
      "a change without a reason",
      "why",
      "extends: rewst\nname: Ours\nwhy: Less\npermissions: { Sales: { Reports: { add: All } } }",
    ],
    [
      "a level alone as a change",
      "Reports",
      "extends: rewst\nname: Ours\nwhy: Less\npermissions: { Sales: { Reports: All } }",
    ],
    ["functions taken out of nothing", "without", `${WHOLE}\nwithout: { Companies: { Contacts: Less } }`],
  ])("%s is not valid, to the loader neither", (_what, _where, broken) => {
    expect(broken).not.toBe(WHOLE);
    expect(isValid(parse(broken))).toBe(false);
    expect(parseProfile(broken, "broken.yaml").problems).not.toEqual([]);
  });
});
