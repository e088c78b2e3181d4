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

const STACK = /^[A-Za-z0-9_.-]{1,100}$/;
const text = z.string().trim().min(1, "blank");
const SCHEMAS: Readonly<Record<Exclude<AnswerKey, "site" | "profile">, z.ZodType>> = {
  stack: z.string().regex(STACK, "letters, digits, dots, dashes and underscores only"),
  ...connectionSchema.pick({ companyId: true, publicKey: true, privateKey: true, clientId: true }).shape,
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

/** @throws InvalidInputError with every answer that is missing or can't be used, each with its option */
export function assertAnswers(answers: Partial<Answers>, keys: readonly AnswerKey[]): void {
  const problems = keys.flatMap((key): Problem[] => {
    const value = answers[key];
    if (value === undefined) return [{ path: OPTIONS[key], message: "not given" }];
    const message = key === "profile" ? undefined : problemOf(key, value);
    return message === undefined ? [] : [{ path: OPTIONS[key], message }];
  });
  if (problems.length > 0)
    throw new InvalidInputError(
      "More is needed to make a project; give it by options, or run this on a terminal",
      problems,
    );
}
