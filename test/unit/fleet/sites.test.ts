/** A key that went to one site goes to no other one until somebody confirms it. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { FleetTenant } from "../../../fleet/model/fleet";
import { KnownSites } from "../../../fleet/tenant/sites";
import { useFolder } from "../../helpers/folder";

const shared = useFolder();
let folder: string;
let count = 0;
beforeEach(() => {
  folder = path.join(shared.path, `fleet${count++}`);
  mkdirSync(folder);
});

const tenant = (site: string, privateKey = "env:CW_ACME") => ({ name: "acme", site, privateKey }) as FleetTenant;
const refused = (sites: KnownSites, ...given: Parameters<typeof tenant>) =>
  sites.assertKnown(tenant(...given)).then(
    () => undefined,
    (error: Error) => error.message,
  );

test("a changed site under the same reference is refused, by this process and by the next one", async () => {
  const sites = new KnownSites(folder);
  expect(await refused(sites, "psa.acme.example")).toBeUndefined();
  await sites.remember(tenant("psa.acme.example"));
  for (const one of [sites, new KnownSites(folder)]) {
    expect(await refused(one, "https://psa.acme.example/")).toBeUndefined();
    expect(await refused(one, "evil.example")).toMatch(
      /^The key of acme \(env:CW_ACME\) went to https:\/\/psa\.acme\.example so far, and the fleet's file leads it to https:\/\/evil\.example now: nothing is sent\. .*--confirm-site evil\.example/,
    );
    expect(await refused(one, "evil.example", "env:CW_OTHER")).toBeUndefined();
  }
});

test("a site that is confirmed once is known from then on", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"));
  const confirmed = new KnownSites(folder, ["new.example"]);
  expect(await refused(confirmed, "new.example")).toBeUndefined();
  await confirmed.remember(tenant("new.example"));
  const later = new KnownSites(folder);
  expect(await refused(later, "new.example")).toBeUndefined();
  expect(await refused(later, "psa.acme.example")).toBeUndefined();
});

test("what is kept is for its owner alone, and not for git", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"));
  const own = path.join(folder, ".fleet");
  if (process.platform !== "win32") expect(statSync(own).mode & 0o777).toBe(0o700);
  expect(readFileSync(path.join(own, ".gitignore"), "utf8")).toBe("*\n");
});

test("a file that can't be read lets no key go", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"));
  writeFileSync(path.join(folder, ".fleet/sites.jsonl"), "{");
  expect(await refused(new KnownSites(folder), "psa.acme.example")).toMatch(/can't be read: it says where keys went/);
});
