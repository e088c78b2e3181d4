import type { MemberKind } from "../../core/model/member";
import type { AdoptMode } from "../../core/model/role";
import type { Risk, Risks } from "../../core/risk/risk";
import { byText } from "../rows";
import type { Direction, Fact } from "../view";
import type { AcceptedCells, Settings } from "./desired";

/**
 * What differs between two states of some settings, each with its risk (review/risks.yaml): one of medium or high risk counts as
 * broadened, unless it can only take something away.
 * @param of what the settings are of, for people, such as `wise-sync`; empty for the tenant's own
 */
export function settingFacts(before: Settings, after: Settings, risks: Risks, of = ""): Fact[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(byText);
  return keys.flatMap((key) => {
    const [from, to] = [before[key], after[key]];
    return (from ?? DEFAULTS[key]) === (to ?? DEFAULTS[key])
      ? []
      : [settingFact({ key, what: of ? `${key} of ${of}` : key, from, to }, risks)];
  });
}

/** What holds where nothing is said. */
const DEFAULTS: Settings = { adopt: "if-unshared", memberKind: "api", levels: "auto" };

interface ChangedSetting {
  readonly key: string;
  readonly what: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function settingFact({ key, what, from, to }: ChangedSetting, risks: Risks): Fact {
  const risk = riskOf(key, from, to, risks);
  const parts = {
    kind: "setting",
    what,
    ...(from !== undefined && { before: from }),
    ...(to !== undefined && { after: to }),
  } as const;
  if (takesAway(key, from, to)) return { ...parts, direction: "narrowed" };
  return { ...parts, direction: risk?.rank === "low" ? "unchanged" : "broadened", ...(risk && { risk }) };
}

function riskOf(key: string, from: string | undefined, to: string | undefined, risks: Risks): Risk | undefined {
  if (key === "clientId" && [from, to].some(isReference)) return risks.ofSetting("clientIdReference");
  if (key === "reviewedPlan" && to === undefined) return risks.ofSetting("reviewedPlanRemoved");
  return risks.ofSetting(key) ?? risks.ofSetting("other");
}

const isReference = (value: string | undefined) => /^(env|file|command):/.test(value ?? "");

/** From what allows least to what allows most. */
const ORDERS = {
  adopt: ["never", "if-unshared", "always"] satisfies AdoptMode[],
  memberKind: ["api", "full"] satisfies MemberKind[],
};
/** Allow something while they are there. */
const ALLOWANCES = ["force", "movedFrom"];

function takesAway(key: string, from: string | undefined, to: string | undefined): boolean {
  const target = to ?? DEFAULTS[key];
  if (target === undefined) return ALLOWANCES.includes(key);
  const order: readonly string[] | undefined = ORDERS[key as keyof typeof ORDERS];
  return order?.includes(target) === true && order.indexOf(target) < order.indexOf(from ?? DEFAULTS[key] ?? "");
}

/** Deviations that somebody answers for: one of a level that grants something leaves it where it is. */
export function acceptedFacts(before: readonly AcceptedCells[], after: readonly AcceptedCells[], risks: Risks): Fact[] {
  const [old, current] = [byCells(before), byCells(after)];
  return [...new Set([...old.keys(), ...current.keys()])].sort(byText).flatMap((what): Fact[] => {
    const [from, to] = [old.get(what), current.get(what)];
    const texts = { ...(from && { before: termsOf(from) }), ...(to && { after: termsOf(to) }) };
    if (texts.before === texts.after) return [];
    const parts = { kind: "setting", what, ...texts } as const;
    if (!to) return [{ ...parts, direction: "narrowed" }];
    const risk = risks.of(to, Object.fromEntries(to.verbs.map((verb) => [verb, to.level])));
    return [{ ...parts, direction: directionOf(risk), ...(risk && { risk }) }];
  });
}

const directionOf = (risk: Risk | undefined): Direction => (risk ? "broadened" : "unchanged");

const byCells = (accepted: readonly AcceptedCells[]) =>
  new Map(
    accepted.map((entry) => [
      `accepted at ${entry.module} › ${entry.function} of ${entry.profile} (${entry.verbs.join(", ")})`,
      entry,
    ]),
  );

const termsOf = ({ level, terms }: AcceptedCells) => `${level}, ${terms}`;
