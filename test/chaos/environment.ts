import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type CompanyOptions,
  type FaultPlan,
  type LoggedRequest,
  type SettingsMode,
  startSandbox,
} from "../../sandbox";
import { randomFrom } from "../../sandbox/http/random";
import { fleetFolder, formerSeed, MEMBER, ROLE } from "../helpers/fleetFolder";
import { endProcessesIn } from "./processes";

/** What every key begins with, so that even a part of one is found again. */
export const MARKS = ["cwPubK3y", "cwPr1vK7"] as const;

/** Numbers from 0 up to 1, from the run's seed. */
export type Random = () => number;

export type Environment = Awaited<ReturnType<typeof createWorld>>;

/**
 * One sandbox with many companies, each with keys and misfortunes of its own; a fleet of them; and a place for all that
 * its commands write: their temporary files and the engine's settings, too.
 */
export async function createWorld(tenants: number, seed: number) {
  const random = randomFrom(seed);
  const names = Array.from({ length: tenants }, (_, index) => `tenant${String(index + 1).padStart(4, "0")}`);
  const refusing = new Map(shuffled(names, random).slice(0, refusals(tenants)).map(refusalOf));
  const adopted = shuffled(
    names.filter((name) => !refusing.has(name)),
    random,
  ).slice(0, Math.max(2, Math.round(tenants / 10)));
  const heard = new Set<(request: LoggedRequest) => void>();
  const companies = names.map((id, index): CompanyOptions & { keys: Keys } => ({
    id,
    keys: { publicKey: keyOf(MARKS[0], random), privateKey: keyOf(MARKS[1], random) },
    settings: refusing.get(id) ?? "writable",
    faults: misfortunes(seed * 10_000 + index, random() < UNLUCKY),
    ...(adopted.includes(id) && { seed: formerSeed(index % 2 === 0) }),
  }));
  const onRequest = (request: LoggedRequest) => {
    for (const hear of heard) hear(request);
  };
  const sandbox = await startSandbox({ companies, onRequest });
  const asItIs = (name: string) => {
    const { tenant } = sandbox.company(name);
    return { levels: tenant.levels(ROLE), member: tenant.member(MEMBER) };
  };
  const outside = mkdtempSync(path.join(tmpdir(), "cwroles-chaos-"));
  const places = placesIn(outside);
  const { folder, remove } = fleetFolder({ site: sandbox.url, tenants: referencesOf(companies, places.keys) });
  return {
    ...{ sandbox, random, names, folder, keys: places.keys, heard, refusing: [...refusing.keys()].sort() },
    /** By tenant: the role and the member that were there before, to be given back in the end. */
    former: new Map(adopted.map((name) => [name, asItIs(name)])),
    asItIs,
    /** Where nothing of a credential may be. */
    searched: [folder, places.temporary, places.engine],
    environment: {
      ...Object.fromEntries(
        companies.flatMap(({ id, keys }) => [
          variable(id, "PUBLIC", keys.publicKey),
          variable(id, "PRIVATE", keys.privateKey),
        ]),
      ),
      ...{ TMPDIR: places.temporary, TEMP: places.temporary, TMP: places.temporary, PULUMI_HOME: places.engine },
    },
    async close({ keep = false } = {}) {
      await sandbox.close();
      endProcessesIn(folder);
      rmSync(places.keys, { recursive: true });
      if (keep) return;
      remove();
      rmSync(outside, { recursive: true, force: true });
    },
  };
}

type Keys = NonNullable<CompanyOptions["keys"]>;

/** Tenants whose API doesn't set levels: a twentieth of them, and one of each kind at least. */
const refusals = (tenants: number) => Math.min(tenants, Math.max(2, Math.round(tenants / 20)));
const refusalOf = (name: string, index: number): [string, SettingsMode] => [
  name,
  index % 2 === 0 ? "read-only" : "false-200",
];

/** The share of tenants that fail about every fifth request. */
const UNLUCKY = 0.1;

function misfortunes(seed: number, isUnlucky: boolean): FaultPlan {
  const often = isUnlucky ? 4 : 1;
  const faults = [
    { probability: 0.015 * often, status: 500 },
    { probability: 0.01 * often, status: 503, retryAfter: 1 },
    { probability: 0.01 * often, status: 429, retryAfter: 1 },
    { probability: 0.007 * often, reset: "before" as const },
    { probability: 0.007 * often, reset: "after" as const },
    { probability: 0.005 * often, answer: "truncated" as const },
    { probability: 0.1, latency: 40 },
  ];
  return { seed, faults };
}

/** Sixteen characters, as ConnectWise's keys have. */
function keyOf(mark: string, random: Random): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return mark + Array.from({ length: 8 }, () => pick([...letters], random)).join("");
}

function placesIn(folder: string) {
  const places = Object.fromEntries(["keys", "temporary", "engine"].map((name) => [name, path.join(folder, name)]));
  for (const place of Object.values(places)) mkdirSync(place);
  return places as Record<"keys" | "temporary" | "engine", string>;
}

/** Every second tenant's keys are in the environment, those of the others in files outside the fleet's folder. */
function referencesOf(companies: readonly { id: string; keys: Keys }[], folder: string): Record<string, object> {
  return Object.fromEntries(
    companies.map(({ id, keys }, index) => {
      const reference = (kind: string, key: string) => {
        if (index % 2 === 0) return `env:${variable(id, kind)[0]}`;
        const file = path.join(folder, `${id}.${kind}`);
        writeFileSync(file, key);
        return `file:${file}`;
      };
      return [
        id,
        { publicKey: reference("PUBLIC", keys.publicKey), privateKey: reference("PRIVATE", keys.privateKey) },
      ];
    }),
  );
}

const variable = (id: string, kind: string, value = "") => [`CW_CHAOS_${id.toUpperCase()}_${kind}`, value] as const;

export function pick<T>(values: readonly T[], random: Random): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
}

export const shuffled = <T>(values: readonly T[], random: Random): T[] =>
  values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
