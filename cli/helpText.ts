import type { AddHelpTextContext } from "commander";

/**
 * What follows a command's options in its help, wrapped to the terminal's width: lines of prose that follow each other are one paragraph,
 * and indented ones, such as examples, stay as they are.
 */
export const wrapHelp =
  (lines: readonly string[]) =>
  ({ command }: AddHelpTextContext): string => {
    const help = command.createHelp();
    const width = command.configureOutput().getOutHelpWidth?.() ?? 80;
    const paragraphs = lines.join("\n").replace(/^(\S.*)\n(?=\S)/gm, "$1 ");
    return paragraphs.replace(/^\S.*$/gm, (paragraph) => help.boxWrap(paragraph, width));
  };
