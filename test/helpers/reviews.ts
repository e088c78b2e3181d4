import path from "node:path";
import { desiredByFleets } from "../../fleet/review";
import type { View } from "../../review";
import { reviewSnapshots } from "../../review/review";
import type { Snapshot } from "../../review/sourceSnapshot";

/** A profile's file with some permissions, as YAML in one line. */
export const profile = (permissions: string, more = ""): string =>
  [
    "name: Sync",
    "vendor: Vendor",
    'source: { url: "https://vendor.example/permissions", title: Permissions, retrieved: "2026" }',
    "why: Listed by the vendor",
    `permissions: { ${permissions} }`,
    more,
  ].join("\n");

type Files = Readonly<Record<string, string>>;

const snapshot = (files: Files): Snapshot => ({
  prefix: "",
  list: async (folder) =>
    Object.keys(files).filter((file) => path.posix.dirname(file) === (folder || ".") && file.endsWith(".yaml")),
  read: async (file) => files[file],
});

/** The review of a project's files before and after, on the day 2026-06-30. */
export const inMemory = (before: Files, after: Files): Promise<View> =>
  reviewSnapshots({
    title: "Review",
    before: snapshot(before),
    tip: snapshot(before),
    after: snapshot(after),
    changedFiles: [],
    today: "2026-06-30",
    readers: [desiredByFleets],
  });

/** The review of one profile. */
export const reviewed = (before: string | undefined, after: string | undefined): Promise<View> => {
  const files = (text: string | undefined): Files => (text === undefined ? {} : { "profiles/sync.yaml": text });
  return inMemory(files(before), files(after));
};
