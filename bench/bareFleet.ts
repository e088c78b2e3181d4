import { mkdirSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import pLimit from "p-limit";

/**
 * What a fleet costs at the least: a stack for each of so many tenants, each brought up by the Automation API from a program of two
 * trivial dynamic resources. Arguments: a folder, how many, how many at once.
 */

const provider: pulumi.dynamic.ResourceProvider = { create: async (inputs) => ({ id: "1", outs: inputs }) };

class Trivial extends pulumi.dynamic.Resource {
  constructor(name: string) {
    super(provider, name, { value: name });
  }
}

const program = async () => {
  new Trivial("one");
  new Trivial("two");
};

async function main([folder = "", count = "1", atOnce = "4"]: readonly string[]): Promise<void> {
  const state = path.join(folder, "state");
  mkdirSync(state, { recursive: true });
  const envVars = { PULUMI_BACKEND_URL: `file://${state}`, PULUMI_CONFIG_PASSPHRASE: "" };
  const pulumiCommand = await PulumiCommand.get();
  const limit = pLimit(Number(atOnce));
  const up = async (stackName: string) => {
    const stack = await LocalWorkspace.createStack(
      { stackName, projectName: "bare", program },
      { envVars, pulumiCommand, workDir: folder },
    );
    await stack.up();
  };
  await Promise.all(Array.from({ length: Number(count) }, (_, index) => limit(() => up(`tenant${index + 1}`))));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
