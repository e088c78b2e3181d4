import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { faultPlanSchema } from "./faultSchema";
import type { Faults } from "./faults";
import type { RequestLog } from "./requestLog";

/** Where tests and people steer the sandbox, outside the API's paths. Needs no key. */
const CONTROL = "/__sandbox";

/** `/__sandbox/requests`: what was asked so far. `/__sandbox/faults`: the faults in force. Both: GET, and DELETE for none. */
export function installControl(app: FastifyInstance, { log, faults }: { log: RequestLog; faults: Faults }): void {
  app.get(`${CONTROL}/requests`, () => log.all());
  app.delete(`${CONTROL}/requests`, (_request, reply) => {
    log.clear();
    return reply.code(204).send();
  });
  app.get(`${CONTROL}/faults`, () => faults.list());
  app.delete(`${CONTROL}/faults`, (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.post(`${CONTROL}/faults`, ({ body }, reply) => {
    const plan = faultPlanSchema.safeParse(asPlan(body));
    if (!plan.success) return reply.code(400).send({ problems: plan.error.issues.map(problem) });
    faults.apply(plan.data);
    return reply.code(201).send(faults.list());
  });
}

/** One fault, a list of them, or a plan as a file of faults has it. */
function asPlan(body: unknown): unknown {
  if (Array.isArray(body)) return { faults: body };
  const isPlan = typeof body === "object" && body !== null && "faults" in body;
  return isPlan ? body : { faults: [body] };
}

const problem = ({ path, message }: z.core.$ZodIssue) => ({ key: z.core.toDotPath(path), message });
