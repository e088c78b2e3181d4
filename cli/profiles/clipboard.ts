import { spawnSync } from "node:child_process";
import { InvalidInputError } from "../../core/model/errors";

/** What prints the clipboard's HTML, the likeliest first. */
const COMMANDS: Readonly<Partial<Record<NodeJS.Platform, readonly (readonly [string, ...string[]])[]>>> = {
  win32: [["powershell", "-NoProfile", "-Command", "Get-Clipboard -TextFormatType Html -Raw"]],
  darwin: [
    [
      "osascript",
      "-l",
      "JavaScript",
      "-e",
      "ObjC.import('AppKit'); const s = $.NSPasteboard.generalPasteboard.stringForType('public.html'); s.isNil() ? '' : s.js",
    ],
  ],
  linux: [
    ["wl-paste", "--type", "text/html"],
    ["xclip", "-selection", "clipboard", "-out", "-target", "text/html"],
  ],
};

const LONGEST_WAIT = 10_000;
const LARGEST = 4e6;

/**
 * The HTML that the clipboard has, as browsers put it there.
 * @throws InvalidInputError where no program of this system can read it, or it has none
 */
export function clipboardHtml(): Buffer {
  const commands = COMMANDS[process.platform] ?? [];
  for (const [program, ...args] of commands) {
    const { status, stdout } = spawnSync(program, args, { timeout: LONGEST_WAIT, maxBuffer: LARGEST });
    if (status === 0 && stdout.toString().trim() !== "") return stdout;
  }
  const tried = commands.map(([program]) => program).join(" and ") || "nothing, on this system";
  const message = `it has no HTML, or can't be read (tried: ${tried}); save the page to a file, or pipe it: … | cwroles profiles import -`;
  throw new InvalidInputError("The clipboard can't be read", [{ path: "--clipboard", message }]);
}
