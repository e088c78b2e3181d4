import { z } from "zod";
import { InvalidInputError } from "../core/model/errors";
import { sameTenant, type TenantId } from "../core/model/tenant";
import { RANKS } from "../core/risk/risk";
import { readText } from "../project/readText";
import type { Finding } from "./model";

/** What differs from an earlier audit. */
export interface ChangesSince {
  /** When that one was, ISO 8601. */
  readonly at: string;
  readonly changed: ReadonlyMap<string, "new" | "worse">;
  /** The ids of findings that are no more. */
  readonly gone: readonly string[];
}

const finding = z.looseObject({ id: z.string(), rank: z.enum(RANKS), facts: z.array(z.string()) });
const schema = z.looseObject({
  format: z.literal(1),
  at: z.iso.datetime(),
  tenant: z.looseObject({ origin: z.string(), companyId: z.string() }),
  gaps: z.array(z.looseObject({ rules: z.array(z.string()) })),
  findings: z.array(finding),
});

export type EarlierAudit = z.output<typeof schema>;

/**
 * What `cwroles audit --format json` printed before.
 * @throws InvalidInputError where the file is none, or one of another tenant
 */
export function readEarlier(file: string, tenant: TenantId): EarlierAudit {
  const problem = (message: string) =>
    new InvalidInputError("The earlier audit can't be used", [{ path: "", file, message }]);
  const parsed = schema.safeParse(dataIn(readText(file), problem));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw problem(`isn't what cwroles audit --format json prints: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { origin, companyId } = parsed.data.tenant;
  if (!sameTenant({ origin, companyId }, tenant))
    throw problem(
      `is of another tenant, ${companyId} at ${origin}; this one is ${tenant.companyId} at ${tenant.origin}`,
    );
  return parsed.data;
}

function dataIn(text: string, problem: (message: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem(`is no JSON: ${(error as Error).message}`);
  }
}

/**
 * What is new, worse or gone. A finding that couldn't be made then isn't new, and one that can't be made now isn't gone: nobody knows.
 * @param unmade rules whose findings couldn't all be made now
 */
export function changesSince(
  findings: readonly Finding[],
  earlier: EarlierAudit,
  unmade: ReadonlySet<string>,
): ChangesSince {
  const before = new Map(earlier.findings.map((one) => [one.id, one]));
  const unmadeThen = new Set(earlier.gaps.flatMap(({ rules }) => rules));
  const changed = findings.flatMap((current): [string, "new" | "worse"][] => {
    const then = before.get(current.id);
    if (!then) return unmadeThen.has(current.rule) ? [] : [[current.id, "new"]];
    const isRiskier = RANKS.indexOf(current.risk.rank) > RANKS.indexOf(then.rank);
    return isRiskier || current.facts.some((fact) => !then.facts.includes(fact)) ? [[current.id, "worse"]] : [];
  });
  const now = new Set(findings.map(({ id }) => id));
  const resolved = earlier.findings.filter(({ id }) => !now.has(id) && !unmade.has(id.split(":", 1)[0] ?? ""));
  return { at: earlier.at, changed: new Map(changed), gone: resolved.map(({ id }) => id) };
}
