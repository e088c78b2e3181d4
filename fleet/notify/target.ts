import { InvalidInputError, type Problem } from "../../core/model/errors";
import { nearest, suggest } from "../../core/profile/match";
import { isLoopback } from "../../tenant/client/site";
import { splitReference } from "../model/reference";
import { resolveReference } from "../tenant/references";

export const KINDS = ["slack", "teams", "json"] as const;
export type Kind = (typeof KINDS)[number];

/** Where a message goes. */
export interface Target {
  readonly kind: Kind;
  /** As the user names it: `slack:env:SLACK_WEBHOOK`. */
  readonly name: string;
  /** The webhook's address. It is a secret: whoever has it can post. */
  readonly address: string;
}

const path = "--notify";
const EXAMPLE = "slack:env:SLACK_WEBHOOK";

/**
 * Looks up the addresses of targets such as `slack:env:SLACK_WEBHOOK` or `teams:file:webhook.txt`; no request is made.
 * @param folder of the fleet's file, which references start from
 * @throws InvalidInputError with every target that can't be used, never with an address
 */
export async function openTargets(targets: readonly string[] = [], folder: string): Promise<Target[]> {
  const problems: Problem[] = [];
  const opened = await Promise.all(
    targets.map((written) =>
      openTarget(written, folder).catch((error: unknown) => {
        if (!(error instanceof InvalidInputError)) throw error;
        problems.push(...error.problems);
        return [];
      }),
    ),
  );
  if (problems.length > 0) throw new InvalidInputError("Nobody can be notified like that", problems);
  return opened.flat();
}

async function openTarget(written: string, folder: string): Promise<Target[]> {
  const [kind = "", reference = ""] = split(written);
  const found = KINDS.find((known) => known === kind);
  if (!found)
    throw problem(`${JSON.stringify(kind)} is not one of ${KINDS.join(", ")}; ${suggest(nearest(kind, KINDS))}`);
  if (!splitReference(reference))
    throw problem(`a webhook's address is a secret; name where it is, such as ${EXAMPLE}`);
  const address = await resolveReference(reference, folder);
  if (!isSafe(address)) throw problem(`what ${reference} stands for is no https address`);
  return [{ kind: found, name: written, address }];
}

/** At the first colon. */
const split = (written: string) => /^([^:]*):?(.*)$/s.exec(written)?.slice(1) ?? [];

/** Only a server on this machine may be told without https. */
const isSafe = (address: string): boolean =>
  URL.canParse(address) &&
  (new URL(address).protocol === "https:" || (new URL(address).protocol === "http:" && isLoopback(address)));

const problem = (message: string) => new InvalidInputError("", [{ path, message }]);
