import { type ClientRequest, request as plainRequest } from "node:http";
import { Agent, request as tlsRequest } from "node:https";
import type { Socket } from "node:net";
import querystring from "node:querystring";
import type { Duplex } from "node:stream";
import type { ForwardProxy } from "./proxy";

/** Milliseconds that a proxy gets to open the way. */
const PATIENCE_MS = 15_000;

/** A proxy didn't open the way to the tenant. Nothing was sent to either but the tenant's host and port. */
export class ProxyError extends Error {
  /** `PROXY_407`, `PROXY_ECONNREFUSED` */
  readonly code: string;

  /** @param reason its status, or the system's code where it gave no answer */
  constructor(
    readonly proxy: ForwardProxy,
    readonly reason: number | string,
    /** The log-ins that it takes, as its `Proxy-Authenticate` has them. */
    readonly schemes: readonly string[] = [],
  ) {
    super(`${proxy.shown}: ${reason}`);
    this.name = "ProxyError";
    this.code = `PROXY_${reason}`;
  }
}

/** A way that is being opened, as `Agent` asks for one. */
interface Destination {
  readonly host?: string | null | undefined;
  readonly port?: number | string | null | undefined;
}

/**
 * Connections to tenants through a proxy, which sees their host and port and nothing else: TLS begins behind its CONNECT, and a
 * refusal is the proxy's, never taken for an answer of the tenant.
 */
export class TunnelAgent extends Agent {
  /** @param signal ends what is being opened */
  constructor(
    private readonly proxy: ForwardProxy,
    private readonly signal?: AbortSignal,
  ) {
    super({ keepAlive: true });
  }

  override createConnection(
    options: Parameters<Agent["createConnection"]>[0],
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const established = (error: Error | null, socket?: Socket) => {
      const behind = { ...options, socket };
      callback?.(error, (socket && super.createConnection(behind)) as Duplex);
    };
    open(this.proxy, options, this.signal, established);
  }
}

function open(
  proxy: ForwardProxy,
  { host, port }: Destination,
  signal: AbortSignal | undefined,
  done: (error: Error | null, socket?: Socket) => void,
): void {
  const destination = `${host?.includes(":") ? `[${host}]` : host}:${port || 443}`;
  const request = connectRequest(proxy, destination, signal);
  request.once("connect", ({ statusCode = 0, headersDistinct }, socket: Socket) => {
    if (statusCode >= 200 && statusCode < 300) return done(null, socket.setTimeout(0));
    socket.destroy();
    done(new ProxyError(proxy, statusCode, (headersDistinct["proxy-authenticate"] ?? []).flatMap(schemesOf)));
  });
  request.once("timeout", () => request.destroy(Object.assign(new Error(), { code: "ETIMEDOUT" })));
  request.once("error", (error: NodeJS.ErrnoException) => done(new ProxyError(proxy, error.code ?? error.message)));
  request.end();
}

/** `Negotiate, Basic realm="x"` → Negotiate, Basic */
const schemesOf = (offers: string): string[] =>
  [...offers.matchAll(/(?:^|,)\s*([a-z][\w-]*)(?=\s|,|$)/gi)].map(([, scheme = ""]) => scheme);

function connectRequest({ url }: ForwardProxy, destination: string, signal: AbortSignal | undefined): ClientRequest {
  const { protocol, hostname, port, username, password } = url;
  const isTls = protocol === "https:";
  const basic = Buffer.from(`${querystring.unescape(username)}:${querystring.unescape(password)}`).toString("base64");
  return (isTls ? tlsRequest : plainRequest)({
    method: "CONNECT",
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port || (isTls ? 443 : 80),
    path: destination,
    headers: { host: destination, ...(username && { "proxy-authorization": `Basic ${basic}` }) },
    agent: false,
    timeout: PATIENCE_MS,
    ...(signal && { signal }),
  });
}
