import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { certificateFor } from "../../sandbox/http/tls";
import { type Exchange, outcomeOf } from "./recorded";

/** A server that a client takes for the sandbox: it hands requests on, and keeps them with what came back. */
export interface Recorder {
  readonly url: string;
  readonly ca: string;
  readonly exchanges: readonly Exchange[];
  close(): void;
}

const KEPT_HEADERS = ["accept", "content-type", "clientid", "pagination-type"];

/** @param target the sandbox's address */
export async function startRecorder(target: string): Promise<Recorder> {
  const { key, cert, ca } = await certificateFor([]);
  const exchanges: Exchange[] = [];
  const server = createServer({ key, cert }, async (request, response) => {
    exchanges.push(await handOn(target, request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, ca, exchanges, close: () => server.close() };
}

async function handOn(target: string, request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const { method = "", url = "", headers } = request;
  const body = await text(request);
  const sent = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])),
  );
  const authorization = headers.authorization ?? "";
  const answer = await fetch(target + url, {
    method,
    headers: { ...sent, authorization },
    ...(body === "" ? {} : { body }),
  });
  const content = await answer.text();
  const link = answer.headers.get("link");
  const type = answer.headers.get("content-type");
  response.writeHead(answer.status, {
    ...(link === null ? {} : { link: link.replaceAll(target, `https://${headers.host}`) }),
    ...(type === null ? {} : { "content-type": type }),
  });
  response.end(content);
  return { method, path: url, headers: sent, ...(body !== "" && { body }), ...outcomeOf(answer.status, link, content) };
}
