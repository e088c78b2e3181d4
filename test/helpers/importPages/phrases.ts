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

/** Phrases that were written to measure how the importer reads words that it wasn't made for. */
const OTHER_CONDITIONS: Readonly<Record<string, Phrase>> = {
  "using our ticket portal": option(
    "Using our ticket portal?",
    "Using our ticket portal? Grant these:",
    "Portal users",
  ),
  "multi company setups": option(
    "Multi-company setups",
    "Multi-company setups require the following permissions:",
    "Multi-company",
  ),
  "quote approval workflow": option(
    "Quote approval workflow",
    "The quote approval workflow additionally needs:",
    "Approval",
  ),
  "where invoices are pushed": option(
    "Where invoices are pushed",
    "Where invoices are pushed to ConnectWise, set:",
    "Push",
  ),
  "not used by the integration": nobody(
    "Not used by the integration",
    "The integration makes no use of the following permissions:",
    "Unused",
  ),
  "what the role shouldn t have": nobody(
    "What the role shouldn't have",
    "The role shouldn't have these permissions:",
    "Should be off",
  ),
  "set to none": nobody("Set to None", "Set the following permissions to None:", "None please"),
  "permissions you can skip": nobody("Permissions you can skip", "You can skip the following:", "Skip"),
  "deny list": nobody("Deny list", "Deny the following rows:", "Denied"),
  "previously required": nobody(
    "Previously required",
    "Previously the following permissions were required:",
    "Formerly",
  ),
  "turn these off": nobody("Turn these off", "Turn off the following permissions:", "Off"),
  "do not enable": nobody("Do NOT enable", "Do NOT enable the following permissions:", "Do NOT enable"),
  "full version": option("Full version", "The full version requires these as well:", "Full version"),
  "managed plan customers": option("Managed plan customers", "Managed plan customers must add:", "Managed plan"),
  "optional time sync": option("(Optional) Time sync", "(Optional) Time sync:", "(optional)"),
  "nice to have": some("Nice to have", "It would be nice to have the following, too:", "Nice to have"),
  testing: some("Testing", "While testing, set these to:", "Testing"),
  "legacy api users": option("Legacy API users", "Partners still on the legacy API should set:", "Legacy API"),
  "for v2019 2 and below": older(
    "For v2019.2 and below",
    "On v2019.2 and below the following are needed:",
    "2019.2 and below",
  ),
  "avoid these": nobody("Avoid these", "Avoid granting the following:", "Avoid"),
  "security risk keep at none": nobody(
    "Security risk: keep at None",
    "Keep the following at None since they are a security risk:",
    "Keep at None",
  ),
  "cloud only": option("Cloud only", "For cloud tenants:", "Cloud"),
  "ticket sync": some("Ticket sync", "Ticket sync:", "Ticket sync"),
  invoices: some("Invoices", "Permissions for invoices:", "Invoices"),
  "extra rights for administrators": option(
    "Extra rights for administrators",
    "Administrators need these extra rights:",
    "Administrators",
  ),
  "example of a broader role": some("Example of a broader role", "Here is an example of a broader role:", "An example"),
  "what we don t touch": nobody("What we don't touch", "We don't touch the following:", "Untouched"),
  "these are not required": nobody("These are NOT required", "None of the following are required:", "NOT required"),
  "zero access": nobody("Zero access", "The role must have zero access to these:", "Zero access"),
  "phase 2 automation": option("Phase 2 (automation)", "In phase 2 (automation) set:", "Phase 2"),
  troubleshooting: some("Troubleshooting", "If the sync fails, temporarily grant:", "Troubleshooting"),
  "comparison with other vendors": some(
    "Comparison with other vendors",
    "Other vendors ask for these:",
    "Other vendors",
  ),
  "replaced permissions": nobody("Replaced permissions", "These have been replaced:", "Replaced"),
  blacklist: nobody("Blacklist", "Blacklisted rows:", "Blacklisted"),
  verboten: nobody("Verboten", "The following is taboo for the role:", "Taboo"),
  "two factor": option("Two-factor", "For two-factor sign-in:", "2FA"),
};

/** Phrases that make all rows certain: a reader that doubts those is of no use. */
export const PLAIN_PHRASES: Readonly<Record<string, Phrase>> = {
  "needed by all": all("Permissions", "The integration needs these permissions:", "Yes"),
  minimum: all("Minimum permissions", "Set the following rows of the security role:", "Mandatory"),
  "a step": all("Step 2: Set the permissions of the role", "In the security role, set these levels:", "Always"),
  always: all("Always required", "The following permissions are always required:", "Required"),
  "security role permissions for example sync": all(
    "Permissions of the security role",
    "Please make sure that the role has the following permissions:",
    "Required",
  ),
  "connectwise psa security role": all(
    "ConnectWise PSA: security role",
    "Go to System > Security Roles and set the permissions as follows:",
    "Required",
  ),
  "permission matrix": all("Permission matrix", "This is the full list of permissions:", "Needed"),
  "required api member permissions": all(
    "Required API member permissions",
    "Your API member must have at least the following access:",
    "Yes",
  ),
  "1 create a security role": all("1. Create a security role", "Create a new security role with these levels:", "Yes"),
};

/** Phrases after which no row is certain. */
export const CONDITIONS: Readonly<Record<string, Phrase>> = {
  ...OTHER_CONDITIONS,
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
