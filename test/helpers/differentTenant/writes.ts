import type { Sandbox } from "../../../sandbox";
import {
  type Alteration,
  type Ask,
  answers,
  isAt,
  MEMBERS,
  pathOf,
  ROLES,
  ROW,
  refusal,
  refusals,
  without,
  withStatus,
} from "./altering";
import type { Alter, Answer, Json, ProxiedRequest } from "./proxy";

const ROLE = /^\/system\/securityroles\/\d+$/;
const MEMBER = /^\/system\/(api)?members\/\d+$/;

const make = (name: string) => (ask: Ask) => ask("POST /system/securityroles", { name });
const set = (path: string, value: unknown, op = "replace") => [{ op, path, value }];
const ROW_SEEN = "/system/securityRoles/2/settings/98";
const MEMBER_SEEN = "/system/apiMembers/2";

/** Ids of roles that the tenant starts with go so far. */
const SEEDED = 10;

/** A write, and what a read shows after it. */
const then = (line: string, body: Json, read: string) => async (ask: Ask) => [
  await ask(line, body),
  await ask(`GET ${read}`),
];

/** What is asked of a PATCH becomes another. */
const patches =
  (where: RegExp, change: (operations: Json[]) => Json): Alter =>
  (asked, next) =>
    asked.method === "PATCH" && isAt(asked, where) && Array.isArray(asked.body)
      ? next({ body: change(asked.body) })
      : next();

const refusedPatches =
  (where: RegExp, test: (operation: Json) => boolean): Alter =>
  (asked, next) =>
    asked.method === "PATCH" && isAt(asked, where) && Array.isArray(asked.body) && asked.body.some(test)
      ? refusal(400, "The path is not valid.", "InvalidPatch")
      : next();

/** What a new role is asked for becomes another. */
const bodies =
  (change: (body: Json) => Json): Alter =>
  (asked, next) =>
    asked.method === "POST" && isAt(asked, ROLES) && asked.body ? next({ body: change(asked.body) }) : next();

const isDuplicate = ({ body }: Answer) => body?.errors?.[0]?.code === "ObjectExists";
const isTooLong = ({ body }: Answer) => body?.errors?.[0]?.code === "MaxLength";

/** A POST of a role that the tenant refuses for one reason. */
const refusedRole =
  (
    test: (answer: Answer) => boolean,
    change: (
      asked: ProxiedRequest,
      answer: Answer,
      sandbox: Sandbox,
      ask: (path: string) => Promise<Answer>,
    ) => Answer | Promise<Answer>,
  ): Alter =>
  async (asked, next, sandbox) => {
    const answer = await next();
    const isMeant = asked.method === "POST" && isAt(asked, ROLES) && answer.status === 400 && test(answer);
    const ask = (path: string) => next({ method: "GET", address: `${asked.address}/${path}`, body: undefined });
    return isMeant ? change(asked, answer, sandbox, ask) : answer;
  };

const added = async (name: string, sandbox: Sandbox, ask: (path: string) => Promise<Answer>): Promise<Answer> => ({
  ...(await ask(String(sandbox.tenant.addRole(name)))),
  status: 201,
});

const onCreate =
  (change: (sandbox: Sandbox, name: string) => void): Alter =>
  async (asked, next, sandbox) => {
    const answer = await next();
    if (asked.method === "POST" && isAt(asked, ROLES) && answer.status === 201) change(sandbox, answer.body.name);
    return answer;
  };

const settingWrite =
  (methods: readonly string[], answer: Answer | ((next: () => Promise<Answer>) => Promise<Answer>)): Alter =>
  (asked, next) => {
    if (!methods.includes(asked.method) || !isAt(asked, ROW)) return next();
    return typeof answer === "function" ? answer(() => next({ method: "GET", body: undefined })) : answer;
  };

const inUse =
  (change: (asked: ProxiedRequest, sandbox: Sandbox, answer: Answer) => Answer): Alter =>
  async (asked, next, sandbox) => {
    const answer = await next();
    return asked.method === "DELETE" && answer.status === 409 ? change(asked, sandbox, answer) : answer;
  };

/** What writes do otherwise. */
export const WRITES = {
  madeWithOk: {
    seen: make("One"),
    alter: answers("POST", /./, (answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer)),
  },
  madeWithoutBody: {
    seen: make("One"),
    alter: answers("POST", /./, (answer) => (answer.status === 201 ? { ...answer, body: undefined } : answer)),
  },
  madeWithIdOnly: {
    seen: make("One"),
    alter: answers("POST", ROLES, (answer) =>
      answer.status === 201 ? { ...answer, body: { id: answer.body.id } } : answer,
    ),
  },
  madeWithoutLocation: {
    seen: make("One"),
    alter: answers("POST", /./, (answer) => ({ ...answer, headers: without(answer.headers, "location") })),
  },
  madeWithRedirect: {
    seen: make("One"),
    alter: answers("POST", ROLES, (answer) =>
      answer.status === 201 ? { ...answer, status: 303, body: undefined } : answer,
    ),
  },
  madeAccepted: {
    seen: make("One"),
    alter: answers("POST", ROLES, (answer) =>
      answer.status === 201 ? { ...answer, status: 202, body: undefined } : answer,
    ),
  },
  sameNameAccepted: {
    seen: make("Admin"),
    alter: refusedRole(isDuplicate, ({ body }, _, sandbox, ask) => added(body.name, sandbox, ask)),
  },
  sameNameInOtherCaseAccepted: {
    seen: make("ADMIN"),
    alter: refusedRole(isDuplicate, ({ body }, answer, sandbox, ask) =>
      sandbox.tenant.roles().some(({ name }) => name === body.name) ? answer : added(body.name, sandbox, ask),
    ),
  },
  sameNameConflict: {
    seen: make("Admin"),
    alter: refusedRole(isDuplicate, (_, answer) => ({ ...answer, status: 409 })),
  },
  sameNameByAnotherCode: {
    seen: make("Admin"),
    alter: refusedRole(isDuplicate, (_, answer) => ({
      ...answer,
      body: { code: "Duplicate", message: "There is one of that name.", errors: null },
    })),
  },
  sameNameAnswersTheOther: {
    seen: make("Admin"),
    alter: refusedRole(isDuplicate, async ({ body }, _, sandbox, ask) =>
      ask(String(sandbox.tenant.roles().find(({ name }) => name.toLowerCase() === body.name.trim().toLowerCase())?.id)),
    ),
  },
  longNameCut: {
    seen: make("A name that is much longer than thirty"),
    alter: bodies((body) => ({ ...body, name: body.name?.slice(0, 30) })),
  },
  longNameServerError: {
    seen: make("A name that is much longer than thirty"),
    alter: refusedRole(isTooLong, () => refusal(500)),
  },
  longNameByAnotherCode: {
    seen: make("A name that is much longer than thirty"),
    alter: refusedRole(isTooLong, (_, answer) => ({
      ...answer,
      body: { ...answer.body, errors: [{ ...answer.body.errors[0], code: "StringLength" }] },
    })),
  },
  namesOfFiftyTaken: {
    seen: make("A name that is much longer than thirty"),
    alter: refusedRole(isTooLong, ({ body }, _, sandbox, ask) => added(body.name, sandbox, ask)),
  },
  blanksOfNamesLost: { seen: make("  Two  blanks  "), alter: bodies((body) => ({ ...body, name: body.name?.trim() })) },
  blanksWithinNamesLost: {
    seen: make("Two  blanks"),
    alter: bodies((body) => ({ ...body, name: body.name?.replaceAll(/ +/g, " ") })),
  },
  namesInCapitals: { seen: make("One"), alter: bodies((body) => ({ ...body, name: body.name?.toUpperCase() })) },
  nameMissingTaken: {
    seen: (ask) => ask("POST /system/securityroles", {}),
    alter: bodies((body) => ({ name: "New Role", ...body })),
  },
  unknownFieldTaken: {
    seen: (ask) => ask("POST /system/securityroles", { name: "One", colour: "red" }),
    alter: bodies(({ name, adminFlag, inactiveFlag }) => ({ name, adminFlag, inactiveFlag })),
  },
  wrongTypeTaken: {
    seen: (ask) => ask("POST /system/securityroles", { name: "One", inactiveFlag: "perhaps" }),
    alter: bodies((body) =>
      Object.fromEntries(Object.entries(body).filter(([name, value]) => name === "name" || typeof value === "boolean")),
    ),
  },
  textForFlagsRefused: {
    seen: (ask) => ask("POST /system/securityroles", { name: "One", inactiveFlag: "true" }),
    alter: (asked, next) =>
      asked.method !== "GET" && /Flag":"(true|false)"/i.test(JSON.stringify(asked.body))
        ? refusal(400, "Error converting value.")
        : next(),
  },
  numberForTextRefused: {
    seen: (ask) => ask("POST /system/securityroles", { name: 4711 }),
    alter: (asked, next) =>
      asked.method === "POST" && typeof asked.body?.name === "number"
        ? refusal(400, "Error converting value.")
        : next(),
  },
  newRoleSees: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return ask(`GET /system/securityRoles/${body.id}/settings?pageSize=1000`);
    },
    alter: onCreate((sandbox, name) =>
      sandbox.tenant.setLevel(name, "Companies", "Company Maintenance", "inquire", "All"),
    ),
  },
  newRoleHasAll: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return ask(`GET /system/securityRoles/${body.id}/settings?pageSize=1000`);
    },
    alter: onCreate((sandbox, name) => {
      for (const verb of ["add", "edit", "delete", "inquire"] as const)
        sandbox.tenant.setLevel(name, "Finance", "Invoicing", verb, "All");
    }),
  },
  newRoleHasNoRows: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return ask(`GET /system/securityRoles/${body.id}/settings?pageSize=1000`);
    },
    alter: async (asked, next, sandbox) => {
      const answer = await next();
      const [, id] = /securityroles\/(\d+)\/settings$/.exec(pathOf(asked)) ?? [];
      const isNew =
        id !== undefined && Number(id) > SEEDED && sandbox.tenant.roles().some((role) => role.id === Number(id));
      return isNew && Array.isArray(answer.body) ? { ...answer, body: [] } : answer;
    },
  },
  levelPatchLost: {
    seen: then(`PATCH ${ROW_SEEN}`, set("addLevel", "All"), ROW_SEEN),
    alter: settingWrite(["PATCH", "PUT"], (row) => row()),
  },
  levelPatchForbidden: {
    seen: then(`PATCH ${ROW_SEEN}`, set("addLevel", "All"), ROW_SEEN),
    alter: settingWrite(
      ["PATCH", "PUT"],
      refusal(403, "You do not have security permission to perform this action.", "Security"),
    ),
  },
  levelPatchNotFound: {
    seen: then(`PATCH ${ROW_SEEN}`, set("addLevel", "All"), ROW_SEEN),
    alter: settingWrite(["PATCH", "PUT"], refusal(404, "The endpoint does not exist.")),
  },
  levelPatchNotImplemented: {
    seen: then(`PATCH ${ROW_SEEN}`, set("addLevel", "All"), ROW_SEEN),
    alter: settingWrite(["PATCH"], refusal(501)),
  },
  levelPatchRefusedPutTaken: {
    seen: then(`PATCH ${ROW_SEEN}`, set("addLevel", "All"), ROW_SEEN),
    alter: settingWrite(["PATCH"], refusal(405)),
  },
  levelPutRefused: {
    seen: async (ask) => {
      const { body } = await ask(`GET ${ROW_SEEN}`);
      return ask(`PUT ${ROW_SEEN}`, { ...body, addLevel: "My" });
    },
    alter: settingWrite(["PUT"], refusal(405)),
  },
  rowsNotShownOneByOne: {
    seen: "GET /system/securityRoles/2/settings/98",
    alter: (asked, next) =>
      asked.method === "GET" && isAt(asked, ROW) ? refusal(404, "The endpoint does not exist.") : next(),
  },
  patchAnswersNothing: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, set("notes", "x")),
    alter: answers("PATCH", /./, (answer) =>
      answer.status === 200 ? { ...answer, status: 204, body: undefined } : answer,
    ),
  },
  patchAnswersAsBefore: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, set("notes", "x")),
    alter: async (asked, next) => {
      if (asked.method !== "PATCH") return next();
      const before = await next({ method: "GET", body: undefined });
      const answer = await next();
      return answer.status === 200 ? before : answer;
    },
  },
  patchOfMemberLost: {
    seen: then(`PATCH ${MEMBER_SEEN}`, set("notes", "x"), MEMBER_SEEN),
    alter: (asked, next) =>
      asked.method === "PATCH" && isAt(asked, MEMBER) ? next({ method: "GET", body: undefined }) : next(),
  },
  patchOpInLowerCaseOnly: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, set("notes", "x", "Replace")),
    alter: refusedPatches(/./, ({ op }) => op !== op?.toLowerCase()),
  },
  patchWithSlashOnly: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, set("notes", "x")),
    alter: refusedPatches(/./, ({ path }) => !String(path).startsWith("/")),
  },
  patchWithoutSlashOnly: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, set("/notes", "x")),
    alter: refusedPatches(/./, ({ path }) => String(path).startsWith("/")),
  },
  patchPathInAnyCase: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, set("NOTES", "x")),
    alter: patches(/./, (all) =>
      all.map((one) => ({
        ...one,
        path: String(one.path).replace(
          /^\/?([A-Z])([A-Z]*)/,
          (_, first: string, rest: string) => first.toLowerCase() + rest.toLowerCase(),
        ),
      })),
    ),
  },
  patchUnknownPathIgnored: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, set("colour", "red")),
    alter: async (asked, next) => {
      const answer = await next();
      return asked.method === "PATCH" && answer.status === 400 && /path/i.test(JSON.stringify(answer.body))
        ? next({ method: "GET", body: undefined })
        : answer;
    },
  },
  patchOfOneOnly: {
    seen: then(`PATCH ${ROW_SEEN}`, [...set("addLevel", "All"), ...set("editLevel", "All")], ROW_SEEN),
    alter: patches(/./, (all) => all.slice(0, 1)),
  },
  patchOfSeveralRefused: {
    seen: then(`PATCH ${ROW_SEEN}`, [...set("addLevel", "All"), ...set("editLevel", "All")], ROW_SEEN),
    alter: (asked, next) => (asked.method === "PATCH" && asked.body?.length > 1 ? refusal(400) : next()),
  },
  patchOfAnObjectTaken: {
    seen: (ask) => ask(`PATCH ${MEMBER_SEEN}`, { notes: "x" }),
    alter: (asked, next) =>
      asked.method === "PATCH" && asked.body && !Array.isArray(asked.body)
        ? next({ body: Object.entries(asked.body).flatMap(([path, value]) => set(path, value)) })
        : next(),
  },
  patchWithinReferencesLost: {
    seen: then(`PATCH ${MEMBER_SEEN}`, set("defaultLocation/id", 2), MEMBER_SEEN),
    alter: (asked, next) =>
      asked.method === "PATCH" && Array.isArray(asked.body) && asked.body.some(({ path }) => /.\/./.test(path))
        ? next({ method: "GET", body: undefined })
        : next(),
  },
  roleRenamedByPatch: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return [
        await ask(`PATCH /system/securityroles/${body.id}`, set("name", "Two")),
        await ask(`GET /system/securityroles/${body.id}`),
      ];
    },
    alter: (asked, next, sandbox) => {
      const value = asked.body?.find?.((one: Json) => one.path === "name")?.value;
      if (asked.method !== "PATCH" || !isAt(asked, ROLE) || value === undefined) return next();
      const { store } = sandbox.tenant;
      const record = store.collections.securityRoles.get(Number(/\d+$/.exec(asked.address)?.[0]));
      if (record) store.update("securityRoles", record, { ...record.fields, name: value }, "x");
      return next({ method: "GET", body: undefined });
    },
  },
  deletedWithBody: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return ask(`DELETE /system/securityroles/${body.id}`);
    },
    alter: answers("DELETE", ROLE, (answer) =>
      answer.status === 204
        ? { ...answer, status: 200, headers: { "content-type": "application/json" }, body: { success: true } }
        : answer,
    ),
  },
  deletedStays: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return [await ask(`DELETE /system/securityroles/${body.id}`), await ask(`GET /system/securityroles/${body.id}`)];
    },
    alter: (asked, next) =>
      asked.method === "DELETE" && isAt(asked, ROLE) ? { status: 204, headers: {}, body: undefined } : next(),
  },
  deletedBecomesInactive: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return [await ask(`DELETE /system/securityroles/${body.id}`), await ask(`GET /system/securityroles/${body.id}`)];
    },
    alter: (asked, next, sandbox) => {
      if (asked.method !== "DELETE" || !isAt(asked, ROLE)) return next();
      const { store } = sandbox.tenant;
      const record = store.collections.securityRoles.get(Number(/\d+$/.exec(asked.address)?.[0]));
      if (record) store.update("securityRoles", record, { ...record.fields, inactiveFlag: true }, "x");
      return { status: 204, headers: {}, body: undefined };
    },
  },
  deletedTwiceTaken: {
    seen: "DELETE /system/securityroles/4711",
    alter: answers("DELETE", ROLE, (answer) =>
      answer.status === 404 ? { ...answer, status: 204, body: undefined } : answer,
    ),
  },
  deletedOfUseBadRequest: {
    seen: "DELETE /system/securityroles/2",
    alter: inUse((_, __, answer) => ({ ...answer, status: 400 })),
  },
  deletedOfUseTaken: {
    seen: (ask) => ask("DELETE /system/securityroles/2"),
    alter: inUse((asked, { tenant: { store } }) => {
      store.remove("securityRoles", Number(/\d+$/.exec(asked.address)?.[0]));
      return { status: 204, headers: {}, body: undefined };
    }),
  },
  deletionForbidden: {
    seen: async (ask) => {
      const { body } = await make("One")(ask);
      return ask(`DELETE /system/securityroles/${body.id}`);
    },
    alter: (asked, next) => (asked.method === "DELETE" && isAt(asked, ROLE) ? refusal(405) : next()),
  },
  pairsUnchecked: {
    seen: (ask) =>
      ask("POST /system/apiMembers", {
        identifier: "one",
        name: "One",
        securityRole: { id: 2 },
        defaultLocation: { id: 4 },
        defaultDepartment: { id: 1 },
      }),
    alter: async (asked, next, { tenant: { store } }) => {
      const answer = await next();
      const isPair =
        answer.status === 400 && answer.body?.errors?.some(({ field }: Json) => field === "defaultDepartment/id");
      if (asked.method !== "POST" || !isPair) return answer;
      const { defaultLocation, defaultDepartment, ...body } = asked.body;
      const made = await next({ body });
      const record = store.collections.members.get(made.body.id);
      if (record) store.update("members", record, { ...record.fields, defaultLocation, defaultDepartment }, "x");
      return {
        ...(await next({ method: "GET", address: `${asked.address}/${made.body.id}`, body: undefined })),
        status: 201,
      };
    },
  },
  referencesUnchecked: {
    seen: (ask) => ask("POST /system/apiMembers", { identifier: "one", name: "One", securityRole: { id: 4711 } }),
    alter: async (asked, next) => {
      const answer = await next();
      if (asked.method !== "POST" || !isAt(asked, MEMBERS) || answer.status !== 400) return answer;
      return next({
        body: without(asked.body, ...(answer.body?.errors ?? []).map(({ field }: Json) => String(field).split("/")[0])),
      });
    },
  },
  membersDeleted: {
    seen: (ask) => ask(`DELETE ${MEMBER_SEEN}`),
    alter: (asked, next, { tenant: { store } }) => {
      if (asked.method !== "DELETE" || !isAt(asked, MEMBER)) return next();
      store.remove("members", Number(/\d+$/.exec(asked.address)?.[0]));
      return { status: 204, headers: {}, body: undefined };
    },
  },
  newMemberAlwaysActive: {
    seen: (ask) =>
      ask("POST /system/apiMembers", { identifier: "one", name: "One", securityRole: { id: 2 }, inactiveFlag: true }),
    alter: (asked, next) =>
      asked.method === "POST" && isAt(asked, MEMBERS) ? next({ body: { ...asked.body, inactiveFlag: false } }) : next(),
  },
  newMemberWithoutRole: {
    seen: (ask) => ask("POST /system/apiMembers", { identifier: "one", name: "One", securityRole: { id: 2 } }),
    alter: (asked, next) =>
      asked.method === "POST" && isAt(asked, MEMBERS) ? next({ body: without(asked.body, "securityRole") }) : next(),
  },
  writesUnsupportedType: {
    seen: (ask) =>
      ask("POST /system/securityroles", "name=One", { "content-type": "application/x-www-form-urlencoded" }),
    alter: refusals([415], withStatus(400)),
  },
} satisfies Record<string, Alteration>;
