/** As many problems as somebody reads of one file. */
const MOST = 100;

/** The first of many, and one that tells how many there are besides; what was shortened so stays as it is. */
export const capFindings = <T>(findings: readonly T[], summarize: (message: string) => T): readonly T[] =>
  findings.length <= MOST + 1
    ? findings
    : [...findings.slice(0, MOST), summarize(`and ${findings.length - MOST} more`)];

/** A finding whose message is put together when it is read: of many, few are. */
export const withLazyMessage = <T extends object>(finding: T, say: () => string): T & { readonly message: string } => ({
  ...finding,
  get message() {
    return say();
  },
});
