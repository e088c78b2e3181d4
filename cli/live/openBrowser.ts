import { spawn } from "node:child_process";

/** How each system opens an address; the last is for all others. */
const OPENERS: readonly (readonly [platform: NodeJS.Platform | undefined, program: string, ...args: string[]])[] = [
  ["darwin", "open"],
  ["win32", "rundll32", "url.dll,FileProtocolHandler"],
  [undefined, "xdg-open"],
];

/**
 * Opens an address of this program's own in the user's browser, without a shell.
 * @returns why it couldn't be started; a browser that fails later says so itself
 */
export function openBrowser(address: string): Promise<string | undefined> {
  const [, program = "", ...args] =
    OPENERS.find(([platform = process.platform]) => platform === process.platform) ?? [];
  return new Promise((resolve) => {
    const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
    child.once("error", ({ message }) => resolve(message));
    child.once("spawn", () => resolve(undefined));
    child.unref();
  });
}
