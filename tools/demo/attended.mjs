// @ts-check
import { pulumi, verify } from "./commands.mjs";
import { connectionOf, readBack } from "./readBack.mjs";
import { say } from "./say.mjs";
import { openTenant } from "./tenant.mjs";
import { upWithVisit } from "./visit.mjs";
import { openRole } from "./webClient.mjs";

/** No profile of the library asks for it. */
const MEDDLED = { label: "System / Security: Edit", level: "All" };

/**
 * A tenant as ConnectWise publishes its API: it makes roles and members, and only reads levels.
 *
 * @param {import("./run.mjs").Stage} stage
 * @returns {Promise<boolean>} whether the role is exactly as the profile asks
 */
export async function tellAttended(stage) {
  const { stack, sandbox } = stage;
  const isAgain = await stack.hasResources();
  // What an interrupted run left of the drift below is seen by a refresh alone.
  const refresh = isAgain ? " --refresh" : "";
  const config = await stack.config();
  const member = config["connectwise-roles:member"] ?? "";
  const role = config["connectwise-roles:role"] ?? "";

  say(
    "This is what the commands really print. Of Pulumi's lines only two things are left out: the stack's name in front of each",
    "message, and the messages once more at the end.",
  );
  say(
    "1  Look. What pulumi up would do, by reads alone.",
    ...(isAgain ? ["   An earlier run was here; --refresh reads the tenant first."] : []),
  );
  await pulumi(stack, `preview${refresh}`);

  say(
    "2  Do. One run makes the role, and its member with location and business unit. This tenant's API sets no levels, as",
    "   ConnectWise publishes it: the run says what is left for one person, shows it on a live page, waits, and goes on by itself.",
  );
  sandbox.clearRequests();
  const { isVisited, keyPair } = await upWithVisit(stage, `up --yes --skip-preview${refresh}`);
  if (!isVisited && writesTo(sandbox) === 0)
    say("Nothing changed: everything already was as the profile asks, and not one write request was sent.");

  say("3  Check. The tenant is read once more, past all that was at work so far.");
  if (!(await readBack(stack)).isExact) return false;

  say(
    "4  Ask as the integration: its own key alone sees its effective levels and its Customize lists.",
    ...(keyPair ? [] : ["   No key pair was made in this run: a short-lived one, asked for by the API, stands in."]),
  );
  const isVerified = (await verify(stack, keyPair ?? (await openTenant(connectionOf(config)).memberKey(member)))) === 0;

  say(
    `5  Drift. A colleague opens System > Security Roles > ${role}, sets ${MEDDLED.label} to ${MEDDLED.level}, and tells nobody.`,
    "   A preview that reads the tenant shows it.",
  );
  const page = await openRole(sandbox.url, role);
  page.choose(MEDDLED.label, MEDDLED.level);
  say(`    colleague      Save: "${await page.save()}"`);
  await pulumi(stack, "preview --refresh");

  say("6  Put it right, in the same way: the list has one level.");
  await upWithVisit(stage, "up --yes --skip-preview --refresh");
  const { isExact, profile } = await readBack(stack, { hasTable: false });
  say(...ending(profile));
  return isExact && isVerified;
}

/** @param {import("./sandbox.mjs").Sandbox} sandbox */
const writesTo = (sandbox) => sandbox.requests().filter(({ method }) => method !== "GET").length;

/** @param {string} profile its file */
const ending = (profile) => [
  "This is a sandbox: it follows what ConnectWise publishes of its API, and says which of its behaviours are assumed",
  "(sandbox/README.md). Nobody has run this project against ConnectWise's own service yet.",
  "",
  "Next:",
  "  npm run demo: again; nothing is left to do until the colleague comes",
  "  npm run demo -- --hands-on: delete .demo/attended first, and the visit is yours",
  "  npm run demo -- --writable: a tenant that takes levels by the API",
  `  edit a level in ${profile}, then npm run demo: the list has that level alone`,
  "  npx cwroles sandbox --settings read-only: a tenant to try all of it on by hand",
  "  README.md: your own tenant, step by step",
];
