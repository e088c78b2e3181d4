import { z } from "zod";
import { QUIRKS, type Quirks, SETTINGS_MODES, type SettingsMode } from "./switches";
import { readYamlFile } from "./yamlFile";

/** How a tenant was seen to behave: what `cwroles contract --json` has written, as far as a sandbox can do the same. */
export interface Contract {
  /** `2025.1`; undefined where the tenant didn't say. */
  readonly release: string | undefined;
  readonly settings: SettingsMode | undefined;
  readonly quirks: Partial<Quirks>;
  /** What it does otherwise than assumed, and a sandbox can't: `rowOrder=other-order`. */
  readonly notEmulated: readonly string[];
}

/** The answer that has no name. */
const OTHER = "other";

/** Documented in docs/contract.md. What isn't read here may be there. */
const schema = z.looseObject({
  format: z.literal(1, "expected 1, the format of this release"),
  release: z.string(),
  assumptions: z
    .array(
      z.looseObject({ id: z.string(), result: z.enum(["holds", "differs", "open"]), answer: z.string().nullish() }),
    )
    .superRefine((assumptions, context) => {
      const ids = assumptions.map(({ id }) => id);
      for (const [index, id] of ids.entries())
        if (ids.indexOf(id) < index)
          context.addIssue({ code: "custom", path: [index, "id"], message: `${id} is there twice` });
    }),
});

/** @throws Error naming the file and every problem in it, by key and line */
export function readContract(file: string): Contract {
  const { release, assumptions } = readYamlFile(file, schema, "what cwroles contract --json writes");
  const answers = new Map(assumptions.flatMap(({ id, answer }) => (answer ? [[id, answer] as const] : [])));
  const given = [...answers].filter(([id, answer]) => answersTo(id).includes(answer));
  const settings = SETTINGS_MODES.find((mode) => mode === answers.get("settings"));
  return {
    release: /^\d{4}\.\d{1,2}$/.test(release) ? release : undefined,
    settings,
    quirks: Object.fromEntries(given),
    notEmulated: assumptions
      .filter(({ id, result, answer }) => result === "differs" && !answersTo(id).includes(answer ?? OTHER))
      .map(({ id, answer }) => `${id}=${answer ?? OTHER}`),
  };
}

const answersTo = (id: string): readonly string[] => (Object.hasOwn(QUIRKS, id) ? QUIRKS[id as keyof Quirks] : []);

/** What a sandbox took over, in one line. */
export function describeContract({ release, settings, quirks, notEmulated }: Contract): string {
  const answers = { ...(settings && { settings }), ...quirks };
  const firsts: Readonly<Record<string, string>> = { settings: SETTINGS_MODES[0] };
  const taken = Object.entries(answers).filter(([name, answer]) => answer !== (firsts[name] ?? answersTo(name)[0]));
  const list = taken.map(([name, answer]) => `${name}=${answer}`).join(", ") || "nothing that differs";
  const rest = notEmulated.length === 0 ? "" : `; can't emulate ${notEmulated.join(", ")}`;
  return `As a tenant${release ? ` of ${release}` : ""} was seen to behave: ${list}${rest}.`;
}
