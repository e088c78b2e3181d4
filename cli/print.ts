/** One answer of a command, on stdout. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** As `--json` prints it. */
export const printJson = (data: unknown): void => print(JSON.stringify(data, null, 2));
