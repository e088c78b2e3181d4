import { z } from "zod";
import { InvalidInputError } from "../../core/model/errors";
import { parseYaml } from "../../core/profile/document";
import type { Checked } from "../contract";

const finding = z.strictObject({
  /** Of contract/assumptions.yaml, at the time of the check. */
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/, "an id"),
  result: z.enum(["holds", "differs", "open"]),
  /** The name of an answer, or `other`; missing where it is open. */
  answer: z.string().optional(),
  /** Sentences that name nothing of the tenant's; where it is open, why. */
  evidence: z.array(z.string()),
});

const schema = z.strictObject({
  /** Of this file. */
  format: z.literal(1),
  /** What the tenant runs: `2025.1`, or `unknown`. */
  release: z.string().regex(/^(\d{4}\.\d{1,2}|unknown)$/, "a release such as 2025.1"),
  /** The day of the check, UTC. */
  date: z.iso.date("a day"),
  assumptions: z.array(finding),
});

/** What a check found, as it is handed on: nothing of the tenant is in it. */
export type ContractFile = z.output<typeof schema>;

/** @param date of the check, `2026-11-30` */
export const contractFile = ({ release, findings }: Checked, date: string): ContractFile =>
  schema.parse({
    format: 1,
    release,
    date,
    assumptions: findings.map(({ id, result, answer, evidence }) => ({
      ...{ id, result },
      ...(answer !== undefined && { answer }),
      evidence,
    })),
  });

/**
 * Reads what `cwroles contract --json` printed.
 * @throws InvalidInputError with every problem of the file
 */
export function parseContractFile(text: string, file: string): ContractFile {
  const { data, problems } = parseYaml(text, file, schema, {
    knownKeys: (keys) => Object.keys(keys.length === 0 ? schema.shape : finding.shape),
    describeUnion: (shown) => `${shown} is no result`,
  });
  if (!data) throw new InvalidInputError("The result of a contract can't be used", problems);
  return data;
}
