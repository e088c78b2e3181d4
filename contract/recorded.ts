import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Assumption } from "./assumptions";
import { type ContractFile, parseContractFile } from "./report/file";

/**
 * What was found on real tenants, and handed in: the files of a folder such as contract/recorded, by their names. None where there is
 * no such folder.
 * @throws InvalidInputError for a file that is no such result
 */
export function readRecorded(folder: string): readonly ContractFile[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return names.sort().map((name) => {
    const file = path.join(folder, name);
    return parseContractFile(readFileSync(file, "utf8"), file);
  });
}

/** On how many tenants of a release an answer was seen. */
export interface Sighting {
  readonly release: string;
  readonly answer: string;
  readonly tenants: number;
}

/** What was seen of an assumption, by release and answer; nothing where it was open everywhere. */
export function sightingsOf({ id }: Pick<Assumption, "id">, recorded: readonly ContractFile[]): readonly Sighting[] {
  const counts = new Map<string, number>();
  for (const { release, assumptions } of recorded) {
    const answer = assumptions.find((one) => one.id === id)?.answer;
    if (answer !== undefined) counts.set(`${release} ${answer}`, (counts.get(`${release} ${answer}`) ?? 0) + 1);
  }
  return [...counts].map(([key, tenants]) => {
    const [release = "", answer = ""] = key.split(" ");
    return { release, answer, tenants };
  });
}
