import { OTHER } from "../../assumptions";
import { saidBy } from "../../report/said";
import { itemsOf, MEMBERS, ROLES, rowsOf } from "../../tenant";
import { type Probe, saw } from "../seen";
import { answered, named, pair } from "./asked";

/** Conditions on other lists than of roles, and their kin. */
export const elsewhere: Readonly<Record<string, Probe>> = {
  async conditionsWithin(tenant) {
    const { roleId, rows } = await tenant.rows();
    const [first] = rows;
    const answer = await tenant.get(rowsOf(roleId), { conditions: `id=${first?.id}`, pageSize: 1000 });
    return answered(answer, { counted: pair(first), ignored: rows });
  },

  async levelCondition(tenant) {
    const { roleId, rows } = await tenant.rows();
    const answer = await tenant.get(rowsOf(roleId), { conditions: 'inquireLevel="Cwroles"', pageSize: 1000 });
    if (answer.status === 400) return saw("refused", saidBy(answer));
    const shown = itemsOf(answer);
    if (!shown) return saw(OTHER, saidBy(answer));
    return saw(shown.length === 0 ? "empty" : shown.length === rows.length ? "ignored" : OTHER);
  },

  async conditionsOnMySecurity(tenant) {
    const { items } = await tenant.list("/system/mySecurity");
    const [first] = items;
    const answer = await tenant.get("/system/mySecurity", { conditions: `id=${first?.id}`, pageSize: 1000 });
    return answered(answer, { counted: pair(first), ignored: items });
  },

  async childConditions(tenant) {
    const { target } = await named(tenant);
    const answer = await tenant.get(ROLES, { childConditions: `name="${target.name}"`, pageSize: 1000 });
    if (answer.status === 400) return saw("refused", saidBy(answer));
    return answered(answer, { counted: [target], ignored: await tenant.roles(), empty: [] });
  },

  async customFieldConditions(tenant) {
    const query = { customFieldConditions: 'caption="cwroles none" and value="none"', pageSize: 50 };
    const answer = await tenant.get(MEMBERS, query);
    const { items } = await tenant.sample(MEMBERS);
    return answered(answer, { empty: [], ignored: items });
  },
};
