import path from "node:path";
import type { Command } from "commander";
import type { KeyRules } from "../../fleet/tenant/open";
import { PREFIXES } from "../../fleet/tenant/references";
import { KnownSites } from "../../fleet/tenant/sites";

/** How the keys of tenants are kept where they were meant to go. */
export interface KeyFlags {
  readonly allowCommands?: true;
  readonly secretsFolder?: readonly string[];
  readonly envPrefix?: readonly string[];
  readonly confirmSite?: readonly string[];
}

/** A pull request may change the fleet's file; who runs a command says what its references may reach. */
export const keyOptions = (command: Command): Command =>
  command
    .option("--allow-commands", "run the commands that references to keys name: whoever changes the file chooses them")
    .option("--secrets-folder <folder...>", "read keys from files in these folders, too, besides the fleet's own")
    .option(
      "--env-prefix <prefix...>",
      `read keys from variables that begin with these, too, besides ${PREFIXES.join(" and ")}`,
    )
    .option("--confirm-site <host...>", "hosts to send keys to from now on, where they went to others so far");

/** @param folder of the fleet's file */
export const keyRulesOf = (flags: KeyFlags, folder: string): KeyRules => ({
  limits: {
    commands: flags.allowCommands ?? false,
    folders: (flags.secretsFolder ?? []).map((one) => path.resolve(one)),
    prefixes: flags.envPrefix ?? [],
  },
  sites: new KnownSites(folder, flags.confirmSite),
});
