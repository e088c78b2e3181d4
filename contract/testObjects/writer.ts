import { InconclusiveError } from "../inconclusiveError";
import { isItem, type ProbedTenant } from "../probedTenant";
import { type Answer, answerOf, type WriteMethod } from "../transport";

/** What is written: JSON, or a text as it is. */
export type Body = { readonly json: unknown } | { readonly text: string; readonly type?: string };

const MOST_ATTEMPTS = 3;
const PAUSE_MS = 2000;

/** Writes to a tenant, one after the other, and reads of what they did. */
export class Writer {
  constructor(
    readonly tenant: ProbedTenant,
    /** Once aborted, nothing more is begun but what takes away. */
    readonly stop?: AbortSignal,
  ) {}

  /**
   * Sends a write once; again only where the tenant says that it did nothing, being busy.
   * @throws Open where the answer is lost: what it did is looked for when everything is taken away
   */
  async write(method: WriteMethod, path: string, body?: Body): Promise<Answer> {
    if (this.stop?.aborted) throw new InconclusiveError("it was interrupted");
    return this.send(method, path, body);
  }

  /** The same for what takes away: nothing but a second interruption ends it. */
  async send(method: WriteMethod, path: string, body?: Body): Promise<Answer> {
    const { transport } = this.tenant;
    const { codebase } = transport.credentials;
    const address = `/${codebase}/apis/3.0${path}`;
    for (let number = 1; ; number++) {
      const outcome = await transport.attempt({ method, address, ...(body && sentAs(body)) });
      if (!("status" in outcome)) throw new InconclusiveError("the answer was lost");
      const answer = answerOf(outcome);
      if (answer.status !== 429 && answer.status < 502) return answer;
      if (answer.status !== 429 || number === MOST_ATTEMPTS)
        throw new InconclusiveError(`the tenant is busy (${answer.status})`);
      await transport.pause(Math.min(60, Number(answer.headers["retry-after"]) || 1) * 1000);
    }
  }

  /** An object as it is now; `undefined` where it isn't there. @throws Open where that can't be told */
  async read(path: string) {
    const { status, json } = await this.tenant.getAgain(path);
    if (status === 404) return undefined;
    if (status !== 200 || !isItem(json)) throw new InconclusiveError(`what was written can't be read: ${status}`);
    return json;
  }

  /** Looks until a test holds, a few seconds at most. @returns at which look it held, 1 for the first; `undefined` for none */
  async until(test: () => Promise<boolean>): Promise<number | undefined> {
    for (let look = 1; look <= MOST_ATTEMPTS; look++) {
      if (await test()) return look;
      if (look < MOST_ATTEMPTS) await this.tenant.transport.pause(PAUSE_MS);
    }
    return undefined;
  }
}

const sentAs = (body: Body) =>
  "json" in body
    ? { body: JSON.stringify(body.json) }
    : { body: body.text, ...(body.type !== undefined && { headers: { "content-type": body.type } }) };
