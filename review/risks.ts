import { readFileSync } from "node:fs";
import path from "node:path";
import { parseRisks, type Risks } from "../core/risk/risk";
import { rememberBuiltTexts } from "../project/builtTexts";
import { PACKAGE } from "../project/package";

let loaded: Risks | undefined;

/** The rules that come with this package. */
export const defaultRisks = (): Risks => {
  rememberBuiltTexts();
  const file = path.join(PACKAGE, "review/risks.yaml");
  loaded ??= parseRisks(readFileSync(file, "utf8"), file);
  return loaded;
};
