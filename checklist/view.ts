import type { Cell, Level, Verb } from "../core/model/level";
import type { ObservedMember } from "../core/model/member";
import type { Profile } from "../core/model/profile";
import type { CustomizeList } from "../core/model/role";
import type { Change, LevelsChange } from "../core/plan/change";

/** One thing to do in the web client, with a box to tick. */
export type Task = RoleTask | LevelsTask | CustomizeTask | MemberTask;

export interface RoleTask {
  readonly subject: "role";
  readonly name: string;
}

export interface LevelsTask {
  readonly subject: "levels";
  readonly module: string;
  readonly function: string;
  /** `before` is missing where no tenant was asked. */
  readonly cells: readonly { readonly verb: Verb; readonly before?: Cell; readonly after: Level }[];
}

export interface CustomizeTask {
  readonly subject: "customize";
  readonly module: string;
  readonly function: string;
  /** Table / Entry. */
  readonly entry: string;
}

export interface MemberTask {
  readonly subject: "member";
  readonly identifier: string;
  readonly fields: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** One place of the web client, with what is to be done there. */
export interface Step {
  readonly title: string;
  /** Where it is, and what holds for all of its tasks. */
  readonly hint: string;
  /** For levels, a group a module; one without a title elsewhere. */
  readonly groups: readonly { readonly title?: string; readonly tasks: readonly Task[] }[];
}

/** What an administrator has to do, as every renderer shows it. */
export interface ChecklistView {
  readonly role: string;
  /** `acme, https://api-na.myconnectwise.net`; `undefined` where no tenant was asked. */
  readonly tenant: string | undefined;
  readonly profile: Pick<Profile, "id" | "name" | "source">;
  /** What has to be known before anything is set. */
  readonly cautions: readonly string[];
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
  /** How many boxes there are. */
  readonly total: number;
  readonly afterwards: readonly string[];
}

export interface ChecklistInput extends Pick<ChecklistView, "role" | "tenant" | "cautions" | "notes"> {
  readonly profile: Pick<Profile, "id" | "name" | "vendor" | "source" | "advice" | "unlisted">;
  /** Of a plan. */
  readonly changes: readonly Change[];
  readonly customize: readonly CustomizeList[];
  /** The member as it is, and the names of the place where it has to be. */
  readonly member?: { readonly observed: ObservedMember; readonly location: string; readonly businessUnit: string };
}

export function checklistView(input: ChecklistInput): ChecklistView {
  const { role, tenant, cautions, notes, profile } = input;
  const steps = [...roleStep(input), ...levelsStep(input), ...customizeStep(input), ...memberStep(input)];
  const total = steps.flatMap(({ groups }) => groups.flatMap(({ tasks }) => tasks)).length;
  return { role, tenant, profile, cautions, notes, steps, total, afterwards: afterwards(input) };
}

function roleStep({ changes }: ChecklistInput): Step[] {
  const [created] = changes.filter((change) => change.subject === "role");
  if (!created) return [];
  const tasks: Task[] = [{ subject: "role", name: created.name }];
  return [{ title: "Create the role", hint: MAKE_ROLE, groups: [{ tasks }] }];
}

const MAKE_ROLE = "System > Security Roles > +. Or run pulumi up first: it makes the role.";

function levelsStep({ role, tenant, changes, profile }: ChecklistInput): Step[] {
  const levels = changes.filter((change) => change.subject === "levels");
  if (levels.length === 0) return [];
  const modules = [...new Set(levels.map(({ module }) => module))];
  const others =
    tenant === undefined && profile.unlisted === "exact"
      ? "Every level that isn't listed is None."
      : "Leave every other level as it is.";
  return [
    {
      title: "Set the levels",
      hint: `System > Security Roles > ${role}. ${others} Save at the end.`,
      groups: modules.map((title) => ({
        title,
        tasks: levels.filter(({ module }) => module === title).map((row) => levelsTask(row, tenant !== undefined)),
      })),
    },
  ];
}

const levelsTask = ({ module, function: name, cells }: LevelsChange, wasRequested: boolean): LevelsTask => ({
  subject: "levels",
  module,
  function: name,
  cells: cells.map(({ verb, before, after }) => ({ verb, ...(wasRequested && { before }), after })),
});

function customizeStep({ role, changes, customize }: ChecklistInput): Step[] {
  const tasks = customize.flatMap(({ entries, ...row }) =>
    entries.map((entry): Task => ({ subject: "customize", ...row, entry })),
  );
  if (tasks.length === 0) return [];
  const isNew = changes.some(({ subject }) => subject === "role");
  const hint = `System > Security Roles > ${role}, the function's Customize.${isNew ? "" : ` ${MAYBE_THERE}`}`;
  return [{ title: "Allow the entries of Customize lists", hint, groups: [{ tasks }] }];
}

const MAYBE_THERE =
  "They may be allowed already: the API shows the entries to the integration's own key alone (cwroles verify).";

function memberStep({ changes, member }: ChecklistInput): Step[] {
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
  return [{ title: "Put the member in its place", hint: `System > Members > ${identifier}`, groups: [{ tasks }] }];
}

const afterwards = ({ profile }: ChecklistInput): string[] => [
  "Run pulumi up: it reads the levels back, and goes on to the member.",
  "Users who are logged in may have to log out and in again before the new levels hold for them.",
  "Run cwroles verify: with the integration's own key it reads its levels and Customize lists, too.",
  ...profile.advice.map((advice) => `${profile.vendor} advises: ${advice}`),
];
