import { InvalidInputError } from "../../core/model/errors";
import type { Profile } from "../../core/model/profile";
import { mergeProfiles } from "../../core/profile/merge";
import type { AuditedRole, Integration, Match, Needs, Observation } from "../model";
import { needsOf } from "../needs";
import { type Grid, gridOfRows, gridOfTable } from "./grid";
import { type Candidate, nearestByLevels } from "./levels";
import { type NameMatch, namedIn, nameKeys } from "./names";

/** What audit.yaml says of a member. */
export interface Mapping {
  readonly profiles: readonly string[];
  readonly features?: readonly string[] | undefined;
}

/** A match with what it asks for. */
export interface Matched {
  readonly match: Match;
  readonly needs: Needs;
}

type Tenant = Pick<Observation, "functions" | "version">;

/** Finds the profile of a member: by audit.yaml, else by names, else by the nearest levels. */
export class Matcher {
  private readonly keys: ReturnType<typeof nameKeys>;
  private readonly byId: ReadonlyMap<string, Profile>;
  private readonly library: ReadonlyMap<string, Profile>;
  private readonly known = new Map<string, Candidate>();

  /**
   * @param profiles what audit.yaml may name
   * @param library what is guessed at
   */
  constructor(
    profiles: readonly Profile[],
    library: readonly Profile[],
    private readonly tenant: Tenant,
  ) {
    this.keys = nameKeys(library);
    this.byId = byId(profiles);
    this.library = byId(library);
  }

  /**
   * @param rows what the member's role grants; `undefined` where that isn't known, or says nothing of what is needed
   * @throws InvalidInputError for a mapping to a profile or a feature that there isn't
   */
  match(
    integration: Integration,
    role: AuditedRole | undefined,
    rows: AuditedRole["settings"],
    mapping?: Mapping,
  ): Matched | undefined {
    if (mapping) return this.mapped(mapping);
    const grid = rows && gridOfRows(rows, this.tenant.functions);
    return this.named(integration, role, grid) ?? (grid && this.nearest(grid));
  }

  private mapped({ profiles, features }: Mapping): Matched {
    const chosen = profiles.map((id) => profileIn(this.byId, id));
    const [only] = chosen;
    const profile = only && chosen.length === 1 ? only : mergeProfiles(chosen);
    const match: Match = {
      ...{ profiles, name: profile.name, how: "map", sure: "certain", others: [] },
      because: "audit.yaml says so",
    };
    return { match, needs: needsOf(profile, this.tenant, features) };
  }

  private named(
    { identifier, displayName }: Integration,
    role: AuditedRole | undefined,
    grid: Grid | undefined,
  ): Matched | undefined {
    const ofMember = [...namedIn(identifier, "member id", this.keys), ...namedIn(displayName, "name", this.keys)];
    const found = best(ofMember) ?? best(role && !role.adminFlag ? namedIn(role.name, "role", this.keys) : []);
    if (!found) return undefined;
    const [first, ...others] = this.inOrder(found.ids, grid);
    if (first === undefined) return undefined;
    const { strength, text } = found.by;
    const sure = strength === "whole" && others.length === 0 ? "likely" : "possible";
    const { profile, needs } = this.candidate(first);
    const because = `its ${text} ${WORDS[strength]}`;
    return { match: { profiles: [first], name: profile.name, how: "name", sure, because, others }, needs };
  }

  /** Of several that a name may mean, the one whose levels come nearest. */
  private inOrder(ids: readonly string[], grid: Grid | undefined): readonly string[] {
    if (!grid || ids.length < 2) return ids;
    const far = (id: string) => nearestByLevels(grid, [this.candidate(id)])?.distance ?? Number.POSITIVE_INFINITY;
    return [...ids].sort((a, b) => far(a) - far(b));
  }

  private nearest(grid: Grid): Matched | undefined {
    const found = nearestByLevels(
      grid,
      [...this.library.keys()].map((id) => this.candidate(id)),
    );
    if (!found) return undefined;
    const { candidates, distance: far, others } = found;
    const [only] = candidates;
    const profile =
      only && candidates.length === 1 ? only.profile : mergeProfiles(candidates.map((one) => one.profile));
    const match: Match = {
      profiles: candidates.map((one) => one.profile.id),
      ...{ name: profile.name, how: "levels", sure: far === 0 && others.length === 0 ? "likely" : "possible", others },
      because:
        far === 0 ? "its levels are what that asks for" : `its levels come nearest, with ${far} cells that differ`,
    };
    return { match, needs: needsOf(profile, this.tenant) };
  }

  private candidate(id: string): Candidate {
    const before = this.known.get(id);
    if (before) return before;
    const profile = profileIn(this.library, id);
    const needs = needsOf(profile, this.tenant);
    const grids = {
      least: gridOfTable(needs.levels, this.tenant.functions),
      most: gridOfTable(needs.most, this.tenant.functions),
    };
    const candidate = { profile, needs, ...grids };
    this.known.set(id, candidate);
    return candidate;
  }
}

const byId = (profiles: readonly Profile[]) => new Map(profiles.map((profile) => [profile.id, profile]));

function profileIn(profiles: ReadonlyMap<string, Profile>, id: string): Profile {
  const profile = profiles.get(id);
  if (profile) return profile;
  throw new InvalidInputError("No such profile", [{ path: "profile", message: `there is no profile "${id}"` }]);
}

const WORDS: Readonly<Record<NameMatch["strength"], string>> = {
  whole: "is the profile's name",
  part: "has the profile's name in it",
  vendor: "names the vendor",
};

const STRENGTHS: readonly NameMatch["strength"][] = ["whole", "part", "vendor"];

/** The profiles of the best match: by its strength, then by how much of the name was found. */
function best(matches: readonly NameMatch[]): { readonly by: NameMatch; readonly ids: readonly string[] } | undefined {
  const order = (match: NameMatch) => STRENGTHS.indexOf(match.strength) * 1000 - match.length;
  const [by] = [...matches].sort((a, b) => order(a) - order(b));
  if (!by) return undefined;
  const same = matches.filter((match) => order(match) === order(by));
  return { by, ids: [...new Set(same.map(({ profile }) => profile))] };
}
