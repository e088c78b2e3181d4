import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers a request for a path below the token. */
export type Answer = (query: URLSearchParams, response: ServerResponse) => void;

export interface LocalServer {
  /** `http://127.0.0.1:40123/…/`, with a token that nobody guesses. */
  readonly address: string;
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";
const [MOST_CONNECTIONS, REQUEST_MS] = [64, 10_000];

/** Nothing from elsewhere, nothing kept, no frame; what a page itself may run is in its own policy. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/**
 * Serves on this machine's own address, on a port that is free. Only GET, only by the address that it gives out: whoever doesn't
 * know its token, or reaches it under another name (as a web page elsewhere may, by its own DNS), gets nothing. It keeps no process alive.
 * @param answers by path below the token: `""` is the page
 */
export async function serveLocally(answers: Readonly<Record<string, Answer>>): Promise<LocalServer> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, maxHeaderSize: 8192 });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, LOOPBACK, resolve);
  });
  server.unref();
  const host = `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  server.on("request", (request, response) => answer(request, response, { host, token, answers }));
  return { address: `http://${host}/${token}/`, close: () => closed(server) };
}

interface Site {
  readonly host: string;
  readonly token: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

function answer({ method, url = "", headers }: IncomingMessage, response: ServerResponse, site: Site): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const refuse = (status: number) => response.writeHead(status).end();
  if (headers.host !== site.host) return void refuse(421);
  const [path = "", query = ""] = url.split("?", 2);
  const [, token = "", name = "", ...rest] = path.split("/");
  if (!isSame(token, site.token) || rest.length > 0 || path.split("/").length < 3) return void refuse(404);
  const found = Object.hasOwn(site.answers, name) ? site.answers[name] : undefined;
  if (!found) return void refuse(404);
  if (method !== "GET") return void response.writeHead(405, { allow: "GET" }).end();
  found(new URLSearchParams(query), response);
}

/** Takes as long for a token that begins right as for one that doesn't. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
