import path from "node:path";
import { z } from "zod";
import { readYamlFile } from "../../sandbox/yamlFile";
import type { Operation } from "./types";

/** The clients that the cases go through. */
export const CLIENTS = ["connectwise-rest", "pyconnectwise"] as const;
export type ClientName = (typeof CLIENTS)[number];

/** Those without a function for each method, that a script of its own goes through. */
export const SCRIPTED = ["connectpyse", "connectwise-manage-rest-api"] as const;
export type ScriptedName = (typeof SCRIPTED)[number];

const ids = z.record(z.string(), z.union([z.number(), z.string()]));

const stepSchema = z.strictObject({
  /** `GET /system/securityroles/{id}`, as published. */
  call: z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S+$/),
  /** Values of the path's placeholders. Here and in `params` and `body`, `$name` is what a step before has kept. */
  ids: ids.default({}),
  params: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
  /** Keeps the answer's id (a list's first one's), or its count, under this name. */
  keep: z.string().optional(),
  /** What the answer holds at least. */
  answer: z.unknown().optional(),
  /** A list's length. */
  length: z.int().optional(),
  /** An object that the list holds, at least with these fields. */
  has: z.unknown().optional(),
  /** Fields that the answer doesn't have. */
  absent: z.array(z.string()).default([]),
  /** Asks for every page of this size; there have to be as many objects as `count` says, each once. */
  paged: z.int().optional(),
  count: z.string().optional(),
  /** The status of the refusal that is expected. */
  status: z.int().optional(),
  /** Clients that have no function for it. */
  except: z.array(z.enum(CLIENTS)).default([]),
});

const casesSchema = z.array(z.strictObject({ name: z.string(), steps: z.array(stepSchema).min(1) }));

export type Step = z.infer<typeof stepSchema>;
export type Case = z.infer<typeof casesSchema>[number];

/** The one list of cases that drives every client, and tells the coverage table which operation which client has checked. */
export const readCases = (): Case[] => readYamlFile(path.join(__dirname, "cases.yaml"), casesSchema, "a list of cases");

export function operationOf({ call }: Pick<Step, "call">): Operation {
  const [method = "", operationPath = ""] = call.split(" ");
  return { method, path: operationPath };
}
