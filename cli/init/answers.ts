import { z } from "zod";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { parseSite } from "../../tenant/client/site";
import { connectionSchema } from "../../tenant/connection";
import { SANDBOX_CLIENT_ID, SANDBOX_SITE } from "../sandboxDefaults";

/** What a project and its first stack are made of. */
export interface Answers {
  readonly stack: string;
  readonly site: string;
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly clientId: string;
  readonly profile: string;
  readonly features: readonly string[];
  readonly role: string;
  readonly member: string;
  readonly location: string;
  readonly businessUnit: string;
}

export type AnswerKey = Exclude<keyof Answers, "features">;

/** What the answers that make a connection are called. */
export const CONNECTION_ANSWERS = ["site", "companyId", "publicKey", "privateKey", "clientId"] as const;

/** The connection of `cwroles sandbox`; its keys are no secret. */
export const SANDBOX = {
  stack: "dev",
  site: SANDBOX_SITE,
  companyId: "sandbox",
  publicKey: "public",
  privateKey: "private",
  clientId: SANDBOX_CLIENT_ID,
  location: "Main Office",
  businessUnit: "Professional Services",
} as const;

/** What is taken where nothing else is said. */
export const DEFAULTS = { role: "Integration Sync", member: "integration", profile: "kaseya-quote-manager" } as const;

/** How a script gives each answer. */
const OPTIONS: Readonly<Record<AnswerKey, string>> = {
  stack: "--stack",
  site: "--site",
  companyId: "--company-id",
  publicKey: "--public-key",
  privateKey: "--private-key-file, or the variable CONNECTWISE_PRIVATE_KEY",
  clientId: "--client-id",
  profile: "--profile",
  role: "--role",
  member: "--member",
  location: "--location",
  businessUnit: "--business-unit",
};

/** With an organization, and a project, before it, as Pulumi's cloud knows it. */
const STACK = /^([A-Za-z0-9_.-]+\/){0,2}[A-Za-z0-9_.-]{1,100}$/;
const KEY = /^[!-~]*$/;
const text = z.string().trim().min(1, "blank");
const connection = connectionSchema.shape;
const key = (schema: z.ZodString) =>
  schema.regex(KEY, "a blank, a line break or another character that no key has is inside it");
const SCHEMAS: Readonly<Record<Exclude<AnswerKey, "site" | "profile">, z.ZodType>> = {
  stack: z.string().regex(STACK, "letters, digits, dots, dashes and underscores only"),
  companyId: connection.companyId,
  publicKey: key(connection.publicKey),
  privateKey: key(connection.privateKey),
  clientId: connection.clientId,
  role: text.max(30, "at most 30 characters"),
  member: text.max(15, "at most 15 characters"),
  location: text,
  businessUnit: text,
};

/** What is wrong with one answer by itself, without the answer; `undefined` where nothing is. */
export function problemOf(key: Exclude<AnswerKey, "profile">, value: string): string | undefined {
  if (key !== "site") return SCHEMAS[key].safeParse(value).error?.issues[0]?.message;
  if (value.trim() === "") return "blank";
  try {
    parseSite(value);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems[0]?.message;
    throw error;
  }
}

/**
 * @param isWhole whether every answer has to be there
 * @param more what else is wrong with them
 * @throws InvalidInputError with every answer that is missing or can't be used, each with its option
 */
export function assertAnswers(answers: Partial<Answers>, isWhole: boolean, more: readonly Problem[]): void {
  const problems = [...keysOf(OPTIONS).flatMap((key) => problemsOf(key, answers[key], isWhole)), ...more];
  if (problems.length === 0) return;
  const what = problems.some(({ message }) => message === MISSING)
    ? "More is needed to make a project; give it by options, or run this on a terminal"
    : "These answers can't be used";
  throw new InvalidInputError(what, problems);
}

const MISSING = "not given";

function problemsOf(key: AnswerKey, value: string | undefined, isWhole: boolean): Problem[] {
  if (value === undefined) return isWhole ? [{ path: OPTIONS[key], message: MISSING }] : [];
  const message = key === "profile" ? undefined : problemOf(key, value);
  return message === undefined ? [] : [{ path: OPTIONS[key], message }];
}

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) => Object.keys(record) as Key[];

/** Without the blanks around each. */
export const trimmed = (answers: Partial<Answers>): Partial<Answers> =>
  Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, typeof value === "string" ? value.trim() : value]),
  );

/** A stack's name out of a company id. */
export const stackNameFor = (companyId: string): string => companyId.trim().replace(/[^A-Za-z0-9_.-]+/g, "-");

/** The file that Pulumi keeps a stack's configuration in. */
export const stackFile = (stack: string): string => `Pulumi.${stack.replace(/^.*\//, "")}.yaml`;
