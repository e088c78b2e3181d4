import { InvalidInputError, type Problem } from "../../core/model/errors";
import { parseSite } from "../../tenant/client/site";
import type { FleetTenant } from "../model/fleet";
import { withTenants } from "./add";
import { type CsvTenant, readTenants } from "./csv";
import { explainText } from "./load";

export interface Import {
  readonly added: readonly CsvTenant[];
  /** Rows whose site and company a tenant of the file is already, with that tenant's name. */
  readonly existing: readonly { readonly row: CsvTenant; readonly name: string }[];
  /** The fleet's file with the added tenants. */
  readonly text: string;
}

/**
 * Adds the tenants of a CSV table to a fleet's file.
 * @param fleet what the file has now
 * @throws InvalidInputError with every problem, each at its line and cell of the table; what the fleet's file would refuse
 * of a tenant is one
 */
export function importTenants(csv: string, csvFile: string, fleet: string, fleetFile: string): Import {
  const knownTenants = explainText(fleet, fleetFile).fleet.tenants;
  const companies = byCompany(knownTenants);
  const names = new Set(knownTenants.map(({ name }) => name));
  const rows = readTenants(csv, csvFile).map((row) => ({
    row,
    name: sameTenant(row, companies.get(row.companyId.toLowerCase()) ?? [])?.name,
  }));
  const added = rows.filter(({ name }) => name === undefined).map(({ row }) => row);
  const there = rows.flatMap(({ row, name }) => (name === undefined ? [] : [{ row, name }]));
  const taken = added.filter(({ name }) => names.has(name));
  const free = added.filter(({ name }) => !names.has(name));
  const text = free.length > 0 ? withTenants(fleet, free) : fleet;
  const problems = [
    ...taken.map(({ name, place }) => ({
      path: name,
      message: `the tenant "${name}" is in ${fleetFile} already, with another site or company`,
      ...place("name"),
    })),
    ...problemsOf(text, fleetFile, free),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (problems.length > 0) throw new InvalidInputError(`The table ${csvFile} can't be imported`, problems);
  return { added, existing: there, text };
}

function byCompany(tenants: readonly FleetTenant[]): ReadonlyMap<string, readonly FleetTenant[]> {
  const companies = new Map<string, FleetTenant[]>();
  for (const tenant of tenants) {
    const company = tenant.companyId.toLowerCase();
    companies.set(company, [...(companies.get(company) ?? []), tenant]);
  }
  return companies;
}

/** The tenant of the row's company that it is; without a site of its own, that of its name. */
const sameTenant = ({ name, settings: { site } }: CsvTenant, ofCompany: readonly FleetTenant[]) =>
  ofCompany.find((tenant) =>
    site === undefined ? tenant.name === name : originOf(tenant.site) === originOf(String(site)),
  );

/** `undefined` for what is no site: that is told with the rest of what is wrong. */
function originOf(site: string): string | undefined {
  try {
    return parseSite(site).origin;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return undefined;
  }
}

function problemsOf(text: string, file: string, added: readonly CsvTenant[]): Problem[] {
  try {
    explainText(text, file);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map((problem) => atRow(problem, added));
  }
}

/** A problem of the file, at the cell that it comes from. */
function atRow(problem: Problem, added: readonly CsvTenant[]): Problem {
  const below = problem.path.replace(/^tenants\./, "");
  const row = added
    .filter(({ name }) => below === name || below.startsWith(`${name}.`))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!row) return problem;
  const [key = ""] = below.slice(row.name.length + 1).split(".");
  return { path: key ? `${row.name}.${key}` : row.name, message: problem.message, ...row.place(key || "name") };
}
