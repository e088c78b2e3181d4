import { mayBeFull } from "../tenant/client/paging";
import { InconclusiveError } from "./inconclusiveError";
import type { Answer, Observed, ReadMethod, Request, Transport } from "./transport";

export type Item = Readonly<Record<string, unknown>>;

/** A list, or its beginning. */
export interface Listed {
  readonly items: readonly Item[];
  /** Whether it has no more than these. */
  readonly isWhole: boolean;
}

/** Parameters of a query, in the order in which they are sent. */
export type Query = Readonly<Record<string, string | number>>;

export type GetOptions = Partial<Pick<Request, "headers" | "asItCame">> & {
  /** What stands before `/apis/3.0`. Default: the connection's codebase. */
  readonly codebase?: string;
  readonly method?: ReadMethod;
};

/** Members are many and have a hundred fields each: a few say what they look like. */
const SAMPLE = 50;
const WHOLE = 1000;
const MOST_PAGES = 40;

export const ROLES = "/system/securityroles";
export const MEMBERS = "/system/members";
export const API_MEMBERS = "/system/apiMembers";
export const LOCATIONS = "/system/locations";
export const DEPARTMENTS = "/system/departments";
export const rowsOf = (roleId: number): string => `/system/securityRoles/${roleId}/settings`;

/** An id that no object has: ids are given one by one from 1. */
export const NO_ID = 2_147_483_000;

/**
 * A tenant as the checks ask it: each question once, whoever asks it. Nothing here is a check of its own; what can't be read leaves a
 * check open.
 */
export class ProbedTenant {
  readonly #answers = new Map<string, Promise<Answer>>();

  constructor(
    readonly transport: Transport,
    /** Of the tenant's software, `2025.1`. */
    readonly release: string,
  ) {}

  /** The answer to a GET below `/apis/3.0`, asked once. */
  get(path: string, query: Query = {}, options: GetOptions = {}): Promise<Answer> {
    return this.#once(this.#request(path, query, options));
  }

  /** The same, asked anew. */
  async getAgain(path: string, query: Query = {}, options: GetOptions = {}): Promise<Answer> {
    return unlessBusy(await this.transport.read(this.#request(path, query, options)));
  }

  /** The answer to a GET of an address behind the host, without a key. */
  unsigned(address: string): Promise<Answer> {
    return this.#once({ method: "GET", address, headers: WITHOUT_KEY });
  }

  /**
   * A list of up to 1,000 items, page by page where a tenant gives fewer at once.
   * @param isAnew whether it is asked again
   * @throws Open where it isn't answered
   */
  async list(path: string, query: Query = {}, isAnew = false): Promise<Listed> {
    const items: Item[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const shown = await this.#page(path, { ...query, pageSize: WHOLE, ...(page > 1 && { page }) }, isAnew);
      const listedIds = new Set(idsOf(items));
      const isNews = idsOf(shown).some((id) => !listedIds.has(id));
      if (page > 1 && !isNews) return { items, isWhole: true };
      items.push(...shown);
      if (items.length >= WHOLE) return { items, isWhole: false };
      if (!mayBeFull(shown.length)) return { items, isWhole: true };
    }
    return { items, isWhole: false };
  }

  /** The first few of a long list. @throws Open where it isn't answered */
  async sample(path: string): Promise<Listed> {
    const items = await this.#page(path, { pageSize: SAMPLE });
    return { items, isWhole: items.length < SAMPLE };
  }

  /** @throws Open where it isn't answered */
  async object(path: string): Promise<Item> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new InconclusiveError(`${shortened(path)} is answered with ${answer.status}`);
    if (!isItem(answer.json)) throw new InconclusiveError(`${shortened(path)} is no object`);
    return answer.json;
  }

  /** How many a list has, as `/count` says. @throws Open where it doesn't say */
  async count(path: string, query: Query = {}): Promise<number> {
    const answer = await this.get(`${path}/count`, query);
    const count = isItem(answer.json) ? answer.json.count : undefined;
    if (answer.status !== 200 || typeof count !== "number")
      throw new InconclusiveError(`${shortened(path)}/count is answered with ${answer.status}`);
    return count;
  }

  /** What asks for the ids of many objects alone, where the tenant knows how. */
  async idsAlone(): Promise<Query> {
    const shown = itemsOf(await this.get(ROLES, { fields: "id", pageSize: 5 }));
    return shown?.every(({ id }) => typeof id === "number") ? { fields: "id" } : {};
  }

  readonly companyInfo = (): Promise<Answer> =>
    this.unsigned(`/login/companyinfo/${encodeURIComponent(this.transport.credentials.companyId)}`);

  /** All roles. @throws Open where there are too many to be sure of conditions */
  async roles(): Promise<readonly Item[]> {
    const { items, isWhole } = await this.list(ROLES);
    if (!isWhole) throw new InconclusiveError("there are more than 1,000 roles");
    if (items.length === 0) throw new InconclusiveError("there is no role");
    return items;
  }

  /** Up to four roles with their rows, an administrators' first. @throws Open where there is none */
  async rolesWithRows(): Promise<readonly { readonly role: Item; readonly rows: readonly Item[] }[]> {
    const roles = await this.roles();
    const chosen = [...roles].sort((a, b) => Number(b.adminFlag === true) - Number(a.adminFlag === true)).slice(0, 4);
    return Promise.all(chosen.map(async (role) => ({ role, rows: (await this.list(rowsOf(Number(role.id)))).items })));
  }

  /** Rows of one role that isn't one of administrators where there is such a one. @throws Open where it has none */
  async rows(): Promise<{ readonly roleId: number; readonly rows: readonly Item[] }> {
    const all = await this.rolesWithRows();
    const role = all.find(({ role }) => role.adminFlag !== true) ?? all[0];
    if (!role || role.rows.length === 0) throw new InconclusiveError("no role shows a row");
    return { roleId: Number(role.role.id), rows: role.rows };
  }

  /** Every answer so far, some that are always asked for among them. */
  async observed(): Promise<readonly Observed[]> {
    await Promise.all([ROLES, LOCATIONS, MEMBERS].map((path) => this.get(path, { pageSize: SAMPLE })));
    return this.transport.observed;
  }

  /** Whether it is the cloud, by what the tenant says or its address. */
  async isCloud(): Promise<boolean> {
    const info = (await this.get("/system/info")).json;
    if (isItem(info) && typeof info.isCloud === "boolean") return info.isCloud;
    return /(myconnectwise\.net|connectwisedev\.com)$/i.test(new URL(this.transport.credentials.origin).hostname);
  }

  async #page(path: string, query: Query, isAnew = false): Promise<readonly Item[]> {
    const answer = await (isAnew ? this.getAgain(path, query) : this.get(path, query));
    if (answer.status >= 300) throw new InconclusiveError(`${shortened(path)} is answered with ${answer.status}`);
    const items = itemsOf(answer);
    if (!items) throw new InconclusiveError(`${shortened(path)} is no list`);
    return items;
  }

  async #once(request: Request): Promise<Answer> {
    // A header that is left out makes another request than one that is as usual.
    const key = JSON.stringify(request, (_, value) => value ?? null);
    const cached = this.#answers.get(key) ?? this.transport.read(request);
    this.#answers.set(key, cached);
    return unlessBusy(await cached);
  }

  #request(path: string, query: Query, { codebase, method = "GET", ...options }: GetOptions): Request {
    const { codebase: ownCodebase } = this.transport.credentials;
    return { method, address: `/${codebase ?? ownCodebase}/apis/3.0${path}${searchOf(query)}`, ...options };
  }
}

/** What passes by itself says nothing of what a tenant is like. @throws Open */
function unlessBusy(answer: Answer): Answer {
  if (BUSY.includes(answer.status)) throw new InconclusiveError(`the tenant is busy (${answer.status})`);
  return answer;
}

const BUSY = [408, 429, 502, 503, 504];

export const WITHOUT_KEY = { authorization: undefined, clientid: undefined } as const;

/** `?conditions=name%3D%22A%20B%22`: a blank as `%20`, which no reader takes for anything else. */
const searchOf = (query: Query): string => {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
};

export const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A path as a report shows it: numbers in it may be ids. */
const shortened = (path: string): string => path.replace(/\/\d+/g, "/{id}");

/** Ids in the order of a list; an item without one counts as {@link NO_ID}. A number in quotes is one. */
export const idsOf = (items: readonly Item[]): number[] => items.map(({ id }) => idIn(id) ?? NO_ID);

/** An id, be it a number or one in quotes. */
export function idIn(id: unknown): number | undefined {
  const number = typeof id === "string" && id !== "" ? Number(id) : id;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}

/** A list's items in an answer; `undefined` where it is none. Nothing at all, with a success, is a list with nothing in it. */
export const itemsOf = ({ status, json, text }: Answer): readonly Item[] | undefined => {
  if (status === 204 || (status === 200 && (json === null || text === ""))) return [];
  return status === 200 && Array.isArray(json) ? json.filter(isItem) : undefined;
};
