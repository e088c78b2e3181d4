import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A request as a client sent it, and what there is to compare of its answer. */
export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Those that say something to the API; never the key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
  /** How many objects a list has. */
  readonly length?: number;
  /** The relations of the `Link` header, by the alphabet. */
  readonly links?: readonly string[];
}

const fileOf = (client: string): string => path.join(__dirname, "recorded", `${client}.jsonl`);

export const readRecorded = (client: string): Exchange[] =>
  readFileSync(fileOf(client), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

export const writeRecorded = (client: string, exchanges: readonly Exchange[]): void =>
  writeFileSync(fileOf(client), exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join(""));

/** What is compared of an answer. */
export function outcomeOf(
  status: number,
  link: string | null,
  text: string,
): Pick<Exchange, "status" | "length" | "links"> {
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  const links = [...(link ?? "").matchAll(/rel="(\w+)"/g)].map(([, relation = ""]) => relation).sort();
  return {
    status,
    ...(Array.isArray(body) && { length: body.length }),
    ...(links.length > 0 && { links }),
  };
}
