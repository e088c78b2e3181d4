import { OTHER } from "../../assumptions";
import { InconclusiveError } from "../../inconclusiveError";
import { type Item, type ProbedTenant, ROLES } from "../../probedTenant";
import { noListIn, type Probe, type ProbeResult, probeResult } from "../probeResult";
import {
  conditionFinds,
  isPlain,
  isSameName,
  isShownIn,
  plainlyNamedRole,
  probeCondition,
  shownIn,
} from "./probeCondition";

/** How text compares: names of roles in conditions, in front of each operator that takes text. */
export const text: Readonly<Record<string, Probe>> = {
  async names(tenant) {
    const { target } = await plainlyNamedRole(tenant);
    const name = String(target.name);
    const finds = async (text: string) => isShownIn(await tenant.get(ROLES, { conditions: `name="${text}"` }), target);
    if (!(await finds(name))) throw new InconclusiveError("a role isn't found by its name");
    const [anyCase, blank] = await Promise.all([finds(inOtherCase(name)), finds(`${name} `)]);
    const evidence = `in other case ${anyCase ? "" : "not "}found, with a blank at the end ${blank ? "" : "not "}found`;
    if (anyCase) return probeResult(blank ? "sql-server" : "blanks-count", evidence);
    return probeResult(blank ? OTHER : "exact", evidence);
  },

  blankInFront: (tenant) => spelled(tenant, ({ name }) => ` ${name}`),
  blanksWithin: (tenant) => spelled(tenant, ({ name }) => String(name).replace(/ (?=\S)/, "  ")),
  accents: (tenant) =>
    spelled(tenant, ({ name }) =>
      String(name)
        .replace(/[aeiou]/i, (vowel) => `${vowel}\u0301`)
        .normalize(),
    ),

  async notEquals(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const others = roles.filter((role) => !isSameName(role.name, target.name));
    return probeCondition(tenant, `name!="${target.name}"`, { others, ignored: roles });
  },

  async compareText(tenant) {
    const { roles } = await plainlyNamedRole(tenant);
    const plain = roles.filter(({ name }) => /^[A-Za-z]/.test(String(name)));
    if (plain.length < roles.length || roles.length < 3)
      throw new InconclusiveError("not every role's name begins with a letter");
    const initials = [...new Set(roles.map(({ name }) => String(name)[0]?.toLowerCase() ?? ""))].sort();
    const bound = initials[Math.floor(initials.length / 2)] ?? "m";
    const key = (role: Item) => String(role.name).toLowerCase();
    return probeCondition(tenant, `name < "${bound}"`, {
      "any-case": roles.filter((role) => key(role) < bound),
      "capitals-first": roles.filter(({ name }) => String(name) < bound),
      ignored: roles,
    });
  },

  async contains(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const part = String(target.name).slice(1, 5);
    const within = (fold: (text: string) => string) =>
      roles.filter(({ name }) => fold(String(name)).includes(fold(inOtherCase(part))));
    const plain = await probeCondition(tenant, `name contains "${part}"`, {
      plain: roles.filter(({ name }) => String(name).toLowerCase().includes(part.toLowerCase())),
      start: roles.filter(({ name }) => String(name).toLowerCase().startsWith(part.toLowerCase())),
      ignored: roles,
    });
    if (plain.answer === "start" || plain.answer === "ignored" || plain.answer === "refused") return plain;
    const outcomes = {
      "any-case": within((text) => text.toLowerCase()),
      exact: within((text) => text),
      ignored: roles,
    };
    const seen = await probeCondition(tenant, `name contains "${inOtherCase(part)}"`, outcomes);
    return seen.answer === "exact" || plain.answer === "plain" ? seen : plain;
  },

  async containsPercent(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const pattern = `${String(target.name).slice(0, 1)}%${String(target.name).slice(-1)}`;
    const itself = roles.filter(({ name }) => String(name).toLowerCase().includes(pattern.toLowerCase()));
    const seen = await probeCondition(tenant, `name contains "${pattern}"`, { itself, ignored: roles });
    const isWildcard = seen.answer === OTHER && (await conditionFinds(tenant, `name contains "${pattern}"`, target));
    return isWildcard ? probeResult("wildcard", ...seen.evidence) : seen;
  },

  async likePercent(tenant) {
    return like(tenant, "%");
  },

  async likeStar(tenant) {
    return like(tenant, "*");
  },

  async likeUnderscore(tenant) {
    const { target } = await plainlyNamedRole(tenant);
    const name = String(target.name);
    return wildcard(tenant, `name like "${name.slice(0, 1)}_${name.slice(2)}"`, target);
  },

  async likeBrackets(tenant) {
    const { target } = await plainlyNamedRole(tenant);
    const name = String(target.name);
    return wildcard(tenant, `name like "[${name.slice(0, 1)}q]${name.slice(1)}"`, target);
  },

  async likeWhole(tenant) {
    const { target } = await plainlyNamedRole(tenant);
    const name = String(target.name);
    if (!(await conditionFinds(tenant, `name like "${name}"`, target)))
      throw new InconclusiveError("like doesn't find a whole name");
    const isWithin = await conditionFinds(tenant, `name like "${name.slice(1, -1)}"`, target);
    return probeResult(isWithin ? "within" : "whole");
  },

  async likeCase(tenant) {
    const { target } = await plainlyNamedRole(tenant);
    const name = String(target.name);
    if (!(await conditionFinds(tenant, `name like "${name}"`, target)))
      throw new InconclusiveError("like doesn't find a whole name");
    return probeResult(
      (await conditionFinds(tenant, `name like "${inOtherCase(name)}"`, target)) ? "any-case" : "exact",
    );
  },

  async inText(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const listed = roles.filter((role) => isSameName(role.name, target.name));
    return probeCondition(tenant, `name in ("${target.name}", "cwroles none")`, { listed, ignored: roles, empty: [] });
  },

  async notContains(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const has = ({ name }: Item) => String(name).toLowerCase().includes(String(target.name).toLowerCase());
    const others = roles.filter((role) => !has(role));
    return probeCondition(tenant, `name not contains "${target.name}"`, {
      others,
      ignored: roles,
      "as-contains": roles.filter(has),
    });
  },

  async notLike(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const others = roles.filter((role) => !isSameName(role.name, target.name));
    return probeCondition(tenant, `name not like "${target.name}"`, { others, ignored: roles, "as-like": [target] });
  },

  async singleQuotes(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const taken = roles.filter((role) => isSameName(role.name, target.name));
    return probeCondition(tenant, `name='${target.name}'`, { taken, empty: [] });
  },

  escapedQuote: (tenant) => readsAs(tenant, String.raw`name="cwroles \" or id > 0 or name=\" none"`, "ends"),

  doubledQuote: (tenant) => readsAs(tenant, `name="cwroles "" none"`),

  escapedBackslash: (tenant) => readsAs(tenant, String.raw`name="cwroles \\"`),
};

/**
 * Whether a role is found by another spelling of its name, which nothing else has.
 * @param respell the same name where it can't be spelled so
 * @throws Open
 */
async function spelled(tenant: ProbedTenant, respell: (role: Item) => string): Promise<ProbeResult> {
  const { roles } = await plainlyNamedRole(tenant);
  const target = roles.find((role) => isPlain(role) && respell(role) !== role.name);
  if (!target) throw new InconclusiveError("no role has a plain name that can be spelled so");
  if (!(await conditionFinds(tenant, `name="${target.name}"`, target)))
    throw new InconclusiveError("a role isn't found by its name");
  return probeResult((await conditionFinds(tenant, `name="${respell(target)}"`, target)) ? "ignored" : "counts");
}

/** A text that no role has, and whether it is read at all. @param otherwise what it is where everything comes */
async function readsAs(tenant: ProbedTenant, condition: string, otherwise: string = OTHER): Promise<ProbeResult> {
  const answer = await tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  return probeResult(shown.length === 0 ? "taken" : otherwise, `${shown.length} items`);
}

async function like(tenant: ProbedTenant, sign: string): Promise<ProbeResult> {
  const { target, roles } = await plainlyNamedRole(tenant);
  const start = String(target.name).slice(0, 3);
  const wanted = roles.filter(({ name }) => String(name).toLowerCase().startsWith(start.toLowerCase()));
  const starts = await probeCondition(tenant, `name like "${start}${sign}"`, {
    wildcard: wanted,
    itself: [],
    ignored: roles,
  });
  if (starts.answer !== "wildcard") return starts;
  const part = String(target.name).slice(1, 4);
  const within = roles.filter(({ name }) => String(name).toLowerCase().includes(part.toLowerCase()));
  return probeCondition(tenant, `name like "${sign}${part}${sign}"`, { wildcard: within, itself: [], ignored: roles });
}

/** A pattern that fits one role where its signs are wildcards, and nothing where they stand for themselves. */
async function wildcard(tenant: ProbedTenant, condition: string, target: Item): Promise<ProbeResult> {
  const answer = await tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  if (shown.length === 0) return probeResult("itself");
  const all = await tenant.roles();
  return probeResult(
    isShownIn(answer, target) && shown.length < all.length ? "wildcard" : OTHER,
    `${shown.length} items`,
  );
}

const inOtherCase = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());
