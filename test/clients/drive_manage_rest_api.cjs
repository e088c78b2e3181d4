// @ts-check
/**
 * What a script does with connectwise-manage-rest-api: the codebase looked up, a role made and its rows changed, a member changed by
 * what fast-json-patch says of the difference. Prints what came of it as JSON. Its argument is the package's folder.
 */
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const packageFile = path.join(process.argv[2] ?? "", "package.json");
const requireAs = createRequire(packageFile);
const connect = requireAs("./index.js");
/** What the package itself depends on. */
const { compare } = requireAs("fast-json-patch");

const { host, ...keys } = JSON.parse(readFileSync(0, "utf8"));
const api = connect({ fqdn: host, ...keys });

/** @param {string} list @param {string} conditions */
const find = (list, conditions) => api.get(`${list}?conditions=${encodeURIComponent(conditions)}`);

async function main() {
  const { version } = await api.get("system/info");
  const [role] = await find("system/securityroles", "name='Finance' and inactiveFlag=False");
  const made = await api.post("system/securityroles", { name: "Node Sync" });
  const rows = `system/securityRoles/${made.id}/settings`;
  const { count } = await api.get(`${rows}/count`);
  const [row] = await api.get(`${rows}?pageSize=1000&orderBy=sortOrder%20asc&fields=id,addLevel`);
  const levels = ["addLevel", "editLevel"].map((level) => ({ op: "replace", path: level, value: "All" }));
  const changed = await api.patch(`${rows}/${row.id}`, levels);
  const [before] = await find("system/members", 'identifier="GPatel"');
  const whole = { ...before.securityRole, id: role.id, name: role.name };
  const titled = await patch(before, { ...before, title: "Engineer", securityRole: whole });
  const bare = await patch(titled, { ...titled, securityRole: { id: before.securityRole.id } });
  await api.delete(`system/securityroles/${made.id}`);
  const gone = await refused(api.get(`system/securityroles/${made.id}`));
  const taken = await refused(api.post("system/securityroles", { name: "finance" }));
  return {
    version,
    rows: count,
    levels: [row.addLevel, changed.addLevel, changed.editLevel, changed.deleteLevel],
    member: [titled.title, titled.securityRole.name, bare.securityRole.name === before.securityRole.name],
    refusals: [gone, taken],
  };
}

/** @param {{ id: number }} before @param {object} after */
const patch = (before, after) => api.patch(`system/members/${before.id}`, compare(before, after));

/** @param {Promise<unknown>} asked @returns {Promise<unknown>} status and code */
const refused = (asked) =>
  asked.then(
    () => "not refused",
    ({ response, responseBody }) => [response.status, responseBody.code],
  );

main().then((outcome) => process.stdout.write(JSON.stringify(outcome)));
