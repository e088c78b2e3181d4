import { describeSpelling, quoteName } from "../../core/text/invisible";

/** What is said of objects that have a name which only looks like the one that was asked for: nobody touches them. */
export function describeLookalikes(
  what: string,
  name: string,
  found: readonly { readonly id: number; readonly name: string }[],
  where: string,
): string {
  const spellings = found.map((one) => `id ${one.id} (${describeSpelling(one.name) ?? `"${one.name}"`})`);
  const ownSpelling = describeSpelling(name);
  return `The tenant has no ${what} ${quoteName(name)}${ownSpelling === undefined ? "" : `, which has ${ownSpelling}`}, but one that looks like it and is another one: ${spellings.join(", ")}. It isn't touched, and none is made beside it. Rename it in ${where}, or choose another name.`;
}
