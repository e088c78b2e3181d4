import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { readYamlFile } from "../../../sandbox/yamlFile";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();
const schema = z.strictObject({ companies: z.array(z.strictObject({ id: z.string() })) });

const read = (content: string | Buffer) => {
  const file = path.join(folder.path, "companies.yaml");
  writeFileSync(file, content);
  return readYamlFile(file, schema, "a file of companies");
};

const BOMB = Array.from({ length: 10 }, (_, level) => {
  const items = level === 0 ? ["x"] : Array(10).fill(`*a${level - 1}`);
  return `k${level}: &a${level} [${items}]`;
}).join("\n");

test("a file is read in UTF-16, too, and may use its own parts again", () => {
  const text = "companies:\n  - &first { id: zürich }\n  - { <<: *first, id: lyon }\n";
  expect(read(Buffer.from(`\ufeff${text}`, "utf16le"))).toEqual({ companies: [{ id: "zürich" }, { id: "lyon" }] });
});

test.each([
  ["aliases that unfold without end", BOMB, /is not YAML:\nits aliases unfold to more than the 500000 values/],
  ["an alias of nothing", "companies: *none", /\*none stands for nothing: .* \(line 1\)$/],
  ["a merge of what is no map", "companies:\n  - { <<: 5 }", /<< takes a map, .* \(line 2\)$/],
  ["two documents", "companies: []\n---\ncompanies: []", /a second document begins here; .* \(line 2\)$/],
  [
    "two keys of one name",
    "companies: []\ncompanies: []",
    /keys must be unique; "companies" is at 1:1 already \(line 2\)$/,
  ],
  ["Latin-1", Buffer.from("companies:\n- { id: z\xfcrich }", "latin1"), /companies\.yaml, line 2: isn't in UTF-8/],
])("%s: one sentence with the line", (_what, content, message) => {
  expect(() => read(content)).toThrow(message);
});

test("many problems are told by the first of them, and their number", () => {
  const many = Array.from({ length: 5000 }, (_, index) => `  - { id: ${index} }`).join("\n");
  expect(() => read(`companies:\n${many}`)).toThrow(/at companies\[0\]\.id, line 2\n.*\nand 4900 more$/s);
});
