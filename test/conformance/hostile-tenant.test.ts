import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { CancelledError, TenantError, UnreachableError, UnreadableAnswerError } from "../../core/model/errors";
import { RestGateway } from "../../tenant/client/gateway";
import { type HttpOptions, TenantHttp } from "../../tenant/client/http";

// A tenant, or what stands between it and here, that answers so that whoever believes it, or waits for it, is lost.

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Small, so that a test ends soon, but with patience for a busy machine; the real ones are those of the client. */
const LIMITS = { idleMs: 20_000, answerMs: 20_000, answerBytes: 1024 * 1024, retryMs: 1500, pages: 20, noticeMs: 100 };
/** For a tenant that begins no answer. */
const IMPATIENT = { ...LIMITS, idleMs: 300 };

let origin: string;
let answer: Answer;
let requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  response.on("error", () => undefined);
  answer(request, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  requests = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const KEYS = { codebase: "v4_6_release", companyId: "acme", publicKey: "pub", privateKey: "priv", clientId: "guid" };
const open = (options: HttpOptions = {}) => new TenantHttp({ ...KEYS, origin }, { limits: LIMITS, ...options });
const gateway = (options: HttpOptions = {}) => new RestGateway(open(options));

const json =
  (body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

const failure = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    (value) => expect.unreachable(`it went through: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

/** Writes a piece every now and then until nobody reads any more. */
function trickle(response: ServerResponse, piece: string | Buffer, everyMs: number): void {
  const ticker = setInterval(() => response.write(piece), everyMs);
  response.on("close", () => clearInterval(ticker));
}

const get = (http: TenantHttp) => http.request("GET", "/system/info", z.unknown());

describe("a tenant that doesn't end its answer", () => {
  test("but sends a byte at a time is given up, by a bounded number of requests", async () => {
    answer = (_, response) => trickle(response.writeHead(200, { "content-type": "application/json" }), " ", 100);
    const limits = { ...LIMITS, idleMs: 2000, answerMs: 3000, retryMs: 6000 };
    const error = await failure(get(open({ limits })));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(String(error)).toMatch(/No answer from http:\S+ that is whole within 3 s, \d times\. /);
    expect(requests.length).toBeLessThanOrEqual(5);
  });

  test("and begins none is given up, and the message says how often and how long, not that there is no sandbox", async () => {
    answer = () => {};
    const error = await failure(get(open({ limits: { ...IMPATIENT, retryMs: 60_000 } })));
    expect(String(error)).toContain(`No answer from ${origin} within 0.3 s, 5 times. `);
    expect(String(error)).not.toContain("sandbox");
    expect(requests).toHaveLength(5);
  });

  test("is told of while it is waited for, with what and until when", async () => {
    answer = () => {};
    const reported: string[] = [];
    await failure(get(open({ limits: IMPATIENT, onWait: (message) => reported.push(message) })));
    expect(reported.length).toBeGreaterThan(0);
    expect(reported[0]).toMatch(
      /^Waiting for GET \/system\/info: no answer for \d+ s; gives up at \d\d:\d\d:\d\d at the latest\.$/,
    );
  });

  test("is left at once by whoever cancels, in the middle of a request, of a wait, and of the pace", async () => {
    const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
    answer = (_, response) => {
      trickle(response.writeHead(200), " ", 100);
      setTimeout(() => one.abort(), 50);
    };
    const slow = { ...LIMITS, retryMs: 60_000 };
    expect(await failure(get(open({ signal: one.signal, limits: slow })))).toBeInstanceOf(CancelledError);
    answer = (_, response) => {
      response.writeHead(503, { "retry-after": "20" }).end();
      setTimeout(() => two.abort(), 50);
    };
    expect(await failure(get(open({ signal: two.signal, limits: slow })))).toBeInstanceOf(CancelledError);
    const paced = new TenantHttp({ ...KEYS, origin, requestsPerMinute: 1 }, { signal: three.signal, limits: slow });
    setTimeout(() => three.abort(), 50);
    expect(await failure(get(paced))).toBeInstanceOf(CancelledError);
    expect(requests).toHaveLength(2);
  });
});

describe("a cancelled run", () => {
  test("makes no object after the wait for another attempt", async () => {
    const controller = new AbortController();
    answer = (request, response) => {
      if (request.method === "POST") return void response.writeHead(503).end();
      json([])(request, response);
      setTimeout(() => controller.abort(), 20);
    };
    const error = await failure(gateway({ signal: controller.signal }).createRole("Integration Sync"));
    expect(error).toBeInstanceOf(CancelledError);
    expect(requests.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test("ends the wait between the attempts of a creation", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await open({ signal: controller.signal }).pause(60_000);
    expect(controller.signal.aborted).toBe(true);
  });

  test("asks nothing by another key pair either", async () => {
    const own = gateway({ signal: AbortSignal.abort() }).withKeys({ publicKey: "own", privateKey: "own" });
    expect(await failure(own.mySecurity())).toBeInstanceOf(CancelledError);
    expect(requests).toEqual([]);
  });
});

describe("the time that a request may take", () => {
  test("begins with its turn, not with the wait for the pace", async () => {
    const statuses = [503, 200];
    const reported: string[] = [];
    let toldBefore: number | undefined;
    answer = (_, response) => {
      toldBefore ??= reported.length;
      response.writeHead(statuses.shift() ?? 200, { "content-type": "application/json" }).end("{}");
    };
    const limits = { ...LIMITS, noticeMs: 1000, retryMs: 2000 };
    const paced = { ...KEYS, origin, requestsPerMinute: 20 };
    await get(new TenantHttp(paced, { limits, onWait: (message) => reported.push(message) }));
    expect(requests).toHaveLength(2);
    expect(toldBefore).toBe(0);
  });
});

describe("a tenant whose answer is too large", () => {
  test("is cut off, and not asked again", async () => {
    const piece = Buffer.alloc(64 * 1024, " ");
    answer = (_, response) => trickle(response.writeHead(200, { "content-type": "application/json" }), piece, 1);
    const error = await failure(get(open()));
    expect(error).toBeInstanceOf(UnreadableAnswerError);
    expect(String(error)).toContain("more than 1 MiB");
    expect(requests).toHaveLength(1);
  });

  test("once it is unpacked is cut off, and not asked again", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, " "));
    expect(bomb.length).toBeLessThan(LIMITS.answerBytes);
    const before = process.memoryUsage().rss;
    answer = (_, response) =>
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(bomb);
    const error = await failure(get(open()));
    expect(String(error)).toContain("more than 1 MiB");
    expect(requests).toHaveLength(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe("a tenant whose list has no end", () => {
  const link = (page: string) => ({ link: `<${origin}/v4_6_release/apis/3.0${page}>; rel="next"` });

  test("because a page names itself is read once", async () => {
    answer = (request, response) => json([], link(`${request.url?.replace(/^.*apis\/3\.0/, "")}`))(request, response);
    expect(String(await failure(gateway().roles()))).toContain("page 1 names one that was read before as the next");
    expect(requests).toHaveLength(1);
  });

  test("because its pages name each other is read once", async () => {
    answer = (request, response) =>
      json([], link(`/system/securityroles?page=${/page=2/.test(request.url ?? "") ? 3 : 2}`))(request, response);
    expect(String(await failure(gateway().roles()))).toContain("names one that was read before as the next");
    expect(requests.length).toBeLessThanOrEqual(3);
  });

  test("because a page names no address gets an error of the tenant", async () => {
    answer = (request, response) =>
      requests.length === 1
        ? json([], { link: '<http://[>; rel="next"' })(request, response)
        : response.writeHead(404).end();
    expect(await failure(gateway().roles())).toBeInstanceOf(TenantError);
  });

  test("because there is always one more is read to the limit", async () => {
    answer = (request, response) =>
      json([], link(`/system/securityroles?page=${requests.length + 1}`))(request, response);
    expect(String(await failure(gateway().roles()))).toContain("more than 20 pages");
    expect(requests).toHaveLength(20);
  });
});

describe("a list whose Link header was lost", () => {
  /** Pages of 25, whatever was asked for. */
  const pages =
    (count: number, path: RegExp): Answer =>
    (request, response) => {
      const url = new URL(request.url ?? "", origin);
      const first = 25 * (Number(url.searchParams.get("page") ?? 1) - 1);
      const rows = Array.from({ length: count }, (_, id) => ({ id, name: `R${id}`, moduleName: "M" }));
      json(path.test(url.pathname) ? rows.slice(first, first + 25) : [])(request, response);
    };

  test("isn't believed, be it of rows or of roles", async () => {
    answer = pages(97, /mySecurity|securityroles/);
    const asks = [gateway().functions(), gateway().roles(), gateway().findRoles("Nobody's")];
    for (const error of await Promise.all(asks.map(failure)))
      expect(String(error)).toContain("page 2 has 25 rows, though no Link header names it");
  });

  test("and that has no more than one page is whole: one more request tells", async () => {
    answer = pages(25, /mySecurity/);
    expect(await gateway().functions()).toHaveLength(25);
    expect(requests.map((line) => /page=\d+/.exec(line)?.[0])).toEqual([undefined, "page=2"]);
  });
});

describe("a tenant that answers another question", () => {
  const ROLES = [
    { id: 9, name: "Customer Portal" },
    { id: 10, name: "Integration Sync" },
  ];
  const MEMBERS = [
    { id: 13, identifier: "custportal", securityRole: { id: 9 }, inactiveFlag: false },
    { id: 14, identifier: "teamgps", securityRole: { id: 10 }, inactiveFlag: false },
    { id: 15, identifier: "leaver", securityRole: { id: 10 }, inactiveFlag: true },
  ];
  /** A gateway that drops the conditions. */
  const drops: Answer = (request, response) =>
    json(/members/i.test(request.url ?? "") ? MEMBERS : ROLES)(request, response);

  test("by name: what wasn't asked for doesn't count", async () => {
    answer = drops;
    expect((await gateway().findRoles("integration sync")).map(({ id }) => id)).toEqual([10]);
    expect(await gateway().findRoles("Nobody's")).toEqual([]);
    expect((await gateway().findMember("api", "teamgps"))?.id).toBe(14);
    expect(await gateway().findMember("api", "nobody")).toBeUndefined();
    expect(await gateway().holders(10)).toEqual(["teamgps"]);
  });

  test("by id: an object with another one isn't believed", async () => {
    answer = json({ id: 9, name: "Customer Portal", identifier: "custportal" });
    const asks = [gateway().role(10), gateway().member("api", 14), gateway().setting(10, 700)];
    for (const error of await Promise.all(asks.map(failure))) expect(error).toBeInstanceOf(UnreadableAnswerError);
  });

  test("to a POST: the object is looked for, and isn't certain to be this one's", async () => {
    answer = (request, response) => {
      if (request.method === "POST") return json({ id: 9, name: "Customer Portal" })(request, response);
      return json(requests.length > 1 ? ROLES : [])(request, response);
    };
    expect(await gateway().createRole("Integration Sync")).toMatchObject({ object: { id: 10 }, isCertain: false });
  });

  test.each([
    ["a redirect", 303, {}, ""],
    ["no content", 204, {}, ""],
    ["accepted", 202, {}, ""],
    ["an empty answer", 201, {}, ""],
    ["null", 200, { "content-type": "application/json" }, "null"],
    ["an empty list", 200, { "content-type": "application/json" }, "[]"],
  ])("to a POST that took effect, %s: the object is found, and made once", async (_, status, headers, body) => {
    answer = (request, response) => {
      if (request.method !== "POST") return json(ROLES)(request, response);
      response.writeHead(status, { location: "http://na.example/system/securityroles/10", ...headers }).end(body);
    };
    expect(await gateway().createRole("Integration Sync")).toMatchObject({ object: { id: 10 }, isCertain: false });
    expect(requests.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test.each([
    ["nothing", 204, ""],
    ["an empty answer", 200, ""],
    ["null", 200, "null"],
    ["an object", 200, "{}"],
  ])("to a read, %s: no list is believed to be empty", async (_, status, body) => {
    answer = (_request, response) => response.writeHead(status, { "content-type": "application/json" }).end(body);
    expect(await failure(gateway().roles())).toBeInstanceOf(UnreadableAnswerError);
  });

  test("once with 404, is asked again before the object counts as gone", async () => {
    answer = (request, response) => {
      const { url = "" } = request;
      if (/securityroles\/10$/.test(url)) return void response.writeHead(404).end('{"code":"NotFound"}');
      return json(/info$/.test(url) ? { version: "v2025.1.1" } : ROLES)(request, response);
    };
    expect(await gateway().role(10)).toMatchObject({ id: 10, name: "Integration Sync" });
  });

  test("with a list of rows that lost some, isn't believed, whoever reads it", async () => {
    const rows = Array.from({ length: 24 }, (_, id) => ({ id, moduleName: "M", moduleFunctionName: `F${id}` }));
    answer = (request, response) => json(/count$/.test(request.url ?? "") ? { count: 97 } : rows)(request, response);
    expect(String(await failure(gateway().settings(9)))).toContain("24 rows of the 97 that it counts");
    answer = json([...rows.slice(1), rows[1]]);
    expect(String(await failure(gateway().settings(9)))).toContain("a row twice");
  });
});

test("a request to this machine goes past no proxy", async () => {
  const observed: string[] = [];
  const proxy = createServer((request, response) => {
    observed.push(request.url ?? "");
    response.writeHead(502).end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { HTTP_PROXY: before } = process.env;
  process.env.HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    answer = json({ version: "v2025.1.1" });
    expect(await gateway().version()).toBe("2025.1");
    expect(observed).toEqual([]);
  } finally {
    if (before === undefined) delete process.env.HTTP_PROXY;
    else process.env.HTTP_PROXY = before;
    await new Promise((resolve) => proxy.close(resolve));
  }
});
