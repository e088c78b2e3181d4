import { type Cell, VERBS, verbTitle } from "../core/model/level";
import type { CellChange, LevelsChange } from "../core/plan/change";
import { firstOf, plural } from "../pages/text";
import type { Match, State } from "./model";
import type { Rule } from "./rules";

export const STATE_WORDS: Readonly<Record<State, string>> = {
  administrator: "administrator",
  excess: "more than it needs",
  unexplained: "of no profile",
  lacking: "less than it needs",
  unknown: "not known",
  inactive: "inactive",
  exact: "exact",
};

/** What each rule is about, as a heading. */
export const RULE_WORDS: Readonly<Record<Rule, string>> = {
  administrators: "Role of administrators",
  "copy-of-administrators": "Copy of a role of administrators",
  administers: "May change roles, members or tables",
  excess: "More than its profile asks for",
  unexplained: "Explained by no profile",
  "shared-with-people": "Role that people hold, too",
  "shared-by-integrations": "Role of several integrations",
  "inactive-broad": "Inactive, with a broad role",
  "outside-levels": "Levels outside None, My, All",
  lacking: "Less than its profile asks for",
  "may-be-integration": "Licensed member that may be an integration",
  "no-role": "No role",
  "no-place": "No location or business unit",
  unheld: "Role that nobody holds",
  same: "Roles that are the same",
  similar: "Roles that differ in few cells",
  contains: "Role that contains others",
  "unseen-functions": "Functions this catalogue has not seen",
};

const SURE_WORDS: Readonly<Record<Match["sure"], string>> = {
  certain: "certain",
  likely: "likely, a guess",
  possible: "possible, a guess",
};

/** `Wise-Sync (likely, a guess: its member id "WiseSync" is the profile's name)` */
export function describeMatch({ name, how, sure, because, others }: Match): string {
  const besides = others.length > 0 ? `; as well ${firstOf(others, 3)}` : "";
  return how === "map" ? `${name} (${because})` : `${name} (${SURE_WORDS[sure]}: ${because}${besides})`;
}

export const functionName = ({ module, function: name }: Pick<LevelsChange, "module" | "function">): string =>
  `${module} › ${name}`;

const cellWord = (cell: Cell): string => cell ?? "–";

/** Like cells together: `Add, Edit All → None; Inquire All → My` */
export function describeCells(cells: readonly CellChange[]): string {
  const groups = new Map<string, string[]>();
  for (const verb of VERBS)
    for (const { before, after } of cells.filter((cell) => cell.verb === verb)) {
      const change = `${cellWord(before)} → ${cellWord(after)}`;
      groups.set(change, [...(groups.get(change) ?? []), verbTitle(verb)]);
    }
  return [...groups].map(([change, verbs]) => `${verbs.join(", ")} ${change}`).join("; ");
}

export const describeRow = (row: LevelsChange | Pick<LevelsChange, "module" | "function" | "cells">): string =>
  `${functionName(row)}: ${describeCells(row.cells)}`;

export const functions = (count: number): string => plural(count, "function");
