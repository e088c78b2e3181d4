import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { rememberYaml } from "../core/text/yaml";
import { PACKAGE } from "./package";

let isRead = false;

/**
 * Remembers what the package's own YAML files held when it was built, so that no process has to read them as YAML again. A file that
 * was changed since has another text, and is read.
 */
export function rememberBuiltTexts(): void {
  const file = path.join(PACKAGE, "dist/texts.json");
  if (isRead || !existsSync(file)) return;
  isRead = true;
  const texts = JSON.parse(readFileSync(file, "utf8")) as readonly { text: string; data: unknown }[];
  for (const { text, data } of texts) rememberYaml(text, data);
}
