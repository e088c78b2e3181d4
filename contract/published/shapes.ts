import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError } from "../../core/model/errors";
import { parseYaml } from "../../core/profile/document";
import { rememberBuiltTexts } from "../../project/builtTexts";
import { PACKAGE } from "../../project/package";

/** A field as one release publishes it. */
export interface Field {
  /** `string`, `list of integer`, `SecurityRoleReference`, `None|My|All`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly required: boolean;
  readonly max: number | undefined;
}

export type Shape = Readonly<Record<string, Field>>;
export type Shapes = Readonly<Record<string, Shape>>;

const schema = z.record(z.string(), z.record(z.string(), z.string()));

let written: z.output<typeof schema> | undefined;

/** What contract/published/shapes.yaml says, read once. */
function writtenShapes(): z.output<typeof schema> {
  rememberBuiltTexts();
  const file = path.join(PACKAGE, "contract/published/shapes.yaml");
  if (written) return written;
  const wording = { knownKeys: () => [], describeUnion: (shown: string) => `${shown} is no field` };
  const { data, problems } = parseYaml(readFileSync(file, "utf8"), file, schema, wording);
  if (!data) throw new InvalidInputError("The published shapes can't be used", problems);
  written = data;
  return written;
}

/** Every shape with the fields that a release has, `2025.1`. */
export const shapesOf = (release: string): Shapes =>
  Object.fromEntries(
    Object.entries(writtenShapes()).map(([name, fields]) => [
      name,
      Object.fromEntries(
        Object.entries(fields).flatMap(([field, text]) => {
          const read = fieldOf(text, release);
          return read ? [[field, read]] : [];
        }),
      ),
    ]),
  );

/** The last release whose description was read. */
const NEWEST = "2025.8";

/** Every shape with all of its fields. */
export const newestShapes = (): Shapes => shapesOf(NEWEST);

/** `string max=30 required after=2022.1`; undefined in a release that lacks it. */
function fieldOf(text: string, release: string): Field | undefined {
  const [, type = "", rest = ""] = /^((?:list of |map of )?\S+)(.*)$/.exec(text) ?? [];
  const words = new Map(
    rest.split(" ").map((word): [string, string | undefined] => {
      const [name = "", value] = word.split("=");
      return [name, value];
    }),
  );
  const isAfter = (word: string) => numberOf(release) > numberOf(words.get(word) ?? "9999.9");
  if (words.has("after") && !isAfter("after")) return undefined;
  const isRequired =
    words.has("required") || isAfter("required-after") || (words.has("required-until") && !isAfter("required-until"));
  const max = words.get("max");
  return {
    type,
    nullable: words.has("nullable"),
    required: isRequired,
    max: max === undefined ? undefined : Number(max),
  };
}

/** `2019.2` → 201902 */
function numberOf(release: string): number {
  const [year = 0, part = 0] = release.split(".").map(Number);
  return year * 100 + part;
}
