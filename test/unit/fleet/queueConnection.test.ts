import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { splitSecrets } from "../../../fleet/queue/address";
import { assertAnswers, connectionOf } from "../../../fleet/queue/connection";

const SECRETS = /s3cret|p%40ss|p@ss/;
const open = (url: string, environment: NodeJS.ProcessEnv = {}) => connectionOf(url, environment);
const engineUrl = (url: string, environment?: NodeJS.ProcessEnv) => open(url, environment).backend.PULUMI_BACKEND_URL;
const modeOf = (url: string, environment?: NodeJS.ProcessEnv) =>
  new URL(engineUrl(url, environment) ?? "").searchParams.get("sslmode");

describe("a password", () => {
  test.each([
    ["postgres://fleet:p%40ss@db.example/fleet", "p@ss"],
    ["postgres://fleet@db.example/fleet?password=p%40ss", "p@ss"],
    ["postgresql://fleet:s3cret@db.example/fleet?password=p%40ss", "p@ss"],
    ["postgres://fleet@db.example/fleet?table=t&password=s3cret&password=p%40ss", "p@ss"],
    ["postgres://fleet:s3cret%@db.example/fleet", "s3cret%"],
    ["postgres:///fleet?host=/run/postgresql&user=fleet&password=s3cret", "s3cret"],
  ])("is taken out of the address, wherever it stands: %s", (url, password) => {
    const { shown, backend, config } = open(url);
    expect(shown).not.toMatch(SECRETS);
    expect(backend.PULUMI_BACKEND_URL).not.toMatch(SECRETS);
    expect(backend.PGPASSWORD).toBe(password);
    expect(new URL(config.connectionString ?? "").searchParams.get("password")).toBe(password);
  });

  test("of a key is taken out, too, and it is said that it isn't used", () => {
    const { backend, shown, config, notices } = open("postgres://fleet@db.example/fleet?sslpassword=s3cret");
    expect(notices).toEqual([expect.stringContaining("sslpassword is left out")]);
    expect(JSON.stringify([backend, shown, config, notices])).not.toMatch(SECRETS);
  });

  test("that isn't there is no variable", () => {
    expect(open("postgres://fleet@db.example/fleet").backend).not.toHaveProperty("PGPASSWORD");
    expect(splitSecrets("postgres://fleet@db.example/fleet?table=t").url.href).toBe(
      "postgres://fleet@db.example/fleet?table=t",
    );
  });

  test.each([
    "postgres://fleet:s3cret@db.example",
    "mysql://fleet:s3cret@db.example/fleet",
    "fleet:s3cret@db.example/fleet",
    "postgres://fleet:s3cret@db.example/fleet?sslmode=s3cret",
    "postgres://fleet:s3cret@db.example/fleet?ssl=no-verify",
    "postgres://fleet@db.example/fleet?sslmode=prefer&password=s3cret",
    "postgres://fleet@db.example/fleet?sslrootcert=/nowhere/ca.pem&password=s3cret",
  ])("isn't repeated where the address can't be used: %s", (url) => {
    expect(() => open(url)).toThrow(/^The queue can't be used: --queue: /);
    expect(() => open(url)).not.toThrow(SECRETS);
  });
});

describe("TLS", () => {
  test.each([
    "postgres://fleet@db.example/fleet",
    "postgres://fleet@10.0.0.5/fleet",
    "postgres://fleet@127.0.0.1.example/fleet",
    "postgres://fleet@localhost/fleet?host=db.example",
    "postgres://fleet@db.example/fleet?host=127.0.0.1",
    "postgres://fleet@localhost/fleet?hostaddr=10.0.0.5",
    "postgres://fleet@db.example/fleet?ssl=true",
    "postgres://fleet@db.example/fleet?sslmode=verify-full",
  ])("is on for both drivers, and verified, where the database may be elsewhere: %s", (url) => {
    const { config, notices } = open(url);
    expect(modeOf(url)).toBe("verify-full");
    expect(new URL(config.connectionString ?? "").searchParams.get("sslmode")).toBe("verify-full");
    expect(notices).toEqual([]);
  });

  test.each([
    "postgres://fleet@127.0.0.1:5433/fleet",
    "postgres://fleet@localhost/fleet",
    "postgres://fleet@[::1]/fleet",
    "postgres:///fleet?host=/run/postgresql",
    "postgres://%2Frun%2Fpostgresql/fleet",
    "postgres:///fleet",
  ])("is off, silently, where it is on this machine: %s", (url) => {
    expect(modeOf(url)).toBe("disable");
    expect(open(url).notices).toEqual([]);
  });

  test("is as the environment has it where the address doesn't say", () => {
    expect(modeOf("postgres:///fleet", { PGHOST: "db.example" })).toBe("verify-full");
    expect(modeOf("postgres://fleet@127.0.0.1/fleet", { PGHOSTADDR: "10.0.0.5" })).toBe("verify-full");
    expect(modeOf("postgres://fleet@db.example/fleet", { PGSSLMODE: "require" })).toBe("require");
    expect(modeOf("postgres://fleet@db.example/fleet?sslmode=verify-ca", { PGSSLMODE: "require" })).toBe("verify-ca");
  });

  test.each([
    ["postgres://fleet@db.example/fleet?sslmode=disable", {}, "sslmode=disable"],
    ["postgres://fleet@db.example/fleet?ssl=false", {}, "ssl=false"],
    ["postgres://fleet@db.example/fleet", { PGSSLMODE: "disable" }, "PGSSLMODE=disable"],
  ])("that is refused is told aloud: %s", (url, environment, by) => {
    expect(modeOf(url, environment)).toBe("disable");
    expect(open(url, environment).notices).toEqual([
      `The connection to postgres://fleet@db.example/fleet isn't encrypted, by ${by}: whoever is on the way to it can read and change what is sent.`,
    ]);
  });

  test.each(["prefer", "allow"])("that may be left out on the way isn't taken: %s", (mode) => {
    expect(() => open(`postgres://fleet@db.example/fleet?sslmode=${mode}`)).toThrow("write sslmode=verify-full");
    expect(modeOf(`postgres://fleet@localhost/fleet?sslmode=${mode}`)).toBe(mode);
  });

  test("isn't trusted while nothing is verified", () => {
    const off = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    expect(() => open("postgres://fleet@db.example/fleet", off)).toThrow("NODE_TLS_REJECT_UNAUTHORIZED is 0");
    expect(modeOf("postgres://fleet@localhost/fleet", off)).toBe("disable");
  });

  test("the engine gets no parameter that its driver doesn't know", () => {
    const url = "postgres://fleet@db.example/fleet?ssl=1&uselibpqcompat=true&table=t";
    expect(engineUrl(url)).toBe("postgres://fleet@db.example/fleet?table=t&sslmode=verify-full");
  });

  test("a server without it gets nothing but the question, and the message says what to do", async () => {
    const received: Buffer[] = [];
    const server = createServer((socket) => socket.on("data", (data) => received.push(data) && socket.end("N")));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const url = `postgres://fleet:s3cret@127.0.0.1:${port}/fleet?sslmode=verify-full`;
    await expect(assertAnswers(open(url))).rejects.toThrow(
      `No answer from postgres://fleet@127.0.0.1:${port}/fleet (The server does not support SSL connections). It offers no TLS, so nothing was sent.`,
    );
    server.close();
    // SSLRequest: a length of 8, and its code.
    expect(Buffer.concat(received).toString("hex")).toBe("0000000804d2162f");
  });
});
