import fc from "fast-check";
import { type AdoptMode, UNLISTED } from "../../core/model/role";
import type { Kill } from "./process";
import type { Kind } from "./provider";
import type { StackConfig } from "./simulation";
import { PROFILES } from "./tenant";

/** A command of the engine on one of the stacks. */
export interface RunAction {
  readonly type: "run";
  readonly stack: number;
  readonly command: "up" | "refresh" | "destroy" | "preview";
  readonly refresh: boolean;
  readonly isPreviewed: boolean;
  readonly kill?: Kill | undefined;
}

/** A change of a stack's files. */
export interface Edit {
  readonly type: "edit";
  readonly stack: number;
  readonly change: Partial<StackConfig>;
}

/** What an administrator does on one of the tenants; `nth` is counted from the newest. */
export interface Deed {
  readonly type: "deed";
  readonly tenant: number;
  readonly deed:
    | { readonly does: "rename"; readonly kind: Kind; readonly nth: number; readonly name: string }
    | { readonly does: "delete"; readonly nth: number }
    | { readonly does: "make role"; readonly name: string; readonly level?: "My" | "All" | undefined }
    | { readonly does: "make member"; readonly name: string; readonly nth: number }
    | { readonly does: "set level"; readonly nth: number; readonly row: number; readonly level: "None" | "My" | "All" }
    | { readonly does: "give role"; readonly member: number; readonly nth: number }
    | { readonly does: "inactivate"; readonly nth: number; readonly isInactive: boolean }
    | { readonly does: "flag"; readonly nth: number; readonly flag: "adminFlag" | "inactiveFlag" }
    | { readonly does: "renumber"; readonly kind: Kind; readonly places: number }
    | { readonly does: "back up" }
    | { readonly does: "restore"; readonly places: number };
}

/** An administrator sets all levels as a stack asks. */
export interface WorkOff {
  readonly type: "work off";
  readonly stack: number;
}

export type Action = RunAction | Edit | Deed | WorkOff;

const ROLES = ["Sync", "Sync 2", "SYNC", "Spare", "Customer Portal"];
const MEMBERS = ["sync", "sync2", "Sync", "oldsync", "custportal"];
/** What nobody may take over. */
const [KEY_ROLE, KEY_MEMBER] = ["Administrators", "RolesAsCode"];

const stack = fc.nat(1);
const tenant = fc.nat(1);
const nth = fc.oneof(fc.nat(1), fc.nat(5));
const places = fc.integer({ min: 1, max: 4 });

/** A run takes up to about 70 steps, a deletion fewer. */
const killFields = {
  step: fc.oneof(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 70 })),
  isAfter: fc.boolean(),
};

const runFields = {
  type: fc.constant("run" as const),
  stack,
  command: fc.oneof(
    { weight: 6, arbitrary: fc.constant("up" as const) },
    { weight: 2, arbitrary: fc.constantFrom("destroy" as const, "refresh" as const, "preview" as const) },
  ),
  refresh: fc.boolean(),
  isPreviewed: fc.boolean(),
};

const run: fc.Arbitrary<RunAction> = fc.record({
  ...runFields,
  kill: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.record(killFields) }),
});

const fields = {
  tenant: fc.constantFrom(0, 0, 0, 1),
  role: fc.constantFrom(...ROLES, ...ROLES, KEY_ROLE),
  member: fc.constantFrom(...MEMBERS, ...MEMBERS, KEY_MEMBER),
  roleName: fc.constantFrom("role", "role2"),
  memberName: fc.constantFrom("member", "member2"),
  profile: fc.nat(PROFILES.length - 1),
  adopt: fc.constantFrom<AdoptMode>("if-unshared", "always", "if-unshared", "always", "never"),
  unlisted: fc.constantFrom(...UNLISTED),
  isVerified: fc.boolean(),
};

/** A stack's files as they are at first. */
export const stackConfig: fc.Arbitrary<StackConfig> = fc.record(fields);

const editOf = (change: fc.Arbitrary<Partial<StackConfig>>): fc.Arbitrary<Edit> =>
  fc.record({ type: fc.constant("edit" as const), stack, change });

/** Those of stacks that can have what they ask for. */
const calmFields: typeof fields = {
  ...fields,
  tenant: fc.constant(0),
  adopt: fc.constant("always"),
  role: fc.constantFrom(...ROLES),
  member: fc.constantFrom(...MEMBERS),
};

/** One or two keys at once. */
const someOf = (from: typeof fields): fc.Arbitrary<Partial<StackConfig>> =>
  fc
    .subarray(Object.keys(from) as (keyof StackConfig)[], { minLength: 1, maxLength: 2 })
    .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, from[key] as fc.Arbitrary<never>]))));

const kind = fc.constantFrom<Kind>("role", "member");

const does = <Name extends Deed["deed"]["does"]>(
  name: Name,
  more: {
    [Key in Exclude<keyof Extract<Deed["deed"], { does: Name }>, "does">]: fc.Arbitrary<
      Extract<Deed["deed"], { does: Name }>[Key]
    >;
  },
) => fc.record({ does: fc.constant(name), ...more }) as unknown as fc.Arbitrary<Deed["deed"]>;

const deed: fc.Arbitrary<Deed> = fc.record({
  type: fc.constant("deed" as const),
  tenant,
  deed: fc.oneof(
    does("rename", { kind, nth, name: fc.constantFrom("Renamed", ...ROLES, ...MEMBERS) }),
    does("delete", { nth }),
    does("make role", { name: fc.constantFrom(...ROLES), level: fc.constantFrom(undefined, "My", "All") }),
    does("make member", { name: fc.constantFrom(...MEMBERS), nth }),
    does("set level", { nth, row: fc.nat(4), level: fc.constantFrom("None", "My", "All") }),
    does("give role", { member: nth, nth }),
    does("inactivate", { nth, isInactive: fc.boolean() }),
    does("flag", { nth, flag: fc.constantFrom("adminFlag", "inactiveFlag") }),
    does("renumber", { kind, places }),
    does("back up", {}),
    does("restore", { places: fc.nat(4) }),
  ),
});

/** Anybody does anything. */
export const meddled: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: run },
    { weight: 3, arbitrary: editOf(someOf(fields)) },
    { weight: 3, arbitrary: deed },
  ),
  { minLength: 5, maxLength: 24 },
);

/** One stack on a tenant whose administrators set levels, right or wrong. */
export const attended: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: run.map((action) => ({ ...action, stack: 0 })) },
    { weight: 2, arbitrary: editOf(someOf(calmFields)).map((edit) => ({ ...edit, stack: 0 })) },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant("deed" as const),
        tenant: fc.constant(0),
        deed: does("set level", { nth, row: fc.nat(4), level: fc.constantFrom("None", "My", "All") }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("work off" as const), stack: fc.constant(0) }) },
  ),
  { minLength: 1, maxLength: 16 },
);

/** What is done after a kill: the README says to read first; and somebody may change their mind meanwhile. */
interface Recovery {
  /** Instead of destroying it again. */
  readonly thenUp: boolean;
  readonly thenRefresh: boolean;
  readonly profile: number | undefined;
}

/** A run, and where it and those that are to recover it are killed. */
export interface Interrupted {
  readonly type: "interrupted";
  readonly run: Omit<RunAction, "kill">;
  readonly kills: readonly (Kill & Recovery)[];
}

const recovery = {
  thenUp: fc.boolean(),
  thenRefresh: fc.boolean(),
  profile: fc.option(fields.profile, { nil: undefined }),
};

const interrupted: fc.Arbitrary<Interrupted> = fc.record({
  type: fc.constant("interrupted"),
  run: fc.record({ ...runFields }),
  kills: fc.array(fc.record({ ...killFields, ...recovery }), { maxLength: 3 }),
});

/** Nobody but the stacks touches a tenant. */
export const calm: fc.Arbitrary<(Interrupted | Edit)[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: interrupted }, { weight: 2, arbitrary: editOf(someOf(calmFields)) }),
  { minLength: 1, maxLength: 8 },
);

/** Stacks of the first tenant that take over whatever has the name. */
export const calmConfig: fc.Arbitrary<StackConfig> = fc.record(calmFields);

/** In words. */
export function describeAction(action: Action): string {
  switch (action.type) {
    case "run": {
      const { stack, command, refresh, isPreviewed, kill } = action;
      const flags = [refresh && "--refresh", !isPreviewed && "--skip-preview"].filter(Boolean).join(" ");
      const end = kill ? `, killed ${kill.isAfter ? "after" : "before"} step ${kill.step}` : "";
      return `stack ${"ab"[stack]}: pulumi ${command} ${flags}${end}`;
    }
    case "edit":
      return `stack ${"ab"[action.stack]}: set ${JSON.stringify(action.change)}`;
    case "work off":
      return `an administrator sets what stack ${"ab"[action.stack]} asks`;
    case "deed": {
      const { does: what, ...how } = action.deed;
      return `tenant ${action.tenant}: an administrator does ${what} ${JSON.stringify(how)}`;
    }
  }
}
