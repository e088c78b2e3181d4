import { z } from "zod";
import { InvalidInputError } from "../core/model/errors";
import { MEMBER_KINDS } from "../core/model/member";
import { visibleName } from "../core/model/name";
import { ADOPT_MODES } from "../core/model/role";
import type { Stack } from "./stack";

const text = z.string("not set").trim().min(1, "blank");

/** The project's own keys, as index.ts reads them; see README.md. */
const settingsSchema = z.object({
  profile: text,
  features: z
    .array(text, `a list, such as ["later-revision"]; with: pulumi config set --path 'features[0]' …`)
    .default([]),
  role: text.max(30, "a role's name has at most 30 characters").superRefine(visibleName),
  adopt: z.enum(ADOPT_MODES, `one of ${ADOPT_MODES.join(", ")}`).default("if-unshared"),
  force: text.optional(),
  member: text.max(15, "a member's identifier has at most 15 characters").superRefine(visibleName),
  memberKind: z.enum(MEMBER_KINDS, `one of ${MEMBER_KINDS.join(", ")}`).default("api"),
  location: text.optional(),
  businessUnit: text.optional(),
});

export type Settings = z.output<typeof settingsSchema>;

/** Settings by the command line; `undefined` isn't given. */
type Given = { readonly [Key in keyof Settings]?: Settings[Key] | undefined };

/** Keys whose values are written as JSON. */
const LISTS = new Set<string>(["features"]);

/**
 * What a stack asks of its tenant; what `given` names wins over the stack's files.
 * @throws InvalidInputError with every key that is missing or can't be read
 */
export function settingsOf(stack: Stack, given: Given = {}): Settings {
  const values = Object.fromEntries(
    Object.keys(settingsSchema.shape).map((key) => {
      const written = stack.projectValue(key);
      return [key, LISTS.has(key) && written !== undefined ? listOf(written) : written];
    }),
  );
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  const parsed = settingsSchema.safeParse({ ...values, ...Object.fromEntries(named) });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: path.join("."),
    message: `${message}; set it with: pulumi config set ${path.join(".")} …`,
  }));
  const whose =
    stack.name === undefined ? "The project's configuration" : `The configuration of the stack ${stack.name}`;
  throw new InvalidInputError(`${whose} can't be used`, problems);
}

function listOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}
