import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError } from "../core/model/errors";
import { parseYaml } from "../core/profile/document";
import { rememberBuiltTexts } from "../project/builtTexts";
import { PACKAGE } from "../project/package";

/** An answer that none of an assumption's `answers` names. */
export const OTHER = "other";

const text = z.string("text").trim().min(1, "blank");
const assumption = z
  .strictObject({
    /** In camel case. Where the sandbox can answer otherwise, the name of its quirk. */
    id: z.string("text").regex(/^[a-z][A-Za-z0-9]*$/, "an id in camel case"),
    /** What it is about, as a heading. */
    area: text,
    /** A sentence. */
    assumes: text,
    /** Where it comes from: the service's documentation, a public answer of it, or a choice made here. */
    basis: z.enum(["documented", "seen", "assumed"]),
    source: text.optional(),
    /** Files of this project. */
    reliesOn: z.array(text).min(1, "no file"),
    /** What a tenant may show, by name, each in words. The first is what is assumed. */
    answers: z
      .record(z.string().regex(/^[a-z0-9-]+$/, "a name in small letters"), text)
      .refine((answers) => Object.keys(answers).length > 1, "an answer and another one")
      .refine((answers) => !(OTHER in answers), `${OTHER} is for what has no name`),
    /** The code asks, and copes with each answer: all of them hold. */
    isAsked: z.boolean().default(false),
    /** What has to be sent to learn it. */
    check: z.enum(["reads", "writes", "member", "none"]),
    /** Why nothing is sent. */
    why: text.optional(),
  })
  .refine(({ check, why }) => (check === "none") === (why !== undefined), {
    path: ["why"],
    message: "says why nothing is sent: needed for none, and for nothing else",
  });

/** A behaviour of the service that the code relies on. */
export type Assumption = z.output<typeof assumption>;

const schema = z.array(assumption, "a list of assumptions").superRefine((all, context) => {
  const ids = all.map(({ id }) => id);
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) < index) context.addIssue({ code: "custom", path: [index, "id"], message: `${id} twice` });
});

/**
 * Assumptions as a file like contract/assumptions.yaml has them; `file` names it in problems.
 * @throws InvalidInputError with every problem of the file
 */
export function parseAssumptions(written: string, file: string): readonly Assumption[] {
  const { data, problems } = parseYaml(written, file, schema, {
    knownKeys: (keys) => (keys.length === 1 ? Object.keys(assumption.shape) : []),
    describeUnion: (shown) => `${shown} is no assumption`,
  });
  if (!data) throw new InvalidInputError("The assumptions can't be used", problems);
  return data;
}

let loaded: readonly Assumption[] | undefined;

/** The assumptions of this package, in the order of its file. */
export const assumptions = (): readonly Assumption[] => {
  rememberBuiltTexts();
  const file = path.join(PACKAGE, "contract/assumptions.yaml");
  loaded ??= parseAssumptions(readFileSync(file, "utf8"), file);
  return loaded;
};

/** What an assumption assumes, by the name of the answer. */
export const assumedAnswer = ({ answers }: Assumption): string => Object.keys(answers)[0] ?? OTHER;
