import type { FunctionName } from "../core/model/role";
import { catalogue } from "../core/profile/catalogue";
import { readArticle, readBytes } from "./article";
import type { Draft } from "./draft";
import { interpret } from "./interpret";

/**
 * Reads what a saved article says of permissions; `-` is standard input.
 * @param known the functions whose names it may use; without, those that vendors' tables name
 * @throws InvalidInputError where the file can't be read
 */
export const importArticle = async (file: string, known: readonly FunctionName[] = catalogue): Promise<Draft> =>
  interpret(await readArticle(file), known);

/**
 * Reads what a copied part of a web page says of permissions.
 * @throws InvalidInputError where it can't be read
 */
export const importCopied = (html: Buffer, known: readonly FunctionName[] = catalogue): Draft =>
  interpret(readBytes(html, "the clipboard"), known);

export { STANDARD_INPUT } from "./article";
export { type Comparison, compareWithPage, differs, namesFor } from "./compare";
export { allGrants, type Draft, isCertain } from "./draft";
export { count, summaryOf } from "./summary";
export { draftYaml } from "./yaml";
