import { Command } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import type { LevelsChange } from "../../core/plan/change";
import { describe } from "../../core/plan/change";
import { type Comparison, compareWithPage, count, differs, importArticle, namesFor } from "../../importer";
import { print, printJson } from "../print";
import { profileOf } from "./folder";

/** `cwroles profiles outdated` */
export const outdatedCommand = (): Command =>
  new Command("outdated")
    .argument("<id>", "a profile, as list prints it")
    .argument("<article>", "a newer copy of its page, saved as .html, .docx, .md, .csv or .txt")
    .description("Show what a newer copy of the vendor's page changes against a profile.")
    .option("--json", "as JSON")
    .addHelpText("after", HELP)
    .action(async (id: string, article: string, { json }: { json?: true }) => {
      const profile = profileOf(id);
      const page = await importArticle(article, namesFor(profile));
      if (page.grants.length + page.features.length === 0) {
        const message = "no function of a security role with a level was found in it";
        throw new InvalidInputError("There is nothing to compare", [{ path: "", file: article, message }]);
      }
      const comparison = compareWithPage(profile, page);
      if (json) printJson({ profile: id, article, differs: differs(comparison), ...comparison });
      else print(render(comparison, id));
      process.exitCode = differs(comparison) ? 2 : 0;
    });

const HELP = `
Exit codes: 0 the page asks for what the profile has, 1 failed, 2 it differs, or says something that can't be read.

Example:
  cwroles profiles outdated wise-sync newer-copy.html`;

function render(comparison: Comparison, id: string): string[] {
  const { added, removed, changed, unclear, customize, variants, ambiguous, unmatched, notUnderstood } = comparison;
  const isChanged = (grant: { module: string; function: string }) =>
    unclear.some((change) => change.module === grant.module && change.function === grant.function);
  const parts = [
    part("Added by the page", added.map(describe)),
    part("Removed from the page", removed.map(describe)),
    part("Changed", changed.map(describe)),
    part("Differs, but the page isn't clear", unclear.map(describe)),
    part(
      "Customize lists",
      customize.map(
        (change) => `${pathOf(change)}: ${[...change.added.map(plus), ...change.removed.map(minus)].join(", ")}`,
      ),
    ),
    ...variants.map(({ upTo, changes }) => part(`Tenants up to ${upTo}`, changes.map(describe))),
    part(
      "Ambiguous on the page, as in the profile",
      ambiguous
        .filter((grant) => !isChanged(grant))
        .map((grant) => `line ${grant.line}: ${pathOf(grant)}: ${grant.doubts.join(" ")}`),
    ),
    part(
      "No known function",
      unmatched.map(({ line, message }) => `line ${line}: ${message}`),
    ),
    part(
      "Not understood",
      notUnderstood.map(({ line, text }) => `line ${line}: ${text}`),
    ),
  ];
  const total = [added, removed, changed, unclear].flat().length;
  const heading = differs(comparison)
    ? `The page differs from the profile ${id}: ${count(total, "function")}.`
    : `The page asks for what the profile ${id} has.`;
  return [heading, ...parts.filter(({ length }) => length > 0).flatMap((lines) => ["", ...lines])];
}

const part = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`${title}:`, ...lines.map((line) => `  ${line}`)] : [];

const pathOf = (name: Pick<LevelsChange, "module" | "function">) => `${name.module} › ${name.function}`;
const plus = (entry: string) => `+ ${entry}`;
const minus = (entry: string) => `- ${entry}`;
