import type { Profile } from "../../core/model/profile";
import type { TenantId } from "../../core/model/tenant";
import type { Audit } from "../model";

/** What a proposal is made of. */
export interface ProposalRequest {
  readonly tenant: TenantId;
  readonly audit: Audit;
  readonly profiles: readonly Profile[];
  /** Those that this package has: they are there in any folder. */
  readonly library: readonly Profile[];
  /** What each holds now, for a review to compare the proposal with. */
  readonly asHeld: boolean;
  /** `2026-01-31`, UTC */
  readonly today: string;
}
