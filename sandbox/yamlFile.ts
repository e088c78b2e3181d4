import { z } from "zod";
import { capFindings } from "../core/text/capFindings";
import { decodeText } from "../core/text/decode";
import { readYaml, type Yaml } from "../core/text/yaml";
import { readBytes } from "./readBytes";

/**
 * Reads a YAML file that has to be as the schema says. `kind` is what it ought to be: "a tenant seed".
 * @throws Error naming the file and every problem in it, by key and line
 */
export const readYamlFile = <S extends z.ZodType>(file: string, schema: S, kind: string): z.output<S> =>
  parseYamlText(textOf(file), file, schema, kind);

/** The same for a text that was read; `file` is what messages call it. */
export function parseYamlText<S extends z.ZodType>(text: string, file: string, schema: S, kind: string): z.output<S> {
  const yaml = readYaml(text);
  if (yaml.findings.length > 0)
    throw new Error(
      [`${file} is not YAML:`, ...yaml.findings.map(({ message, offset }) => `${message}${lineOf(offset, yaml)}`)].join(
        "\n",
      ),
    );
  const result = schema.safeParse(yaml.data);
  if (result.success) return result.data;
  const issues = result.error.issues.toSorted((a, b) => a.path.length - b.path.length);
  const reports = capFindings<z.core.$ZodIssue | string>(issues, (rest) => rest);
  throw new Error(
    [`${file} is not ${kind}:`, ...reports.map((one) => (typeof one === "string" ? one : reported(one, yaml)))].join(
      "\n",
    ),
  );
}

function textOf(file: string): string {
  const decoded = decodeText(readBytes(file));
  if ("text" in decoded) return decoded.text;
  throw new Error(`${file}${decoded.line === undefined ? "" : `, line ${decoded.line}`}: ${decoded.problem}`);
}

const lineOf = (offset: number | undefined, yaml: Yaml) =>
  offset === undefined ? "" : ` (line ${yaml.at(offset).line})`;

function reported(issue: z.core.$ZodIssue, yaml: Yaml): string {
  const at = issue.path.length === 0 ? "" : `at ${z.core.toDotPath(issue.path)}, `;
  const [wrongKey] = issue.code === "unrecognized_keys" ? issue.keys : [];
  const path = wrongKey === undefined ? issue.path : [...issue.path, wrongKey];
  return `✖ ${issue.message}\n  → ${at}line ${yaml.at(yaml.offsetOf(path) ?? 0).line}`;
}
