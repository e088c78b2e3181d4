import { InconclusiveError } from "../inconclusiveError";
import { memoize } from "../memoize";
import { API_MEMBERS, DEPARTMENTS, type Item, idIn, idsOf, isItem, itemsOf, LOCATIONS } from "../probedTenant";
import type { Answer } from "../transport";
import type { TestRoles } from "./testRoles";
import type { Body, Writer } from "./writer";

/** `cwrdelme1a2b3c`: an identifier may have 15 characters. */
const MARK = /^cwrdelme[0-9a-f]{6}/i;

/** A location and a business unit by their ids. */
export interface Place {
  readonly location: number;
  readonly department: number;
}

/**
 * The inactive API member of a run, without a key. Members can't be deleted, so it stays; the next run takes it again. It holds a role
 * of the run, whose levels are None.
 */
export class TestMember {
  /** Of members that the tenant said to have made for this run, or that an earlier one left for it. */
  readonly #createdIds = new Set<number>();

  constructor(
    readonly writer: Writer,
    readonly roles: TestRoles,
  ) {}

  readonly identifier = (ending = ""): string => `cwrdelme${this.roles.token}${ending}`;

  /** The roles that it holds in turn. @throws Open */
  readonly role = memoize(() => this.roles.create(this.roles.name(" m1")));
  readonly otherRole = memoize(() => this.roles.create(this.roles.name(" m2")));

  /** Asks for a member. Whatever comes of it, {@link deactivateAll} finds it. */
  async post(body: Body): Promise<Answer> {
    const answer = await this.writer.write("POST", API_MEMBERS, body);
    if (answer.status < 300 && isItem(answer.json) && idIn(answer.json.id) !== undefined)
      this.#createdIds.add(Number(answer.json.id));
    return answer;
  }

  /** What a POST of it says. @param identifier of up to 15 characters */
  async body(identifier: string): Promise<Readonly<Record<string, unknown>>> {
    const { location, department } = await this.place();
    return {
      ...{ identifier, name: this.roles.name(), inactiveFlag: true },
      securityRole: { id: (await this.role()).id },
      defaultLocation: { id: location },
      defaultDepartment: { id: department },
    };
  }

  /**
   * The member, an earlier run's where there is one, and the answer to its POST.
   * @throws Open where the tenant doesn't make it
   */
  readonly member = memoize(async (): Promise<{ readonly id: number; readonly answer: Answer | undefined }> => {
    const [earlier] = (await this.#marked()).filter(({ inactiveFlag }) => inactiveFlag === true);
    if (earlier) {
      const id = Number(earlier.id);
      this.#createdIds.add(id);
      await this.set(id, { securityRole: { id: (await this.role()).id } });
      return { id, answer: undefined };
    }
    const answer = await this.post({ json: await this.body(this.identifier()) });
    if (answer.status >= 400) throw new InconclusiveError(`no API member can be made: ${answer.status}`);
    const made = isItem(answer.json) && idIn(answer.json.id) !== undefined ? answer.json : await this.#own();
    if (!made) throw new InconclusiveError("the API member that was made isn't found");
    return { id: Number(made.id), answer };
  });

  /** Fields of a member, each by an operation. */
  async set(id: number, fields: Readonly<Record<string, unknown>>): Promise<Answer> {
    const operations = Object.entries(fields).map(([path, value]) => ({ op: "replace", path, value }));
    return this.writer.write("PATCH", `${API_MEMBERS}/${id}`, { json: operations });
  }

  async read(): Promise<Item> {
    const found = await this.writer.read(`${API_MEMBERS}/${(await this.member()).id}`);
    if (!found) throw new InconclusiveError("the API member isn't there any more");
    return found;
  }

  /** A pair that belongs together. @throws Open */
  readonly place = memoize(async (): Promise<Place> => {
    const [first] = (await this.#pairs()).pairs;
    if (!first) throw new InconclusiveError("no location has a business unit");
    return first;
  });

  /** A location and a business unit that don't belong together. @throws Open */
  readonly noPair = memoize(async (): Promise<Place> => {
    const { pairs, departments } = await this.#pairs();
    for (const { location } of pairs) {
      const pairedDepartments = pairs.filter((pair) => pair.location === location).map((pair) => pair.department);
      const department = departments.find((id) => !pairedDepartments.includes(id));
      if (department !== undefined) return { location, department };
    }
    throw new InconclusiveError("each business unit belongs to each of the first locations");
  });

  readonly #pairs = memoize(async () => {
    const { tenant } = this.writer;
    const locations = idsOf((await tenant.list(LOCATIONS)).items).slice(0, 5);
    const departments = idsOf((await tenant.list(DEPARTMENTS)).items);
    const pairs: Place[] = [];
    for (const location of locations) {
      const { items } = await tenant.list(`${LOCATIONS}/${location}/departments`);
      for (const { department } of items)
        if (isItem(department)) pairs.push({ location, department: Number(department.id) });
    }
    return { pairs, departments };
  });

  /**
   * Makes sure that every member of this run is inactive.
   * @returns identifiers of those that stay, and of those that are active all the same
   */
  async deactivateAll(): Promise<{ readonly stay: string[]; readonly active: string[] }> {
    const [stay, active]: [string[], string[]] = [[], []];
    for (const { id, identifier, inactiveFlag } of (await this.#marked()).filter(this.#isOwn)) {
      stay.push(String(identifier));
      if (isOn(inactiveFlag)) continue;
      const path = `${API_MEMBERS}/${id}`;
      await this.writer.send("PATCH", path, { json: [{ op: "replace", path: "inactiveFlag", value: true }] });
      if (!isOn((await this.writer.read(path))?.inactiveFlag)) active.push(String(identifier));
    }
    return { stay, active };
  }

  #isOwn = ({ id, identifier }: Item): boolean =>
    this.#createdIds.has(Number(id)) || String(identifier).toLowerCase().includes(this.roles.token);

  #own = async (): Promise<Item | undefined> =>
    (await this.#marked()).find(({ identifier }) => identifier === this.identifier());

  /** Members that have the mark, and those that are known by their ids. @throws Open */
  async #marked(): Promise<readonly Item[]> {
    const { tenant } = this.writer;
    const conditions = 'identifier contains "cwrdelme"';
    const shown = itemsOf(await tenant.getAgain(API_MEMBERS, { conditions, pageSize: 1000 }));
    if (!shown) throw new InconclusiveError("API members can't be read");
    const marked = shown.filter(({ identifier }) => MARK.test(String(identifier)));
    const listedIds = new Set(idsOf(marked));
    const unlisted = [...this.#createdIds]
      .filter((id) => !listedIds.has(id))
      .map((id) => this.writer.read(`${API_MEMBERS}/${id}`));
    return [...marked, ...(await Promise.all(unlisted)).filter((member) => member !== undefined)];
  }
}

/** A flag, be it in quotes. */
/** A flag, or the text of one. */
export const isOn = (flag: unknown): boolean => /^true$/i.test(String(flag));
