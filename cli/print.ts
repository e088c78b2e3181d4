/** One answer of a command, on stdout. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** What goes wrong beside the answer, on stderr. */
export const complain = (text: string): void => void process.stderr.write(`${text}\n`);

/** As `--json` prints it. */
export const printJson = (data: unknown): void => print(JSON.stringify(data, null, 2));
