/** Profiles in TypeScript have the keys of the files' schema, and its problems. */
import path from "node:path";
import { describe, expect, expectTypeOf, test } from "vitest";
import { parse } from "yaml";
import type { z } from "zod";
import type { extendingProfileSchema, wholeProfileSchema } from "../../../core/model/profile";
import { parseProfile, profileFrom } from "../../../core/profile/parse";
import { readText } from "../../../project/readText";
import { defineProfile, type ExtendingProfile, type ProfileDefinition, type WholeProfile } from "../../../provider";
import { extending, profilesOf } from "../../helpers/profileFolders";
import { profile as standing } from "../../helpers/reviews";

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
type Written<Schema extends z.ZodType> = DeepReadonly<z.input<Schema> & { id: string }>;

test("the types are the schema's, key by key", () => {
  expectTypeOf<DeepReadonly<WholeProfile>>().toExtend<Written<typeof wholeProfileSchema>>();
  expectTypeOf<Written<typeof wholeProfileSchema>>().toExtend<WholeProfile>();
  expectTypeOf<DeepReadonly<ExtendingProfile>>().toExtend<Written<typeof extendingProfileSchema>>();
  expectTypeOf<Written<typeof extendingProfileSchema>>().toExtend<ExtendingProfile>();
  expectTypeOf<keyof WholeProfile>().toEqualTypeOf<keyof Written<typeof wholeProfileSchema>>();
  expectTypeOf<keyof ExtendingProfile>().toEqualTypeOf<keyof Written<typeof extendingProfileSchema>>();
});

test("the package's declarations name no library that isn't installed with it", () => {
  const declarations = readText(path.resolve(__dirname, "../../../dist/index.d.ts"));
  expect(declarations).toContain("defineProfile: (definition: ProfileDefinition) => ProfileDefinition");
  const imported = [...declarations.matchAll(/from "((?:@[^/"]+\/)?[^/"]+)/g)].map(([, name]) => name);
  expect(new Set(imported)).toEqual(new Set(["@pulumi/pulumi"]));
  expect(declarations).not.toContain("zod");
});

const SYNC = standing("Companies: { Contacts: All }");
const { findBase } = profilesOf({ sync: SYNC });

describe("a profile in TypeScript", () => {
  test("is what a file of the same keys is", () => {
    const text = readText(path.resolve(__dirname, "../../../profiles/wise-sync.yaml"));
    const definition = defineProfile({ id: "wise-sync", ...parse(text) });
    expect(profileFrom(definition, findBase)).toEqual(parseProfile(text, "wise-sync.yaml").profile);
  });

  test("extends a file", () => {
    const ours = defineProfile({
      id: "ours",
      extends: "sync",
      name: "Ours",
      why: "Less",
      permissions: { Companies: { contact: { delete: "None", why: "Nothing is deleted" } } },
    });
    expect(profileFrom(ours, findBase)).toMatchObject({
      id: "ours",
      extends: [{ id: "sync", origin: "own" }],
      grants: { Companies: { Contacts: { levels: { add: "All", delete: "None" }, changes: [{ by: "ours" }] } } },
    });
  });

  const wrong = {
    extends: "sync",
    name: "",
    permissions: { Companies: { Contacts: { inqire: "All", why: "A" }, Notes: { add: "Mine", why: "B" } } },
  };

  test("has all the problems of a file at once, by key", () => {
    const text = [
      "extends: sync",
      'name: ""',
      "permissions: { Companies: { Contacts: { inqire: All, why: A }, Notes: { add: Mine, why: B } } }",
    ].join("\n");
    const inFile = parseProfile(text, "ours.yaml", findBase).problems.map(({ path, message }) => `${path}: ${message}`);
    expect(inFile).toHaveLength(5);
    for (const problem of inFile) expect(() => use({ id: "ours", ...wrong })).toThrow(problem);
  });

  test("needs an id, and to be an object", () => {
    expect(() => use(wrong)).toThrow("id: required, but missing");
    expect(() => use({ ids: "ours", ...wrong })).toThrow("ids: unknown key; did you mean id or why?");
    expect(() => use(null)).toThrow("a profile has name, vendor, source, why and permissions");
  });

  test("on a base that isn't there, or can't be used, is told so", () => {
    const on = (base: string) => use({ id: "ours", extends: base, name: "Ours", why: "Less" });
    expect(() => on("snyc")).toThrow('extends: no profile "snyc"; did you mean sync?');
    const { findBase: broken } = profilesOf({ b: extending("b") });
    expect(() => profileFrom({ id: "a", extends: "b", name: "A", why: "A" }, broken)).toThrow(
      "own/b.yaml:1:1: extends: the profile extends itself",
    );
  });
});

/** As a program in JavaScript may call it. */
const use = (definition: unknown) => profileFrom(defineProfile(definition as ProfileDefinition), findBase);
