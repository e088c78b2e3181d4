import { once } from "node:events";
import {
  request as ask,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Sandbox } from "../../../sandbox";

// biome-ignore lint/suspicious/noExplicitAny: alterations reach into bodies whose shape is what they change
export type Json = any;

/** A request on its way to the tenant. */
export interface ProxiedRequest {
  readonly method: string;
  /** As it was sent, with the codebase, without the query. */
  readonly address: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** JSON; text where it is none, `undefined` without one. */
  readonly body: Json;
}

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** Asks the tenant itself: the request as it came, or with parts of it replaced. */
export type Next = (changed?: Partial<ProxiedRequest>) => Promise<Answer>;

/** One behaviour that is otherwise than the sandbox's. */
export type Alter = (asked: ProxiedRequest, next: Next, sandbox: Sandbox) => Promise<Answer> | Answer;

/** A tenant that behaves otherwise. */
export interface DifferentTenant {
  readonly url: string;
  close(): Promise<void>;
}

/** As many as the sandbox reads, so that it is the one to refuse what is too long. */
const MAX_HEADERS = 256 * 1024;

/** A reverse proxy in front of a sandbox that alters requests and answers; the first alteration is the outermost. */
export async function proxyTo(sandbox: Sandbox, alterations: readonly Alter[]): Promise<DifferentTenant> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const proxied = await proxiedRequestOf(request);
    const toTenant = (one: ProxiedRequest): Promise<Answer> => forward(sandbox.url, one);
    const handler = alterations.reduceRight<(one: ProxiedRequest) => Promise<Answer>>(
      (inner, alter) => async (one) => alter(one, (changed) => inner({ ...one, ...changed }), sandbox),
      toTenant,
    );
    const { status, headers, body } = await handler(proxied);
    response.writeHead(status, headers).end(textOf(body));
  };
  const server = createServer({ maxHeaderSize: MAX_HEADERS }, (request, response) => {
    // A mistake of an alteration ends the request at once, and is no answer of a tenant.
    handle(request, response).catch((error: Error) => response.destroy(error));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function proxiedRequestOf(request: IncomingMessage): Promise<ProxiedRequest> {
  const { method = "GET", url = "/", headers } = request;
  const [address = "", search = ""] = url.split(/\?(.*)/s);
  return { method, address, query: new URLSearchParams(search), headers, body: jsonOf(await bytesOf(request)) };
}

/** The client's own `Host` goes along, so that the tenant's links lead back here. */
async function forward(url: string, { method, address, query, headers, body }: ProxiedRequest): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const text = textOf(body);
  const { "content-length": _length, "transfer-encoding": _encoding, ...others } = headers;
  const sent = { ...others, ...(text !== undefined && { "content-length": Buffer.byteLength(text) }) };
  const path = query.size === 0 ? address : `${address}?${query}`;
  const request = ask({ hostname, port, method, path, headers: sent });
  request.end(text);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  const { "content-length": _, connection: __, "transfer-encoding": ___, date: ____, ...kept } = answer.headers;
  return {
    status: answer.statusCode ?? 0,
    headers: kept as Record<string, string>,
    body: jsonOf(await bytesOf(answer)),
  };
}

const bytesOf = async (stream: IncomingMessage): Promise<Buffer> => Buffer.concat(await stream.toArray());

function jsonOf(bytes: Buffer): Json {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(String(bytes));
  } catch {
    return String(bytes);
  }
}

const textOf = (body: Json): string | Buffer | undefined =>
  body === undefined || typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
