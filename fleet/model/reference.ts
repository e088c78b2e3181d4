/** Where a credential is: `env:NAME`, `file:PATH` or `command:LINE`. Never the credential itself. */
export type Reference = string;

/** A reference in its parts. */
export interface ReferenceParts {
  readonly kind: "env" | "file" | "command";
  /** The name, path or line, without the blanks before it. */
  readonly what: string;
}

/** `undefined` for what is no reference. */
export function splitReference(written: Reference): ReferenceParts | undefined {
  const [, kind, what = ""] = /^(env|file|command):\s*(.*)$/s.exec(written) ?? [];
  return kind === undefined ? undefined : { kind: kind as ReferenceParts["kind"], what };
}
