import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { NO_ENDPOINT } from "../quirks";
import { SandboxControl } from "../sandboxControl";
import type { Site } from "../site";
import { ApiError } from "./errors";
import { faultPlanSchema } from "./faultSchema";

/** Where tests and people steer the sandbox, outside the API's paths. Needs no key. */
const CONTROL = "/__sandbox";

/**
 * `/__sandbox/requests`: what was asked so far. `/__sandbox/faults`: the faults in force. Both: GET, and DELETE for none.
 * `/__sandbox/companies/COMPANYID/requests` and `…/faults`: the same of one company.
 */
export function installControl(app: FastifyInstance, site: Site): void {
  const whole = new SandboxControl(site, site.companies.all);
  steer(app, CONTROL, () => whole);
  steer(app, `${CONTROL}/companies/:companyId`, ({ company }) => {
    if (!company) throw new ApiError(404, NO_ENDPOINT);
    return new SandboxControl(company);
  });
}

function steer(app: FastifyInstance, path: string, steeringOf: (request: FastifyRequest) => SandboxControl): void {
  app.get(`${path}/requests`, (request) => steeringOf(request).requests());
  app.delete(`${path}/requests`, (request, reply) => {
    steeringOf(request).clearRequests();
    return reply.code(204).send();
  });
  app.get(`${path}/faults`, (request) => steeringOf(request).whole.faults.list());
  app.delete(`${path}/faults`, (request, reply) => {
    steeringOf(request).clearFaults();
    return reply.code(204).send();
  });
  app.post(`${path}/faults`, (request, reply) => {
    const { faults } = steeringOf(request).whole;
    const plan = faultPlanSchema.safeParse(asPlan(request.body));
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
