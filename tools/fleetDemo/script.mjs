// @ts-check
import path from "node:path";
import { FOLDER } from "./files.mjs";
import { MEMBER, ROLE, TENANTS } from "./tenants.mjs";

/**
 * The real commands in their order, with what there is to see.
 *
 * @param {ReturnType<import("./command.mjs").fleetCommands>} commands
 * @param {import("../../sandbox/index.ts").Sandbox} sandbox
 */
export async function tell({ show }, sandbox) {
  say(
    `${TENANTS.length} tenants are in fleet.yaml, in the groups au and us. Most are fresh. The others:`,
    ...TENANTS.flatMap(({ name, made }) => (made ? [`  ${name} ${made}`] : [])),
    "",
    "What the file asks of one tenant. Behind each setting is the layer that it is from; Delete of Invoicing is from its group.",
  );
  await show("show adatum --profile wise-sync", 0);

  say(
    "The preview reads every tenant and asks the engine what it would do; no tenant is written to. plan.json keeps what each",
    "would change, with a digest: that is reviewed. globex can't be read, so it has no plan; the exit code is 1.",
  );
  await show("preview --out plan.json", 1);

  say(
    "Exactly these plans are applied: to three tenants first, then to half of the rest, then to all. Each is read back, and only",
    "what a read shows counts. northwind's API refuses to set levels: it gets a checklist for an administrator, and fails nobody.",
  );
  await show("up --plan plan.json --canary 3 --waves 50,100", 2);

  changeTwo(sandbox);
  say(
    "Now somebody was at work in two tenants, past the API:",
    `  contoso: the role ${ROLE} may edit System › Security`,
    `  litware: the member ${MEMBER} was given the role Service Technician`,
    "Reads alone find both, without the engine and without any write. The accepted level of wingtip doesn't count.",
  );
  await show("drift", 1);

  say("Who complies, what tenants have in common, and what changed since the run before; also as a page.");
  await show("report --html report.html", 2);
  process.stdout.write(`\nThe page: ${path.join(FOLDER, "report.html")}\n`);

  say("Every run is kept, with what came of each tenant.");
  await show("status", 0);
}

/** @param {import("../../sandbox/index.ts").Sandbox} sandbox */
function changeTwo(sandbox) {
  sandbox.company("contoso").tenant.setLevel(ROLE, "System", "Security", "edit", "All");
  sandbox.company("litware").tenant.setMember(MEMBER, { role: "Service Technician" });
}

/** A paragraph. @param {string[]} lines */
export function say(...lines) {
  process.stdout.write(`\n${lines.join("\n")}\n`);
}
