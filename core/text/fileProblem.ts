const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EISDIR: "is a folder, not a file",
};

/** Why a file couldn't be read, from the error that Node threw: `no such file`. */
export const fileProblem = ({ code = "", message }: { readonly code?: string; readonly message: string }): string =>
  REASONS[code] ?? `can't be read (${code || message})`;
