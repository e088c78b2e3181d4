import path from "node:path";
import { z } from "zod";
import { readYamlFile } from "../../sandbox/yamlFile";

const answers = readYamlFile(
  path.join(__dirname, "answers.yaml"),
  z.record(z.string().startsWith("/"), z.string()),
  "a list of published answers",
);

/** What a path, in any case, answers to GET: `list of Member`, `Member`. @throws Error where nobody says */
export function answerTo(path: string): string {
  const found = Object.entries(answers).find(([known]) => known.toLowerCase() === path.toLowerCase());
  if (!found) throw new Error(`answers.yaml has no ${path}`);
  return found[1];
}
