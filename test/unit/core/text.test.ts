import { describe, expect, test } from "vitest";
import { sameName, sameSpelling } from "../../../core/model/name";
import { decodeText } from "../../../core/text/decode";
import { describeInvisible, describeSpelling, quoteName, visibleForm } from "../../../core/text/invisible";

const bigEndian = (text: string) => Buffer.from(text, "utf16le").swap16();

describe("text in a file is", () => {
  test.each([
    ["UTF-8", Buffer.from("name: Zürich\n")],
    ["UTF-8 with a byte order mark", Buffer.from("\ufeffname: Zürich\n")],
    ["UTF-16, as PowerShell's > writes it", Buffer.from("\ufeffname: Zürich\n", "utf16le")],
    ["UTF-16 of the other byte order", bigEndian("\ufeffname: Zürich\n")],
  ])("%s", (_encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: "name: Zürich\n" });
  });

  test("nothing, in an empty file", () => {
    expect(decodeText(new Uint8Array())).toEqual({ text: "" });
    expect(decodeText(Uint8Array.of(0xff, 0xfe))).toEqual({ text: "" });
  });

  test.each([
    [
      "Latin-1",
      Buffer.from("a: b\r\nc: Gérer les contacts\r\n", "latin1"),
      /^isn't in UTF-8, .*\(byte 0xE9\); save/,
      2,
    ],
    ["Latin-1 at its end", Buffer.from("Zuz\xfc", "latin1"), /^isn't in UTF-8, .*\(byte 0xFC\)/, 1],
    ["UTF-8 that was cut off", Buffer.from("Zürich €").subarray(0, -1), /^isn't in UTF-8/, 1],
    [
      "UTF-16 without a mark",
      Buffer.from("name: T\n", "utf16le"),
      /^is in UTF-16 without a byte order mark; save/,
      undefined,
    ],
    ["UTF-16 that was cut off", Buffer.from("\ufeffname", "utf16le").subarray(0, -1), /^is damaged/, undefined],
    ["UTF-32", Uint8Array.of(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0), /^is in UTF-32; save/, undefined],
    ["a program", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1), /^is no text$/, undefined],
    ["text that lost a letter before", Buffer.from("a: b\nc: G\ufffdrer\n"), /^has lost a letter here \(U\+FFFD\)/, 2],
  ])("never guessed: %s", (_what, bytes, message, line) => {
    expect(decodeText(bytes)).toEqual({ problem: expect.stringMatching(message), ...(line && { line }) });
  });
});

const DECOMPOSED = "Zu\u0308rich";

describe("a name is looked at", () => {
  test.each([
    ["Company Maintenance\u200b", 'U+200B after "Company Maintenance"'],
    ["Company Main\u00adtenance", 'U+00AD after "Company Main"'],
    ["\u200eCompanies", 'U+200E before "Companies"'],
    ["Main\u00a0Office", 'U+00A0 after "Main"'],
    ["\u200b\u200bA\u200b\u200b", 'U+200B before "A", U+200B before "A", U+200B after "A", and 1 more'],
  ])("%j: what can't be seen is named", (name, said) => {
    expect(describeInvisible(name)).toBe(said);
    expect(quoteName(name)).toContain(`(${said})`);
  });

  test("that has nothing to hide", () => {
    for (const name of ["Main Office", "Zürich", 'A&B "Sync" 100%', "Rôle – O’Brien", "東京"]) {
      expect(describeSpelling(name)).toBeUndefined();
      expect(quoteName(name)).toBe(JSON.stringify(name));
      expect(visibleForm(name)).toBe(name);
    }
  });

  test("by blanks and by letters in parts", () => {
    expect(describeSpelling("Main  Office ")).toBe('2 blanks after "Main", a blank after "Main Office"');
    expect(describeSpelling(DECOMPOSED)).toBe('U+0308 after "Zu"');
  });
});

describe("two names are one", () => {
  test.each([
    ["main office", "Main Office"],
    ["Main Office", "Main  Office "],
    ["Main Office", "Main\u00a0Office"],
    [DECOMPOSED, "Zürich"],
    ["Integration Sync", "Integration\u200b Sync"],
  ])("%j and %j, as they read", (a, b) => {
    expect(sameName(a, b)).toBe(true);
    expect(sameName(b, a)).toBe(true);
  });

  test("only where every letter is", () => {
    expect(sameName("Main Office", "Main-Office")).toBe(false);
    expect(sameName("MainOffice", "Main Office")).toBe(false);
    expect(sameName("Zurich", "Zürich")).toBe(false);
  });

  test("to what changes them only letter by letter", () => {
    expect(sameSpelling("SYNC", "sync")).toBe(true);
    expect(sameSpelling("Sync ", "Sync")).toBe(false);
    expect(sameSpelling(DECOMPOSED, "Zürich")).toBe(false);
  });
});
