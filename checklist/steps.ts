import type { ObservedMember } from "../core/model/member";
import type { CustomizeList, Unlisted } from "../core/model/role";
import type { Change, LevelsChange } from "../core/plan/change";
import { byWebClient } from "../core/plan/plan";
import { type CustomizeTask, commonChange, type Group, type LevelsTask, type Step, type Task } from "./task";

/** What the steps of a visit follow from. */
export interface StepInput {
  readonly role: string;
  /** `acme, https://api-na.myconnectwise.net`; `undefined` where no tenant was asked. */
  readonly tenant: string | undefined;
  /** Of a plan. */
  readonly changes: readonly Change[];
  /** What becomes of other functions, where no tenant was asked. Default `keep`. */
  readonly unlisted?: Unlisted;
  readonly customize: readonly CustomizeList[];
  /** The member as it is, and the names of the place where it has to be. */
  readonly member?: { readonly observed: ObservedMember; readonly location: string; readonly businessUnit: string };
  /** The API member whose key pair the integration works with, and what the pair is to be called; missing for other members. */
  readonly keyPair?: {
    readonly identifier: string;
    readonly description: string;
    /** Whether the member was made just now: then it has none yet. */
    readonly isNew?: boolean;
  };
}

/** In the order of a visit: the role with all that is in it, then the member. */
export const stepsOf = (input: StepInput): Step[] => {
  const steps = [...roleStep(input), ...insideRoleStep(input), ...memberStep(input)];
  return [...steps, ...(steps.length > 0 || isNewMember(input) ? keysStep(input) : [])];
};

const isNewMember = ({ changes }: Pick<StepInput, "changes">): boolean =>
  changes.some((change) => change.subject === "member" && change.kind === "create");

function roleStep({ changes }: StepInput): Step[] {
  const [created] = changes.filter((change) => change.subject === "role");
  if (!created) return [];
  const tasks: Task[] = [{ subject: "role", name: created.name }];
  return [{ title: "Create the role", hints: [MAKE_ROLE], groups: [{ tasks }] }];
}

const MAKE_ROLE = "System > Security Roles > +. Or run pulumi up first: it makes the role.";

/** Levels and Customize entries together, so that no module is opened twice. */
function insideRoleStep(input: StepInput): Step[] {
  const { role, changes, customize } = input;
  const levels = changes.filter((change) => change.subject === "levels").map((row) => levelsTask(row, input));
  const entries = customize.flatMap(entryTasks);
  if (levels.length + entries.length === 0) return [];
  const tasks = [...levels, ...entries].sort(byWebClient);
  const isNew = changes.some(({ subject }) => subject === "role");
  const title = [levels.length > 0 && SET_LEVELS, entries.length > 0 && ALLOW_ENTRIES].filter(Boolean).join(" and ");
  const hints = [
    `System > Security Roles > ${role}.`,
    ...(levels.length > 0
      ? [`${others(input)} Open each module once, go from top to bottom, and save at the end.`]
      : []),
    ...(entries.length > 0 ? [`Entries: the function's Customize.${isNew ? "" : ` ${MAYBE_THERE}`}`] : []),
  ];
  return [{ title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`, hints, groups: byModule(tasks) }];
}

const SET_LEVELS = "set the levels";
const ALLOW_ENTRIES = "allow the entries of Customize lists";

const MAYBE_THERE =
  "They may be allowed already: the API shows the entries to the integration's own key alone (cwroles verify).";

const others = ({ tenant, unlisted = "keep" }: StepInput): string =>
  tenant === undefined && unlisted === "exact"
    ? "Every level that isn't listed is None."
    : "Leave every other level as it is.";

const levelsTask = ({ module, function: name, cells }: LevelsChange, { tenant }: StepInput): LevelsTask => ({
  subject: "levels",
  module,
  function: name,
  cells: cells.map(({ verb, before, after }) => ({ verb, ...(tenant !== undefined && { before }), after })),
});

const entryTasks = ({ entries, ...row }: CustomizeList): CustomizeTask[] =>
  entries.map((entry) => ({ subject: "customize", ...row, entry }));

const byModule = (tasks: readonly (LevelsTask | CustomizeTask)[]): Group[] =>
  [...new Set(tasks.map(({ module }) => module))].map((title) => {
    const moduleTasks = tasks.filter(({ module }) => module === title);
    const hint = sameForAll(moduleTasks.filter((task) => task.subject === "levels"));
    return { title, ...(hint !== undefined && { hint }), tasks: moduleTasks };
  });

/** What is quicker to do without reading each row. */
function sameForAll(rows: readonly LevelsTask[]): string | undefined {
  const levels = new Set(rows.map((row) => commonChange(row)?.after));
  const [level] = levels;
  return rows.length > 1 && levels.size === 1 && level !== undefined
    ? `All four levels of these ${rows.length} functions become ${level}.`
    : undefined;
}

function memberStep({ changes, member }: StepInput): Step[] {
  const [changed] = changes.filter((change) => change.subject === "member");
  if (!member || !changed) return [];
  const { observed, location, businessUnit } = member;
  const places = [
    { field: "defaultLocation", name: "Location", before: observed.locationName, after: location },
    { field: "defaultDepartment", name: "Business unit", before: observed.businessUnitName, after: businessUnit },
  ];
  const fields = places
    .filter(({ field }) => changed.fields.some((change) => change.field === field))
    .map(({ name, before, after }) => ({ name, before: before ?? "blank", after }));
  if (fields.length === 0) return [];
  const { identifier } = observed;
  const tasks: Task[] = [{ subject: "member", identifier, fields }];
  return [{ title: "Put the member in its place", hints: [`System > Members > ${identifier}.`], groups: [{ tasks }] }];
}

/** Source: vendors' instructions for API members, which agree on the way and on the private key being shown once. */
function keysStep({ keyPair, changes }: StepInput): Step[] {
  if (!keyPair) return [];
  const { identifier, description, isNew = false } = keyPair;
  const isMissing = isNewMember({ changes });
  const mayBeThere = !isNew && !isMissing;
  const tasks: Task[] = [{ subject: "keys", identifier, description, mayBeThere }];
  const hints = [
    `${placeOfKeys(keyPair)} > +.${isMissing ? " pulumi up makes the member first." : ""}`,
    ...(mayBeThere
      ? ["There may be a pair already: the API doesn't show whether there is. Look before you make one."]
      : []),
    "Save, not Save and Close: the private key is shown this once. Both keys go into the integration's own settings, and nowhere else; cwroles verify is the only command here that may be given them.",
  ];
  return [{ title: "Make the member's key pair", hints, groups: [{ tasks }] }];
}

const placeOfKeys = ({ identifier }: { readonly identifier: string }): string =>
  `System > Members > API Members > ${identifier} > API Keys`;

/** Where nobody has to go to the web client otherwise, the key pair is no task, since it was most likely made long ago. */
export const keysNotes = ({ keyPair }: StepInput, steps: readonly Step[]): string[] =>
  keyPair && steps.length === 0
    ? [`The API doesn't show whether the member has a key pair. If it has none yet: ${placeOfKeys(keyPair)} > +.`]
    : [];
