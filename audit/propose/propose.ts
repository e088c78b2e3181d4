import { Document } from "yaml";
import { sameName } from "../../core/model/name";
import type { TenantId } from "../../core/model/tenant";
import { idOf } from "../../core/profile/idOf";
import { yamlText } from "../../core/profile/yamlText";
import { ownRole } from "../find/commands";
import type { Audit, Holding } from "../model";
import { heldProfile, neededProfile } from "./profiles";
import type { ProposalRequest } from "./request";

export interface Proposal {
  /** Below the proposal's folder, with `/`. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What isn't proposed, and what to do besides; for people. */
  readonly remarks: readonly string[];
}

/** A member that can be given a role of its own. */
interface Proposed {
  readonly holding: Holding;
  readonly id: string;
  readonly role: string;
}

/** A profile for each active integration, and a fleet's file that brings the tenant to them. Nothing of the tenant is changed. */
export function propose(request: ProposalRequest): Proposal {
  const { audit, tenant, asHeld } = request;
  const remarks: string[] = [];
  const proposed: Proposed[] = [];
  for (const holding of audit.holdings) {
    const why = whyNot(holding);
    if (why === undefined) proposed.push(proposedFor(holding, proposed, audit));
    else remarks.push(`${holding.integration.identifier} isn't in the proposal: ${why}`);
  }
  const written = proposed.map((one) => ({
    path: `profiles/${one.id}.yaml`,
    text: asHeld ? heldProfile(one.holding, audit, request) : neededProfile(one.holding, audit, request),
  }));
  const placed = proposed.filter(({ holding }) => placeOf(holding) !== undefined);
  remarks.push(...proposed.filter((one) => !placed.includes(one)).map(withoutPlace));
  if (!asHeld)
    remarks.push(
      ...proposed
        .filter(({ holding }) => holding.comparison?.isPart && holding.match?.how !== "levels")
        .map(namesAPart),
    );
  const files = [...written, { path: "fleet.yaml", text: fleetText(tenant, placed) }];
  return { files: proposed.length > 0 ? files : [], remarks };
}

function whyNot({ integration, state, role, grants }: Holding): string | undefined {
  if (integration.isInactive) return "it is inactive";
  if (!role || state === "unknown") return "what it holds isn't known";
  if (grants.length === 0 || grants.every(({ cells }) => isNothing(cells))) return "it holds nothing";
  return undefined;
}

const isNothing = (cells: Holding["grants"][number]["cells"]) => cells.every(({ before }) => before === "None");

function proposedFor(holding: Holding, before: readonly Proposed[], { observation }: Audit): Proposed {
  const { integration, role } = holding;
  const ids = before.map(({ id }) => id);
  const id = unused(idOf(integration.identifier) || `member-${integration.id}`, (one) => ids.includes(one), "-");
  const currentRole = ownRole(holding);
  const takenNames = [
    ...(observation.roles ?? []).filter((one) => one !== role).map(({ name }) => name),
    ...before.map((one) => one.role),
  ];
  const name = unused(currentRole, (one) => takenNames.some((other) => sameName(other, one)), " ");
  return { holding, id, role: name };
}

/** The text itself, or with the first number behind it that nobody has. */
function unused(text: string, isUsed: (text: string) => boolean, between: string): string {
  let [candidate, number] = [text, 1];
  while (isUsed(candidate)) candidate = `${text}${between}${++number}`;
  return candidate;
}

const placeOf = ({ integration: { location, businessUnit } }: Holding) =>
  location === null || businessUnit === null ? undefined : { location, businessUnit };

const namesAPart = ({ id }: Proposed): string =>
  `profiles/${id}.yaml names only a part of what its vendor asks for: add the rest before it is put in place`;

/** Nobody guesses where a member belongs. */
const withoutPlace = ({ id, role, holding: { integration } }: Proposed): string =>
  `profiles/${id}.yaml isn't in fleet.yaml, since ${integration.identifier} has no location or business unit. Add it by hand: ${id}: { role: ${role}, member: ${integration.identifier}, location: …, businessUnit: … }`;

function fleetText({ origin, companyId }: TenantId, proposed: readonly Proposed[]): string {
  const name = idOf(companyId) || "tenant";
  const profiles = Object.fromEntries(
    proposed.map(({ id, holding, role }) => [
      id,
      {
        ...{ role, member: holding.integration.identifier },
        ...(holding.integration.kind === "full" && { memberKind: "full" }),
        ...placeOf(holding),
      },
    ]),
  );
  const tenant = {
    ...{ site: origin, companyId },
    ...{
      publicKey: "env:CW_{TENANT}_PUBLIC",
      privateKey: "env:CW_{TENANT}_PRIVATE",
      clientId: "env:CONNECTWISE_CLIENT_ID",
    },
    profiles,
  };
  const document = new Document({ name: `${name}-audit`, tenants: { [name]: tenant } });
  document.commentBefore =
    " Proposed by cwroles audit: one role for each integration. cwroles fleet preview shows what it would do.";
  return yamlText(document, { lineWidth: 120 });
}
