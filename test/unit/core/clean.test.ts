import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine, cleanMessage, cleanText, escapeUnseen, joinLines } from "../../../text/clean.mjs";

describe("text of others", () => {
  test.each([
    ["a colour", "a\u001b[31mb", "a\ufffd[31mb"],
    ["a control sequence in one character", "\u009b2J", "\ufffd2J"],
    ["an overwritten line", "secret\rok", "secret\ufffdok"],
    ["a line end of Windows", "a\r\nb", "a\nb"],
    ["text in another order", "a\u202eb\u2066c", "a\ufffdb\ufffdc"],
    ["what is hidden", "a\u200bb\u00adc\ufeffd\u2060e\u034ff\u3164g", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg"],
    ["half of a character", "a\ud83d", "a\ufffd"],
    ["a command of GitHub", "\u00a0 ::error::x\nb ::c", "\u00a0 : :error::x\nb ::c"],
    ["one of GitHub's older ones", "a ##[error]x", "a # #[error]x"],
    ["a command of Azure", "a ##vso[task.complete]x", "a # #vso[task.complete]x"],
    ["a section of GitLab", "\u001b[0Ksection_start:1:a\r\u001b[0Kb", "\ufffd[0Ksection_start:1:a\ufffd\ufffd[0Kb"],
    ["what is as it should be", "## Title\n\t- ❤️ Zoë 日本 C:: a::b #1 [x]", "## Title\n\t- ❤️ Zoë 日本 C:: a::b #1 [x]"],
  ])("is cleaned of %s", (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
    expect(cleanText(clean)).toBe(clean);
  });

  test("in one line stays one line", () => {
    expect(cleanLine("  a\n::error::b\tc\u2028d")).toBe("  a ::error::b c d");
    expect(joinLines(["a\nb", "::c"])).toBe("a b\n: :c");
  });

  test("in a message of several lines makes no line that looks like a message of its own", () => {
    expect(cleanMessage("a\nok: forged\n  b\n\n::c")).toBe("a\n  ok: forged\n  b\n\n  : :c");
  });

  test("in JSON stays the same data, and needs no cleaning", () => {
    const piece = fc.oneof(
      fc.constantFrom("\u001b", "\u202e", "##", "[", "vso[", "::", "\n", "\u{e0041}", "\\u202e"),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join("")),
        fc.constantFrom(0, 2),
        (text, indent) => {
          const json = escapeUnseen(JSON.stringify({ [text]: [text] }, null, indent));
          expect(JSON.parse(json)).toEqual({ [text]: [text] });
          expect(cleanText(json)).toBe(json);
        },
      ),
    );
  });

  test("is cleaned in a time that grows with it", () => {
    const began = performance.now();
    for (const piece of ["##", "##a", " ", "\n ", ":", "\u001b"]) {
      const text = piece.repeat(100_000);
      for (const clean of [cleanText, cleanLine, cleanMessage, escapeUnseen]) clean(text);
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
