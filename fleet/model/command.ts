/** What can be done to many tenants in one run. */
export const COMMANDS = ["preview", "up", "destroy", "drift"] as const;
export type Command = (typeof COMMANDS)[number];

/** The command of a run, by its id: `20261122T043000123Z-up-3f9c21` */
export const commandOf = (run: string): string | undefined => run.split("-")[1];
