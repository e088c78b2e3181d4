// @ts-check
import { VERBS } from "./expected.mjs";

/** @typedef {import("./expected.mjs").Row} Row */
/** @typedef {{ site: string, companyId: string, publicKey: string, privateKey: string, clientId: string }} Credentials */
/** @typedef {{ publicKey: string, privateKey: string }} KeyPair */
/** @typedef {{ id: number, name: string }} Reference */
/**
 * @typedef {object} Member
 * @property {number} id
 * @property {string} identifier
 * @property {Reference} securityRole
 * @property {Reference} defaultLocation
 * @property {Reference} defaultDepartment
 */

/**
 * Reads a tenant over HTTP as any other client would.
 *
 * @param {Credentials} credentials
 */
export function openTenant({ site, companyId, publicKey, privateKey, clientId }) {
  const key = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString("base64");
  const headers = { Authorization: `Basic ${key}`, clientId, Accept: "application/json" };

  /** @param {string} resource below the API's base @param {string} [method] @returns {Promise<any>} */
  async function ask(resource, method = "GET") {
    const response = await fetch(`${site}/v4_6_release/apis/3.0${resource}`, { method, headers });
    if (!response.ok) throw new Error(`${method} ${resource}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  return {
    /** @param {string} roleId @returns {Promise<Row[]>} in the order of the web client */
    async roleRows(roleId) {
      /** @type {Record<string, any>[]} */
      const settings = await ask(`/system/securityRoles/${roleId}/settings?pageSize=1000&orderBy=sortOrder`);
      return settings.map((setting) => ({
        module: setting.moduleDescription,
        name: setting.moduleFunctionDescription,
        levels: /** @type {Row["levels"]} */ (Object.fromEntries(VERBS.map((verb) => [verb, setting[`${verb}Level`]]))),
      }));
    },

    /** @param {string} name @returns {Promise<string | undefined>} the role's id, where there is one */
    async roleId(name) {
      const [role] = await ask(`/system/securityRoles?conditions=${encodeURIComponent(`name = "${name}"`)}`);
      return role && String(role.id);
    },

    /** @param {string} identifier @returns {Promise<Member | undefined>} of the integrations' kind */
    async apiMember(identifier) {
      const [member] = await ask(`/system/apiMembers?conditions=${encodeURIComponent(`identifier = "${identifier}"`)}`);
      return member;
    },

    /** @param {string} id @param {boolean} isFull a licensed user, not an API member @returns {Promise<Member>} */
    member: (id, isFull) => ask(`/system/${isFull ? "members" : "apiMembers"}/${id}`),

    /** @param {string} identifier of a member @returns {Promise<KeyPair>} that act as the member for hours */
    memberKey: (identifier) => ask(`/system/members/${encodeURIComponent(identifier)}/tokens`, "POST"),
  };
}
