// @ts-check

/** A paragraph. @param {string[]} lines */
export function say(...lines) {
  process.stdout.write(`\n${lines.join("\n")}\n`);
}
