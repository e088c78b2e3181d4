import type { dynamic } from "@pulumi/pulumi";

/** Which lifecycle a shell hands over to; see lifecycle.ts. */
export type ResourceKind = "securityRole" | "apiMember" | "member";

/**
 * The provider that Pulumi serializes into the state of every resource. It holds no logic: each call loads the current
 * lifecycle and hands over, so that the state stays small, doesn't change with the code, and refresh and delete run
 * today's code instead of that of the day the resource was made.
 *
 * The engine runs it with the project folder as working directory; the package is found from there, in its own
 * repository by self-reference and elsewhere in node_modules. Nothing but `kind` may be captured.
 */
export function shell(kind: ResourceKind): dynamic.ResourceProvider {
  const load = () => {
    const { createRequire } = require("node:module");
    return createRequire(`${process.cwd()}/package.json`)("connectwise-roles/lifecycle");
  };
  return {
    configure: async (request) => load().configure(request.config),
    check: async (olds, news) => load()[kind].check(olds, news),
    diff: async (id, olds, news) => load()[kind].diff(id, olds, news),
    create: async (inputs) => load()[kind].create(inputs),
    read: async (id, props) => load()[kind].read(id, props),
    update: async (id, olds, news) => load()[kind].update(id, olds, news),
    delete: async (id, props) => load()[kind].delete(id, props),
  };
}
