import { VERBS } from "../../core/model/level";
import { candidates } from "../../core/profile/match";
import type { Risk } from "../../core/risk/risk";
import { type Finding, HIGHEST_GUESS, type Holding, type RiskyRow } from "../model";
import type { RuleRisks } from "../rules";
import { describeMatch, describeRow, functionName, functions } from "../words";
import { mappingOf, narrowingOf } from "./commands";
import { type Found, findingOf } from "./finding";

/** Who may change these gets everything else. Source: the first rules of review/risks.yaml. */
const ADMINISTERING = ["Security", "Member Maintenance", "Table Setup"].map((name) => ({
  module: "System",
  function: name,
}));

/** What there is to say of one member. An inactive one can do nothing now: only what it could do is told. */
export function memberFindings(holding: Holding, key: string, rules: RuleRisks): Finding[] {
  const { integration } = holding;
  const found = integration.isInactive
    ? inactive(holding)
    : [
        ...administrators(holding),
        ...administers(holding),
        ...excess(holding),
        ...lacking(holding),
        ...unexplained(holding),
        ...withoutPlace(holding),
        ...withoutRole(holding),
      ];
  const subject = { kind: "member", name: integration.identifier } as const;
  return found.map((finding) => findingOf({ ...finding, subject, key, affected: [integration.identifier] }, rules));
}

type MemberFound = Omit<Found, "subject">;

function administrators(holding: Holding): MemberFound[] {
  const { role, match, comparison } = holding;
  if (!role?.adminFlag) return [];
  const need = match
    ? `${describeMatch(match)} asks for less: ${functions(comparison?.excess.length ?? 0)} go beyond it`
    : "no profile is known that it could have instead";
  const what = `holds the role of administrators "${role.name}"; ${need}`;
  return [{ rule: "administrators", what, facts: [`role ${role.id} ${role.name}`], next: narrowingOf(holding) }];
}

function administers(holding: Holding): MemberFound[] {
  const { role, grants, comparison } = holding;
  if (!role || role.adminFlag) return [];
  const rows = grants.flatMap((row) => {
    const cells = row.cells.filter(({ verb }) => verb !== "inquire");
    return isAdministering(row) && cells.length > 0 ? [{ ...row, cells }] : [];
  });
  if (rows.length === 0) return [];
  const asked = comparison
    ? rows.every(
        (row) => !comparison.excess.some((excessRow) => isOfFunction(excessRow, row) && overlaps(excessRow, row)),
      )
    : false;
  const isMapped = holding.match?.how === "map";
  const what = `may change ${rows.map(({ function: name }) => name).join(", ")} by the role "${role.name}"${asked ? `, as ${isMapped ? "its profile asks" : "the profile asks that it is guessed to be of"}` : ""}`;
  const next = asked
    ? ["ask the vendor whether it does with less; cwroles audit --accept takes it as it is until a day"]
    : narrowingOf(holding);
  const risk: Risk | undefined = asked && isMapped ? { rank: "medium", reason: ASKED_FOR } : undefined;
  return [{ rule: "administers", what, risk, facts: rows.map(describeRow), next }];
}

const ASKED_FOR =
  "The vendor asks for it, and its key may still change roles, members or set-up tables: guard it as an administrator's";

const isAdministering = (row: RiskyRow) =>
  ADMINISTERING.some((administering) => candidates(row, [administering]).length > 0);
const isOfFunction = (a: RiskyRow, b: RiskyRow) => a.module === b.module && a.function === b.function;
const overlaps = (a: RiskyRow, b: RiskyRow) =>
  VERBS.some((verb) => [a, b].every(({ cells }) => cells.some((cell) => cell.verb === verb)));

/** Beside the nearest levels nothing is in excess: what comes nearest was chosen by them. */
function excess(holding: Holding): MemberFound[] {
  const { state, match, comparison } = holding;
  const [worst] = comparison?.excess ?? [];
  if (state !== "excess" || !match || !comparison || !worst) return [];
  const isGuess = match.how !== "map";
  const reason = `${worst.risk.reason} (${functionName(worst)})`;
  const risk: Risk = comparison.isPart ? inPart(worst.risk.rank, reason) : { rank: worst.risk.rank, reason };
  const part = comparison.isPart ? ", which names only a part of what the vendor asks for" : "";
  const what = `has ${functions(comparison.excess.length)} beyond ${describeMatch(match)}${part}`;
  return [
    {
      ...{ rule: "excess", what, risk, isGuess },
      facts: comparison.excess.map(describeRow),
      next: [...(isGuess ? [mappingOf(holding)] : []), ...narrowingOf(holding)],
    },
  ];
}

/** What the vendor asks for besides nobody here knows: that something isn't needed is no fact. */
const inPart = (rank: Risk["rank"], reason: string): Risk =>
  rank === "high"
    ? { rank: HIGHEST_GUESS, reason: `${reason} (ranked medium at most, since the vendor may ask for it elsewhere)` }
    : { rank, reason };

function lacking(holding: Holding): MemberFound[] {
  const { state, match, comparison } = holding;
  const isTold = state === "excess" || state === "lacking";
  if (!isTold || !match || !comparison || comparison.lacks.length === 0) return [];
  const isGuess = match.how !== "map";
  const what = `lacks ${functions(comparison.lacks.length)} that ${describeMatch(match)} asks for`;
  const next = [...(isGuess ? [mappingOf(holding)] : []), ...narrowingOf(holding)];
  return [{ rule: "lacking", what, isGuess, facts: comparison.lacks.map(describeRow), next }];
}

function unexplained(holding: Holding): MemberFound[] {
  const { state, match, grants, role } = holding;
  if (state !== "unexplained" || !role) return [];
  const nearest = match ? `; nearest is ${describeMatch(match)}` : "";
  const what = `holds ${functions(grants.length)} by the role "${role.name}", and no profile explains it${nearest}`;
  const facts = grants.map(describeRow);
  const next = [mappingOf({ ...holding, match: undefined }), ...narrowingOf({ ...holding, match: undefined })];
  return [{ rule: "unexplained", what, facts, next }];
}

function withoutPlace({ integration }: Holding): MemberFound[] {
  const { location, businessUnit, identifier } = integration;
  const missing = [...(location === null ? ["location"] : []), ...(businessUnit === null ? ["business unit"] : [])];
  if (missing.length === 0) return [];
  const next = [`set it in System > Members > API Members > ${identifier}, or let a stack do it: cwroles init`];
  return [{ rule: "no-place", what: `has no ${missing.join(" and no ")}`, facts: missing, next }];
}

function withoutRole(holding: Holding): MemberFound[] {
  if (holding.integration.role !== null) return [];
  return [{ rule: "no-role", what: "has no security role", facts: ["no role"], next: narrowingOf(holding) }];
}

function inactive(holding: Holding): MemberFound[] {
  const { role, grants } = holding;
  const [worst] = grants;
  if (!role || !(role.adminFlag || worst?.risk.rank === "high")) return [];
  const kind = role.adminFlag ? "the role of administrators" : "the broad role";
  const facts = role.adminFlag
    ? [`role ${role.id} ${role.name}`]
    : grants.filter(({ risk }) => risk.rank === "high").map(describeRow);
  const what = `is inactive and keeps ${kind} "${role.name}"`;
  const next = [
    `give it a role that grants nothing in System > Members > API Members > ${holding.integration.identifier}, and delete its keys there`,
  ];
  return [{ rule: "inactive-broad", what, facts, next }];
}
