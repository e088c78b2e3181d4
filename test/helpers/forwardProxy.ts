import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** What a forward proxy was told of one request. */
export interface ProxiedRequest {
  /** `CONNECT api.example:443`, or a request in clear with its whole address. */
  readonly line: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** A forward proxy on this machine that notes what it sees. */
export interface ForwardProxy {
  readonly url: string;
  readonly requests: readonly ProxiedRequest[];
  /** Connections that are open. */
  readonly sockets: ReadonlySet<Socket>;
  close(): void;
}

/** @param answer to CONNECT: a whole head of an answer, the port on this machine to lead to, or nothing at all */
export async function forwardProxy(answer: string | number | undefined): Promise<ForwardProxy> {
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Socket>();
  const note = (method = "", url = "", headers: NodeJS.Dict<string | string[]>) =>
    void requests.push({ line: `${method} ${url}`, headers });
  const server = createServer(({ method, url, headers }, response) => {
    note(method, url, headers);
    response.writeHead(502).end();
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
  });
  server.on("connect", ({ method, url, headers }, client: Socket) => {
    note(method, url, headers);
    if (typeof answer === "string") client.end(`HTTP/1.1 ${answer}\r\n\r\n`);
    if (typeof answer !== "number") return void client.on("end", () => client.destroy()).resume();
    const tenant = connect(answer, "127.0.0.1", () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
    tenant.on("error", () => client.destroy()).pipe(client);
    client.pipe(tenant);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, sockets, close };
}
