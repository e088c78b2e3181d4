import { describeSpelling, quoteName } from "../../core/text/invisible";

/** What is said of objects that have a name which only looks like the one that was asked for: nobody touches them. */
export function lookalike(
  what: string,
  name: string,
  found: readonly { readonly id: number; readonly name: string }[],
  where: string,
): string {
  const theirs = found.map((one) => `id ${one.id} (${describeSpelling(one.name) ?? `"${one.name}"`})`);
  const own = describeSpelling(name);
  return `The tenant has no ${what} ${quoteName(name)}${own === undefined ? "" : `, which has ${own}`}, but one that looks like it and is another one: ${theirs.join(", ")}. It isn't touched, and none is made beside it. Rename it in ${where}, or choose another name.`;
}
