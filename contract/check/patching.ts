import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import { memoize } from "../memoize";
import { API_MEMBERS, type Item, isItem, rowsOf } from "../probedTenant";
import { codeOf, quoteAnswer } from "../report/quoteAnswer";
import type { TestMember } from "../testObjects/testMember";
import type { TestRoles } from "../testObjects/testRoles";
import type { Writer } from "../testObjects/writer";
import type { Answer } from "../transport";
import { byStatus, type ProbeResult, probeResult } from "./probeResult";
import type { WriteProbe } from "./writingRoles";

/** An object of the run's own, and two of its fields that may be written. */
interface Target {
  readonly path: string;
  readonly field: string;
  readonly otherField: string;
  /** A field that only the tenant writes. */
  readonly readOnly: string | undefined;
  /** What a field is set to, and back to. */
  readonly value: string;
  readonly before: string;
  /** What no field may be. */
  readonly wrong: unknown;
}

/**
 * What PATCH and PUT do: on a row of the run's own role, and where the tenant refuses that, on the run's own member. Each value that
 * is written is taken back at once.
 */
export function patching(
  writer: Writer,
  testRoles: TestRoles,
  member: TestMember | undefined,
): Readonly<Record<string, WriteProbe>> {
  const row = memoize(() => rowTarget());
  const patched = memoize(() => patchedRow());
  const target = memoize(async (): Promise<Target> => {
    if ((await patched()).seen.answer === "writable") return row();
    if (!member) throw new InconclusiveError("PATCH of a role's row isn't taken; --member asks on a member");
    const { id } = await member.member();
    return {
      ...{ path: `${API_MEMBERS}/${id}`, field: "notes", otherField: "emailAddress", readOnly: undefined },
      ...{ value: "cwroles@example.com", before: "", wrong: { no: [] } },
    };
  });

  return {
    settings: async () => (await patched()).seen,

    async putSettings() {
      const { path, field, value, before } = await row();
      const whole = await shown(path);
      const answer = await writer.write("PUT", path, { json: { ...whole, [field]: value } });
      const now = (await shown(path))[field];
      if (now !== before) await writer.send("PUT", path, { json: { ...whole, [field]: before } });
      return taken(answer, now, { value, before });
    },

    async settingAnswer() {
      const { seen: result, answer } = await patched();
      if (result.answer !== "writable") throw new InconclusiveError("PATCH of a role's row isn't taken");
      const { field, value } = await row();
      if (!isItem(answer.json) || answer.json[field] === undefined) return probeResult("empty", quoteAnswer(answer));
      return probeResult(answer.json[field] === value ? "row" : "former");
    },

    async settingWord() {
      if ((await patched()).seen.answer !== "writable")
        throw new InconclusiveError("PATCH of a role's row isn't taken");
      const { path, field } = await row();
      return afterPatch({ op: "replace", path: field, value: "Cwroles" }, path, field, "Cwroles", {
        written: "taken",
      });
    },

    async patchOp() {
      const { path, field, value } = await target();
      const names = { written: "any-case", refused: "lower-case" };
      return afterPatch({ op: "Replace", path: field, value }, path, field, value, names);
    },

    async patchSlash() {
      const { path, field, value } = await target();
      return afterPatch({ op: "replace", path: `/${field}`, value }, path, field, value);
    },

    async patchPathCase() {
      const { path, field, value } = await target();
      const other = field.charAt(0).toUpperCase() + field.slice(1);
      return afterPatch({ op: "replace", path: other, value }, path, field, value);
    },

    async patchUnknown() {
      const { path, field, value } = await target();
      return afterPatch({ op: "replace", path: "cwrolesNoField", value }, path, field, value);
    },

    async patchSeveral() {
      const { path, field, otherField, value } = await target();
      const operations = [field, otherField].map((name) => ({ op: "replace", path: name, value }));
      const answer = await writer.write("PATCH", path, { json: operations });
      const now = await shown(path);
      await takeBack();
      if (answer.status >= 400) return probeResult(OTHER, quoteAnswer(answer));
      const [first, last] = [now[field] === value, now[otherField] === value];
      return probeResult(first && last ? "all" : first ? "first" : last ? "last" : "none");
    },

    async patchBody() {
      const { path, field, value } = await target();
      return afterPatch({ [field]: value }, path, field, value, {}, false);
    },

    async patchWrongType() {
      const { path, field, wrong } = await target();
      const answer = await writer.write("PATCH", path, { json: [{ op: "replace", path: field, value: wrong }] });
      await takeBack();
      return byStatus(answer, {
        "2xx": "ignored",
        400: codeOf(answer) === "InvalidPatch" ? "refused" : "other-code",
      });
    },

    async patchReadOnly() {
      const { path, readOnly } = await target();
      if (readOnly === undefined) throw new InconclusiveError("PATCH of a role's row isn't taken");
      const before = (await shown(path))[readOnly];
      const operation = (value: unknown) => ({ json: [{ op: "replace", path: readOnly, value }] });
      const answer = await writer.write("PATCH", path, operation("cwroles"));
      const now = (await shown(path))[readOnly];
      if (now === "cwroles") await writer.send("PATCH", path, operation(before));
      if (answer.status >= 300) return byStatus(answer, { "4xx": "refused" });
      return probeResult(now === "cwroles" ? "written" : "ignored");
    },
  };

  async function shown(path: string): Promise<Item> {
    const found = await writer.read(path);
    if (!found) throw new InconclusiveError("what was written can't be read");
    return found;
  }

  /** A row of the run's own role that has the verbs Inquire and Add. @throws Open */
  async function rowTarget(): Promise<Target> {
    const { id } = await testRoles.first();
    const { items } = await writer.tenant.list(rowsOf(id));
    const found = items.find(({ inquireLevel, addLevel }) => inquireLevel === "None" && addLevel === "None");
    if (!found) throw new InconclusiveError("no row of the new role shows None");
    return {
      ...{ path: `${rowsOf(id)}/${found.id}`, field: "inquireLevel", otherField: "addLevel" },
      ...{ readOnly: "moduleFunctionName", value: "My", before: "None", wrong: { no: [] } },
    };
  }

  async function patchedRow(): Promise<{ readonly seen: ProbeResult; readonly answer: Answer }> {
    const { path, field, value, before } = await row();
    const answer = await writer.write("PATCH", path, { json: [{ op: "replace", path: field, value }] });
    const now = (await shown(path))[field];
    if (now !== before) await writer.send("PATCH", path, { json: [{ op: "replace", path: field, value: before }] });
    return { seen: taken(answer, now, { value, before }), answer };
  }

  /** @param now what a read shows after the write */
  function taken(answer: Answer, now: unknown, { value, before }: Pick<Target, "value" | "before">): ProbeResult {
    if (now === value) return probeResult("writable", quoteAnswer(answer));
    if (now !== before) return probeResult(OTHER, quoteAnswer(answer), "a read shows another level than was written");
    return byStatus(answer, { "2xx": "false-200", 501: "read-only", "4xx": "read-only" });
  }

  async function takeBack(): Promise<void> {
    const { path, field, otherField, before } = await target();
    const now = await shown(path);
    const changed = [field, otherField].filter((name) => now[name] !== undefined && now[name] !== before);
    const operations = changed.map((name) => ({ op: "replace", path: name, value: before }));
    if (operations.length > 0) await writer.send("PATCH", path, { json: operations });
  }

  /** @param names in place of `written`, `refused` and `ignored` */
  async function afterPatch(
    operation: unknown,
    path: string,
    field: string,
    value: string,
    names: Partial<Readonly<Record<"written" | "refused" | "ignored", string>>> = {},
    isList = true,
  ): Promise<ProbeResult> {
    const answer = await writer.write("PATCH", path, { json: isList ? [operation] : operation });
    const isWritten = (await shown(path))[field] === value;
    if (isWritten) await takeBack();
    const { written = "written", refused = "refused", ignored = "ignored" } = names;
    if (isWritten) return probeResult(written, quoteAnswer(answer));
    return byStatus(answer, { "2xx": ignored, "4xx": refused });
  }
}
