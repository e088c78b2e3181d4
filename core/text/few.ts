/** As many problems as somebody reads of one file. */
const MOST = 100;

/** The first of many, and one that tells how many there are besides; what was shortened so stays as it is. */
export const firstFew = <T>(found: readonly T[], rest: (message: string) => T): readonly T[] =>
  found.length <= MOST + 1 ? found : [...found.slice(0, MOST), rest(`and ${found.length - MOST} more`)];

/** A finding whose message is put together when it is read: of many, few are. */
export const lazily = <T extends object>(finding: T, say: () => string): T & { readonly message: string } => ({
  ...finding,
  get message() {
    return say();
  },
});
