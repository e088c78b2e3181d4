import { OTHER } from "../assumptions";
import { once } from "../once";
import { Open } from "../open";
import { isOn, type OwnMember } from "../own/ownMember";
import type { Writer } from "../own/writer";
import { codeOf, fieldCodesOf, saidBy } from "../report/said";
import { API_MEMBERS, type Item, isItem, MEMBERS, NO_ID, ROLES } from "../tenant";
import type { Answer } from "../transport";
import { byStatus, type Seen, saw } from "./seen";
import type { WriteProbe } from "./writingRoles";

/** What writes of an API member do, on the run's own, which is inactive and has no key. In the order in which they are asked. */
export function writingMembers(writer: Writer, own: OwnMember): Readonly<Record<string, WriteProbe>> {
  const path = async () => `${API_MEMBERS}/${(await own.member()).id}`;
  const madeNow = async (): Promise<Answer> => {
    const { answer } = await own.member();
    if (!answer) throw new Open("an earlier run's member is used again");
    return answer;
  };
  const referenced = once(async () => {
    const { id } = await own.otherRole();
    return afterWrite(await own.set((await own.member()).id, { securityRole: { id } }), id);
  });
  const repeated = once(async () => {
    await madeNow();
    return own.post({ json: await own.body(own.identifier().toUpperCase()) });
  });
  const emptied = once(async () => {
    await own.set((await own.member()).id, { securityRole: { id: (await own.role()).id } });
    if (roleOf(await own.read()) !== (await own.role()).id) throw new Open("the member can't be given the role");
    return writer.write("DELETE", `${ROLES}/${(await own.role()).id}`);
  });

  return {
    async memberMade() {
      const answer = await madeNow();
      if (!isItem(answer.json) || answer.json.id === undefined) return saw("empty", saidBy(answer));
      return byStatus(answer, { 200: "ok", 201: "created" });
    },

    async memberMadeInactive() {
      await madeNow();
      const { inactiveFlag } = await own.read();
      if (isOn(inactiveFlag)) return saw("inactive");
      await own.set((await own.member()).id, { inactiveFlag: true });
      return saw("active");
    },

    async memberMadeRole() {
      await madeNow();
      const id = roleOf(await own.read());
      if (id === undefined) return saw("absent");
      return saw(id === (await own.role()).id ? "written" : "another");
    },

    async duplicateMember() {
      const answer = await repeated();
      return byStatus(answer, { "2xx": "made", 400: isTold(answer) ? "refused" : "other-code", 409: "conflict" });
    },

    async numberInBody() {
      // What is refused as one that exists was read, and nothing is made.
      if (!isTold(await repeated()))
        throw new Open("another member of the same identifier isn't refused as one that exists");
      const answer = await own.post({ json: { ...(await own.body(own.identifier().toUpperCase())), name: 4711 } });
      if (isTold(answer)) return saw("converted", saidBy(answer));
      return byStatus(answer, { "2xx": "converted", "4xx": "refused" });
    },

    async longIdentifier() {
      await own.member();
      const identifier = own.identifier("xx");
      const answer = await own.post({ json: await own.body(identifier) });
      if (answer.status >= 300) return byStatus(answer, { 400: "refused" });
      const shown = isItem(answer.json) ? String(answer.json.identifier) : "";
      return saw(shown.length < identifier.length ? "cut" : "made");
    },

    async badReference() {
      if ((await referenced()).answer !== "written") throw new Open("a reference can't be set at all");
      const before = roleOf(await own.read());
      const answer = await own.set((await own.member()).id, { securityRole: { id: NO_ID } });
      const isQuoted = fieldCodesOf(answer).includes("InvalidReference") || codeOf(answer) === "InvalidReference";
      if (answer.status < 300) return saw(roleOf(await own.read()) === before ? "ignored" : OTHER, saidBy(answer));
      return byStatus(answer, { 400: isQuoted ? "refused" : "other-code", 404: "not-found" });
    },

    patchReference: referenced,

    async subPaths() {
      const [role, other] = [await own.role(), await own.otherRole()];
      const id = roleOf(await own.read()) === other.id ? role.id : other.id;
      return afterWrite(await own.set((await own.member()).id, { "securityRole/id": id }), id);
    },

    async notAPair() {
      const { location, department } = await own.noPair();
      const before = await own.read();
      const fields = { defaultLocation: { id: location }, defaultDepartment: { id: department } };
      const { id } = await own.member();
      const answer = await own.set(id, fields);
      if (answer.status >= 300) {
        const refused = byStatus(answer, { 400: "refused", 409: "refused" });
        if (refused.answer !== "refused") return refused;
        const made = await own.post({ json: { ...(await own.body(own.identifier("p"))), ...fields } });
        return byStatus(made, { "2xx": "taken-by-post", 400: "refused", 409: "refused" });
      }
      const now = await own.read();
      const isTaken = idIn(now.defaultLocation) === location && idIn(now.defaultDepartment) === department;
      const [oldLocation, oldDepartment] = [idIn(before.defaultLocation), idIn(before.defaultDepartment)];
      if (oldLocation !== undefined && oldDepartment !== undefined)
        await own.set(id, { defaultLocation: { id: oldLocation }, defaultDepartment: { id: oldDepartment } });
      if (!isTaken) throw new Open("a PATCH of two fields doesn't set both");
      return saw("taken", saidBy(answer));
    },

    async inactiveHolder() {
      const answer = await emptied();
      if (answer.status >= 400) return byStatus(answer, { 400: "refused", 409: "refused" });
      const now = await writer.read(`${ROLES}/${(await own.role()).id}`);
      return saw(now === undefined || now.inactiveFlag === true ? "deleted" : OTHER, saidBy(answer));
    },

    async roleOfDeleted() {
      if ((await emptied()).status >= 400) throw new Open("the role of an inactive member isn't deleted");
      // The list of members asks for a role, that of API members doesn't.
      const member = await writer.read(`${MEMBERS}/${(await own.member()).id}`);
      if (!member) throw new Open("the list of members doesn't have it");
      const { items } = await writer.tenant.sample(MEMBERS);
      if (!items.some((one) => isItem(one.securityRole))) throw new Open("the list of members shows no role");
      if (!("securityRole" in member)) return saw("absent");
      if (member.securityRole === null) return saw("null");
      const id = isItem(member.securityRole) ? member.securityRole.id : undefined;
      return saw(id === null ? "id-null" : id === (await own.role()).id ? "former" : OTHER);
    },

    async memberDeleted() {
      const answer = await writer.write("DELETE", await path());
      if (answer.status >= 300)
        return byStatus(answer, { 404: "not-found", 405: "refused", "4xx": "other-status", 501: "other-status" });
      return saw((await writer.read(await path())) === undefined ? "deleted" : OTHER, saidBy(answer));
    },
  };

  async function afterWrite(answer: Answer, id: number): Promise<Seen> {
    if (roleOf(await own.read()) === id) return saw("written", saidBy(answer));
    return byStatus(answer, { "2xx": "ignored", "4xx": "refused" });
  }
}

/** Whether a refusal says that there is one. */
const isTold = (answer: Answer): boolean =>
  answer.status >= 400 && [...fieldCodesOf(answer), codeOf(answer)].includes("ObjectExists");

const idIn = (reference: unknown): number | undefined =>
  isItem(reference) && typeof reference.id === "number" ? reference.id : undefined;

const roleOf = ({ securityRole }: Item): number | undefined => idIn(securityRole);
