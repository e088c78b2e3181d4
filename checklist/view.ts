import type { Profile } from "../core/model/profile";
import { type Effort, effortOf } from "./effort";
import { keysNotes, type StepInput, stepsOf } from "./steps";
import type { Step, Task } from "./task";

/** What an administrator has to do, as every renderer shows it. */
export interface ChecklistView {
  readonly role: string;
  /** `acme, https://api-na.myconnectwise.net`; `undefined` where no tenant was asked. */
  readonly tenant: string | undefined;
  /** Missing where only the levels are known. */
  readonly profile?: Pick<Profile, "id" | "name" | "source">;
  /** What has to be known before anything is set. */
  readonly cautions: readonly string[];
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
  /** How many boxes there are. */
  readonly total: number;
  readonly effort: Effort;
  readonly afterwards: readonly string[];
}

export interface ChecklistInput extends StepInput, Pick<ChecklistView, "cautions" | "notes"> {
  readonly profile?: Pick<Profile, "id" | "name" | "vendor" | "source" | "advice">;
}

export function checklistView(input: ChecklistInput): ChecklistView {
  const { role, tenant, cautions, profile } = input;
  const steps = stepsOf(input);
  const tasks = tasksOf({ steps });
  return {
    ...{ role, tenant },
    ...(profile && { profile }),
    ...{ cautions, notes: [...input.notes, ...keysNotes(input, steps)], steps },
    ...{ total: tasks.length, effort: effortOf(tasks), afterwards: afterwards(input) },
  };
}

/** All boxes, in their order. */
export const tasksOf = ({ steps }: Pick<ChecklistView, "steps">): Task[] =>
  steps.flatMap(({ groups }) => groups.flatMap(({ tasks }) => tasks));

const afterwards = ({ profile }: ChecklistInput): string[] => [
  "Tell the users who hold the role and are logged in to log out and in again: until then the new levels may not hold for them.",
  "Run pulumi up, unless it is waiting for this: it reads the levels back and goes on.",
  "Run cwroles verify: with the integration's own key it reads its levels and Customize lists, too.",
  ...(profile?.advice ?? []).map((advice) => `${profile?.vendor} advises: ${advice}`),
];
