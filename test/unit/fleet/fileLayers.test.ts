/** Layers in any number and order: the later wins, nothing is without an origin, and it doesn't matter where they are cut. */

import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LEVELS, VERBS } from "../../../core/model/level";
import { isNone, NONE, rowIn, rowsOf, tableOf } from "../../../core/model/permission";
import { indexProfile } from "../../../core/profile/names";
import { effectiveProfile } from "../../../fleet/file/effective";
import type { ProfileLayer } from "../../../fleet/file/layer";
import { merged } from "../../../fleet/file/layer";
import { findProfile } from "../../../project/profiles";

const FUNCTIONS = [
  { module: "Companies", function: "Contacts" },
  { module: "Companies", function: "Notes" },
  { module: "Finance", function: "Invoicing" },
  { module: "Service Desk", function: "Service Tickets" },
];
const PROFILES = path.resolve(__dirname, "../../../profiles");
const named = ["wise-sync", "kaseya-quote-manager"].map((id) => indexProfile(findProfile(id, PROFILES)));

const override = fc.oneof(
  fc.constantFrom(...LEVELS),
  fc
    .record(Object.fromEntries(VERBS.map((verb) => [verb, fc.constantFrom(...LEVELS)])), { requiredKeys: [] })
    .filter((levels) => Object.keys(levels).length > 0),
);

/** A layer gives a function's levels, takes it out, or says nothing of it. */
const layer = fc.array(fc.oneof(fc.constant(undefined), fc.constant("out" as const), override), {
  minLength: FUNCTIONS.length,
  maxLength: FUNCTIONS.length,
});
const layers = fc.array(layer, { maxLength: 4 }).map((all) => all.map(entryOf));

function entryOf(said: readonly unknown[], index: number): ProfileLayer {
  const rows = FUNCTIONS.flatMap((name, at) => (said[at] === undefined ? [] : [{ ...name, row: said[at] }]));
  const out = rows.filter(({ row }) => row === "out");
  const without: Record<string, string[]> = {};
  for (const { module, function: name } of out) without[module] = [...(without[module] ?? []), name];
  const levels = tableOf(rows.filter(({ row }) => row !== "out"));
  return { label: `group ${index}`, keys: [], entry: { levels, without } as Exclude<ProfileLayer["entry"], false> };
}

const cases = fc.record({ one: fc.constantFrom(...named), layers });

test("every cell of the result has an origin: the profile or one of the layers", () => {
  fc.assert(
    fc.property(cases, ({ one, layers }) => {
      const { profile, origins } = effectiveProfile(one, [], layers);
      const known = ["profile", ...layers.map(({ label }) => label)];
      expect([...rowsOf(origins)].length).toBe([...rowsOf(profile.grants)].length);
      for (const { module, function: name } of rowsOf(profile.grants))
        for (const verb of VERBS) expect(known).toContain(rowIn(origins, module, name)?.[verb]);
    }),
  );
});

test("a cell has the level of the layer it is from, which is the last to give that verb since it was taken out", () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(...FUNCTIONS), fc.constantFrom(...VERBS), ({ one, layers }, name, verb) => {
      const { profile } = effectiveProfile(one, [], layers);
      const own = rowIn(one.profile.grants, name.module, name.function)?.levels[verb];
      expect(rowIn(profile.grants, name.module, name.function)?.levels[verb]).toBe(byHand(own, layers, name, verb));
    }),
    { numRuns: 300 },
  );
});

/** The level of one cell, by going through the layers; `undefined` where the function isn't granted. */
function byHand(
  own: string | undefined,
  layers: readonly ProfileLayer[],
  { module, function: name }: (typeof FUNCTIONS)[number],
  verb: (typeof VERBS)[number],
): string | undefined {
  return layers.reduce((level, { entry }) => {
    if (!entry) return level;
    if (entry.without?.[module]?.includes(name)) return undefined;
    const given = entry.levels?.[module]?.[name];
    if (given === undefined) return level;
    return (typeof given === "string" ? given : given[verb]) ?? level ?? "None";
  }, own);
}

test("a function that is taken out last isn't granted, in no variant either, and is listed with its layer", () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(...FUNCTIONS), ({ one, layers }, name) => {
      const last: ProfileLayer = {
        label: "tenant a",
        keys: [],
        entry: { without: { [name.module]: [name.function] } },
      };
      const { profile, without } = effectiveProfile(one, [], [...layers, last]);
      for (const { grants } of [profile, ...profile.variants])
        expect(rowIn(grants, name.module, name.function)).toBeUndefined();
      expect(without).toContainEqual({ ...name, by: "tenant a" });
    }),
  );
});

test("levels after that begin at None", () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(...FUNCTIONS), ({ one, layers }, name) => {
      const out: ProfileLayer = {
        label: "group out",
        keys: [],
        entry: { without: { [name.module]: [name.function] } },
      };
      const back: ProfileLayer = {
        label: "tenant a",
        keys: [],
        entry: { levels: { [name.module]: { [name.function]: { inquire: "My" } } } },
      };
      const { profile, without } = effectiveProfile(one, [], [...layers, out, back]);
      expect(rowIn(profile.grants, name.module, name.function)?.levels).toEqual({ ...NONE, inquire: "My" });
      expect(without.filter((row) => row.module === name.module && row.function === name.function)).toEqual([]);
    }),
  );
});

test("what no layer names stays the profile's", () => {
  fc.assert(
    fc.property(cases, ({ one, layers }) => {
      const { profile, origins } = effectiveProfile(one, [], layers);
      for (const { module, function: name, row } of rowsOf(one.profile.grants)) {
        if (FUNCTIONS.some((known) => known.module === module && known.function === name)) continue;
        expect(rowIn(profile.grants, module, name)).toEqual(row);
        expect(isNone(row.levels)).toBe(false);
        expect(rowIn(origins, module, name)?.add).toBe("profile");
      }
    }),
  );
});

test("settings merge the same wherever the layers are cut in two", () => {
  const settings = fc.record(
    { site: fc.string(), requestsPerMinute: fc.integer(), codebase: fc.string() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(settings, { minLength: 1 }), fc.nat(), (all, cut) => {
      const labelled = all.map((one, index) => ({ label: String(index), settings: one }));
      const at = cut % all.length;
      const halves = [labelled.slice(0, at), labelled.slice(at)].map((half) => ({
        label: "half",
        settings: merged(half).settings,
      }));
      expect(merged(halves).settings).toEqual(merged(labelled).settings);
      expect(merged(labelled).settings).toEqual(Object.assign({}, ...all));
    }),
  );
});
