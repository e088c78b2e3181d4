import type { Named } from "../../core/model/member";
import { findPlace } from "../../tenant/apply/place";
import { isLoopback, parseSite } from "../../tenant/client/site";
import { connect } from "../../tenant/connection";
import { Examination, type Finding } from "../../tenant/doctor";
import { variableOf } from "../../tenant/environment";
import { type Answers, CONNECTION_ANSWERS } from "./answers";

export type Connection = Pick<Answers, (typeof CONNECTION_ANSWERS)[number]>;

/** As the environment of a process that has no stack. */
const environmentOf = (connection: Connection): NodeJS.ProcessEnv =>
  Object.fromEntries(CONNECTION_ANSWERS.map((key) => [variableOf(key), connection[key]]));

/** What the doctor finds wrong with a connection; nothing where the tenant can be worked on. */
export async function problemsWith(connection: Connection): Promise<Finding[]> {
  const problems: Finding[] = [];
  for await (const finding of new Examination(undefined, { environment: environmentOf(connection) }).findings())
    if (finding.status === "problem") problems.push(finding);
  return problems;
}

/** Whether anything listens at an address of this machine; another machine's isn't asked. */
export async function isSandboxDown({ site }: Pick<Connection, "site">): Promise<boolean> {
  const { origin } = parseSite(site);
  if (!isLoopback(origin)) return false;
  return fetch(origin, { signal: AbortSignal.timeout(3000) }).then(
    () => false,
    () => true,
  );
}

/** Where a tenant's members can belong, as the tenant has it. */
export class Places {
  readonly #organization;

  constructor(connection: Connection) {
    this.#organization = connect(() => undefined, environmentOf(connection)).gateway;
  }

  locations = (): Promise<readonly Named[]> => this.#organization.locations();

  businessUnits = (locationId: number): Promise<readonly Named[]> => this.#organization.businessUnits(locationId);

  /** What is wrong with a location and a business unit by name, with the nearest. */
  async problemsWith({ location, businessUnit }: Pick<Answers, "location" | "businessUnit">) {
    return (await findPlace(this.#organization, location, businessUnit)).problems;
  }
}

/** One line for what is wrong, and one for what to do. */
export const describeFinding = ({ title, detail, nextStep, help }: Finding): string =>
  [`${title}: ${detail}`, ...[nextStep, help].filter(Boolean).map((line) => `  → ${line}`)].join("\n");
