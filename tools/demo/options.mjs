// @ts-check
import { parseArgs } from "node:util";

/** What `npm run demo` can be told. */

const OPTIONS = /** @type {const} */ ({
  writable: { type: "boolean", default: false },
  "hands-on": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
});

export const HELP = `npm run demo [-- OPTIONS]

A local sandbox tenant, from nothing to a role that is exactly as its profile asks.

  (none)      a tenant as ConnectWise publishes its API: it sets no levels, so that pulumi up waits for one visit of an
              administrator, which is played step by step
  --hands-on  the same, but the visit is yours: pulumi up waits for it (30 min; Ctrl-C ends it)
  --writable  a tenant that takes levels by the API, as none is known to
  --help      this

It keeps its state in .demo/ and touches nothing of your own Pulumi. Exit codes: 0 exact, 1 not exact or failed, 130 interrupted.
`;

/**
 * @param {readonly string[]} args
 * @throws {Error} that names each argument that there isn't, and what it may have been meant to be
 */
export async function optionsOf(args) {
  const { values, tokens } = parseArgs({
    ...{ args: [...args], options: OPTIONS, strict: false, allowPositionals: true, tokens: true },
  });
  const unknown = tokens.flatMap((token) => {
    if (token.kind === "positional") return [token.value];
    return token.kind === "option" && !(token.name in OPTIONS && token.value === undefined) ? [token.rawName] : [];
  });
  const problems = await Promise.all(unknown.map(describeUnknown));
  if (values.writable && values["hands-on"]) problems.push("--writable leaves nothing for --hands-on to do.");
  if (problems.length > 0) throw new Error([...problems, "npm run demo -- --help shows the options."].join("\n"));
  return { isWritable: values.writable === true, isHandsOn: values["hands-on"] === true, isHelp: values.help === true };
}

/** @param {string} written */
async function describeUnknown(written) {
  const names = Object.keys(OPTIONS).map((name) => `--${name}`);
  if (names.includes(written)) return `${written} takes no value.`;
  const nearest = await nearestOf(written, names);
  return `There is no option ${written}.${nearest ? ` Did you mean ${nearest}?` : ""}`;
}

/** Nothing is installed for a suggestion: in a fresh clone there is none. @param {string} written @param {string[]} names */
async function nearestOf(written, names) {
  try {
    const { closest, distance } = await import("fastest-levenshtein");
    const nearest = closest(written, names);
    return distance(written, nearest) <= written.length / 2 ? nearest : undefined;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ERR_MODULE_NOT_FOUND") throw error;
    return undefined;
  }
}
