import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox";

/** Answer of a request made with nothing but fetch, so that what is on the wire is what is tested. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into bodies whose shape is what they check
  readonly body: any;
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export const CLIENT_ID = "2f6d1c3e-7d0b-4d7b-9d39-0e6f4c1f7a55";
export const API = "/v4_6_release/apis/3.0";

export const basic = (company: string, publicKey: string, privateKey: string): string =>
  `Basic ${Buffer.from(`${company}+${publicKey}:${privateKey}`).toString("base64")}`;

/** Requests to the API of a sandbox, signed with the default key unless `headers` say otherwise. */
export function caller(url: string): Call {
  return async (method, path, body, headers) => {
    const response = await fetch(`${url}${API}${path}`, {
      method,
      headers: {
        authorization: basic("sandbox", "public", "private"),
        clientId: CLIENT_ID,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
}

/** A signed request with these headers beside its key's and no others: `fetch` adds a media type of its own. */
export async function raw(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = "",
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  const sent = { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID, ...headers };
  const { hostname, port } = new URL(url);
  const asked = request({
    hostname,
    port,
    method,
    path,
    headers: { ...sent, "content-length": Buffer.byteLength(body) },
  });
  asked.end(body);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const chunks = await answer.toArray();
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) };
}

/** A sandbox for the tests of a describe block or a file; started before them, closed after them. */
export function useSandbox(options?: SandboxOptions): { readonly sandbox: Sandbox; readonly call: Call } {
  let sandbox: Sandbox;
  let call: Call;
  beforeAll(async () => {
    sandbox = await startSandbox(options);
    call = caller(sandbox.url);
  });
  afterAll(() => sandbox.close());
  return {
    get sandbox() {
      return sandbox;
    },
    get call() {
      return call;
    },
  };
}

export const query = (parameters: Record<string, string>): string => `?${new URLSearchParams(parameters)}`;
