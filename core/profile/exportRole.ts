import { cleanLine } from "../../text/clean.mjs";
import { InvalidInputError, RefusedError } from "../model/errors";
import { type Cell, isLevel, VERBS, verbTitle } from "../model/level";
import { type Cells, isNone, NONE, type Permission, rowsOf, tableOf } from "../model/permission";
import type { Profile } from "../model/profile";
import type { FunctionName, ObservedRole } from "../model/role";
import { resolveLevels } from "./match";
import { levelsOf, parseProfile } from "./parse";
import { profileText } from "./write";

/** A role in the format of a profile's file. */
export interface ExportedRole {
  readonly yaml: string;
  /** Levels that no profile can ask for, each with its function: in the file they are a comment. */
  readonly unaskable: readonly string[];
}

/**
 * A role as a profile that asks for exactly what the role grants now; what is None is left out.
 * @param about what a profile says besides its levels; `why` holds for every row
 * @throws RefusedError when the role grants nothing
 * @throws InvalidInputError when the profile wouldn't find the role's own functions again: two of one name, a name no file can have
 */
export function exportRole(
  role: ObservedRole,
  { why, ...about }: Pick<Profile, "id" | "name" | "vendor" | "source"> & { readonly why: string },
): ExportedRole {
  const granted = role.settings
    .map(({ module, function: name, cells }) => ({ module, function: name, row: askable(cells) }))
    .filter(({ row }) => !isNone(row));
  if (granted.length === 0)
    throw new RefusedError(`The security role "${role.name}" grants nothing that a profile could ask for.`);
  const grants = tableOf(
    granted.map(({ row, ...names }) => ({
      ...names,
      row: { levels: row, why, source: about.source.url, customize: [] },
    })),
  );
  const profile: Profile = { ...about, unlisted: "exact", advice: [], grants, features: [], variants: [] };
  const unaskable = unaskableOf(role);
  const comments = commentsOf(role, unaskable).map((line) => `# ${line}\n`);
  const yaml = profileText(profile, why).replace("\n", () => `\n${comments.join("")}\n`);
  assertFindsItself(yaml, role, granted);
  return { yaml, unaskable };
}

/** What a profile can ask for of a row: what is no level, or isn't there, stays out. */
const askable = (cells: Cells): Permission =>
  Object.fromEntries(
    VERBS.map((verb) => [verb, isLevel(cells[verb]) ? cells[verb] : NONE[verb]]),
  ) as unknown as Permission;

const isUnaskable = (cell: Cell) => cell !== null && !isLevel(cell);

const unaskableOf = ({ settings }: ObservedRole): string[] =>
  settings.flatMap(({ module, function: name, cells }) =>
    VERBS.filter((verb) => isUnaskable(cells[verb])).map(
      (verb) => `${module} › ${name}: ${verbTitle(verb)} ${cells[verb]}`,
    ),
  );

const commentsOf = ({ adminFlag }: ObservedRole, unaskable: readonly string[]): string[] => [
  "Customize lists aren't in here: the API shows them to a member's own key alone. Where entries are allowed, add to the",
  "function: customize: [Table / Entry]",
  ...(adminFlag ? ["This is a role of administrators: its holders may do everything, whatever the levels say."] : []),
  ...(unaskable.length > 0 ? ["These levels of the role can't be asked for:"] : []),
  ...unaskable.map((line) => `  ${cleanLine(line)}`),
];

/** Reads the text back: a function that is lost on the way would look like one that is None. */
function assertFindsItself(yaml: string, { name, settings }: ObservedRole, granted: readonly FunctionName[]): void {
  const { profile, problems: unreadable } = parseProfile(yaml, "exported.yaml");
  const { levels, problems: unresolved } = resolveLevels(levelsOf(profile?.grants ?? {}), settings);
  const found = [...rowsOf(levels)];
  const lost = granted.filter((row) => !found.some((other) => isSame(row, other))).map(lostFunction);
  const problems = [unreadable, unresolved, lost].find((some) => some.length > 0);
  if (problems) throw new InvalidInputError(`The security role "${name}" can't be written as a profile`, problems);
}

const isSame = (a: FunctionName, b: FunctionName) => a.module === b.module && a.function === b.function;

const lostFunction = ({ module, function: name }: FunctionName) => ({
  path: `${module} › ${name}`,
  message: "a profile can't have a function of that name",
});
