import { nearest, suggest } from "../../core/profile/match";
import { type Reference, splitReference } from "../model/reference";

const PLACEHOLDERS = ["tenant", "TENANT", "companyId"] as const;
type Names = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

/** `3com-au.eu` → `3COM_AU_EU`: a name as an environment variable can have it. */
export const inVariables = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, "_");

/** Puts a tenant's names into a reference. */
export const fillPlaceholders = (written: string, tenant: string, companyId: string): Reference =>
  filled(written, { tenant, TENANT: inVariables(tenant), companyId });

const filled = (written: string, names: Names): Reference => {
  const { kind, what } = splitReference(written) ?? {};
  const put = PLACEHOLDERS.reduce((text, name) => text.replaceAll(`{${name}}`, names[name]), what ?? written);
  return kind === undefined ? put : `${kind}:${put}`;
};

/** What is wrong with a reference whatever the tenant is; other braces are fine in a command, whose language may have them. */
export function referenceProblem(written: string): string | undefined {
  const example = filled(written, { tenant: "T", TENANT: "T", companyId: "T" });
  const { kind, what = "" } = splitReference(example) ?? {};
  const [, unknown] = kind === "command" ? [] : (/\{(\w*)\}/.exec(what) ?? []);
  if (unknown !== undefined)
    return `{${unknown}} is no placeholder; ${suggest(nearest(unknown, PLACEHOLDERS))} There are {${PLACEHOLDERS.join("}, {")}}`;
  if (kind === "env" && !/^[A-Za-z_]\w*$/.test(what))
    return "no name of an environment variable: it has letters, digits and _, and begins with no digit";
  return undefined;
}

/** A company id goes into a command, a path or a variable's name only where it can't mean anything else there. */
export const isSafeIn = (written: string, companyId: string): boolean =>
  !written.includes("{companyId}") || /^\w[\w.-]*$/.test(companyId);
