import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { LevelsChange } from "../../core/plan/change";
import type { LiveItem } from "./item";
import { livePage } from "./page";
import { registerPage, unregisterPage } from "./pageRegistry";
import { Progress, type ShownRole } from "./progress";
import { serveLocally } from "./server";
import { type Followed, liveState } from "./state";

/** How long a browser's question for news is held before it gets the same again. */
const HOLD_MS = 20_000;
/** A browser that asked no longer ago than this is looking, and gets to see the end. */
const LOOKING_MS = 5000;

/** A page on this machine that shows roles as they are worked on. Whoever serves it reads the tenant, and tells it. */
export interface LivePage {
  /** For the administrator's browser, on this machine. */
  readonly address: string;
  /**
   * What a read showed.
   * @param key of the item
   * @param role `undefined` where the role isn't there
   * @returns whether it is anything else than what the read before showed
   */
  show(key: string, role: ShownRole, at?: Date): boolean;
  /** Why a role couldn't be read this time. */
  fail(key: string, why: string): void;
  /** Whether the last reads showed every role as asked. */
  readonly isRight: boolean;
  /** How far it is: `17 of 20 functions as asked, 1 wrong`. */
  readonly words: string;
  /** The roles that aren't as asked. */
  readonly left: readonly RoleLeft[];
  /** Says what became of it, and gives a browser that is looking five seconds at most to fetch that. Nothing is shown afterwards. */
  finish(text: string): Promise<void>;
  close(): Promise<void>;
}

/** What the last read showed of a role that isn't as asked. */
export interface RoleLeft {
  readonly item: LiveItem;
  readonly isThere: boolean;
  readonly changes: readonly LevelsChange[];
  /** Why it couldn't be read the last time. */
  readonly trouble: string | undefined;
}

/** Opens the page; close it at the end. `findLive` finds it meanwhile. */
export async function serveLive(items: readonly LiveItem[]): Promise<LivePage> {
  const page = new OpenPage(items);
  await page.open();
  return page;
}

class OpenPage implements LivePage {
  readonly #followed: readonly Followed[];
  readonly #waiting = new Set<ServerResponse>();
  #version = 1;
  #end: string | undefined;
  #lastAsked = 0;
  #seeEnd: () => void = () => undefined;
  #server: Awaited<ReturnType<typeof serveLocally>> | undefined;

  constructor(private readonly items: readonly LiveItem[]) {
    const at = new Date();
    this.#followed = items.map((item) => ({
      ...{ item, at, trouble: undefined },
      progress: new Progress(item.desired, item.observed),
    }));
  }

  async open(): Promise<void> {
    this.#server = await serveLocally({
      "": (_query, response) => this.#sendPage(response),
      state: (query, response) => this.#sendState(Number(query.get("after")), response),
    });
    for (const item of this.items) await registerPage(roleOf(item), this.address);
  }

  get address(): string {
    return this.#server?.address ?? "";
  }

  get isRight(): boolean {
    return this.#followed.every(({ progress }) => progress.isRight);
  }

  get words(): string {
    return liveState(this.#followed, this.#version).words;
  }

  get left(): readonly RoleLeft[] {
    return this.#followed
      .filter(({ progress }) => !progress.isRight)
      .map(({ item, trouble, progress: { isThere, left } }) => ({ item, isThere, changes: left, trouble }));
  }

  show(key: string, role: ShownRole, at = new Date()): boolean {
    const followed = this.#find(key);
    const isChanged = followed.progress.show(role);
    const isNews = isChanged || followed.trouble !== undefined;
    followed.at = at;
    followed.trouble = undefined;
    if (isNews) this.#tell();
    return isChanged;
  }

  fail(key: string, why: string): void {
    const followed = this.#find(key);
    if (followed.trouble === why) return;
    followed.trouble = why;
    this.#tell();
  }

  async finish(text: string): Promise<void> {
    const isLooking = this.#waiting.size > 0 || Date.now() - this.#lastAsked < LOOKING_MS;
    this.#end = text;
    const delivered = new Promise<void>((resolve) => {
      this.#seeEnd = resolve;
    });
    this.#tell();
    if (isLooking) await Promise.race([delivered, sleep(LOOKING_MS)]);
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    await Promise.all([server.close(), ...this.items.map((item) => unregisterPage(roleOf(item), server.address))]);
  }

  #find(key: string): Followed {
    const followed = this.#followed.find(({ item }) => item.key === key);
    if (!followed) throw new Error(`The page has no role "${key}".`);
    return followed;
  }

  #tell(): void {
    this.#version += 1;
    for (const response of this.#waiting) this.#answer(response);
  }

  #sendPage(response: ServerResponse): void {
    const page = livePage(this.items, liveState(this.#followed, this.#version, this.#end));
    response.setHeader("content-type", "text/html; charset=utf-8").end(page);
  }

  /** At once where there is news, else when there is some. */
  #sendState(after: number, response: ServerResponse): void {
    this.#lastAsked = Date.now();
    this.#waiting.add(response);
    response.once("close", () => this.#waiting.delete(response));
    const isNews = after !== this.#version || this.#end !== undefined;
    if (isNews) this.#answer(response);
    else setTimeout(() => this.#answer(response), HOLD_MS).unref();
  }

  #answer(response: ServerResponse): void {
    if (!this.#waiting.delete(response)) return;
    this.#lastAsked = Date.now();
    const isEnd = this.#end !== undefined;
    const body = JSON.stringify(liveState(this.#followed, this.#version, this.#end));
    response.setHeader("content-type", "application/json").end(body, () => isEnd && this.#seeEnd());
  }
}

const roleOf = ({ tenant, desired }: LiveItem) => ({ tenant, role: desired.name });
