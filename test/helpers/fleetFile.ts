import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A file of two tenants in one group, for tests to change a line of. */
export const FLEET = `name: acme-msp
defaults:
  publicKey: env:CW_{TENANT}_PUBLIC
  privateKey: file:secrets/{tenant}.key
  clientId: env:CONNECTWISE_CLIENT_ID
  requestsPerMinute: 600
  profiles:
    wise-sync:
      member: wisesync
      location: Main Office
      businessUnit: Professional Services
groups:
  au:
    site: api-au.myconnectwise.net
    profiles:
      wise-sync:
        location: Sydney
        features: [later-revision]
        levels: { Finance: { invoicings: { inquire: My, why: The branch asks for less } } }
        without: { Companies: [contact] }
      kaseya-quote-manager: { member: quotemanager, location: Sydney, businessUnit: Sales }
tenants:
  contoso:
    companyId: contoso
    groups: [au]
    tags: [pilot]
    profiles:
      kaseya-quote-manager: false
  fab-rikam:
    companyId: fabrikam
    groups: [au]
    requestsPerMinute: 60
    profiles:
      wise-sync:
        levels: { Companies: { Contacts: { inquire: My } }, Finance: { Invoicing: { add: None } } }
`;

/** A fleet with one profile and one tenant that is to have it. */
export function withProfile(folder: string, name: string, profile: string): string {
  const project = mkdtempSync(path.join(folder, "project-"));
  mkdirSync(path.join(project, "profiles"));
  writeFileSync(path.join(project, `profiles/${name}.yaml`), profile);
  writeFileSync(path.join(project, "fleet.yaml"), small(name));
  return path.join(project, "fleet.yaml");
}

/** It keeps what it doesn't name. */
export const PROFILE = `name: Example
vendor: Example
source: { url: "https://vendor.example/page", title: A page, retrieved: "2026" }
why: It needs it
unlisted: keep
permissions:
  Companies: { Contacts: All, Notes: All }
`;
const small = (id: string) => `name: acme
tenants:
  a:
    site: api-na.myconnectwise.net
    companyId: a
    publicKey: env:A
    privateKey: env:B
    clientId: env:C
    profiles:
      ${id}: { member: m, location: L, businessUnit: B, without: { Companies: [Contacts] } }
`;
