import { Faults } from "./http/faults";
import { RequestLog } from "./http/requestLog";
import type { CompanyOptions, SandboxOptions } from "./options";
import { ON_PREMISE_CODEBASE } from "./quirks";
import { defaultSeed, storeFromSeed } from "./seed/load";
import type { Seed } from "./seed/schema";
import type { Store } from "./store/store";
import { allQuirks, type Quirks, type SettingsMode } from "./switches";

/** Oldest requests of a company go first beyond this number: a thousand busy companies still fit into memory. */
const KEPT = 2_000;

/** A company of a site: its tenant, how it answers, and what it was asked. */
export interface Company {
  readonly store: Store;
  readonly settings: SettingsMode;
  readonly quirks: Quirks;
  /** `2025.1` */
  readonly release: string;
  /** First part of the API's path, e.g. `v4_6_release`. */
  readonly codebase: string;
  readonly log: RequestLog;
  /** They meet this company's requests only. */
  readonly faults: Faults;
}

/**
 * The companies that a sandbox is to host; the seed's own where the options list none.
 * @throws Error naming each company whose id is taken, or whose seed names what isn't there
 */
export function companiesOf(options: SandboxOptions): readonly [Company, ...Company[]] {
  const { seed = defaultSeed() } = options;
  const requested = options.companies ?? [{ id: seed.company.id, faults: { faults: [] } }];
  const problems = [...repeatedIds(requested.map(({ id }) => id))].map(
    (id) => `Company ${id}: another one has this id.`,
  );
  const original = originals(options.now);
  const companies = requested.flatMap((company) => {
    try {
      return companyOf({ seed, ...company }, options, original);
    } catch (error) {
      problems.push(`Company ${company.id}: ${(error as Error).message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const [first, ...others] = companies;
  if (!first) throw new Error("A sandbox hosts at least one company.");
  return [first, ...others];
}

/** Those of the ids that an earlier company has, case ignored. */
export function repeatedIds(ids: readonly string[]): Set<string> {
  const seenIds = new Set<string>();
  return new Set(ids.filter((id) => seenIds.size === seenIds.add(id.toLowerCase()).size));
}

function companyOf(company: CompanyOptions & { seed: Seed }, options: SandboxOptions, original: Original): Company {
  const { id, seed, name = seed.company.name, keys } = company;
  const contract = company.contract ?? options.contract;
  const release = company.version ?? options.version ?? contract?.release ?? seed.version ?? "2025.1";
  const store = original(seed, release).fork({ id, name });
  const settings = company.settings ?? options.settings ?? contract?.settings ?? "writable";
  // PUT is as PATCH is, unless told otherwise.
  const quirks = allQuirks({ putSettings: settings }, contract?.quirks, options.quirks, company.quirks);
  store.quirks = quirks;
  if (keys) giveKeys(store, keys);
  const faults = new Faults(() => store.now().getTime());
  faults.apply(company.faults ?? options.faults ?? { faults: [] });
  return {
    store,
    settings,
    quirks,
    release,
    codebase: codebaseOf(options, release),
    log: new RequestLog(undefined, KEPT),
    faults,
  };
}

/** Replaces the keys of the managing member. @throws Error when no member of the seed has a key */
function giveKeys(store: Store, keys: NonNullable<CompanyOptions["keys"]>): void {
  const [former] = store.keys;
  if (!former) throw new Error("no member of its seed has keys, so that there is nobody to give them to.");
  const { memberId } = former;
  store.keys = [{ ...keys, memberId }, ...store.keys.filter((key) => key.memberId !== memberId)];
}

type Original = (seed: Seed, release: string) => Store;

/** The tenant of a seed and release, made once: companies that start from the same share what they don't change. */
function originals(now?: () => Date): Original {
  const made = new Map<Seed, Map<string, Store>>();
  return (seed, release) => {
    const byRelease = made.get(seed) ?? new Map<string, Store>();
    made.set(seed, byRelease);
    const store = byRelease.get(release) ?? storeFromSeed(seed, release, now);
    byRelease.set(release, store);
    return store;
  };
}

const codebaseOf = ({ codebase, cloudHost }: SandboxOptions, release: string): string =>
  (codebase ?? (cloudHost === undefined ? ON_PREMISE_CODEBASE : `v${release.replace(".", "_")}`)).toLowerCase();
