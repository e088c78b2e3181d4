import { printNotice } from "./print";

let isCut = false;

/**
 * Makes a command outlive its output. A reader that has gone, such as `head -1`, is no failure: what is under way is
 * done to its end. Whatever else stdout can't take, such as more than a full disk holds, is said, and the exit code is 1.
 */
export function surviveClosedOutput(): void {
  process.stderr.on("error", () => {
    // There is nowhere left to say it.
  });
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code === "EPIPE" || isCut) return;
    isCut = true;
    printNotice(`What is printed is cut off, since stdout can't be written: ${message}`);
    process.on("exit", () => {
      process.exitCode = 1;
    });
  });
}
