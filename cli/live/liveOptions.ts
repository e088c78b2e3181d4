import { type Command, Option } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import { durationUpTo } from "../duration";

export interface LiveFlags {
  readonly live?: true;
  /** Milliseconds. */
  readonly wait?: number;
  readonly open?: true;
}

const DEFAULT_WAIT_MS = 60 * 60_000;

/** @param others options that a page which is served has no use for */
export const liveOptions = (command: Command, others: readonly string[] = []): Command =>
  command
    .addOption(
      new Option(
        "--live",
        "serve the list as a page on this machine that ticks each level as the tenant shows it, until all are right",
      ).conflicts([...others]),
    )
    .addOption(
      new Option("--wait <time>", "with --live: how long to look, such as 30m (default: 60m)").argParser(
        durationUpTo("12h"),
      ),
    )
    .option("--open", "with --live: open the page in the browser, too");

/** @throws InvalidInputError for what says how to look, where nobody is to look */
export function waitOf({ live, wait, open }: LiveFlags): number {
  const useless = [wait !== undefined && "--wait", open && "--open"].filter((flag) => typeof flag === "string");
  if (!live && useless.length > 0)
    throw new InvalidInputError(
      "Nothing is served",
      useless.map((path) => ({ path, message: "only goes with --live" })),
    );
  return wait ?? DEFAULT_WAIT_MS;
}
