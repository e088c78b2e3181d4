import { sameSpelling } from "../core/model/name";
import type { Profile } from "../core/model/profile";
import type { TenantId } from "../core/model/tenant";
import { applyAcceptances } from "./accept";
import { assess } from "./assess";
import { changesSince, readEarlier } from "./changesSince";
import { type AuditFile, mappingsFor } from "./file";
import type { Audit } from "./model";
import { type AuditReader, readTenant } from "./read";
import { type AuditView, auditView } from "./view";

export interface AuditRequest {
  readonly tenant: TenantId;
  /** As audit.yaml calls it. */
  readonly name: string;
  /** One's own and the library's, and the library's alone; see `AssessOptions`. */
  readonly profiles: readonly Profile[];
  readonly library: readonly Profile[];
  readonly file: AuditFile;
  /** `2026-01-31`, UTC */
  readonly today: string;
  readonly notes?: readonly string[];
  /** A file with an earlier audit. */
  readonly since?: string | undefined;
  readonly withPeople?: boolean;
  readonly onProgress?: (read: number, of: number) => void;
}

/** What an audit found, and how it is shown. */
export interface AuditOutcome {
  readonly audit: Audit;
  readonly view: AuditView;
}

/**
 * Audits one tenant by reads alone.
 * @throws InvalidInputError for an earlier audit that can't be used, before anything is read
 * @throws RolesError where neither roles nor members can be read
 */
export async function auditOf(reader: AuditReader, request: AuditRequest): Promise<AuditOutcome> {
  const { tenant, name, profiles, library, file, today, withPeople = false, notes = [], onProgress } = request;
  const earlier = request.since === undefined ? undefined : readEarlier(request.since, tenant);
  const mappings = mappingsFor(file, name);
  const isIntegration = (identifier: string) => mappings.some(({ member }) => sameSpelling(member, identifier));
  const at = new Date();
  const observation = await readTenant(reader, { isIntegration, ...(onProgress && { onProgress }) });
  const audit = assess(observation, { profiles, library, mappings, withPeople });
  const unmade = new Set<string>(observation.gaps.flatMap(({ rules }) => rules));
  const { judged, notes: remarks } = applyAcceptances(audit.findings, file, name, today, unmade);
  const since = earlier && changesSince(audit.findings, earlier, unmade);
  const view = auditView({ tenant, name, at, audit, judged, since, notes: [...remarks, ...notes] });
  return { view, audit };
}
