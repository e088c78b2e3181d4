import { OTHER } from "../../assumptions";
import { itemsOf, MEMBERS, ROLES, rowsOf } from "../../probedTenant";
import { quoteAnswer } from "../../report/quoteAnswer";
import { type Probe, probeResult } from "../probeResult";
import { definedItems, plainlyNamedRole, resultOfList } from "./probeCondition";

/** Conditions on other lists than of roles, and their kin. */
export const otherLists: Readonly<Record<string, Probe>> = {
  async conditionsWithin(tenant) {
    const { roleId, rows } = await tenant.rows();
    const [first] = rows;
    const answer = await tenant.get(rowsOf(roleId), { conditions: `id=${first?.id}`, pageSize: 1000 });
    return resultOfList(answer, { counted: definedItems(first), ignored: rows });
  },

  async levelCondition(tenant) {
    const { roleId, rows } = await tenant.rows();
    const answer = await tenant.get(rowsOf(roleId), { conditions: 'inquireLevel="Cwroles"', pageSize: 1000 });
    if (answer.status === 400) return probeResult("refused", quoteAnswer(answer));
    const shown = itemsOf(answer);
    if (!shown) return probeResult(OTHER, quoteAnswer(answer));
    return probeResult(shown.length === 0 ? "empty" : shown.length === rows.length ? "ignored" : OTHER);
  },

  async conditionsOnMySecurity(tenant) {
    const { items } = await tenant.list("/system/mySecurity");
    const [first] = items;
    const answer = await tenant.get("/system/mySecurity", { conditions: `id=${first?.id}`, pageSize: 1000 });
    return resultOfList(answer, { counted: definedItems(first), ignored: items });
  },

  async childConditions(tenant) {
    const { target } = await plainlyNamedRole(tenant);
    const answer = await tenant.get(ROLES, { childConditions: `name="${target.name}"`, pageSize: 1000 });
    if (answer.status === 400) return probeResult("refused", quoteAnswer(answer));
    return resultOfList(answer, { counted: [target], ignored: await tenant.roles(), empty: [] });
  },

  async customFieldConditions(tenant) {
    const query = { customFieldConditions: 'caption="cwroles none" and value="none"', pageSize: 50 };
    const answer = await tenant.get(MEMBERS, query);
    const { items } = await tenant.sample(MEMBERS);
    return resultOfList(answer, { empty: [], ignored: items });
  },
};
