// @ts-check
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { PROJECT } from "../setup/project.mjs";
import { ACCEPTED, AU_LEVELS, MEMBER, ROLE, TENANTS } from "./tenants.mjs";

export const FOLDER = path.join(PROJECT, ".demo", "fleet");
export const COMPANIES = path.join(FOLDER, "companies.yaml");
/** What the sandbox keeps of its tenants. */
export const STATE = path.join(FOLDER, "tenants.json");

/** The variables that the fleet's file refers to; the keys are the sandbox's. */
export const KEYS = { CW_DEMO_PUBLIC_KEY: "public", CW_DEMO_PRIVATE_KEY: "private" };
export const CLIENT_ID = "00000000-0000-0000-0000-000000000000";

const ACCEPTED_FOR_MS = 90 * 24 * 3_600_000;

/** Removes what an earlier run left, and writes all that doesn't depend on where the sandbox listens. */
export function startOver() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  cpSync(path.join(PROJECT, "profiles"), path.join(FOLDER, "profiles"), { recursive: true });
  writeFileSync(COMPANIES, companiesYaml());
  writeFileSync(path.join(FOLDER, "accepted.yaml"), acceptedYaml());
}

/** @param {string} site the sandbox's address */
export function writeFleet(site) {
  writeFileSync(path.join(FOLDER, "fleet.yaml"), fleetYaml(site));
}

/** The tenants as `cwroles sandbox --companies` reads them. */
export const companiesYaml = () =>
  stringify({ companies: TENANTS.map(({ name, company }) => ({ id: name, ...company })) });

export const acceptedYaml = (now = Date.now()) =>
  stringify([
    {
      ...ACCEPTED,
      by: "Ann Chu",
      reason: "Edits contacts until its own sync is replaced",
      until: new Date(now + ACCEPTED_FOR_MS).toISOString().slice(0, 10),
    },
  ]);

/** @param {string} site */
export const fleetYaml = (site) => `# yaml-language-server: $schema=../../fleet/file/fleet.schema.json
name: demo

defaults:                       # for every tenant
  site: ${site}
  publicKey: env:CW_DEMO_PUBLIC_KEY        # where a credential is; it never stands here
  privateKey: env:CW_DEMO_PRIVATE_KEY
  clientId: ${CLIENT_ID}
  profiles:
    wise-sync:
      role: ${ROLE}
      member: ${MEMBER}
      location: Main Office
      businessUnit: Professional Services

groups:
  au:
    profiles:
      wise-sync:
        location: Sydney
        levels:                 # other than the profile's
          Finance:
            Invoicing: { delete: ${AU_LEVELS.Finance.Invoicing.delete}, why: No invoice is deleted by an integration }
  us:
    profiles:
      kaseya-quote-manager:
        member: quotemanager
        location: Main Office
        businessUnit: Sales

tenants:
${TENANTS.map(tenantLine).join("\n")}
`;

/** @param {import("./tenants.mjs").DemoTenant} tenant */
function tenantLine({ name, group, tags, made }) {
  const line = `  ${name}: { companyId: ${name}, groups: [${group}]${tags ? `, tags: [${tags.join(", ")}]` : ""} }`;
  return made ? `${line}   # ${made}` : line;
}
