import { Agent } from "node:https";
import type { AxiosInstance } from "axios";
import { ManageAPI } from "connectwise-rest";
import type { Connection, IndependentClient, Operation, Parts, Reply } from "./types";

type Call = (...args: unknown[]) => Promise<unknown>;

/**
 * The npm package `connectwise-rest`, generated from ConnectWise's own description. Its functions are named after method
 * and path, `getSystemSecurityRolesByParentIdSettings`, and take the path's ids, then parameters or the body.
 */
export function connectwiseRest({ host, ca, ...keys }: Connection): IndependentClient {
  const api = new ManageAPI({ companyUrl: host, logger: () => {}, ...keys });
  const parts = { system: api.SystemAPI, project: api.ProjectAPI } as const;
  const agent = new Agent({ ca });
  for (const part of [api, ...Object.values(parts)]) {
    (part as unknown as { instance: AxiosInstance }).instance.defaults.httpsAgent = agent;
  }
  const find = (operation: Operation): Call | undefined => {
    const owner = operation.path.startsWith("/project/") ? parts.project : parts.system;
    const call: unknown = Reflect.get(owner, nameOf(operation));
    return typeof call === "function" ? call.bind(owner) : undefined;
  };
  const found = (operation: Operation): Call => {
    const call = find(operation);
    if (!call) throw new Error(`connectwise-rest has no ${nameOf(operation)}`);
    return call;
  };
  return {
    offers: async (operation) => find(operation) !== undefined,
    call: (operation, given) => settled(found(operation)(...argumentsOf(operation, given))),
    pages: (operation, given, size) => {
      const ids = idsOf(given) as never[];
      const params = { ...given.params } as never;
      return api.paginate(found(operation), { pageSize: size }, ...ids, params);
    },
    close: () => agent.destroy(),
  };
}

/** `GET /system/securityRoles/{parentId}/settings` → `getSystemSecurityRolesByParentIdSettings`. */
function nameOf({ method, path }: Operation): string {
  const words = path
    .split("/")
    .filter(Boolean)
    .map((segment) => (segment.startsWith("{") ? `By${capital(segment.slice(1, -1))}` : capital(segment)));
  return method.toLowerCase() + words.join("");
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `id` comes before `parentId`, whatever their order in the path. */
const idsOf = ({ ids }: Parts): unknown[] =>
  Object.entries(ids)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, id]) => id);

function argumentsOf({ method }: Operation, parts: Parts): unknown[] {
  if (method === "GET") return [...idsOf(parts), { ...parts.params }];
  return [...idsOf(parts), ...(parts.body === undefined ? [] : [parts.body])];
}

/** The client throws the answer of a refusal, with its `status`. */
async function settled(call: Promise<unknown>): Promise<Reply> {
  try {
    return { answer: await call };
  } catch (error) {
    const { status } = error as { status?: number };
    if (typeof status !== "number") throw error;
    return { status };
  }
}
