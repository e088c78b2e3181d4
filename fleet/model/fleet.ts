import type { LevelMode } from "../../core/model/capability";
import type { Verb } from "../../core/model/level";
import type { MemberKind, Person } from "../../core/model/member";
import type { LevelTable } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import type { AdoptMode } from "../../core/model/role";
import type { Reference } from "./reference";

/** Many tenants and what each is asked for, as a file of tenants says it. Holds no credential. */
export interface Fleet {
  /** Also the name of the Pulumi project whose stacks are the tenants. */
  readonly name: string;
  /** The folder of the file; what the fleet keeps lies in its folder `.fleet`. */
  readonly folder: string;
  /** In the order of the file. */
  readonly tenants: readonly FleetTenant[];
}

/** One company on one site, and one Pulumi stack of the same name. */
export interface FleetTenant {
  readonly name: string;
  readonly site: string;
  readonly companyId: string;
  readonly codebase: string | undefined;
  /** Of the API, such as `2024.3`. */
  readonly apiVersion: string | undefined;
  readonly publicKey: Reference;
  readonly privateKey: Reference;
  /** A GUID, or where it is. */
  readonly clientId: Reference;
  readonly levels: LevelMode;
  /** Requests that may be sent to it in a minute; `undefined` is as many as there are. */
  readonly requestsPerMinute: number | undefined;
  /** What it was before it got another address or company id, such as `contoso at https://old.example`. */
  readonly movedFrom: string | undefined;
  readonly groups: readonly string[];
  readonly tags: readonly string[];
  /** One for each profile, in the order of the layers; no two share a role or a member. */
  readonly assignments: readonly Assignment[];
}

/** A profile on a tenant: the role and the member that it makes there. */
export interface Assignment {
  /** With the chosen features, and the overrides and exclusions of every layer. */
  readonly profile: Profile;
  readonly features: readonly string[];
  readonly role: string;
  readonly adopt: AdoptMode;
  readonly force: string | undefined;
  readonly member: string;
  readonly memberKind: MemberKind;
  /** Display name of an API member that is made. */
  readonly memberName: string | undefined;
  readonly person: Person | undefined;
  readonly location: string;
  readonly businessUnit: string;
  /** By the functions of the profile's grants: which layer each level comes from. */
  readonly origins: LevelTable<Readonly<Record<Verb, string>>>;
}
