/** How a connection to PostgreSQL is encrypted, in the words of its `sslmode`. */
export interface Encryption {
  readonly mode: string;
  /** To be said aloud: it is as it was written, and unsafe. */
  readonly notice?: string;
}

/** They go on in clear where the server doesn't offer TLS, or somebody in between says so. */
const HALF = ["allow", "prefer"];
const MODES = ["disable", ...HALF, "require", "verify-ca", "verify-full"];

/**
 * Two drivers read an address, with different defaults: TLS is on for both, and the server's certificate verified, unless the
 * database is on this machine or the address, or PGSSLMODE, says otherwise.
 * @param url without secrets
 * @throws Error when it leaves open whether what is sent can be read on the way
 */
export function encryptionOf(url: URL, environment: NodeJS.ProcessEnv = process.env): Encryption {
  const isHere = hostsOf(url, environment).every(isThisMachine);
  const written = modeOf(url.searchParams, environment);
  if (!written) return { mode: isHere ? "disable" : "verify-full" };
  const { mode, name, value } = written;
  if (!MODES.includes(mode)) throw new Error(`${name} isn't known to both drivers: write sslmode as ${oneOf(MODES)}`);
  if (isHere) return { mode };
  if (HALF.includes(mode))
    throw new Error(`${name}=${mode} goes on in clear where TLS isn't offered: write sslmode=verify-full, or disable`);
  if (mode !== "disable") return { mode };
  return { mode, notice: `${name}=${value}: whoever is on the way to it can read and change what is sent.` };
}

/** `ssl=true` is another way to write it, which only one of the drivers knows. */
const FLAGS: Readonly<Record<string, string>> = {
  ...{ true: "verify-full", 1: "verify-full" },
  ...{ false: "disable", 0: "disable" },
};

/** What says it, and how it is written there. */
interface Written {
  readonly name: string;
  readonly value: string;
  readonly mode: string;
}

function modeOf(query: URLSearchParams, { PGSSLMODE }: NodeJS.ProcessEnv): Written | undefined {
  const mode = query.getAll("sslmode").at(-1);
  if (mode) return { name: "sslmode", value: mode, mode };
  const flag = query.getAll("ssl").at(-1);
  if (flag) return { name: "ssl", value: flag, mode: FLAGS[flag] ?? flag };
  return PGSSLMODE ? { name: "PGSSLMODE", value: PGSSLMODE, mode: PGSSLMODE } : undefined;
}

const oneOf = (values: readonly string[]) => `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;

/** Every host that one of the drivers may take: in front of the path, in the query, or from the environment. */
function hostsOf({ hostname, searchParams }: URL, { PGHOST, PGHOSTADDR }: NodeJS.ProcessEnv): string[] {
  const named = [...searchParams.getAll("host"), decodeURIComponent(hostname)].filter(Boolean);
  const hosts = named.length > 0 ? named : [PGHOST ?? "localhost"];
  return [...hosts, ...searchParams.getAll("hostaddr"), ...(PGHOSTADDR ? [PGHOSTADDR] : [])];
}

/** By a socket's folder, or by the loopback range. */
const isThisMachine = (host: string): boolean =>
  /^[/@]/.test(host) || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
