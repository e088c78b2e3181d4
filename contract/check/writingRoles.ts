import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import { memoize } from "../memoize";
import { type Item, idIn, idsOf, isItem, itemsOf, ROLES, rowsOf } from "../probedTenant";
import { codeOf, fieldCodesOf, quoteAnswer } from "../report/quoteAnswer";
import type { TestRoles } from "../testObjects/testRoles";
import type { Body, Writer } from "../testObjects/writer";
import type { Answer } from "../transport";
import { assertConditions } from "./conditions";
import { byStatus, type ProbeResult, probeResult } from "./probeResult";

/** A question by a write, and what its answer means. @throws Open */
export type WriteProbe = () => Promise<ProbeResult>;

/**
 * What writes of a role do, on a role that is made for it and goes again. Its levels stay None, but for one cell of it that is set to
 * My and back; nobody holds it. In the order in which they are asked: the last ones delete it.
 */
export function writingRoles(writer: Writer, testRoles: TestRoles): Readonly<Record<string, WriteProbe>> {
  const role = testRoles.first;
  const idPath = async () => `${ROLES}/${(await role()).id}`;
  const readBack = async (answer: Answer): Promise<Item> => {
    const id = isItem(answer.json) ? answer.json.id : undefined;
    const found = idIn(id) !== undefined ? await writer.read(`${ROLES}/${id}`) : undefined;
    if (!found) throw new InconclusiveError("the role that was made isn't found");
    return found;
  };
  const deleted = memoize(async () => writer.write("DELETE", await idPath()));
  const nameless = memoize(async () => {
    // A key that makes no role at all would be refused as well.
    await role();
    return testRoles.post({ json: {} });
  });
  const notAllowed = memoize(async () =>
    writer.write("PATCH", await idPath(), { json: renamed(testRoles.name(" p")) }),
  );

  return {
    async roleMade() {
      const { answer } = await role();
      if (!isItem(answer.json) || answer.json.id === undefined) return probeResult("empty", quoteAnswer(answer));
      if (answer.json.name !== testRoles.name()) return probeResult(OTHER, "under another name");
      return byStatus(answer, { 200: "ok", 201: "created" });
    },

    async roleAddress() {
      const { answer } = await role();
      if (answer.headers.location === undefined) return probeResult("absent");
      return probeResult(
        answer.headers.location.endsWith(`/${(await role()).id}`) ? "sent" : OTHER,
        "it leads elsewhere",
      );
    },

    async roleShown() {
      await assertConditions(writer.tenant);
      const { id } = await role();
      const byId = await writer.until(async () => (await writer.read(`${ROLES}/${id}`)) !== undefined);
      const byName = await writer.until(async () => {
        const conditions = `name="${testRoles.name()}"`;
        return idsOf(itemsOf(await writer.tenant.getAgain(ROLES, { conditions })) ?? []).includes(id);
      });
      if (byId !== undefined && byName === undefined) return probeResult("by-id");
      return probeResult(byId === 1 && byName === 1 ? "at-once" : byId && byName ? "later" : OTHER);
    },

    async newRoleLevels() {
      const cells = (await ownRows()).flatMap(levelsOf);
      const words = cells.map((level) => String(level).toLowerCase());
      const others = words.filter((level) => level !== "none").length;
      const isAll = words.every((level) => level === "all");
      return probeResult(others === 0 ? "none" : isAll ? "all" : "mixed", `${others} of ${cells.length} cells`);
    },

    async newRoleRows() {
      const { rows: expected } = await writer.tenant.rows();
      const look = await writer.until(async () => (await ownRows()).length === expected.length);
      const evidence = `${(await ownRows()).length} of ${expected.length} rows`;
      return probeResult(look === 1 ? "whole" : look === undefined ? "fewer" : "later", evidence);
    },

    async newRoleFlags() {
      const made = await writer.read(await idPath());
      if (made?.adminFlag === true) return probeResult("admin");
      return probeResult(made?.inactiveFlag === true ? "inactive" : "neither");
    },

    async duplicateName() {
      await role();
      const answer = await testRoles.post({ json: { name: testRoles.name() } });
      const isQuoted = fieldCodesOf(answer).includes("ObjectExists") || codeOf(answer) === "ObjectExists";
      return byStatus(answer, { "2xx": "made", 400: isQuoted ? "refused" : "other-code", 409: "conflict" });
    },

    duplicateCase: () => duplicate(testRoles.name().toUpperCase()),
    duplicateBlank: () => duplicate(`${testRoles.name()} `),

    async nameBlanks() {
      const name = ` ${testRoles.name(" 1")} `;
      const answer = await testRoles.post({ json: { name } });
      if (answer.status >= 400) return byStatus(answer, { "4xx": "refused" });
      const shown = String((await readBack(answer)).name);
      if (shown === name) return probeResult("kept");
      return probeResult(shown === name.trim() ? "lost" : shown === name.trimEnd() ? "end-lost" : OTHER);
    },

    async blanksInNewName() {
      const name = testRoles.name("  8");
      const answer = await testRoles.post({ json: { name } });
      if (answer.status >= 400) return byStatus(answer, { "4xx": "refused" });
      const shown = String((await readBack(answer)).name).trim();
      return probeResult(shown === name ? "kept" : shown === testRoles.name(" 8") ? "one" : OTHER);
    },

    async nameCharacters() {
      const name = testRoles.name(" é<日");
      const answer = await testRoles.post({ json: { name } });
      if (answer.status >= 400) return byStatus(answer, { "4xx": "refused" });
      return probeResult((await readBack(answer)).name === name ? "kept" : "changed");
    },

    async foundByQuote() {
      await assertConditions(writer.tenant);
      const name = testRoles.name(' "\\');
      const answer = await testRoles.post({ json: { name } });
      if (answer.status >= 400) throw new InconclusiveError("such a name is refused");
      if ((await readBack(answer)).name !== name) throw new InconclusiveError("such a name isn't kept");
      const conditions = `name="${name.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
      const found = await writer.tenant.getAgain(ROLES, { conditions });
      const shown = itemsOf(found);
      if (!shown) return byStatus(found, { "4xx": "refused" });
      return probeResult(shown.some((one) => one.name === name) ? "found" : "not-found");
    },

    async longName() {
      const name = testRoles.name(" longx");
      const answer = await testRoles.post({ json: { name } });
      if (answer.status >= 400)
        return byStatus(answer, { 400: fieldCodesOf(answer).includes("MaxLength") ? "refused" : "other-code" });
      return probeResult(String((await readBack(answer)).name).length < name.length ? "cut" : "made");
    },

    async missingName() {
      const answer = await nameless();
      const isQuoted = fieldCodesOf(answer).includes("MissingRequiredField");
      return byStatus(answer, { "2xx": "made", 400: isQuoted ? "refused" : "other-code" });
    },

    async errorFields() {
      const { json } = await nameless();
      const fieldErrors = isItem(json) && Array.isArray(json.errors) ? json.errors.filter(isItem) : [];
      if (fieldErrors.length === 0) throw new InconclusiveError("no refusal has an entry in errors");
      const named = fieldErrors.filter(({ field }) => typeof field === "string" && field !== "");
      if (named.length === 0) return probeResult("absent", `${fieldErrors.length} entries`);
      return probeResult(
        named.length === fieldErrors.length && named.some(({ field }) => field === "name") ? "named" : OTHER,
      );
    },

    blankName: () => posted({ json: { name: "   " } }, { "2xx": "made", "4xx": "refused" }),
    unknownBodyField: () =>
      posted({ json: { name: testRoles.name(" 2"), cwrolesNoField: 1 } }, { "2xx": "ignored", 400: "refused" }),
    wrongBodyType: () =>
      posted(
        { json: { name: testRoles.name(" 3"), inactiveFlag: { no: [] } } },
        { "2xx": "ignored", 400: "refused", "5xx": "server-error" },
      ),
    textInBody: () =>
      posted({ json: { name: testRoles.name(" 4"), inactiveFlag: "False" } }, { "2xx": "converted", "4xx": "refused" }),
    bodyFieldCase: () => posted({ json: { Name: testRoles.name(" 5") } }, { "2xx": "any-case", "4xx": "exact" }),
    noJson: () => posted({ text: '{"name":' }, { 400: "refused", "4xx": "other-status", "5xx": "other-status" }),
    bodyType: () =>
      posted(
        { text: JSON.stringify({ name: testRoles.name(" 6") }), type: "text/plain" },
        { "2xx": "made", 400: "bad-request", 415: "refused" },
      ),

    async fieldsOfPost() {
      const answer = await testRoles.post({ json: { name: testRoles.name(" 7") } }, "?fields=id");
      if (answer.status >= 300 || !isItem(answer.json)) throw new InconclusiveError("no role can be made");
      const names = Object.keys(answer.json).sort().join();
      return probeResult(names === "id" ? "cut" : names === "_info,id" ? "with-info" : "whole");
    },

    async patchRole() {
      return afterRename(await notAllowed(), " p");
    },

    async putRole() {
      const { id } = await role();
      const answer = await writer.write("PUT", await idPath(), { json: { id, name: testRoles.name(" q") } });
      return afterRename(answer, " q");
    },

    async allow() {
      const answer = await notAllowed();
      if (answer.status !== 405) throw new InconclusiveError("nothing was refused with 405");
      return probeResult(answer.headers.allow === undefined ? "absent" : "sent");
    },

    async roleDeleted() {
      return byStatus(await deleted(), { 200: "ok", 204: "no-content", "4xx": "refused" });
    },

    async roleGone() {
      if ((await deleted()).status >= 400) throw new InconclusiveError("it wasn't deleted");
      const { id } = await role();
      const traces = async () => {
        const single = await writer.read(await idPath());
        const listed = idsOf(itemsOf(await writer.tenant.getAgain(ROLES, { pageSize: 1000 })) ?? []).includes(id);
        const rows = itemsOf(await writer.tenant.getAgain(rowsOf(id))) ?? [];
        return { single, listed, isGone: single === undefined && !listed && rows.length === 0 };
      };
      const look = await writer.until(async () => (await traces()).isGone);
      if (look !== undefined) return probeResult(look === 1 ? "gone" : "later");
      const { single, listed } = await traces();
      return probeResult(single?.inactiveFlag === true ? "inactive" : listed ? "listed" : OTHER);
    },

    async deletedTwice() {
      if ((await deleted()).status >= 400) throw new InconclusiveError("it wasn't deleted");
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
      if ((await deleted()).status >= 400) throw new InconclusiveError("it wasn't deleted");
      return posted({ json: { name: testRoles.name() } }, { "2xx": "free", "4xx": "taken" });
    },
  };

  async function ownRows(): Promise<readonly Item[]> {
    return (await writer.tenant.list(rowsOf((await role()).id), {}, true)).items;
  }

  async function duplicate(name: string): Promise<ProbeResult> {
    await role();
    return byStatus(await testRoles.post({ json: { name } }), { "2xx": "made", "4xx": "refused" });
  }

  async function posted(body: Body, names: Readonly<Record<string, string>>): Promise<ProbeResult> {
    // A key that makes no role at all would be refused as well.
    await role();
    return byStatus(await testRoles.post(body), names);
  }

  async function afterRename(answer: Answer, ending: string): Promise<ProbeResult> {
    const { status } = answer;
    if (status >= 300)
      return byStatus(answer, { 404: "not-found", 405: "refused", "4xx": "other-status", 501: "other-status" });
    const now = await writer.read(await idPath());
    return probeResult(now?.name === testRoles.name(ending) ? "renamed" : "ignored", quoteAnswer(answer));
  }
}

const renamed = (name: string) => [{ op: "replace", path: "name", value: name }];

/** Levels of a row, but for verbs that it lacks. */
const levelsOf = (row: Item): unknown[] =>
  ["addLevel", "editLevel", "deleteLevel", "inquireLevel"]
    .map((field) => row[field])
    .filter((level) => typeof level === "string");
