import fc from "fast-check";
import { expect, test } from "vitest";
import { Document, parse } from "yaml";
import { yamlText } from "../../../core/profile/yamlText";
import { cleanText } from "../../../text/clean.mjs";

const piece = fc.oneof(
  fc.constantFrom(
    "\u001b[31m",
    "\u009b",
    "\u202e",
    "\u200b",
    "\n::error::x",
    " ::notice::y ",
    "##vso[a.b]",
    "##[error]",
    "\r",
    "\t",
    "\u2028",
    "\u{e0041}",
    "# ",
    ": ",
    "<<",
    "'",
    '"',
    "\\u202e",
    "a ".repeat(70),
  ),
  fc.string({ unit: "grapheme" }),
);
const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(""));

test("what is written to YAML reads back as the same data, and has nothing that a terminal or CI obeys", () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), fc.integer({ min: 0, max: 1 }), (data, width) => {
      const yaml = yamlText(new Document(data), { lineWidth: width * 120 });
      expect(parse(yaml, { merge: true })).toEqual({ ...data });
      expect(cleanText(yaml)).toBe(yaml);
    }),
  );
});
