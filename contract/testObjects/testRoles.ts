import { randomBytes } from "node:crypto";
import { VERBS } from "../../core/model/level";
import { InconclusiveError } from "../inconclusiveError";
import { memoize } from "../memoize";
import { type Item, idIn, idsOf, isItem, itemsOf, ROLES, rowsOf } from "../probedTenant";
import { codeOf } from "../report/quoteAnswer";
import type { Answer } from "../transport";
import type { Body, Writer } from "./writer";

/** `Delete me: cwroles 1a2b3c`, and up to five characters more: a name may have 30. */
const MARK = /^\s*delete me: cwroles [0-9a-f]{6}(?![0-9a-z])/i;

const MOST_PAGES = 10;

/** The roles that a run makes: how they are called, which there are, and that they go again. */
export class TestRoles {
  /** Nobody else's name has it. */
  readonly token = randomBytes(3).toString("hex");
  /** Of roles that the tenant said to have made: the only ones that are known without a name. */
  readonly #createdIds = new Set<number>();

  constructor(readonly writer: Writer) {}

  /** A name of this run. @param ending up to five characters */
  name = (ending = ""): string => `Delete me: cwroles ${this.token}${ending}`;

  /** Asks for a role. Whatever comes of it, {@link removeAll} finds it. */
  async post(body: Body, query = ""): Promise<Answer> {
    const answer = await this.writer.write("POST", `${ROLES}${query}`, body);
    if (answer.status < 300 && isItem(answer.json) && idIn(answer.json.id) !== undefined)
      this.#createdIds.add(Number(answer.json.id));
    return answer;
  }

  /** A role under a name of this run. @throws Open where the tenant doesn't make it */
  async create(name: string): Promise<{ readonly id: number; readonly answer: Answer }> {
    const answer = await this.post({ json: { name } });
    if (answer.status >= 400) throw new InconclusiveError(`no role can be made: ${answer.status}${withCode(answer)}`);
    const id = (isItem(answer.json) ? idIn(answer.json.id) : undefined) ?? (await this.#idOf(name));
    return { id, answer };
  }

  /** The one that most questions are about. @throws Open */
  readonly first = memoize(() => this.create(this.name()));

  async #idOf(name: string): Promise<number> {
    const found = (await this.list()).find((role) => role.name === name);
    if (!found) throw new InconclusiveError("the role that was made isn't found");
    return Number(found.id);
  }

  /** Roles of this run that are there now. */
  async list(): Promise<readonly Item[]> {
    return (await this.#all()).filter(({ id, name }) => this.#isOwn(Number(id), String(name ?? "")));
  }

  /** Roles that carry the mark of an earlier run. */
  async findLeftovers(): Promise<readonly Item[]> {
    return (await this.#all()).filter(({ name }) => MARK.test(String(name)) && !this.#hasToken(String(name)));
  }

  /**
   * Every role, and those that are known by their ids. No condition is asked for: a tenant may know another language than is assumed.
   * @throws Open where they can't be read
   */
  async #all(): Promise<readonly Item[]> {
    const listed: Item[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const shown = itemsOf(await this.writer.tenant.getAgain(ROLES, { pageSize: 1000, page }));
      if (!shown) throw new InconclusiveError("roles can't be read");
      listed.push(...shown);
      if (shown.length < 1000) break;
    }
    const listedIds = new Set(idsOf(listed));
    const unlisted = [...this.#createdIds]
      .filter((id) => !listedIds.has(id))
      .map((id) => this.writer.read(`${ROLES}/${id}`));
    return [...listed, ...(await Promise.all(unlisted)).filter((role) => role !== undefined)];
  }

  #hasToken = (name: string): boolean => MARK.test(name) && name.toLowerCase().includes(this.token);
  /** One that the tenant said to have made may have lost its name, and has no other one. */
  #isOwn = (id: number, name: string): boolean =>
    this.#hasToken(name) || (this.#createdIds.has(id) && (name.trim() === "" || MARK.test(name)));

  /**
   * Deletes the roles of this run.
   * @returns the names of those that are still there
   */
  async removeAll(): Promise<string[]> {
    return this.#remove(await this.list());
  }

  /**
   * Deletes what earlier runs left: roles that have the mark, no level, and no holder. Any other one is somebody's by now.
   * @returns the names of those that went, and of those that stay
   */
  async removeLeftovers(): Promise<{ readonly removed: string[]; readonly kept: string[] }> {
    const found = await this.findLeftovers();
    const ours: Item[] = [];
    for (const role of found) if (await this.#isUnused(role)) ours.push(role);
    const stay = await this.#remove(ours);
    const removed = ours.map(nameOf).filter((name) => !stay.includes(name));
    return { removed, kept: found.map(nameOf).filter((name) => !removed.includes(name)) };
  }

  async #isUnused({ id, adminFlag }: Item): Promise<boolean> {
    const { tenant } = this.writer;
    const rows = itemsOf(await tenant.getAgain(rowsOf(Number(id)), { pageSize: 1000 }));
    const grants = rows?.some((row) =>
      VERBS.some((verb) => ![undefined, null, "None"].includes(row[`${verb}Level`] as null)),
    );
    const holders = itemsOf(
      await tenant.getAgain("/system/members", { conditions: `securityRole/id=${id}`, pageSize: 25 }),
    );
    const isHeld = holders?.some(({ securityRole }) => isItem(securityRole) && securityRole.id === id);
    return adminFlag !== true && grants === false && isHeld === false;
  }

  async #remove(roles: readonly Item[]): Promise<string[]> {
    const remaining: string[] = [];
    for (const role of roles) {
      const path = `${ROLES}/${role.id}`;
      let now: Item | undefined = role;
      await this.writer
        .until(async () => {
          await this.writer.send("DELETE", path);
          now = await this.writer.read(path);
          // A tenant may keep what was deleted, as inactive: asking again changes nothing.
          return now === undefined || now.inactiveFlag === true;
        })
        .catch(orNone);
      if (now !== undefined) remaining.push(nameOf(role));
    }
    return remaining;
  }
}

const nameOf = ({ name, id }: Item): string => String(name ?? "").trim() || `without a name, id ${id}`;
const withCode = (answer: Answer): string => (codeOf(answer) === "Security" ? ", the key lacks Security" : "");

function orNone(error: unknown): undefined {
  if (!(error instanceof InconclusiveError)) throw error;
}
