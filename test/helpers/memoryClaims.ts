import type { Claim, ClaimedObject, ClaimStore } from "../../provider/claims/claim";

/** Claims that end with the test. */
export class MemoryClaims implements ClaimStore {
  readonly place = "memory";
  readonly #claims = new Map<string, Claim>();

  read = async (object: ClaimedObject): Promise<Claim[]> =>
    [...this.#claims].filter(([key]) => key.startsWith(`${keyOf(object)} `)).map(([, claim]) => claim);

  write = async (claim: Claim): Promise<void> => void this.#claims.set(`${keyOf(claim.object)} ${claim.stack}`, claim);

  remove = async (object: ClaimedObject, stack: string): Promise<void> =>
    void this.#claims.delete(`${keyOf(object)} ${stack}`);
}

const keyOf = ({ tenant, kind, name }: ClaimedObject) =>
  JSON.stringify([tenant.origin, tenant.companyId, kind, name]).toLowerCase();
