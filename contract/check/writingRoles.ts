import { OTHER } from "../assumptions";
import { once } from "../once";
import { Open } from "../open";
import type { OwnRoles } from "../own/ownRoles";
import type { Body, Writer } from "../own/writer";
import { codeOf, fieldCodesOf, saidBy } from "../report/said";
import { type Item, idIn, idsOf, isItem, itemsOf, ROLES, rowsOf } from "../tenant";
import type { Answer } from "../transport";
import { assertConditions } from "./conditions";
import { byStatus, type Seen, saw } from "./seen";

/** A question by a write, and what its answer means. @throws Open */
export type WriteProbe = () => Promise<Seen>;

/**
 * What writes of a role do, on a role that is made for it and goes again. Its levels stay None, but for one cell of it that is set to
 * My and back; nobody holds it. In the order in which they are asked: the last ones delete it.
 */
export function writingRoles(writer: Writer, own: OwnRoles): Readonly<Record<string, WriteProbe>> {
  const role = own.first;
  const idPath = async () => `${ROLES}/${(await role()).id}`;
  const readBack = async (answer: Answer): Promise<Item> => {
    const id = isItem(answer.json) ? answer.json.id : undefined;
    const found = idIn(id) !== undefined ? await writer.read(`${ROLES}/${id}`) : undefined;
    if (!found) throw new Open("the role that was made isn't found");
    return found;
  };
  const deleted = once(async () => writer.write("DELETE", await idPath()));
  const nameless = once(async () => {
    // A key that makes no role at all would be refused as well.
    await role();
    return own.post({ json: {} });
  });
  const notAllowed = once(async () => writer.write("PATCH", await idPath(), { json: renamed(own.name(" p")) }));

  return {
    async roleMade() {
      const { answer } = await role();
      if (!isItem(answer.json) || answer.json.id === undefined) return saw("empty", saidBy(answer));
      if (answer.json.name !== own.name()) return saw(OTHER, "under another name");
      return byStatus(answer, { 200: "ok", 201: "created" });
    },

    async roleAddress() {
      const { answer } = await role();
      if (answer.headers.location === undefined) return saw("absent");
      return saw(answer.headers.location.endsWith(`/${(await role()).id}`) ? "sent" : OTHER, "it leads elsewhere");
    },

    async roleShown() {
      await assertConditions(writer.tenant);
      const { id } = await role();
      const byId = await writer.until(async () => (await writer.read(`${ROLES}/${id}`)) !== undefined);
      const byName = await writer.until(async () => {
        const conditions = `name="${own.name()}"`;
        return idsOf(itemsOf(await writer.tenant.getAgain(ROLES, { conditions })) ?? []).includes(id);
      });
      if (byId !== undefined && byName === undefined) return saw("by-id");
      return saw(byId === 1 && byName === 1 ? "at-once" : byId && byName ? "later" : OTHER);
    },

    async newRoleLevels() {
      const cells = (await ownRows()).flatMap(levelsOf);
      const words = cells.map((level) => String(level).toLowerCase());
      const others = words.filter((level) => level !== "none").length;
      const isAll = words.every((level) => level === "all");
      return saw(others === 0 ? "none" : isAll ? "all" : "mixed", `${others} of ${cells.length} cells`);
    },

    async newRoleRows() {
      const { rows: expected } = await writer.tenant.rows();
      const look = await writer.until(async () => (await ownRows()).length === expected.length);
      const evidence = `${(await ownRows()).length} of ${expected.length} rows`;
      return saw(look === 1 ? "whole" : look === undefined ? "fewer" : "later", evidence);
    },

    async newRoleFlags() {
      const made = await writer.read(await idPath());
      if (made?.adminFlag === true) return saw("admin");
      return saw(made?.inactiveFlag === true ? "inactive" : "neither");
    },

    async duplicateName() {
      await role();
      const answer = await own.post({ json: { name: own.name() } });
      const isQuoted = fieldCodesOf(answer).includes("ObjectExists") || codeOf(answer) === "ObjectExists";
      return byStatus(answer, { "2xx": "made", 400: isQuoted ? "refused" : "other-code", 409: "conflict" });
    },

    duplicateCase: () => duplicate(own.name().toUpperCase()),
    duplicateBlank: () => duplicate(`${own.name()} `),

    async nameBlanks() {
      const name = ` ${own.name(" 1")} `;
      const answer = await own.post({ json: { name } });
      if (answer.status >= 400) return byStatus(answer, { "4xx": "refused" });
      const shown = String((await readBack(answer)).name);
      if (shown === name) return saw("kept");
      return saw(shown === name.trim() ? "lost" : shown === name.trimEnd() ? "end-lost" : OTHER);
    },

    async blanksInNewName() {
      const name = own.name("  8");
      const answer = await own.post({ json: { name } });
      if (answer.status >= 400) return byStatus(answer, { "4xx": "refused" });
      const shown = String((await readBack(answer)).name).trim();
      return saw(shown === name ? "kept" : shown === own.name(" 8") ? "one" : OTHER);
    },

    async nameCharacters() {
      const name = own.name(" é<日");
      const answer = await own.post({ json: { name } });
      if (answer.status >= 400) return byStatus(answer, { "4xx": "refused" });
      return saw((await readBack(answer)).name === name ? "kept" : "changed");
    },

    async foundByQuote() {
      await assertConditions(writer.tenant);
      const name = own.name(' "\\');
      const answer = await own.post({ json: { name } });
      if (answer.status >= 400) throw new Open("such a name is refused");
      if ((await readBack(answer)).name !== name) throw new Open("such a name isn't kept");
      const conditions = `name="${name.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
      const found = await writer.tenant.getAgain(ROLES, { conditions });
      const shown = itemsOf(found);
      if (!shown) return byStatus(found, { "4xx": "refused" });
      return saw(shown.some((one) => one.name === name) ? "found" : "not-found");
    },

    async longName() {
      const name = own.name(" longx");
      const answer = await own.post({ json: { name } });
      if (answer.status >= 400)
        return byStatus(answer, { 400: fieldCodesOf(answer).includes("MaxLength") ? "refused" : "other-code" });
      return saw(String((await readBack(answer)).name).length < name.length ? "cut" : "made");
    },

    async missingName() {
      const answer = await nameless();
      const isQuoted = fieldCodesOf(answer).includes("MissingRequiredField");
      return byStatus(answer, { "2xx": "made", 400: isQuoted ? "refused" : "other-code" });
    },

    async errorFields() {
      const { json } = await nameless();
      const told = isItem(json) && Array.isArray(json.errors) ? json.errors.filter(isItem) : [];
      if (told.length === 0) throw new Open("no refusal has an entry in errors");
      const named = told.filter(({ field }) => typeof field === "string" && field !== "");
      if (named.length === 0) return saw("absent", `${told.length} entries`);
      return saw(named.length === told.length && named.some(({ field }) => field === "name") ? "named" : OTHER);
    },

    blankName: () => posted({ json: { name: "   " } }, { "2xx": "made", "4xx": "refused" }),
    unknownBodyField: () =>
      posted({ json: { name: own.name(" 2"), cwrolesNoField: 1 } }, { "2xx": "ignored", 400: "refused" }),
    wrongBodyType: () =>
      posted(
        { json: { name: own.name(" 3"), inactiveFlag: { no: [] } } },
        { "2xx": "ignored", 400: "refused", "5xx": "server-error" },
      ),
    textInBody: () =>
      posted({ json: { name: own.name(" 4"), inactiveFlag: "False" } }, { "2xx": "converted", "4xx": "refused" }),
    bodyFieldCase: () => posted({ json: { Name: own.name(" 5") } }, { "2xx": "any-case", "4xx": "exact" }),
    noJson: () => posted({ text: '{"name":' }, { 400: "refused", "4xx": "other-status", "5xx": "other-status" }),
    bodyType: () =>
      posted(
        { text: JSON.stringify({ name: own.name(" 6") }), type: "text/plain" },
        { "2xx": "made", 400: "bad-request", 415: "refused" },
      ),

    async fieldsOfPost() {
      const answer = await own.post({ json: { name: own.name(" 7") } }, "?fields=id");
      if (answer.status >= 300 || !isItem(answer.json)) throw new Open("no role can be made");
      const names = Object.keys(answer.json).sort().join();
      return saw(names === "id" ? "cut" : names === "_info,id" ? "with-info" : "whole");
    },

    async patchRole() {
      return afterRename(await notAllowed(), " p");
    },

    async putRole() {
      const { id } = await role();
      const answer = await writer.write("PUT", await idPath(), { json: { id, name: own.name(" q") } });
      return afterRename(answer, " q");
    },

    async allow() {
      const answer = await notAllowed();
      if (answer.status !== 405) throw new Open("nothing was refused with 405");
      return saw(answer.headers.allow === undefined ? "absent" : "sent");
    },

    async roleDeleted() {
      return byStatus(await deleted(), { 200: "ok", 204: "no-content", "4xx": "refused" });
    },

    async roleGone() {
      if ((await deleted()).status >= 400) throw new Open("it wasn't deleted");
      const { id } = await role();
      const traces = async () => {
        const single = await writer.read(await idPath());
        const listed = idsOf(itemsOf(await writer.tenant.getAgain(ROLES, { pageSize: 1000 })) ?? []).includes(id);
        const rows = itemsOf(await writer.tenant.getAgain(rowsOf(id))) ?? [];
        return { single, listed, isGone: single === undefined && !listed && rows.length === 0 };
      };
      const look = await writer.until(async () => (await traces()).isGone);
      if (look !== undefined) return saw(look === 1 ? "gone" : "later");
      const { single, listed } = await traces();
      return saw(single?.inactiveFlag === true ? "inactive" : listed ? "listed" : OTHER);
    },

    async deletedTwice() {
      if ((await deleted()).status >= 400) throw new Open("it wasn't deleted");
      const answer = await writer.write("DELETE", await idPath());
      return byStatus(answer, {
        "4xx": "other-status",
        "5xx": "other-status",
        200: "no-content",
        204: "no-content",
        404: "not-found",
      });
    },

    async nameFree() {
      if ((await deleted()).status >= 400) throw new Open("it wasn't deleted");
      return posted({ json: { name: own.name() } }, { "2xx": "free", "4xx": "taken" });
    },
  };

  async function ownRows(): Promise<readonly Item[]> {
    return (await writer.tenant.list(rowsOf((await role()).id), {}, true)).items;
  }

  async function duplicate(name: string): Promise<Seen> {
    await role();
    return byStatus(await own.post({ json: { name } }), { "2xx": "made", "4xx": "refused" });
  }

  async function posted(body: Body, names: Readonly<Record<string, string>>): Promise<Seen> {
    // A key that makes no role at all would be refused as well.
    await role();
    return byStatus(await own.post(body), names);
  }

  async function afterRename(answer: Answer, ending: string): Promise<Seen> {
    const { status } = answer;
    if (status >= 300)
      return byStatus(answer, { 404: "not-found", 405: "refused", "4xx": "other-status", 501: "other-status" });
    const now = await writer.read(await idPath());
    return saw(now?.name === own.name(ending) ? "renamed" : "ignored", saidBy(answer));
  }
}

const renamed = (name: string) => [{ op: "replace", path: "name", value: name }];

/** Levels of a row, but for verbs that it lacks. */
const levelsOf = (row: Item): unknown[] =>
  ["addLevel", "editLevel", "deleteLevel", "inquireLevel"]
    .map((field) => row[field])
    .filter((level) => typeof level === "string");
