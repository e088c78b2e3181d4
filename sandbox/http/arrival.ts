import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Company } from "../company";
import type { Companies } from "../site";
import { credentialsOf } from "./credentials";

declare module "fastify" {
  interface FastifyRequest {
    /** When it arrived, in milliseconds since 1970. */
    arrived: number;
    /** The company that its path names, or its key; undefined where neither does, or none of that id is here. */
    company: Company | undefined;
  }
}

/** Notes when a request arrives and whom it is for. Install it before every other hook. */
export function installArrival(app: FastifyInstance, companies: Companies): void {
  app.decorateRequest("arrived", 0);
  app.decorateRequest("company", undefined);
  app.addHook("onRequest", (request, _reply, done) => {
    request.arrived = Date.now();
    const id = companyIdOf(request);
    request.company = id === undefined ? undefined : companies.find(id);
    done();
  });
}

function companyIdOf({ params, headers }: FastifyRequest): string | undefined {
  const { companyId } = params as { companyId?: string };
  return companyId ?? credentialsOf(headers)?.companyId;
}
