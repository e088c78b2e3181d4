import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { type ParsedYaml, parseYaml } from "../../core/profile/document";
import type { Profiles } from "../../core/profile/library";
import { profilesIn } from "../../project/profiles";
import { readText, ymlInstead } from "../../project/readText";
import type { Fleet } from "../model/fleet";
import { findingsOf } from "./declared";
import { everyLayer, profileIdsOf } from "./layer";
import { mergeTenant } from "./merge";
import { messages } from "./messages";
import { openLibrary } from "./profileLibrary";
import { missingSettings, roleClashes } from "./required";
import { type ExplainedTenant, tenantMaker } from "./resolve";
import { type FleetFile, fleetSchema } from "./schema";
import { validPart } from "./validPart";

/** A fleet with the layer that each of its settings is from. */
export interface ExplainedFleet {
  readonly fleet: Fleet;
  /** By name. */
  readonly tenants: ReadonlyMap<string, ExplainedTenant>;
  /** Functions of overrides that neither their profile nor the catalogue has. A tenant may have them all the same. */
  readonly unknownNames: readonly Problem[];
}

/**
 * Reads a file of tenants, and the profiles that it names: those of the folder `profiles` beside it, or else this
 * package's. Layers: the defaults, a tenant's groups in the order of its list, the tenant; the later wins key by key. Lists
 * replace each other; `levels` add up verb by verb. Tenants whose layers are the same share a profile's object.
 * @throws InvalidInputError with every problem of the file and of those profiles, each with line and column
 */
export const loadFleet = (file: string): Fleet => explainFleet(file).fleet;

/** The same with where everything is from. */
export const explainFleet = (file: string): ExplainedFleet => explainText(fleetText(file), file);

/** @throws InvalidInputError where there is no such file, or it is no text */
export function fleetText(file: string): string {
  if (existsSync(file)) return readText(file);
  const message = `no such file; ${ymlInstead(file) ?? "name it with --file"}`;
  throw new InvalidInputError("No fleet here", [{ path: "", message, file }]);
}

/** The same of a text; `file` names it in problems, and the profiles lie beside it unless they are given. */
export function explainText(
  text: string,
  file: string,
  profiles: Profiles = profilesIn(path.join(path.dirname(file), "profiles")),
): ExplainedFleet {
  const { data, placeAll, problems } = parsed(text, file);
  if (!data) throw invalid(file, problems);
  const folder = path.dirname(path.resolve(file));
  const library = openLibrary(profiles, profileIdsOf(everyLayer(data)));
  const { problems: wrong, unknownNames } = findingsOf(data, library);
  const merged = Object.entries(data.tenants).map(([name, tenant]) => mergeTenant(data, name, tenant));
  const isReadable = problems.length === 0;
  // What couldn't be read, or an unknown group might give, isn't missing.
  const whole = merged.filter(({ file: { groups } }) => groups.every((group) => Object.hasOwn(data.groups, group)));
  const gaps = isReadable ? whole.flatMap((tenant) => missingSettings(tenant, library)) : [];
  const found = [...problems, ...placeAll([...wrong, ...gaps, ...roleClashes(merged, library)])].sort(byPlace);
  if (found.length + library.problems.length > 0) throw invalid(file, [...found, ...library.problems]);
  const tenants = merged.map(tenantMaker(library));
  return {
    fleet: { name: data.name, folder, tenants: tenants.map(({ tenant }) => tenant) },
    tenants: new Map(tenants.map((explained) => [explained.tenant.name, explained])),
    unknownNames: placeAll(unknownNames),
  };
}

const invalid = (file: string, problems: readonly Problem[]) =>
  new InvalidInputError(`The fleet ${file} can't be used`, problems);

/** The file's data, or what is left of it beside what can't be read. */
function parsed(text: string, file: string): ParsedYaml<FleetFile> {
  const read = parseYaml(text, file, fleetSchema, messages);
  if (read.data) return read;
  const { data: raw, placeAll } = parseYaml(text, file, z.unknown(), messages);
  const data = validPart(raw);
  return { ...read, ...(data && { data }), placeAll };
}

/** What has no line tells how many more there are. */
const byPlace = (a: Problem, b: Problem) => lineOf(a) - lineOf(b) || (a.column ?? 0) - (b.column ?? 0);
const lineOf = ({ line = Number.MAX_SAFE_INTEGER }: Problem) => line;
