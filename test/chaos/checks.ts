import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { VERBS } from "../../core/model/level";
import { rowsOf } from "../../core/model/permission";
import type { TenantResult } from "../../fleet/model/result";
import { MEMBER, ROLE } from "../helpers/fleetFolder";
import { hasRole } from "./administrator";
import { desiredLevel } from "./desiredLevel";
import type { Environment } from "./environment";
import { processesIn } from "./processes";
import type { Round } from "./scenario";
import { filesBelow, hasSecret, hasSecretInside } from "./secrets";

/** One thing that has to hold. */
export interface Finding {
  readonly claim: string;
  /** What was looked at: `188 tenants`. */
  readonly of: string;
  /** Where it doesn't hold; none is good. */
  readonly violations: readonly string[];
}

type Results = ReadonlyMap<string, TenantResult>;

/** @param destroyed tenants that were let go in the end */
export async function checks(
  environment: Environment,
  rounds: readonly Round[],
  destroyed: readonly string[],
): Promise<Finding[]> {
  const kept = environment.names.filter((name) => !destroyed.includes(name));
  const last = rounds.find(({ name }) => name === "the last up")?.ran.results ?? new Map<string, TenantResult>();
  return [
    exactOrListed(environment, kept, last),
    refusingWait(environment, kept, last),
    oncePerTenant(environment, kept, last),
    gone(environment, destroyed),
    givenBack(environment, destroyed),
    driftAgrees(rounds, last, kept),
    stacksAddUp(environment, kept),
    ...requestsAddUp(rounds),
    noSecretInFiles(environment),
    noSecretInOutput(rounds),
    await nothingRuns(environment),
  ];
}

/** What is wrong with a tenant's role and member, as the sandbox has them: nobody's word is taken for it. */
function wrongWith({ sandbox }: Environment, name: string): string | undefined {
  const { tenant } = sandbox.company(name);
  if (!hasRole(tenant)) return "no role";
  const cells = [...rowsOf(tenant.levels(ROLE))].flatMap(({ module, function: fn, row }) =>
    VERBS.filter((verb) => row[verb] !== null && row[verb] !== desiredLevel(module, fn, verb)),
  );
  if (cells.length > 0) return `${cells.length} cells differ`;
  const member = tenant.members().find(({ identifier }) => identifier === MEMBER);
  return member?.role === ROLE && !member.inactive ? undefined : `the member isn't as asked: ${JSON.stringify(member)}`;
}

function exactOrListed(environment: Environment, names: readonly string[], last: Results): Finding {
  const violations = names.flatMap((name) => {
    const { outcome, failure } = last.get(name) ?? {};
    const wrong = wrongWith(environment, name);
    if (outcome === "exact") return wrong ? [`${name} is told to be exact: ${wrong}`] : [];
    if (!failure?.message) return [`${name} is ${outcome ?? "not listed"}, without a reason`];
    return outcome === "failed" ? [`${name} failed, though nothing disturbs it any more: ${failure.message}`] : [];
  });
  return { claim: "exact, by the tenant itself, or listed with the reason", of: `${names.length} tenants`, violations };
}

/** An administrator has completed the first. */
function refusingWait({ refusing }: Environment, names: readonly string[], last: Results): Finding {
  const waiting = names.filter((name) => last.get(name)?.outcome === "waiting");
  const expected = refusing.slice(1).filter((name) => names.includes(name));
  return {
    claim: "those that wait for an administrator are those whose API refuses",
    of: `${expected.length} tenants`,
    violations: [
      ...waiting.filter((name) => !expected.includes(name)).map((name) => `${name} waits`),
      ...expected.filter((name) => !waiting.includes(name)).map((name) => `${name} doesn't wait`),
    ],
  };
}

/** Where an administrator is waited for, the member is made once the role is exact. */
function oncePerTenant({ sandbox }: Environment, names: readonly string[], last: Results): Finding {
  const violations = names.flatMap((name) => {
    const { tenant } = sandbox.company(name);
    const roles = tenant.roles().filter((role) => role.name.toLowerCase() === ROLE.toLowerCase()).length;
    const members = tenant.members().filter(({ identifier }) => identifier.toLowerCase() === MEMBER).length;
    const isOne = roles === 1 && (members === 1 || (members === 0 && last.get(name)?.outcome === "waiting"));
    return isOne ? [] : [`${name} has ${roles} roles and ${members} members of the name`];
  });
  return { claim: "one role and one member of the name", of: `${names.length} tenants`, violations };
}

function gone({ sandbox, former }: Environment, destroyed: readonly string[]): Finding {
  const names = destroyed.filter((name) => !former.has(name));
  const violations = names.flatMap((name) => {
    const { tenant } = sandbox.company(name);
    const isActive = tenant.members().some(({ identifier, inactive }) => identifier === MEMBER && !inactive);
    return [...(hasRole(tenant) ? [`${name} has the role`] : []), ...(isActive ? [`${name}'s member is active`] : [])];
  });
  return { claim: "what was destroyed is gone, its member inactive", of: `${names.length} tenants`, violations };
}

/** Role and member that were there before the first run, also where a killed one had half taken them over. */
function givenBack({ former, asItIs }: Environment, destroyed: readonly string[]): Finding {
  const names = destroyed.filter((name) => former.has(name));
  return {
    claim: "what was there before is given back as it was",
    of: `${names.length} tenants`,
    violations: names.filter((name) => !isDeepStrictEqual(asItIs(name), former.get(name))),
  };
}

function driftAgrees(rounds: readonly Round[], last: Results, names: readonly string[]): Finding {
  const drift = rounds.findLast(({ ran }) => ran.args[0] === "drift")?.ran.results;
  const violations = names.flatMap((name) => {
    const [observed, done] = [drift?.get(name)?.outcome, last.get(name)?.outcome];
    return observed === done ? [] : [`${name}: ${done} after up, ${observed} by drift`];
  });
  return { claim: "drift sees what up told", of: `${names.length} tenants`, violations };
}

function stacksAddUp({ folder }: Environment, names: readonly string[]): Finding {
  const state = path.join(folder, ".fleet/state/.pulumi");
  const stacks = new Map(
    filesBelow([path.join(state, "stacks")])
      .filter((file) => file.endsWith(".json"))
      .map((file) => [path.basename(file, ".json"), file]),
  );
  const locks = filesBelow([path.join(state, "locks")]).filter((file) => file.endsWith(".json"));
  const pending = [...stacks].filter(
    ([, file]) => JSON.parse(readFileSync(file, "utf8")).checkpoint.latest?.pending_operations?.length > 0,
  );
  return {
    claim: "a stack for each, none more, none locked, no operation open",
    of: `${stacks.size} stacks`,
    violations: [
      ...names.filter((name) => !stacks.has(name)).map((name) => `${name} has no stack`),
      ...[...stacks.keys()].filter((name) => !names.includes(name)).map((name) => `${name} has a stack still`),
      ...pending.map(([name]) => `${name} has operations open`),
      ...locks.map((file) => `locked: ${path.basename(path.dirname(file))}`),
    ],
  };
}

/** A killed command has no sum; of the others, what their results say is what the sandbox logged. */
function requestsAddUp(rounds: readonly Round[]): Finding[] {
  const counted = rounds.filter(({ ran }) => ran.results.size > 0 && ran.disturbed?.signal !== "SIGKILL");
  return counted.map((round) => {
    const { ran, doubtful, name } = round;
    const sure = [...ran.results.values()].filter(({ tenant }) => !doubtful.has(tenant));
    const violations = sure.flatMap(({ tenant, requests, writes }) => {
      const { requests: r, writes: w } = ran.logged.get(tenant) ?? { requests: 0, writes: 0 };
      return r === requests && w === writes
        ? []
        : [`${tenant}: told ${requests} (${writes} writes), logged ${r} (${w})`];
    });
    const total = (of: (result: TenantResult) => number) =>
      sure.reduce((sum, result) => sum + of(result), 0).toLocaleString("en");
    return {
      claim: `requests add up: ${name}`,
      of: `${sure.length} tenants: ${total(({ requests }) => requests)}, ${total(({ writes }) => writes)} of them writes`,
      violations,
    };
  });
}

function noSecretInFiles({ searched }: Environment): Finding {
  const files = filesBelow(searched);
  return {
    claim: "no key in a file",
    of: `${files.length.toLocaleString("en")} files`,
    violations: files.filter(hasSecretInside),
  };
}

const noSecretInOutput = (rounds: readonly Round[]): Finding => ({
  claim: "no key in what commands say",
  of: `${rounds.length} commands`,
  violations: rounds.filter(({ ran }) => hasSecret(ran.output)).map(({ name }) => name),
});

const PATIENCE_MS = 15_000;

/** What a killed command started ends by itself. */
async function nothingRuns({ folder }: Environment): Promise<Finding> {
  for (const until = Date.now() + PATIENCE_MS; processesIn(folder).length > 0 && Date.now() < until; ) await sleep(250);
  const violations = processesIn(folder).map((pid) => `process ${pid}`);
  return { claim: "no process is left behind", of: "this machine", violations };
}
