import { type Level, VERBS } from "../../core/model/level";
import type { LoggedRequest, Sandbox } from "../../sandbox";

/** Grants of a role as `module › function: A E D I` with the levels other than None, sorted. */
export function grantsOf(sandbox: Pick<Sandbox, "tenant">, role: string): string[] {
  return Object.entries(sandbox.tenant.levels(role))
    .flatMap(([module, functions]) =>
      Object.entries(functions).map(([name, { add, edit, delete: remove, inquire }]) => ({
        name: `${module} › ${name}`,
        levels: [add, edit, remove, inquire],
      })),
    )
    .filter(({ levels }) => levels.some((level) => level !== "None" && level !== null))
    .map(({ name, levels }) => `${name}: ${levels.join(" ")}`)
    .sort();
}

export const writesTo = (sandbox: Sandbox): LoggedRequest[] =>
  sandbox.requests().filter(({ method }) => method !== "GET");

/** An administrator sets what {@link grantsOf} would list. */
export function setByHand(sandbox: Sandbox, role: string, grants: readonly string[]): void {
  for (const grant of grants) {
    const [, module = "", name = "", levels = ""] = /^(.*) › (.*): (.*)$/.exec(grant) ?? [];
    levels.split(" ").forEach((level, column) => {
      const verb = VERBS[column];
      if (verb) sandbox.tenant.setLevel(role, module, name, verb, level as Level);
    });
  }
}
