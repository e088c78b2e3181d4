import { Command } from "commander";
import { addCommands, type LazyCommand } from "../commands";

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, LazyCommand>> = {
  list: {
    summary: "list the profiles, your own and the library's",
    load: async () => (await import("./list.js")).listCommand(),
  },
  show: {
    summary: "show a profile's levels, with the reason of each",
    load: async () => (await import("./show.js")).showCommand(),
  },
  stats: {
    summary: "show which functions profiles ask for most",
    load: async () => (await import("./stats.js")).statsCommand(),
  },
  compare: {
    summary: "show what two profiles ask for differently, or how much all have in common",
    load: async () => (await import("./compare.js")).compareCommand(),
  },
  merge: {
    summary: "write one profile for a member that serves several integrations",
    load: async () => (await import("./merge.js")).mergeCommand(),
  },
  validate: {
    summary: "check profile files",
    load: async () => (await import("./validate.js")).validateCommand(),
  },
  digest: {
    summary: "print the digest that connectwise:reviewedPlan pins, for each stack",
    load: async () => (await import("./digest.js")).digestCommand(),
  },
  import: {
    summary: "draft a profile from a vendor's page",
    load: async () => (await import("./import.js")).importCommand(),
  },
  outdated: {
    summary: "show what a newer copy of a vendor's page changes",
    load: async () => (await import("./outdated.js")).outdatedCommand(),
  },
};

/** `cwroles profiles`: what integrations need. */
export async function profilesCommand(): Promise<Command> {
  const profiles = new Command("profiles").helpCommand(false).showHelpAfterError("(see --help)");
  await addCommands(profiles, COMMANDS, process.argv[3]);
  return profiles;
}
