import { Document, isMap, isScalar, type Pair, parseDocument, type Scalar } from "yaml";
import type { Profile } from "../../core/model/profile";
import { exportRole } from "../../core/profile/exportRole";
import { mergeProfiles } from "../../core/profile/merge";
import { profileText } from "../../core/profile/write";
import { yamlText } from "../../core/profile/yamlText";
import { effectiveRows } from "../compare";
import type { Audit, Holding, RiskyRow } from "../model";
import { describeMatch } from "../words";
import type { ProposalRequest } from "./request";

type About = Pick<ProposalRequest, "tenant" | "profiles" | "library" | "today">;

/** What a member holds now as a profile, with each risky function marked: nobody knows which of them it needs. */
export function heldProfile(holding: Holding, { observation }: Pick<Audit, "observation">, about: About): string {
  const { role, integration, grants } = holding;
  if (!role) throw new Error(`${integration.identifier} holds no role that was read`);
  const { tenant, today } = about;
  const settings = effectiveRows(role, observation.functions) ?? [];
  const { yaml } = exportRole(
    { ...role, settings },
    {
      id: integration.identifier,
      name: nameAt(holding, about),
      vendor: tenant.companyId,
      source: { url: tenant.origin, title: `The security role "${role.name}", read over the API`, retrieved: today },
      why: `As held by the role "${role.name}" on ${today}; what for, nobody has said`,
    },
  );
  return marked(yaml, grants);
}

/** What a member's profile asks for; where it has none, what it holds with the risky part marked. */
export function neededProfile(holding: Holding, audit: Pick<Audit, "observation">, about: About): string {
  const { match, state } = holding;
  const isGuessedByLevels = state === "unexplained" || (state === "administrator" && match?.how === "levels");
  if (!match || isGuessedByLevels) return heldProfile(holding, audit, about);
  const why = `${match.how === "map" ? "" : "A guess, to be looked at: "}${describeMatch(match)}`;
  const sourceProfiles = match.how === "map" ? about.profiles : about.library;
  const chosen = match.profiles.flatMap((id) => sourceProfiles.find((profile) => profile.id === id) ?? []);
  const [only] = chosen;
  if (only && chosen.length === 1 && about.library.includes(only)) return extending(only, holding, why, about);
  const profile = only && chosen.length === 1 ? only : mergeProfiles(chosen);
  return profileText({ ...profile, name: nameAt(holding, about) }, why);
}

function extending({ id }: Profile, holding: Holding, why: string, about: About): string {
  const document = new Document({ extends: id, name: nameAt(holding, about), why });
  document.commentBefore = " yaml-language-server: $schema=profile.schema.json";
  return yamlText(document, { lineWidth: 120 });
}

const nameAt = ({ integration }: Holding, { tenant }: About) => `${integration.identifier} at ${tenant.companyId}`;

/** A comment before each function of medium or high risk: take it out unless it is needed. */
function marked(yaml: string, grants: readonly RiskyRow[]): string {
  const document = parseDocument(yaml);
  for (const { module, function: name, risk } of grants.filter((row) => row.risk.rank !== "low")) {
    const functions = document.getIn(["permissions", module], true);
    const key = isMap(functions) ? functions.items.find((pair) => keyOf(pair) === name)?.key : undefined;
    if (isScalar(key))
      (key as Scalar).commentBefore = ` ${risk.rank} risk, take it out unless it is needed: ${risk.reason}`;
  }
  return yamlText(document, { lineWidth: 120 });
}

const keyOf = ({ key }: Pair): unknown => (isScalar(key) ? key.value : key);
