import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/**
 * Reads a YAML file that has to be as the schema says. `kind` is what it ought to be: "a tenant seed".
 * @throws Error naming the file and every problem in it, by key
 */
export function readYamlFile<S extends z.ZodType>(file: string, schema: S, kind: string): z.output<S> {
  const text = readFileSync(file, "utf8");
  const result = schema.safeParse(parseYaml(text, file));
  if (result.success) return result.data;
  throw new Error(`${file} is not ${kind}:\n${z.prettifyError(result.error)}`);
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new Error(`${file} is not YAML: ${(cause as Error).message}`, { cause });
  }
}
