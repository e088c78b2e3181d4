import type { FunctionName } from "../model/role";
import { normalize, singular } from "./spelling";

interface Alias {
  readonly module: string;
  /** Names of one and the same function. */
  readonly names: readonly string[];
  /** Where the names were seen side by side. */
  readonly source: string;
}

/**
 * Names of functions that differ by more than case, dashes, spaces and plural, as vendors' copies of the same screen
 * spell them. Only what is written here counts as the same.
 */
const ALIASES: readonly Alias[] = [
  {
    module: "Companies",
    names: ["UserCentric", "User Scenarios"],
    source: "complete matrices published by N-able (RMM) and Barracuda (Intronis)",
  },
  {
    module: "Companies",
    names: ["CRM / Sales Activities", "CRM Sales Activities"],
    source: "Visionary360 writes it without the slash on one page and with it on another",
  },
  {
    module: "Procurement",
    names: ["Product Catalog", "Product Entry"],
    source: "Bitdefender GravityZone: called Product Entry in versions before 2017.5",
  },
  {
    module: "Project",
    names: ["Project Ticket - Dependencies", "Project Ticket - Dependancies"],
    source: "Rewst's page, which spells it Dependancies",
  },
  {
    module: "Service Desk",
    names: ["Service Tickets - Dependencies", "Service Tickets - Dependancies"],
    source: "MSP Process's page, which spells it Dependancies",
  },
  {
    module: "System",
    names: ["Security", "Security Roles"],
    source: "Perimeters' page, by the name of the screen that the row opens",
  },
  {
    module: "System",
    names: ["Table Setup", "Table Setup (Customize)", "Setup Tables"],
    source:
      "Wise-Sync and Bitdefender GravityZone, for the row that has a Customize list; Hatz AI calls it by the screen's name",
  },
  {
    module: "Time & Expense",
    names: ["Expense Report", "Expense Report Entry"],
    source: "Wise-Sync says Expense Report where Gozynta and Visionary360 say Expense Report Entry",
  },
];

const isOneWord = (a: string, b: string) => singular(normalize(a)) === singular(normalize(b));

/** The other names of a function; `same` tells whether two names are spellings of one. */
export const otherNames = (
  { module, function: name }: FunctionName,
  sameText: (a: string, b: string) => boolean = isOneWord,
): readonly string[] =>
  ALIASES.filter(
    (alias) => sameText(alias.module, module) && alias.names.some((aliasName) => sameText(aliasName, name)),
  ).flatMap(({ names }) => names);
