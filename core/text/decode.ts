/** The text that bytes hold, or why they hold none: a sentence for people that the file's name stands before. */
export type Decoded =
  | { readonly text: string }
  | { readonly problem: string /** 1-based, where one line is to blame. */; readonly line?: number };

const BYTE_ORDER_MARKS = [
  { mark: [0xff, 0xfe, 0, 0], encoding: undefined },
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
  { mark: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { mark: [], encoding: "utf-8" },
] as const;

const SAVE_IT =
  'save it as UTF-8 (Notepad: Save As, Encoding "UTF-8"; Visual Studio Code: Save with Encoding; PowerShell: Set-Content -Encoding utf8)';

/**
 * Text as editors and shells write it: UTF-8 with or without a byte order mark, UTF-16 with one. The mark is no part of the
 * text. Nothing is guessed: in another encoding a name may turn into another name.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const { encoding } = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte)) ?? {};
  if (encoding === undefined) return { problem: `is in UTF-32; ${SAVE_IT}` };
  if (encoding === "utf-8" && bytes.includes(0)) return { problem: whyZeros(bytes) };
  const text = decoded(bytes, encoding);
  if (text === undefined)
    return encoding === "utf-8"
      ? notUtf8(bytes)
      : { problem: `is damaged: it begins as UTF-16, and isn't; ${SAVE_IT}` };
  if (text.includes("\0")) return { problem: "is no text" };
  const lost = text.indexOf("\ufffd");
  if (lost < 0) return { text };
  return {
    problem: "has lost a letter here (U+FFFD): it was saved in a wrong encoding before; type the letter again",
    line: lineOf(text.slice(0, lost)),
  };
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** ASCII in UTF-16 has a zero in every second byte. */
function whyZeros(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 1000);
  const zeros = (parity: number) => start.filter((byte, at) => at % 2 === parity && byte === 0).length;
  const isWide = [0, 1].some((parity) => zeros(parity) > 0.4 * start.length && zeros(1 - parity) === 0);
  return isWide ? `is in UTF-16 without a byte order mark; ${SAVE_IT}` : "is no text";
}

/** What isn't UTF-8 and is no UTF-16 either comes from an older Windows: one byte a letter. */
function notUtf8(bytes: Uint8Array): Decoded {
  let at = firstInvalid(bytes);
  // It was a letter's first byte, where the one that doesn't go on with it is ASCII.
  while ((bytes[at] ?? 0) < 0x80) at -= 1;
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase();
  return {
    problem: `isn't in UTF-8, but probably in Windows-1252 or Latin-1 (byte 0x${byte}); ${SAVE_IT}`,
    line: lineOf(new TextDecoder("latin1").decode(bytes.subarray(0, at))),
  };
}

/** A decoder that takes a text in pieces complains at the first piece that has a wrong byte. */
function firstInvalid(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8Start(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return invalid - 1;
}

function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const lineOf = (before: string): number => before.split(/\r\n|\r|\n/).length;
