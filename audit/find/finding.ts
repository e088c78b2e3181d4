import type { Rank } from "../../core/risk/risk";
import { RANKS } from "../../core/risk/risk";
import { byText } from "../../review/rows";
import { type Finding, HIGHEST_GUESS } from "../model";
import type { Rule, RuleRisks } from "../rules";

/** What a finding has of its own; the rest is its rule's. */
export interface Found extends Pick<Finding, "rule" | "what" | "next"> {
  readonly subject: Finding["subject"];
  /** What tells the subject from others of its name; its name by default. */
  readonly key?: string;
  readonly affected?: readonly string[];
  readonly people?: readonly string[];
  readonly facts: readonly string[];
  readonly isGuess?: boolean;
  /** Instead of the rule's own. */
  readonly risk?: Finding["risk"] | undefined;
}

const GUESSED = "ranked medium at most, since it rests on a guess: name the profile in audit.yaml";

export function findingOf(found: Found, rules: RuleRisks): Finding {
  const { rule, subject, key = subject.name, affected = [], people = [], facts, isGuess = false, what, next } = found;
  const risk = found.risk ?? rules[rule];
  const isCapped = isGuess && RANKS.indexOf(risk.rank) > RANKS.indexOf(HIGHEST_GUESS);
  return {
    ...{ id: `${rule}:${key}`, rule, subject, what, next, affected, people, isGuess },
    risk: isCapped ? { rank: HIGHEST_GUESS, reason: `${risk.reason} (${GUESSED})` } : risk,
    facts: [...new Set(facts)].sort(byText),
  };
}

/** The worst first; among findings of one rank in the order of the rules. */
export function sortFindings(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const position = ({ risk, rule }: Finding) => -RANKS.indexOf(risk.rank) * rules.length + rules.indexOf(rule);
  return [...findings].sort((a, b) => position(a) - position(b) || byText(a.id, b.id));
}

export const isAtLeast = (rank: Rank, least: Rank): boolean => RANKS.indexOf(rank) >= RANKS.indexOf(least);
