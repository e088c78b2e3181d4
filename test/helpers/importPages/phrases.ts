import type { Meaning, Phrase } from "./page";

const said =
  (meaning: Meaning) =>
  (title: string, sentence: string, cell: string, after?: string): Phrase => ({
    meaning,
    title,
    sentence,
    cell,
    ...(after && { after }),
  });
const option = said("option");
const some = said("some");
const older = said("older");
const nobody = said("nobody");
const all = said("all");

/** Phrases that make all rows certain: a reader that doubts those is of no use. */
export const PLAIN_PHRASES: Readonly<Record<string, Phrase>> = {
  "needed by all": all("Permissions", "The integration needs these permissions:", "Yes"),
  minimum: all("Minimum permissions", "Set the following rows of the security role:", "Mandatory"),
  "a step": all("Step 2: Set the permissions of the role", "In the security role, set these levels:", "Always"),
  always: all("Always required", "The following permissions are always required:", "Required"),
};

/** Phrases after which no row is certain. */
export const CONDITIONS: Readonly<Record<string, Phrase>> = {
  "if you use": option(
    "If you use the billing sync",
    "If you also use the billing sync, add these rows:",
    "Billing sync",
    "The permissions above are only needed if you use the billing sync.",
  ),
  optional: option(
    "Optional permissions",
    "The following permissions are optional:",
    "Optional",
    "These are optional.",
  ),
  "only for": option("Only for two-way sync", "These are needed for two-way sync only:", "Two-way sync only"),
  edition: option("Enterprise edition", "Customers on the Enterprise plan need these as well:", "Enterprise"),
  "add-on": option("Premium add-on", "With the Premium add-on, grant these, too:", "Premium"),
  enabled: option(
    "When ticket sync is enabled",
    "Where ticket sync has been switched on, the role needs the following:",
    "If ticket sync is on",
    "You can leave the rows above out unless ticket sync is switched on.",
  ),
  customers: option(
    "For customers with several offices",
    "Customers who have several offices also need the following:",
    "Several offices",
  ),
  "to do": option("To import old projects", "To import old projects, grant the following:", "Project import"),
  "named feature": some("Billing sync", "The billing sync reads and writes these rows:", "Billing"),
  "in case": option(
    "In case invoices are written back",
    "In case invoices are written back, set these rows:",
    "Write-back",
  ),
  trial: option("Beta features", "Take part in the beta? Then these are needed:", "Beta"),
  licence: option(
    "Licensed separately",
    "These rows belong to the reporting module, which is licensed separately:",
    "Reporting licence",
  ),
  choice: option(
    "Alternative: one role for everything",
    "Alternatively, the role can be given these instead:",
    "Alternative",
  ),
  hosting: option("On-premise servers", "On-premise servers need the following besides:", "On-premise"),
  depends: option(
    "Depending on your setup",
    "Depending on your setup, these may be needed:",
    "Depends",
    "Whether the rows above are needed depends on your setup.",
  ),
  additional: some("Additional permissions", "You can also grant the following:", "Additional"),
  recommended: some("Recommended permissions", "We recommend to set these rows, too:", "Recommended"),
  during: some("During the first import", "During the first import, the role needs the following:", "First import"),
  "older tenants": older(
    "ConnectWise 2019.2 and older",
    "Tenants up to version 2019.2 need the following instead:",
    "Up to 2019.2",
  ),
  "newer tenants": some(
    "ConnectWise 2021.1 and newer",
    "The following are needed from version 2021.1 on:",
    "Since 2021.1",
  ),
  "older product": option("Version 4 and earlier", "Version 4 and earlier needs the following:", "v4"),
  "newer product": some("Since release 5", "Since release 5, the role needs these, too:", "Release 5"),
  "do not grant": nobody(
    "Do not grant",
    "Do not grant any of the following:",
    "Do not grant",
    "Never grant the permissions listed above.",
  ),
  "not needed": nobody(
    "Permissions that are not needed",
    "The integration does not need any of these:",
    "Not needed",
    "The permissions above are not required.",
  ),
  "no longer": nobody(
    "No longer needed",
    "These permissions are no longer required:",
    "No longer required",
    "The rows above are no longer needed since version 5.",
  ),
  remove: nobody("Remove these permissions", "Remove the following from the role:", "Remove"),
  never: nobody("Never give these", "You must never give the role any of these:", "Never"),
  leave: nobody(
    "Leave at None",
    "Leave the following rows at None, whatever the vendor's forum says:",
    "Leave at None",
  ),
  deprecated: nobody("Deprecated", "Earlier releases used these; they are deprecated:", "Deprecated"),
  "stay off": nobody("Off limits", "The following have to stay off:", "Off limits"),
  without: nobody("Works without", "It works without any of these:", "Not used"),
  exceptions: nobody("Everything except", "Administrators may set everything except the following:", "Excluded"),
  revoked: nobody("Revoked in May", "We have revoked the following:", "Revoked"),
};
