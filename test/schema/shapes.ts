import path from "node:path";
import { z } from "zod";
import { readYamlFile } from "../../sandbox/yamlFile";

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

const folder = (name: string): string => path.join(__dirname, name);

const written = readYamlFile(
  folder("shapes.yaml"),
  z.record(z.string(), z.record(z.string(), z.string())),
  "a list of published shapes",
);

const answers = readYamlFile(
  folder("answers.yaml"),
  z.record(z.string().startsWith("/"), z.string()),
  "a list of published answers",
);

/** What a path, in any case, answers to GET: `list of Member`, `Member`. @throws Error where nobody says */
export function answerTo(path: string): string {
  const found = Object.entries(answers).find(([known]) => known.toLowerCase() === path.toLowerCase());
  if (!found) throw new Error(`answers.yaml has no ${path}`);
  return found[1];
}

/** Every shape with the fields that a release has. */
export const shapesOf = (release: string): Shapes =>
  Object.fromEntries(
    Object.entries(written).map(([name, fields]) => [
      name,
      Object.fromEntries(
        Object.entries(fields).flatMap(([field, text]) => {
          const read = fieldOf(text, release);
          return read ? [[field, read]] : [];
        }),
      ),
    ]),
  );

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
