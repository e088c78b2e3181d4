import { InvalidInputError, type Topic } from "../../core/model/errors";
import type { Stack } from "../../project/stack";
import type { Credentials } from "../client/credentials";
import { parseSite, type Site } from "../client/site";
import { CONNECTION_KEYS, connectionSchema, howToSet } from "../connection";
import { howToDecrypt, variableOf } from "../environment";
import { problem, type Verdict } from "./verdict";

type Key = (typeof CONNECTION_KEYS)[number];

const credentialsSchema = connectionSchema.pick({
  companyId: true,
  publicKey: true,
  privateKey: true,
  clientId: true,
  codebase: true,
  apiVersion: true,
  requestsPerMinute: true,
});

/** What a stack's files and the environment say of the connection, whether or not it can be used. */
export class Configuration {
  /** The address as the client reads it; `undefined` where {@link problemOf} `site` says why. */
  readonly site: Site | undefined;
  readonly #values: Readonly<Record<string, string | undefined>>;
  readonly #siteProblem: string | undefined;

  /** @param stack `undefined` in a folder without a project */
  constructor(
    readonly stack: Stack | undefined,
    environment: NodeJS.ProcessEnv,
  ) {
    const read = (key: Key) => stack?.get(`connectwise:${key}`) ?? environment[variableOf(key)];
    this.#values = Object.fromEntries(CONNECTION_KEYS.map((key) => [key, read(key)]));
    try {
      this.site = this.written("site") ? parseSite(this.written("site")) : undefined;
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      this.#siteProblem = error.problems[0]?.message;
    }
  }

  /** A key's value without white space around it; blank where it isn't set. */
  written = (key: Key): string => this.#values[key]?.trim() ?? "";

  /** Everything but the address, once each key is there and of its form. */
  get credentials(): Omit<Credentials, "origin"> | undefined {
    return credentialsSchema.safeParse(this.#values).data;
  }

  /** What is wrong with some keys, all of it, with how to set them. */
  problemOf(keys: readonly Key[], topic: Topic): Verdict | undefined {
    const problems = keys.flatMap((key) => this.#problemOf(key, topic) ?? []);
    const join = (part: "detail" | "nextStep", separator: string) => problems.map((one) => one[part]).join(separator);
    return problems.length === 0 ? undefined : problem(join("detail", "; "), topic, join("nextStep", " "));
  }

  #problemOf(key: Key, topic: Topic): Verdict | undefined {
    if (this.#values[key] === undefined && this.stack?.isEncrypted(`connectwise:${key}`)) return this.#encrypted(key);
    const message = connectionSchema.shape[key].safeParse(this.#values[key]).error?.issues[0]?.message;
    const advice = `${howToSet(key).replace(/^s/, "S")}.`;
    if (message !== undefined) return problem(`connectwise:${key}: ${message}`, topic, advice);
    return key === "site" && this.#siteProblem ? problem(this.#siteProblem, topic, advice) : undefined;
  }

  #encrypted(key: Key): Verdict {
    return problem(
      `connectwise:${key} is encrypted in the stack's file, and the engine can't decrypt it: ${this.stack?.decryptionProblem}`,
      "secrets-cant-be-decrypted",
      `${howToDecrypt(key)}.`,
    );
  }
}
