import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import { memoize } from "../memoize";
import { API_MEMBERS, type Item, isItem, MEMBERS, NO_ID, ROLES } from "../probedTenant";
import { codeOf, fieldCodesOf, quoteAnswer } from "../report/quoteAnswer";
import { isOn, type TestMember } from "../testObjects/testMember";
import type { Writer } from "../testObjects/writer";
import type { Answer } from "../transport";
import { byStatus, type ProbeResult, probeResult } from "./probeResult";
import type { WriteProbe } from "./writingRoles";

/** What writes of an API member do, on the run's own, which is inactive and has no key. In the order in which they are asked. */
export function writingMembers(writer: Writer, testMember: TestMember): Readonly<Record<string, WriteProbe>> {
  const path = async () => `${API_MEMBERS}/${(await testMember.member()).id}`;
  const madeNow = async (): Promise<Answer> => {
    const { answer } = await testMember.member();
    if (!answer) throw new InconclusiveError("an earlier run's member is used again");
    return answer;
  };
  const referenced = memoize(async () => {
    const { id } = await testMember.otherRole();
    return afterWrite(await testMember.set((await testMember.member()).id, { securityRole: { id } }), id);
  });
  const repeated = memoize(async () => {
    await madeNow();
    return testMember.post({ json: await testMember.body(testMember.identifier().toUpperCase()) });
  });
  const emptied = memoize(async () => {
    await testMember.set((await testMember.member()).id, { securityRole: { id: (await testMember.role()).id } });
    if (roleOf(await testMember.read()) !== (await testMember.role()).id)
      throw new InconclusiveError("the member can't be given the role");
    return writer.write("DELETE", `${ROLES}/${(await testMember.role()).id}`);
  });

  return {
    async memberMade() {
      const answer = await madeNow();
      if (!isItem(answer.json) || answer.json.id === undefined) return probeResult("empty", quoteAnswer(answer));
      return byStatus(answer, { 200: "ok", 201: "created" });
    },

    async memberMadeInactive() {
      await madeNow();
      const { inactiveFlag } = await testMember.read();
      if (isOn(inactiveFlag)) return probeResult("inactive");
      await testMember.set((await testMember.member()).id, { inactiveFlag: true });
      return probeResult("active");
    },

    async memberMadeRole() {
      await madeNow();
      const id = roleOf(await testMember.read());
      if (id === undefined) return probeResult("absent");
      return probeResult(id === (await testMember.role()).id ? "written" : "another");
    },

    async duplicateMember() {
      const answer = await repeated();
      return byStatus(answer, { "2xx": "made", 400: isTold(answer) ? "refused" : "other-code", 409: "conflict" });
    },

    async numberInBody() {
      // What is refused as one that exists was read, and nothing is made.
      if (!isTold(await repeated()))
        throw new InconclusiveError("another member of the same identifier isn't refused as one that exists");
      const answer = await testMember.post({
        json: { ...(await testMember.body(testMember.identifier().toUpperCase())), name: 4711 },
      });
      if (isTold(answer)) return probeResult("converted", quoteAnswer(answer));
      return byStatus(answer, { "2xx": "converted", "4xx": "refused" });
    },

    async longIdentifier() {
      await testMember.member();
      const identifier = testMember.identifier("xx");
      const answer = await testMember.post({ json: await testMember.body(identifier) });
      if (answer.status >= 300) return byStatus(answer, { 400: "refused" });
      const shown = isItem(answer.json) ? String(answer.json.identifier) : "";
      return probeResult(shown.length < identifier.length ? "cut" : "made");
    },

    async badReference() {
      if ((await referenced()).answer !== "written") throw new InconclusiveError("a reference can't be set at all");
      const before = roleOf(await testMember.read());
      const answer = await testMember.set((await testMember.member()).id, { securityRole: { id: NO_ID } });
      const isQuoted = fieldCodesOf(answer).includes("InvalidReference") || codeOf(answer) === "InvalidReference";
      if (answer.status < 300)
        return probeResult(roleOf(await testMember.read()) === before ? "ignored" : OTHER, quoteAnswer(answer));
      return byStatus(answer, { 400: isQuoted ? "refused" : "other-code", 404: "not-found" });
    },

    patchReference: referenced,

    async subPaths() {
      const [role, other] = [await testMember.role(), await testMember.otherRole()];
      const id = roleOf(await testMember.read()) === other.id ? role.id : other.id;
      return afterWrite(await testMember.set((await testMember.member()).id, { "securityRole/id": id }), id);
    },

    async notAPair() {
      const { location, department } = await testMember.noPair();
      const before = await testMember.read();
      const fields = { defaultLocation: { id: location }, defaultDepartment: { id: department } };
      const { id } = await testMember.member();
      const answer = await testMember.set(id, fields);
      if (answer.status >= 300) {
        const refused = byStatus(answer, { 400: "refused", 409: "refused" });
        if (refused.answer !== "refused") return refused;
        const made = await testMember.post({
          json: { ...(await testMember.body(testMember.identifier("p"))), ...fields },
        });
        return byStatus(made, { "2xx": "taken-by-post", 400: "refused", 409: "refused" });
      }
      const now = await testMember.read();
      const isTaken = idIn(now.defaultLocation) === location && idIn(now.defaultDepartment) === department;
      const [oldLocation, oldDepartment] = [idIn(before.defaultLocation), idIn(before.defaultDepartment)];
      if (oldLocation !== undefined && oldDepartment !== undefined)
        await testMember.set(id, { defaultLocation: { id: oldLocation }, defaultDepartment: { id: oldDepartment } });
      if (!isTaken) throw new InconclusiveError("a PATCH of two fields doesn't set both");
      return probeResult("taken", quoteAnswer(answer));
    },

    async inactiveHolder() {
      const answer = await emptied();
      if (answer.status >= 400) return byStatus(answer, { 400: "refused", 409: "refused" });
      const now = await writer.read(`${ROLES}/${(await testMember.role()).id}`);
      return probeResult(now === undefined || now.inactiveFlag === true ? "deleted" : OTHER, quoteAnswer(answer));
    },

    async roleOfDeleted() {
      if ((await emptied()).status >= 400) throw new InconclusiveError("the role of an inactive member isn't deleted");
      // The list of members asks for a role, that of API members doesn't.
      const member = await writer.read(`${MEMBERS}/${(await testMember.member()).id}`);
      if (!member) throw new InconclusiveError("the list of members doesn't have it");
      const { items } = await writer.tenant.sample(MEMBERS);
      if (!items.some((one) => isItem(one.securityRole)))
        throw new InconclusiveError("the list of members shows no role");
      if (!("securityRole" in member)) return probeResult("absent");
      if (member.securityRole === null) return probeResult("null");
      const id = isItem(member.securityRole) ? member.securityRole.id : undefined;
      return probeResult(id === null ? "id-null" : id === (await testMember.role()).id ? "former" : OTHER);
    },

    async memberDeleted() {
      const answer = await writer.write("DELETE", await path());
      if (answer.status >= 300)
        return byStatus(answer, { 404: "not-found", 405: "refused", "4xx": "other-status", 501: "other-status" });
      return probeResult((await writer.read(await path())) === undefined ? "deleted" : OTHER, quoteAnswer(answer));
    },
  };

  async function afterWrite(answer: Answer, id: number): Promise<ProbeResult> {
    if (roleOf(await testMember.read()) === id) return probeResult("written", quoteAnswer(answer));
    return byStatus(answer, { "2xx": "ignored", "4xx": "refused" });
  }
}

/** Whether a refusal says that there is one. */
const isTold = (answer: Answer): boolean =>
  answer.status >= 400 && [...fieldCodesOf(answer), codeOf(answer)].includes("ObjectExists");

const idIn = (reference: unknown): number | undefined =>
  isItem(reference) && typeof reference.id === "number" ? reference.id : undefined;

const roleOf = ({ securityRole }: Item): number | undefined => idIn(securityRole);
