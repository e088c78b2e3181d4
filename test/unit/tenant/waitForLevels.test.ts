import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CancelledError, TenantError, UnreachableError } from "../../../core/model/errors";
import { observe } from "../../../tenant/apply/role";
import { waitForLevels } from "../../../tenant/apply/waitForLevels";
import { MemoryGateway, MemoryTenant } from "../../helpers/memoryGateway";
import { levelsOf } from "../../helpers/rows";

const ROLE = "Integration Sync";
const desired = {
  name: ROLE,
  levels: levelsOf(["Companies › Contacts: None None None All", "Finance › Invoicing: None All None All"]),
  unlisted: "exact",
} as const;
const MINUTE = 60_000;

let tenant: MemoryTenant;
let gateway: MemoryGateway;
let reported: string[];
let cancel: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  tenant = new MemoryTenant();
  gateway = new MemoryGateway(tenant, "read-only");
  reported = [];
  cancel = new AbortController();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Each look at the tenant takes no time: the clock moves by what `onLook` says. */
async function wait(ms: number, onLook: (number: number) => void) {
  const id = tenant.addRole(ROLE);
  const before = await observe(gateway, { id, name: ROLE, adminFlag: false, inactiveFlag: false });
  let looks = 0;
  const settings = gateway.settings;
  vi.spyOn(gateway, "settings").mockImplementation(async (roleId) => {
    looks += 1;
    onLook(looks);
    return settings(roleId);
  });
  const say = (message: string) => void reported.push(message);
  const waiting = { wait: ms, cancelled: cancel.signal, every: 1 };
  return { ...(await waitForLevels(gateway, before, desired, waiting, { progress: say, warn: say })), looks };
}

const set = (module: string, name: string, verb: "edit" | "inquire") =>
  tenant.setLevel(ROLE, module, name, verb, "All");

function setInvoicing(): void {
  set("Finance", "Invoicing", "edit");
  set("Finance", "Invoicing", "inquire");
}

describe("an administrator is waited for", () => {
  test("until the tenant shows the levels, with how far it is and what comes next", async () => {
    const { remaining: left, role } = await wait(15 * MINUTE, (look) => {
      if (look === 2) set("Companies", "Contacts", "inquire");
      if (look === 4) setInvoicing();
    });
    expect(left).toEqual([]);
    expect(role.settings).toEqual(await gateway.settings(role.id));
    expect(reported).toEqual([
      "Waiting up to 15 min for an administrator: 0 of 2 rows done, next: Companies › Contacts: Inquire None → All. Ctrl-C stops waiting.",
      "1 of 2 rows done, next: Finance › Invoicing: Edit None → All, Inquire None → All; 15 min left",
      "2 of 2 rows done",
    ]);
  });

  test("no longer than was said, and reminded of every minute", async () => {
    const { remaining: left } = await wait(2 * MINUTE, () => vi.setSystemTime(Date.now() + MINUTE / 2));
    expect(left).toHaveLength(2);
    expect(reported.filter((message) => message.startsWith("0 of 2 rows done"))).toHaveLength(2);
  });

  test("until the user cancels", async () => {
    const { remaining: left, looks } = await wait(15 * MINUTE, (look) => look === 3 && cancel.abort());
    expect(left).toHaveLength(2);
    expect(looks).toBe(3);
    expect(reported.at(-1)).toBe("Cancelled: no longer waiting.");
  });

  test("until the user cancels in the middle of a request, with the list of what is left", async () => {
    const { remaining: left } = await wait(15 * MINUTE, () => {
      cancel.abort();
      throw new CancelledError("GET /settings");
    });
    expect(left).toHaveLength(2);
    expect(reported.at(-1)).toBe("Cancelled: no longer waiting.");
  });

  test.each([
    ["is busy", new TenantError({ method: "GET", path: "/settings", status: 503 })],
    ["limits requests", new TenantError({ method: "GET", path: "/settings", status: 429 })],
    ["is out of reach", new UnreachableError("https://api-na.myconnectwise.net", "ECONNRESET", {})],
  ])("while the tenant %s for a moment", async (_, error) => {
    const { remaining: left } = await wait(15 * MINUTE, (look) => {
      if (look < 3) throw error;
      set("Companies", "Contacts", "inquire");
      setInvoicing();
    });
    expect(left).toEqual([]);
    expect(reported.filter((message) => message.endsWith("Looking again."))).toHaveLength(2);
  });

  test("not where the tenant refuses to be read", async () => {
    const refused = new TenantError({ method: "GET", path: "/settings", status: 403 });
    await expect(
      wait(15 * MINUTE, () => {
        throw refused;
      }),
    ).rejects.toBe(refused);
  });
});
