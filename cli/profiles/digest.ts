import { Command } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import { requestDigest } from "../../core/plan/digest";
import { stackNames } from "../../project/stack";
import { print, printJson } from "../print";
import { renderTable } from "../table";
import { chosenProfile, readSettings, requestOf } from "../tenant";

interface Flags {
  readonly stack?: string;
  readonly json?: true;
}

/** `cwroles profiles digest` */
export const digestCommand = (): Command =>
  new Command("digest")
    .description(
      [
        "Print the digest of all that a stack asks of its role: the profile's levels with the chosen features, the role's",
        "name, adopt, force and the member. No tenant is asked and no key is needed. With it in connectwise:reviewedPlan,",
        "pulumi up refuses anything else.",
      ].join(" "),
    )
    .option("--stack <name>", "only this stack; by default all that have a file in the folder")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  npx cwroles profiles digest --stack acme")
    .action(({ stack, json }: Flags) => {
      const requested = (stack === undefined ? knownStacks() : [stack]).map(digestOfStack);
      if (json) printJson(requested);
      else print(render(requested));
    });

function knownStacks(): string[] {
  const names = stackNames(process.cwd());
  if (names.length > 0) return names;
  throw new InvalidInputError("No stacks", [
    { path: process.cwd(), message: "no Pulumi.<stack>.yaml there; run this in the project folder" },
  ]);
}

function digestOfStack(name: string) {
  const { settings } = readSettings({ stack: name });
  const { role, profile, features } = settings;
  return { stack: name, role, profile, features, digest: requestDigest(requestOf(settings, chosenProfile(settings))) };
}

function render(requested: readonly ReturnType<typeof digestOfStack>[]): string[] {
  const rows = requested.map(({ stack, role, profile, features, digest }) => [
    stack,
    role,
    [profile, ...features].join(" + "),
    digest,
  ]);
  return renderTable([["STACK", "ROLE", "PROFILE", "DIGEST"], ...rows]);
}
