import path from "node:path";
import { autocomplete, CANCEL_SYMBOL, confirm, log, password, select, spinner, text } from "@clack/prompts";
import { RefusedError, RolesError } from "../../core/model/errors";
import type { Named } from "../../core/model/member";
import { sameName } from "../../core/model/name";
import { profilesIn } from "../../project/profiles";
import { cleanLine, cleanMessage } from "../../text/clean.mjs";
import { type AnswerKey, type Answers, CONNECTION_ANSWERS, DEFAULTS, problemOf } from "./answers";
import { type Connection, describeFinding, Places, problemsWith } from "./checkTenant";

/** Asks on a terminal for what isn't given yet, and checks each answer as it comes. */

type Given = Partial<Answers>;

const QUESTIONS: Readonly<Record<(typeof CONNECTION_ANSWERS)[number], { message: string; placeholder?: string }>> = {
  site: { message: "Where does the tenant's API answer?", placeholder: "api-na.myconnectwise.net" },
  companyId: { message: "Company id, as at log-in" },
  publicKey: { message: "Public key of the managing API member (System > Members > API Members)" },
  privateKey: { message: "Private key; it is encrypted by Pulumi and shown nowhere" },
  clientId: { message: "clientId, a GUID from ConnectWise's developer site" },
};

/** Whether the sandbox will do, where no tenant is named. */
export const askSandbox = async (): Promise<boolean> =>
  answered(
    await select({
      message: "Which tenant is it for?",
      options: [
        { value: false, label: "A tenant of ConnectWise PSA" },
        { value: true, label: "A sandbox on this machine", hint: "to try it: npx cwroles sandbox" },
      ],
    }),
  );

/** A connection that the doctor finds nothing wrong with, unless the user goes on all the same. */
export async function askConnection(given: Partial<Connection>, isChecked: boolean): Promise<Connection> {
  let connection = await askKeys(given, {});
  while (isChecked) {
    const wait = spinner();
    wait.start("Asking the tenant");
    const problems = await problemsWith(connection);
    wait.stop(problems.length === 0 ? "The tenant answers, and the key may do what it has to" : "Something is wrong");
    if (problems.length === 0) return connection;
    for (const problem of problems) log.error(cleanMessage(describeFinding(problem)));
    const next = answered(
      await select({
        message: "What now?",
        options: [
          { value: "again", label: "Enter the connection again" },
          { value: "on", label: "Go on; npx cwroles doctor checks it later" },
        ],
      }),
    );
    if (next === "on") return connection;
    connection = await askKeys({}, connection);
  }
  return connection;
}

async function askKeys(given: Partial<Connection>, before: Partial<Connection>): Promise<Connection> {
  const found: Partial<Record<keyof Connection, string>> = { ...given };
  for (const key of CONNECTION_ANSWERS) found[key] ??= await askFor(key, before[key]);
  return found as Connection;
}

async function askFor(key: keyof Connection, before?: string): Promise<string> {
  const validate = (value: string | undefined) => problemOf(key, value ?? "");
  const { message, placeholder } = QUESTIONS[key];
  if (key === "privateKey") return answered(await password({ message, validate }));
  return answered(
    await text({ message, validate, ...(placeholder && { placeholder }), ...(before && { initialValue: before }) }),
  );
}

/** Profile, role and member. @param folder of the project, whose own profiles can be chosen, too */
export async function askRole(folder: string, given: Given): Promise<Pick<Answers, "profile" | "role" | "member">> {
  const { ids } = profilesIn(path.resolve(folder, "profiles"));
  const options = ids.map((id) => ({ value: id, label: cleanLine(id) }));
  const profile = given.profile ?? answered(await autocomplete({ message: "Which integration is it for?", options }));
  const role = given.role ?? (await askText("role", "Name of the security role", DEFAULTS.role));
  const member = given.member ?? (await askText("member", "Member id of the integration", DEFAULTS.member));
  return { profile, role, member };
}

/** @param more what else is wrong with an answer */
export const askText = async (
  key: Exclude<AnswerKey, "profile">,
  message: string,
  initialValue: string,
  more: (value: string) => string | undefined = () => undefined,
): Promise<string> =>
  answered(
    await text({ message, initialValue, validate: (value = "") => problemOf(key, value) ?? more(value.trim()) }),
  );

type Place = Pick<Answers, "location" | "businessUnit">;

const PLACE_QUESTIONS: Readonly<Record<keyof Place, string>> = {
  location: "The member's location",
  businessUnit: "Its business unit there",
};

/** Location and business unit, of those that the tenant has; by name where it can't be asked. */
export async function askPlace(given: Given, connection: Connection, isChecked: boolean): Promise<Place> {
  const places = new Places(connection);
  const locations = isChecked ? await listed(places.locations) : undefined;
  const location = await askNamed("location", given.location, locations);
  const { id } = locations?.find(isNamed(location)) ?? {};
  const units = id === undefined ? undefined : await listed(() => places.businessUnits(id));
  return { location, businessUnit: await askNamed("businessUnit", given.businessUnit, units) };
}

/** `undefined` where the tenant doesn't say, which is told. */
async function listed(list: () => Promise<readonly Named[]>): Promise<readonly Named[] | undefined> {
  try {
    return await list();
  } catch (error) {
    if (!(error instanceof RolesError)) throw error;
    log.warn(cleanMessage(error.message));
    return undefined;
  }
}

async function askNamed(
  key: keyof Place,
  given: string | undefined,
  known: readonly Named[] | undefined,
): Promise<string> {
  const message = PLACE_QUESTIONS[key];
  if (!known?.length) return given ?? askText(key, message, "");
  if (given !== undefined && known.some(isNamed(given))) return given;
  if (given !== undefined) log.error(cleanLine(`The tenant has no "${given}" there.`));
  return answered(
    await select({ message, options: known.map(({ name }) => ({ value: name, label: cleanLine(name) })) }),
  );
}

const isNamed =
  (written: string) =>
  ({ id, name }: Named): boolean =>
    sameName(name, written) || String(id) === written;

/** A passphrase that encrypts the stack's secrets, twice the same. */
export async function askNewPassphrase(): Promise<string> {
  const first = answered(
    await password({
      message: "A passphrase to encrypt the key with; every later run needs it",
      validate: (value) => (value ? undefined : "blank"),
    }),
  );
  await password({
    message: "The passphrase again",
    validate: (value) => (value === first ? undefined : "not the same"),
  }).then(answered);
  return first;
}

export const askLocalState = async (): Promise<boolean> =>
  answered(
    await confirm({
      message:
        "You aren't logged in to Pulumi. Keep its state in the project's folder? (No ends here, for pulumi login)",
    }),
  );

/** @throws RefusedError where the user ended it */
function answered<Value>(value: Value | typeof CANCEL_SYMBOL): Value {
  if (value !== CANCEL_SYMBOL) return value as Value;
  throw new RefusedError("Nothing was written.");
}
