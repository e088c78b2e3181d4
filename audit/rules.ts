import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError } from "../core/model/errors";
import { parseYaml } from "../core/profile/document";
import { RANKS, type Risk } from "../core/risk/risk";
import { rememberBuiltTexts } from "../project/builtTexts";
import { PACKAGE } from "../project/package";

/** What an audit looks for; the order is that of the findings where their ranks are the same. */
export const RULES = [
  "administrators",
  "copy-of-administrators",
  "administers",
  "excess",
  "unexplained",
  "shared-with-people",
  "shared-by-integrations",
  "inactive-broad",
  "outside-levels",
  "lacking",
  "may-be-integration",
  "no-role",
  "no-place",
  "unheld",
  "same",
  "similar",
  "contains",
  "unseen-functions",
] as const;
export type Rule = (typeof RULES)[number];

export type RuleRisks = Readonly<Record<Rule, Risk>>;

const text = z.string("text").trim().min(1, "blank");
const schema = z.record(z.enum(RULES), z.strictObject({ rank: z.enum(RANKS), reason: text }));

/**
 * The rank and the reason of each rule, as a file like audit/rules.yaml has them; `file` names it in problems.
 * @throws InvalidInputError with every problem of the file, also for a rule that is left out
 */
function parseRules(written: string, file: string): RuleRisks {
  const { data, problems } = parseYaml(written, file, schema, {
    knownKeys: (keys) => (keys.length === 0 ? RULES : ["rank", "reason"]),
    describeUnion: (shown) => `${shown} is no rule`,
  });
  if (!data) throw new InvalidInputError("The rules of the audit can't be used", problems);
  return data;
}

let loaded: RuleRisks | undefined;

/** The rules that come with this package. */
export const defaultRules = (): RuleRisks => {
  rememberBuiltTexts();
  const file = path.join(PACKAGE, "audit/rules.yaml");
  loaded ??= parseRules(readFileSync(file, "utf8"), file);
  return loaded;
};
