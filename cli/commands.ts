import { Command } from "commander";

/** A command that is loaded when it is used: the help of its parent needs its summary alone. */
export interface LazyCommand {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Adds the command that is asked for, or where none of that name is, all of them as the help shows them, in that order. */
export async function addCommands(
  parent: Command,
  commands: Readonly<Record<string, LazyCommand>>,
  requested: string | undefined,
): Promise<void> {
  const chosen = requested !== undefined && Object.hasOwn(commands, requested) ? commands[requested] : undefined;
  if (chosen) parent.addCommand((await chosen.load()).copyInheritedSettings(parent));
  else
    for (const [name, { summary }] of Object.entries(commands))
      parent.addCommand(new Command(name).summary(summary).copyInheritedSettings(parent));
}
